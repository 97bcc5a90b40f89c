//! A rollback that failed.

use super::cause;
use super::watch::{Board, Watch, Watched, watch};
use super::work::Work;
use super::{Context, Notice};
use crate::api::{Event, Stack};
use crate::codes;
use crate::ending::{Ending, Stop};
use crate::journal::Operation;
use formwork::Problem;

/// Goes on with the rollback of a stack in `UPDATE_ROLLBACK_FAILED`, without the resources that the options name.
///
/// # Errors
/// It failed again: what stands in its way is said.
pub async fn continue_rollback(
    context: &Context<'_>,
    board: &Board,
    work: &Work<'_>,
    stack: Option<&Stack>,
) -> Result<(), Stop> {
    let Some(stack) = stack else { return Ok(()) };
    context.say(Notice::StackBegan { step: work.step.id.clone(), action: "roll back", resources: 0 });
    let token = context.token(&work.step.id, Operation::ContinueRollback, 0);
    let cloud = context.cloud(&work.step.region);
    // CloudFormation refuses to skip what has not failed; what was named may stand in another stack
    let there = cloud.resources(&stack.id).await.map_err(|failure| Stop::call(&work.step.id, &failure))?;
    let failed = there.into_iter().filter(|one| one.status == "UPDATE_FAILED").map(|one| one.logical_id);
    let skip: Vec<String> = failed.filter(|id| context.options.skip.contains(id)).collect();
    let call = cloud.continue_rollback(&stack.id, &token, &skip);
    let answer = context.begin(&work.step.id, Operation::ContinueRollback, &token, call).await?;
    answer.map_err(|failure| Stop::call(&work.step.id, &failure))?;
    match watch(context, board, &Watch::of(work, &stack.id, &token)).await? {
        Watched::Detached => Err(Stop { ending: Ending::Detached, problems: Vec::new() }),
        Watched::Ended { status, .. } if status == "UPDATE_ROLLBACK_COMPLETE" => Ok(()),
        Watched::Ended { status, reason, events } => {
            let first =
                cause::problem(&work.step.id, work.stack, &status, reason.as_deref(), &events, work.environment);
            Err(Stop { ending: Ending::Repair, problems: vec![first, stuck(work, &events)] })
        }
    }
}

/// What stands in the way of a rollback, by what happened in it.
pub fn stuck(work: &Work<'_>, events: &[Event]) -> Problem {
    let resources: Vec<&str> = cause::stuck(events).into_iter().map(|event| event.logical_id.as_str()).collect();
    let problem = codes::ROLLBACK_STUCK.problem().at(work.place("")).with("stack", work.step.id.as_str());
    problem.with("resources", resources.join(","))
}
