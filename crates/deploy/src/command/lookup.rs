//! The account as the checks ask it.

use crate::api::{Connection, Failure, FailureKind};
use crate::preflight::{Answer, Certificate, Filled, Lookups, Offer};
use futures_util::future::LocalBoxFuture;
use serde_json::{Map, Value};

/// Whoever answers for an account.
pub(super) struct Asked<'a> {
    pub connection: &'a Connection,
    pub number: &'a str,
}

impl Lookups for Asked<'_> {
    fn exists<'f>(&'f self, kind: &'f str, identifier: &'f str) -> LocalBoxFuture<'f, Answer<()>> {
        Box::pin(async move { yes(answer(self.connection.resource_exists(kind, identifier).await, "preflight")) })
    }

    fn count<'f>(&'f self, kind: &'f str) -> LocalBoxFuture<'f, Answer<usize>> {
        Box::pin(async move { answer(self.connection.resource_count(kind).await, "preflight") })
    }

    fn quota<'f>(&'f self, service: &'f str, code: &'f str) -> LocalBoxFuture<'f, Answer<usize>> {
        Box::pin(async move {
            match answer(self.connection.quota(service, code).await, "preflight") {
                // a quota is a small whole number, in a field for any
                Answer::Yes(value) => Answer::Yes(value.clamp(0.0, 1e9) as usize),
                Answer::No => Answer::No,
                Answer::Unknown(why) => Answer::Unknown(why),
            }
        })
    }

    fn certificate<'f>(&'f self, arn: &'f str) -> LocalBoxFuture<'f, Answer<Certificate>> {
        Box::pin(async move {
            match answer(self.connection.certificate(arn).await, "preflight") {
                Answer::Yes(state) => Answer::Yes(Certificate { status: state.status, names: state.names }),
                Answer::No => Answer::No,
                Answer::Unknown(why) => Answer::Unknown(why),
            }
        })
    }

    fn filled<'f>(&'f self, what: Filled, physical_id: &'f str) -> LocalBoxFuture<'f, Answer<()>> {
        Box::pin(async move {
            let (asked, feature) = match what {
                Filled::Bucket => (self.connection.is_bucket_filled(physical_id, self.number).await, "s3"),
                Filled::Repository => (self.connection.is_repository_filled(physical_id).await, "ecr"),
            };
            yes(answer(asked, feature))
        })
    }

    fn members<'f>(&'f self, secret: &'f str) -> LocalBoxFuture<'f, Answer<Vec<String>>> {
        Box::pin(async move {
            match answer(self.connection.secret(secret).await, "secretsmanager") {
                Answer::Yes(text) => {
                    let object: Map<String, Value> = serde_json::from_str(&text.0).unwrap_or_default();
                    Answer::Yes(object.keys().cloned().collect())
                }
                Answer::No => Answer::No,
                Answer::Unknown(why) => Answer::Unknown(why),
            }
        })
    }

    fn sold<'f>(&'f self, offer: Offer<'f>) -> LocalBoxFuture<'f, Answer<()>> {
        let Offer { class, engine, region } = offer;
        Box::pin(async move { yes(answer(self.connection.is_sold(class, engine, region).await, "preflight")) })
    }
}

/// A yes that is false is a no.
fn yes(answer: Answer<bool>) -> Answer<()> {
    match answer {
        Answer::Yes(true) => Answer::Yes(()),
        Answer::Yes(false) | Answer::No => Answer::No,
        Answer::Unknown(why) => Answer::Unknown(why),
    }
}

fn answer<T>(answer: Option<Result<T, Failure>>, feature: &str) -> Answer<T> {
    match answer {
        None => Answer::Unknown(format!("this program was built without it: `--features {feature}`")),
        Some(Ok(value)) => Answer::Yes(value),
        Some(Err(failure)) if failure.kind == FailureKind::Missing => Answer::No,
        Some(Err(failure)) => Answer::Unknown(failure.to_string()),
    }
}
