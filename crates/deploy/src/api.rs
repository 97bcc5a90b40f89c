//! Calls to AWS, paced and retried: the only place that names its SDK.
//!
//! Everything that goes in or comes out is a type of this crate. A call that is refused for its rate, or that never
//! arrived, is made again: each one that changes something carries a token or a name of ours, so that a second one of
//! the same kind changes nothing.

mod change_set;
mod connect;
mod drift;
mod event;
mod export;
mod failure;
mod pace;
mod resource;
mod stack;
mod summary;

pub use change_set::{Body, ChangeSet, ChangeSetKind, ChangeSetStatus, NewChangeSet};
pub use connect::{Connection, Login, Transport};
pub use drift::DriftedResource;
pub use event::{Event, ValidationError};
pub use export::Export;
pub use failure::{Failure, FailureKind};
pub use pace::Pace;
pub use resource::StackResource;
pub use stack::{DeletionMode, Output, Stack};
pub use summary::Summary;

use aws_sdk_cloudformation::Client;
use aws_sdk_cloudformation::error::{ProvideErrorMetadata, SdkError};
use std::time::Duration;

/// How often a call that did not arrive is made, where nobody waits for longer.
const ATTEMPTS: u32 = 6;

/// CloudFormation in one account and region.
#[derive(Clone, Debug)]
pub struct CloudFormation {
    client: Client,
    pace: Pace,
}

impl CloudFormation {
    /// With a client and the pace that all calls of the account and region share.
    fn new(client: Client, pace: Pace) -> Self {
        CloudFormation { client, pace }
    }

    /// Makes a call until it is answered: at most [`ATTEMPTS`] times where it does not arrive, and for as long as it is
    /// only refused for its rate.
    async fn call<T, E>(
        &self,
        action: &'static str,
        make: impl AsyncFn(&Client) -> Result<T, SdkError<E>>,
    ) -> Result<T, Failure>
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        let mut lost = 0;
        loop {
            self.pace.turn().await;
            let failure = match make(&self.client).await {
                Ok(answer) => {
                    self.pace.answered();
                    return Ok(answer);
                }
                Err(error) => Failure::of(action, &error),
            };
            match failure.kind {
                FailureKind::Throttled => self.pace.refused(),
                FailureKind::Unreachable if lost + 1 < ATTEMPTS => {
                    tokio::time::sleep(Duration::from_millis(250) * 2u32.pow(lost)).await;
                    lost += 1;
                }
                _ => return Err(failure),
            }
        }
    }
}
