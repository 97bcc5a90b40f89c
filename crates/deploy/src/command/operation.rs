//! What is done beside deploying: `deploy batch`, `deploy logs`, `deploy secret`.

mod job;
mod log;
mod secret;
mod span;

pub(super) use job::{jobs, show as show_job, submit};
pub(super) use log::logs;
pub(super) use secret::refresh;
pub(super) use span::span_ms;

use super::account::{connect, runtime};
use super::load::{Loaded, load};
use super::{Call, Refused};
use crate::api::{Connection, Failure};
use crate::codes::operation as codes;
use crate::ending::{Ending, Stop};
use crate::project::Operations;
use formwork::spelling;
use tokio::runtime::Runtime;

/// The way to the account, which is the environment's, and what can be done there.
struct Desk {
    operations: Operations,
    connection: Connection,
    runtime: Runtime,
}

/// What the settings of the environment offer; nothing is called.
fn operations(call: &Call<'_>) -> Result<Operations, Refused> {
    let settings = (call.project.settings)(&call.arguments.environment);
    Ok(settings.map_err(|problems| Stop { ending: Ending::Preflight, problems })?.operations)
}

impl Desk {
    fn new(call: &Call<'_>) -> Result<Self, Refused> {
        let Loaded { request, settings } = load(call)?;
        let runtime = runtime(&call.around.transport)?;
        let connection = runtime.block_on(connect(call.around, call.arguments, &request.target.region))?;
        let account = runtime.block_on(connection.account());
        request.target.lives_in(&account.map_err(|failure| Stop::call("the account", &failure))?)?;
        Ok(Desk { operations: settings.operations, connection, runtime })
    }
}

/// What was answered, if this program can ask at all.
fn answered<T>(
    answer: Option<Result<T, Failure>>,
    service: &'static str,
    feature: &'static str,
    about: &str,
) -> Result<T, Stop> {
    match answer {
        None => {
            let problem = codes::WITHOUT_SERVICE.problem().with("service", service).with("feature", feature);
            Err(Stop::new(Ending::Preflight, problem))
        }
        Some(answer) => answer.map_err(|failure| Stop::call(about, &failure)),
    }
}

/// One of several by its name.
fn named<'n, T>(kind: &str, name: &str, all: &'n [T], name_of: impl Fn(&T) -> &str) -> Result<&'n T, Refused> {
    all.iter().find(|one| name_of(one) == name).ok_or_else(|| {
        let known: Vec<&str> = all.iter().map(name_of).collect();
        Refused::Usage(match spelling::nearest(name, known.iter().copied()) {
            Some(near) => format!("no {kind} is called `{name}`; did you mean `{near}`?"),
            None => format!("no {kind} is called `{name}`; there are {}", known.join(", ")),
        })
    })
}
