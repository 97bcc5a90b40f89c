//! `deploy resume`, `deploy cancel`.

use super::account::{Way, journal_folder};
use super::go::{Start, begin};
use super::{Call, Refused, show};
use crate::clock::Clock;
use crate::codes;
use crate::ending::{Ending, Stop};
use crate::execute::{Request, stop_of_journal};
use crate::journal::{self, Interrupted, Journal, Record};
use crate::plan::class::Class;
use crate::staging::{Bucket, Lease};
use formwork::command::Shell;
use serde_json::json;
use std::path::PathBuf;

/// Goes on with the last run of an environment, exactly as it was asked for.
pub(super) fn resume(call: &Call<'_>, shell: &mut Shell<'_>) -> Result<Ending, Refused> {
    let Call { around, arguments, .. } = *call;
    let Last { folder, interrupted, .. } = Last::new(call)?;
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
    let (staging_bucket, images, folders) = (settings.staging_bucket, settings.images, settings.folders);
    let start = Start { arguments, around, auto, staging_bucket, images, folders, interrupted: Some(interrupted) };
    Ok(begin(&start, &request, shell)?)
}

/// Stops updates that are running, and forgets the run that began them, with its lease.
pub(super) fn cancel(call: &Call<'_>, shell: &mut Shell<'_>) -> Result<Ending, Refused> {
    let Last { way, folder, interrupted } = Last::new(call)?;
    for stack in &way.request.target.stacks {
        let (cloud, there) = way.stack(stack)?;
        if there.is_some_and(|there| there.status == "UPDATE_IN_PROGRESS") {
            let token = format!("formwork-cancel-{}", stack.id);
            let cancelled = way.runtime.block_on(cloud.cancel_update(&stack.name, &token));
            cancelled.map_err(|failure| Stop::call(&stack.id, &failure))?;
            let text = format!("{}: its update is being rolled back\n", stack.id);
            show::found(shell, call.arguments, "cancelled", json!({"stack": stack.id}), &text);
        }
    }
    if let Some(last) = interrupted.filter(|last| last.ended.is_none()) {
        let journal = Journal::go_on(&folder, &last.run, Clock::of_machine());
        let journal = journal.map_err(|error| stop_of_journal(&error))?;
        journal.write(&Record::Ended("cancelled".to_string())).map_err(|error| stop_of_journal(&error))?;
        give_back(call, &way, &last.run)?;
        let text = format!("the run {} is forgotten\n", last.run);
        show::found(shell, call.arguments, "forgotten", json!({"run": last.run}), &text);
    }
    Ok(Ending::Fine)
}

/// Gives back the lease of a run that ended without doing so; another deployer's stays.
fn give_back(call: &Call<'_>, way: &Way, run: &str) -> Result<(), Refused> {
    let environment = &call.arguments.environment;
    let Some(name) = &way.settings.staging_bucket else { return Ok(()) };
    let account = way.account()?;
    way.runtime.block_on(async {
        let bucket = Bucket::open(&way.connection, name, &account).await?;
        let lease = Lease::take(&bucket, environment, &call.around.holder, run, Clock::of_machine()).await;
        if let Ok(lease) = lease {
            let _ = lease.release().await;
        }
        Ok(())
    })
}

/// The last run of an environment, and the way to its account.
struct Last {
    way: Way,
    /// Where its journal is.
    folder: PathBuf,
    interrupted: Option<Interrupted>,
}

impl Last {
    fn new(call: &Call<'_>) -> Result<Self, Refused> {
        let way = Way::new(call)?;
        let folder = journal_folder(call.around, call.arguments, &way.request.target, &way.account()?);
        let interrupted = journal::read(&folder);
        Ok(Last { way, folder, interrupted })
    }
}
