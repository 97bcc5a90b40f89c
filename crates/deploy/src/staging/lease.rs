//! The lease of an environment: one deployer at a time.
//!
//! It is an object that is only written under conditions, so that of two who want it one gets it. Its end is judged by the
//! clock of whoever looks: the clocks of two deployers must not be more than eight minutes apart, which AWS's signatures
//! all but demand.

use super::{Bucket, Held};
use crate::api::{Condition, Failure, FailureKind};
use crate::clock::Clock;
use crate::codes;
use crate::ending::{Ending, Stop};
use formwork::Problem;
use std::time::Duration;

/// For how long it holds: milliseconds.
const TERM_MS: i64 = 600_000;
/// How often it is renewed.
const RENEWAL: Duration = Duration::from_secs(120);
/// How soon it is tried again where a renewal got no answer.
const RETRY: Duration = Duration::from_secs(20);
/// How often it is tried where others come and go.
const ATTEMPTS: usize = 5;

/// The lease of an environment, held by this run.
#[derive(Debug)]
pub struct Lease {
    bucket: Bucket,
    key: String,
    own: Held,
    etag: String,
    clock: Clock,
}

/// Why a lease was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// Somebody else holds it.
    Held(Held),
    /// A call failed.
    Failed(Failure),
}

/// A lease that another has, or nobody any more: whoever held it must not begin anything further.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Who has it now; none where it was removed.
    pub to: Option<Held>,
}

impl Lease {
    /// Takes the lease of an environment for a run of `holder`, `user@host`. One that has expired is taken over; one of the
    /// same run and holder is taken again, as `resume` does.
    ///
    /// # Errors
    /// Somebody else holds it, or a call failed.
    pub async fn take(
        bucket: &Bucket,
        environment: &str,
        holder: &str,
        run: &str,
        clock: Clock,
    ) -> Result<Self, NotTaken> {
        let own = Held { holder: holder.to_string(), run: run.to_string(), until_ms: 0 };
        let key = format!("leases/{environment}.json");
        let mut lease = Lease { bucket: bucket.clone(), key, own, etag: String::new(), clock };
        let mut condition = Condition::Absent;
        let mut attempt = 0;
        loop {
            attempt += 1;
            let failure = match lease.put(&condition).await {
                Ok(()) => return Ok(lease),
                Err(failure) => failure,
            };
            if !matches!(failure.kind, FailureKind::Conflict | FailureKind::Missing) || attempt == ATTEMPTS {
                return Err(NotTaken::Failed(failure));
            }
            condition = match lease.find().await.map_err(NotTaken::Failed)? {
                None => Condition::Absent,
                Some((etag, held)) if held.is_of(&lease.own) || held.until_ms <= clock.now_ms() => {
                    Condition::Same(etag)
                }
                Some((_, held)) => return Err(NotTaken::Held(held)),
            };
        }
    }

    /// Renews it every two minutes, for as long as somebody waits for this, which ends only when it is lost. A renewal
    /// without an answer is tried again: nobody else can take the lease without its being seen here.
    pub async fn keep(&mut self) -> Lost {
        let mut wait = RENEWAL;
        loop {
            tokio::time::sleep(wait).await;
            wait = match self.renew().await {
                Ok(None) => RENEWAL,
                Ok(Some(lost)) => return lost,
                Err(_) => RETRY,
            };
        }
    }

    /// Gives it back. One that is lost stays with whoever has it.
    ///
    /// # Errors
    /// A call failed: it ends by itself within ten minutes.
    pub async fn release(mut self) -> Result<(), Failure> {
        let objects = &self.bucket.objects;
        match objects.delete(&self.key, &self.etag).await {
            Err(failure) if failure.kind == FailureKind::Conflict => {}
            Err(failure) if failure.kind == FailureKind::Missing => return Ok(()),
            other => return other,
        }
        // the answer to the last renewal may not have been waited for
        match self.find().await? {
            Some((etag, held)) if held.is_of(&self.own) => {
                self.etag = etag;
                self.bucket.objects.delete(&self.key, &self.etag).await
            }
            _ => Ok(()),
        }
    }

    /// Renews it now; says if it is lost.
    async fn renew(&mut self) -> Result<Option<Lost>, Failure> {
        match self.put(&Condition::Same(self.etag.clone())).await {
            Err(failure) if matches!(failure.kind, FailureKind::Conflict | FailureKind::Missing) => {}
            other => return other.map(|()| None),
        }
        match self.find().await? {
            // our own, written by a call whose answer was lost
            Some((etag, held)) if held.is_of(&self.own) => {
                self.etag = etag;
                Ok(None)
            }
            found => Ok(Some(Lost { to: found.map(|(_, held)| held) })),
        }
    }

    async fn put(&mut self, condition: &Condition) -> Result<(), Failure> {
        self.own.until_ms = self.clock.now_ms().saturating_add(TERM_MS);
        let text = format!("{}\n", self.own.to_json());
        self.etag = self.bucket.objects.put(&self.key, text.as_bytes(), condition).await?;
        Ok(())
    }

    /// What stands there, and its etag.
    async fn find(&self) -> Result<Option<(String, Held)>, Failure> {
        let Some(object) = self.bucket.objects.get(&self.key).await? else { return Ok(None) };
        let held = Held::from_text(&object.text).ok_or_else(|| Failure {
            kind: FailureKind::Invalid,
            action: "GetObject",
            code: "NoLease".to_string(),
            message: format!("{} is no lease of this version", self.key),
        })?;
        Ok(Some((object.etag, held)))
    }
}

impl NotTaken {
    /// Why the run ends before it begins.
    pub fn stop(&self, environment: &str) -> Stop {
        match self {
            NotTaken::Held(held) => {
                let problem = codes::staging::LEASE_HELD.problem().with("environment", environment);
                let problem = problem.with("holder", held.holder.as_str()).with("run", held.run.as_str());
                Stop::new(Ending::Locked, problem.with("until", held.until()))
            }
            NotTaken::Failed(failure) => Stop::call("the lease", failure),
        }
    }
}

impl Lost {
    /// What a person is told.
    pub fn problem(&self, environment: &str) -> Problem {
        let reason = match &self.to {
            Some(held) => format!("{} took it over, for the run {}", held.holder, held.run),
            None => "somebody removed it".to_string(),
        };
        codes::staging::LEASE_LOST.problem().with("environment", environment).with("reason", reason)
    }
}
