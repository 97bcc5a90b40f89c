//! `--rehearse`: everything as it would happen, on a model of CloudFormation.

mod before;

use super::arguments::Action;
use super::load::{Loaded, load};
use super::{Call, Refused, account, show};
use crate::clock::Clock;
use crate::ending::{Ending, Stop};
use crate::execute::{Notice, Plan};
use crate::rehearsal::Rehearsal;
use formwork::command::Shell;
use std::cell::RefCell;
use std::collections::BTreeMap;

pub(super) fn rehearse(call: &Call<'_>, shell: &mut Shell<'_>) -> Result<Ending, Refused> {
    let Call { around, arguments, .. } = *call;
    let Loaded { request, settings } = load(call)?;
    let was = before::before(call, &request.target, &settings.values, shell)?;
    let mut rehearsal = Rehearsal::of_request(request).staging_bucket(settings.staging_bucket);
    if let Some(was) = was {
        rehearsal = rehearsal.was_target(was);
    }
    for resource in &arguments.fail {
        let failing = rehearsal.failing(resource);
        rehearsal = failing.map_err(|problem| Stop::new(Ending::Usage, problem))?;
    }
    let outcome = account::runtime_with(true)?.block_on(async {
        let clock = Clock::at(Rehearsal::BEGINNING_MS);
        let shell = RefCell::new(shell);
        let screen = show::Screen::new(&shell, arguments, around, clock, BTreeMap::new());
        let notices = |notice: &Notice| screen.show(notice);
        let decide = |plan: &Plan<'_>| {
            screen.plan(plan);
            match arguments.action {
                Action::Plan => Err(Stop { ending: Ending::Changes, problems: Vec::new() }),
                _ => Ok(true),
            }
        };
        rehearsal.perform(clock, &notices, &decide).await
    })?;
    Ok(outcome.ending)
}
