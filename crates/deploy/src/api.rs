//! Calls to AWS, paced and retried: the only place that names its SDK.
//!
//! Everything that goes in or comes out is a type of this crate. A call that is refused for its rate, or that never
//! arrived, is made again: each one that changes something carries a token or a name of ours, so that a second one of
//! the same kind changes nothing.

mod change_set;
mod connect;
mod drift;
mod ecr;
mod empty;
mod event;
mod export;
mod failure;
mod hook;
mod job;
mod log;
mod lookup;
mod object;
mod pace;
mod refactor;
mod resource;
mod secret;
mod service;
mod stack;
mod summary;

pub use change_set::{Body, ChangeSet, ChangeSetKind, ChangeSetStatus, NewChangeSet};
pub use connect::{Connection, Login, Transport};
pub use drift::DriftedResource;
pub use ecr::RegistryLogin;
pub use event::{Event, ValidationError};
pub use export::Export;
pub use failure::{Failure, FailureKind};
pub use hook::HookResult;
pub use job::{Job, NewJob};
pub use log::LogEvent;
pub use lookup::CertificateState;
pub use object::{Condition, Object, Objects};
pub use pace::Pace;
pub use refactor::{NewRefactor, Refactor};
pub use resource::StackResource;
pub use secret::SecretText;
pub use stack::{DeletionMode, Output, Stack};
pub use summary::Summary;

use aws_sdk_cloudformation::Client;
use aws_sdk_cloudformation::error::{ProvideErrorMetadata, SdkError};

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

    /// Makes a call until it is answered.
    async fn call<T, E>(
        &self,
        action: &'static str,
        make: impl AsyncFn(&Client) -> Result<T, SdkError<E>>,
    ) -> Result<T, Failure>
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        let make = async || make(&self.client).await.map_err(|error| Failure::of(action, &error));
        self.pace.call(make).await
    }
}
