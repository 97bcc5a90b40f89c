//! The way to the account, and the folder of its journal.

use super::arguments::Arguments;
use super::load::{Loaded, load};
use super::{Call, Refused, Surroundings};
use crate::api::{CloudFormation, Connection, Stack, Transport};
use crate::codes;
use crate::ending::{Ending, Stop};
use crate::execute::Request;
use crate::journal;
use crate::project::EnvironmentSettings;
use crate::target::{Target, TargetStack};
use std::path::PathBuf;
use tokio::runtime::{Builder, Runtime};

/// A runtime on this thread alone. Where calls stay inside this process, time passes only as far as somebody waits for it.
pub(super) fn runtime(transport: &Transport) -> Result<Runtime, Stop> {
    runtime_with(matches!(transport, Transport::Inside(_)))
}

/// The same, with time that passes by itself, or not.
pub(super) fn runtime_with(paused: bool) -> Result<Runtime, Stop> {
    Builder::new_current_thread()
        .enable_all()
        .start_paused(paused)
        .build()
        .map_err(|error| Stop::new(Ending::Internal, codes::NO_RUNTIME.problem().with("reason", error.to_string())))
}

/// A connection with the credentials that were asked for.
pub(super) async fn connect(around: &Surroundings, arguments: &Arguments, region: &str) -> Result<Connection, Stop> {
    let connection = Connection::open(&arguments.login, region, &around.transport).await;
    connection.map_err(|failure| Stop::call("the account", &failure))
}

/// Where the journal of an environment is.
pub(super) fn journal_folder(around: &Surroundings, arguments: &Arguments, target: &Target, account: &str) -> PathBuf {
    match &arguments.journal {
        Some(folder) => around.invocation.working_folder.join(folder),
        None => journal::folder_of(&around.state, account, &target.region, &target.environment),
    }
}

/// What was asked for, and the way there.
pub(super) struct Way {
    pub request: Request,
    pub settings: EnvironmentSettings,
    pub runtime: Runtime,
    pub connection: Connection,
}

impl Way {
    pub fn new(call: &Call<'_>) -> Result<Self, Refused> {
        let Loaded { request, settings } = load(call)?;
        let runtime = runtime(&call.around.transport)?;
        let connection = runtime.block_on(connect(call.around, call.arguments, &request.target.region))?;
        Ok(Way { request, settings, runtime, connection })
    }

    /// The account that the credentials belong to.
    pub fn account(&self) -> Result<String, Stop> {
        let number = self.runtime.block_on(self.connection.account());
        number.map_err(|failure| Stop::call("the account", &failure))
    }

    /// A stack as it is, and CloudFormation where it lives.
    pub fn stack(&self, stack: &TargetStack) -> Result<(CloudFormation, Option<Stack>), Stop> {
        let cloud = self.connection.cloudformation(&stack.region);
        let there = self.runtime.block_on(cloud.stack(&stack.name));
        Ok((cloud, there.map_err(|failure| Stop::call(&stack.id, &failure))?))
    }

    /// The stacks that were asked for.
    pub fn chosen(&self) -> impl Iterator<Item = &TargetStack> {
        self.request.target.stacks.iter().filter(|stack| stack.is_chosen)
    }
}
