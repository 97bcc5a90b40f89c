//! The account as the checks ask it.

use crate::api::{Connection, Failure, FailureKind};
use crate::preflight::{Answer, Certificate, Lookups};
use futures_util::future::LocalBoxFuture;

/// Whoever answers for an account.
pub(super) struct Asked<'a> {
    pub connection: &'a Connection,
}

impl Lookups for Asked<'_> {
    fn exists<'f>(&'f self, kind: &'f str, identifier: &'f str) -> LocalBoxFuture<'f, Answer<()>> {
        Box::pin(async move {
            match answer(self.connection.resource_exists(kind, identifier).await) {
                Answer::Yes(true) => Answer::Yes(()),
                Answer::Yes(false) | Answer::No => Answer::No,
                Answer::Unknown(why) => Answer::Unknown(why),
            }
        })
    }

    fn count<'f>(&'f self, kind: &'f str) -> LocalBoxFuture<'f, Answer<usize>> {
        Box::pin(async move { answer(self.connection.resource_count(kind).await) })
    }

    fn quota<'f>(&'f self, service: &'f str, code: &'f str) -> LocalBoxFuture<'f, Answer<usize>> {
        Box::pin(async move {
            match answer(self.connection.quota(service, code).await) {
                // a quota is a small whole number, in a field for any
                Answer::Yes(value) => Answer::Yes(value.clamp(0.0, 1e9) as usize),
                Answer::No => Answer::No,
                Answer::Unknown(why) => Answer::Unknown(why),
            }
        })
    }

    fn certificate<'f>(&'f self, arn: &'f str) -> LocalBoxFuture<'f, Answer<Certificate>> {
        Box::pin(async move {
            match answer(self.connection.certificate(arn).await) {
                Answer::Yes(state) => Answer::Yes(Certificate { status: state.status, names: state.names }),
                Answer::No => Answer::No,
                Answer::Unknown(why) => Answer::Unknown(why),
            }
        })
    }
}

fn answer<T>(answer: Option<Result<T, Failure>>) -> Answer<T> {
    match answer {
        None => Answer::Unknown("this program was built without it: `--features preflight`".to_string()),
        Some(Ok(value)) => Answer::Yes(value),
        Some(Err(failure)) if failure.kind == FailureKind::Missing => Answer::No,
        Some(Err(failure)) => Answer::Unknown(failure.to_string()),
    }
}
