//! A run that is killed after each record of its journal, and resumed.

use super::folder::Folder;
use super::harness::{BEGINNING_MS, Bench};
use formwork_deploy::clock::Clock;
use formwork_deploy::codes;
use formwork_deploy::ending::{Ending, Stop};
use formwork_deploy::execute::{Interrupt, Outcome, Plan, Request};
use formwork_deploy::journal::{self, Interrupted, Journal};
use formwork_deploy::model::{Account, CallFault, Fault};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What happens to an account before the run.
pub type Before = fn(&Account);

/// A run that is killed.
#[derive(Clone, Copy)]
pub struct Scenario<'s> {
    pub name: &'s str,
    /// What is deployed before.
    pub earlier: Option<&'s Request>,
    pub before: Before,
    pub request: &'s Request,
}

/// How a program dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Death {
    /// Its last record is on the disk.
    Written,
    /// What its last record says was done, and only half of the record is on the disk. The answers to the next calls are
    /// lost as well.
    Cut,
}

impl Scenario<'_> {
    /// An account in which the run can begin.
    pub fn bench(&self) -> Bench {
        let bench = Bench::new();
        if let Some(earlier) = self.earlier {
            assert_eq!(bench.put(earlier), [""; 0]);
        }
        (self.before)(&bench.account);
        bench
    }

    async fn undisturbed(&self) -> (Outcome, Value, u64) {
        let bench = self.bench();
        let clock = Clock::at(BEGINNING_MS);
        let journal = Journal::nowhere("crashing", clock);
        let nothing = Interrupted::default();
        let outcome = bench.run_with(self.request, &|_| Ok(true), &journal, clock, &nothing, Interrupt::None).await;
        (outcome, bench.account.snapshot(), journal.written())
    }

    /// Runs the request, killed after so many records, and again after the next ones, and resumes until it ends. None
    /// where this death is no other than the one before.
    async fn killed(&self, records: u64, death: Death) -> Option<(Outcome, Bench)> {
        let bench = self.bench();
        let folder = Folder::new(&format!("{}-{records}-{death:?}", self.name));
        let clock = Clock::at(BEGINNING_MS);
        let journal = Journal::begin(&folder.0, "crashing", clock).expect("a journal");
        journal.crash_after(records);
        let nothing = Interrupted::default();
        let outcome = bench.run_with(self.request, &|_| Ok(true), &journal, clock, &nothing, Interrupt::None).await;
        drop(journal);
        if death == Death::Cut {
            if !folder.cut() {
                return None;
            }
            for action in ["CreateChangeSet", "ExecuteChangeSet", "DeleteStack"] {
                bench.account.fault(Fault::call(action, CallFault::AcceptedThenReset));
            }
        } else if outcome.ending != Ending::Internal {
            return Some((outcome, bench)); // it ended before
        }
        for attempt in 0..2 {
            let interrupted = journal::read(&folder.0).expect("the first record is whole");
            assert_eq!(interrupted.ended, None);
            let request = Request::from_json(&interrupted.request).expect("a request");
            let journal = Journal::go_on(&folder.0, &interrupted.run, clock).expect("a journal");
            if attempt == 0 {
                journal.crash_after(2); // killed once more, right away
            }
            // what was approved is finished; nobody is asked again
            let is_approved = interrupted.approved.is_some();
            let decide = |_: &Plan<'_>| if is_approved { Err(refusal()) } else { Ok(true) };
            let outcome = bench.run_with(&request, &decide, &journal, clock, &interrupted, Interrupt::None).await;
            if outcome.ending != Ending::Internal {
                return Some((outcome, bench));
            }
        }
        panic!("killed after {records} records, it did not end");
    }

    /// Kills it in this way after each of its records.
    pub async fn survives(&self, death: Death) {
        let (expected, snapshot, records) = self.undisturbed().await;
        assert!(records > 5, "{records} records");
        for after in 1..=records {
            let Some((outcome, bench)) = self.killed(after, death).await else { continue };
            assert_eq!(outcome.ending, expected.ending, "{death:?} after {after}: {outcome:#?}");
            assert_eq!(bench.account.snapshot(), snapshot, "{death:?} after {after} of {records}");
            // once for each purpose; a failure that was written down is tried again, under another token
            let limit = 1 + usize::from(expected.ending != Ending::Fine);
            for (purpose, tokens) in done(&bench.account) {
                assert!(tokens.len() <= limit, "{death:?} after {after}: {purpose:?} {tokens:?}");
            }
        }
    }
}

/// The tokens under which the run executed and deleted, by action and step. CloudFormation does nothing at a second call
/// with the same token.
fn done(account: &Account) -> BTreeMap<(String, String), BTreeSet<String>> {
    let mut done: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for call in account.calls().into_iter().filter(|call| call.is_done) {
        let token = call.token.unwrap_or_default();
        let Some(step) = token.strip_prefix("formwork-crashing-") else { continue };
        let step = step.trim_end_matches("-execute").trim_end_matches("-delete-stack");
        let step = step.trim_end_matches(|letter: char| letter == '-' || letter.is_ascii_digit()).to_string();
        if matches!(call.action.as_str(), "ExecuteChangeSet" | "DeleteStack") {
            done.entry((call.action, step)).or_default().insert(token);
        }
    }
    done
}

pub fn refusal() -> Stop {
    Stop::new(Ending::Approval, codes::APPROVAL_REFUSED.problem())
}
