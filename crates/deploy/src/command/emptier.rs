//! The account as it is emptied.

use crate::api::{Connection, Failure};
use crate::execute::Emptier;
use crate::preflight::Filled;
use futures_util::future::LocalBoxFuture;

/// Buckets and repositories of an account.
pub(super) struct Account<'a> {
    pub connection: &'a Connection,
    pub number: &'a str,
}

impl Emptier for Account<'_> {
    fn empty<'f>(&'f self, what: Filled, physical_id: &'f str) -> LocalBoxFuture<'f, Option<Result<usize, Failure>>> {
        Box::pin(async move {
            match what {
                Filled::Bucket => self.connection.empty_bucket(physical_id, self.number).await,
                Filled::Repository => self.connection.empty_repository(physical_id).await,
            }
        })
    }
}
