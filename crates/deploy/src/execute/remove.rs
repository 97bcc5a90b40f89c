//! Deleting a stack.

use super::cause;
use super::deploy::StepEnd;
use super::watch::{Board, Watch, Watched, watch};
use super::work::Work;
use super::{Context, Notice};
use crate::api::{DeletionMode, Stack};
use crate::codes;
use crate::ending::{Ending, Stop};
use crate::journal::Operation;
use crate::plan::class::is_stateful;

/// Deletes a stack that is there.
///
/// # Errors
/// It is protected, or something in it cannot be deleted; a call failed; the journal cannot be written.
pub async fn remove(context: &Context<'_>, board: &Board, work: &Work<'_>) -> Result<StepEnd, Stop> {
    let cloud = context.cloud(&work.step.region);
    let refused = |failure| Stop::call(&work.step.id, &failure);
    let Some(stack) = cloud.stack(&work.step.name).await.map_err(refused)? else { return Ok(StepEnd::Unchanged(None)) };
    if stack.status == "DELETE_COMPLETE" {
        return Ok(StepEnd::Unchanged(None));
    }
    if stack.termination_protection {
        if !context.options.unprotect {
            let problem = codes::PROTECTED.problem().at(work.place("")).with("stack", work.step.id.as_str());
            return Err(Stop::new(Ending::Preflight, problem));
        }
        let token = context.token(&work.step.id, Operation::Protect, 0);
        let call = cloud.protect_stack(&stack.id, false);
        context.begin(&work.step.id, Operation::Protect, &token, call).await?.map_err(refused)?;
    }
    let resources = cloud.resources(&stack.id).await.map_err(refused)?.len();
    context.say(Notice::StackBegan { step: work.step.id.clone(), action: "delete", resources });
    // what was named is only kept where its deletion has failed before: CloudFormation wants it so
    let retained = match stack.status == "DELETE_FAILED" {
        true => context.options.retain.clone(),
        false => Vec::new(),
    };
    let (mode, attempt) = match retained.is_empty() {
        true => (DeletionMode::Standard, usize::from(stack.status == "DELETE_FAILED")),
        false => (DeletionMode::Retain(retained), 2),
    };
    let token = context.token(&work.step.id, Operation::DeleteStack, attempt);
    let call = cloud.delete_stack(&stack.id, &token, &mode);
    context.begin(&work.step.id, Operation::DeleteStack, &token, call).await?.map_err(refused)?;
    let of =
        Watch { stack_id: &stack.id, token: &token, step: &work.step.id, stack: work.stack, region: &work.step.region };
    match watch(context, board, &of).await? {
        Watched::Detached => Ok(StepEnd::Detached),
        Watched::Ended { status, .. } if status == "DELETE_COMPLETE" => Ok(StepEnd::Changed(None)),
        Watched::Ended { events, reason, .. } => {
            let stuck = cause::stuck(&events);
            let resources: Vec<&str> = stuck.iter().map(|event| event.logical_id.as_str()).collect();
            let reasons: Vec<String> = stuck
                .iter()
                .map(|event| format!("{}: {}", event.logical_id, event.reason.as_deref().unwrap_or("no reason given")))
                .collect();
            let reasons = if reasons.is_empty() { reason.unwrap_or_default() } else { reasons.join("; ") };
            let place = resources.first().map(|id| work.place(id)).unwrap_or_else(|| work.place(""));
            let problem = codes::DELETION_STUCK.problem().at(place).with("stack", work.step.id.as_str());
            let problem = problem.with("reasons", reasons).with("resources", resources.join(","));
            Err(Stop::new(Ending::Repair, problem))
        }
    }
}

/// Deletes what is left of a stack that was never made, so that it can be made again.
///
/// # Errors
/// It holds data, and nobody approved its deletion; or the deletion failed.
pub async fn remove_leftovers(
    context: &Context<'_>,
    board: &Board,
    work: &Work<'_>,
    stack: Option<&Stack>,
) -> Result<(), Stop> {
    let Some(stack) = stack else { return Ok(()) };
    let cloud = context.cloud(&work.step.region);
    let left = cloud.resources(&stack.id).await.map_err(|failure| Stop::call(&work.step.id, &failure))?;
    let data: Vec<&str> = left
        .iter()
        .filter(|one| is_stateful(&one.type_name) && one.status != "CREATE_FAILED")
        .map(|one| one.logical_id.as_str())
        .collect();
    if !data.is_empty() && !work.may_delete_data {
        let problem = codes::LEFTOVERS.problem().at(work.place("")).with("stack", work.step.id.as_str());
        let problem = problem.with("status", stack.status.as_str()).with("resources", data.join(", "));
        return Err(Stop::new(Ending::Approval, problem));
    }
    match remove(context, board, work).await? {
        StepEnd::Detached => Err(Stop { ending: Ending::Detached, problems: Vec::new() }),
        _ => Ok(()),
    }
}
