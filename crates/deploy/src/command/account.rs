//! The way to the account, and the folder of its journal.

use super::Surroundings;
use super::arguments::Arguments;
use crate::api::{Connection, Transport};
use crate::ending::Stop;
use crate::journal;
use crate::target::Target;
use std::path::PathBuf;

/// A runtime on this thread alone. Where calls stay inside this process, time passes only as far as somebody waits for it.
pub(super) fn runtime(transport: &Transport) -> std::io::Result<tokio::runtime::Runtime> {
    let paused = matches!(transport, Transport::Inside(_));
    tokio::runtime::Builder::new_current_thread().enable_all().start_paused(paused).build()
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
