//! `deploy resume`, `deploy cancel`.

use super::go::{Start, begin, no_runtime};
use super::load::load;
use super::{Call, Refused, account};
use crate::codes;
use crate::ending::{Ending, Stop};
use crate::execute::{Request, stop_of_journal};
use crate::journal::{self, Interrupted, Journal, Record};
use crate::plan::class::Class;
use formwork::command::Shell;
use std::path::PathBuf;

/// Goes on with the last run of an environment, exactly as it was asked for.
pub(super) fn resume(call: &Call<'_>, shell: &mut Shell<'_>) -> Result<Ending, Refused> {
    let Call { around, arguments, .. } = *call;
    let (folder, interrupted) = last(call)?;
    let unfinished = interrupted.filter(|last| last.ended.as_deref() != Some(Ending::Fine.word()));
    let Some(interrupted) = unfinished else {
        let problem = codes::NOTHING_TO_RESUME.problem().with("environment", arguments.environment.as_str());
        let problem = problem.with("folder", folder.display().to_string());
        return Err(Stop::new(Ending::Preflight, problem).into());
    };
    let Some(mut request) = Request::from_json(&interrupted.request) else {
        let problem = codes::JOURNAL.problem().with("action", "read").with("file", folder.display().to_string());
        let problem = problem.with("reason", "its first record is none of this version");
        return Err(Stop::new(Ending::Internal, problem).into());
    };
    // what only helps to get on is taken from this call
    request.options.skip.extend(arguments.options.skip.iter().cloned());
    request.options.retain.extend(arguments.options.retain.iter().cloned());
    request.options.wait |= arguments.options.wait;
    request.options.yes |= arguments.options.yes;
    let settings = (call.project.settings)(&arguments.environment);
    let settings = settings.map_err(|problems| Stop { ending: Ending::Preflight, problems })?;
    let auto = Class::from_number(settings.approve_up_to).unwrap_or_default();
    let start = Start { arguments, around, auto, interrupted: Some(interrupted) };
    Ok(begin(&start, &request, shell)?)
}

/// Stops updates that are running, and forgets the run that began them.
pub(super) fn cancel(call: &Call<'_>, shell: &mut Shell<'_>) -> Result<Ending, Refused> {
    let Call { around, arguments, .. } = *call;
    let (folder, interrupted) = last(call)?;
    let request = load(call)?.request;
    let runtime = account::runtime(&around.transport).map_err(|error| no_runtime(&error))?;
    let connection = runtime.block_on(account::connect(around, arguments, &request.target.region))?;
    for stack in &request.target.stacks {
        let cloud = match stack.region == connection.region() {
            true => connection.cloudformation(),
            false => connection.in_region(&stack.region).cloudformation(),
        };
        let there = runtime.block_on(cloud.stack(&stack.name));
        let there = there.map_err(|failure| Stop::call(&stack.id, &failure))?;
        if there.is_some_and(|there| there.status == "UPDATE_IN_PROGRESS") {
            let token = format!("formwork-cancel-{}", stack.id);
            let cancelled = runtime.block_on(cloud.cancel_update(&stack.name, &token));
            cancelled.map_err(|failure| Stop::call(&stack.id, &failure))?;
            shell.result(&format!("{}: its update is being rolled back\n", stack.id));
        }
    }
    if let Some(last) = interrupted.filter(|last| last.ended.is_none()) {
        let clock = crate::clock::Clock::of_machine();
        let journal = Journal::go_on(&folder, &last.run, clock).map_err(|error| stop_of_journal(&error))?;
        journal.write(&Record::Ended("cancelled".to_string())).map_err(|error| stop_of_journal(&error))?;
        shell.result(&format!("the run {} is forgotten\n", last.run));
    }
    Ok(Ending::Fine)
}

/// The last run of an environment, and where its journal is.
fn last(call: &Call<'_>) -> Result<(PathBuf, Option<Interrupted>), Refused> {
    let Call { around, arguments, .. } = *call;
    let request = load(call)?.request;
    let runtime = account::runtime(&around.transport).map_err(|error| no_runtime(&error))?;
    let connection = runtime.block_on(account::connect(around, arguments, &request.target.region))?;
    let number = runtime.block_on(connection.account());
    let number = number.map_err(|failure| Stop::call("the account", &failure))?;
    let folder = account::journal_folder(around, arguments, &request.target, &number);
    let interrupted = journal::read(&folder);
    Ok((folder, interrupted))
}
