//! Deleting a stack.

use super::cause;
use super::deploy::StepEnd;
use super::prepare::deletion;
use super::settle::{has_token, wait_until_settled, was_begun};
use super::watch::{Board, Watch, Watched, is_in_progress, watch};
use super::work::Work;
use super::{Context, Notice, empty, protection};
use crate::api::{DeletionMode, Event, Stack, StackResource};
use crate::codes;
use crate::deployed::Deployed;
use crate::ending::{Ending, Stop};
use crate::journal::Operation;
use crate::plan::class::{Classified, is_stateful};
use formwork::Problem;
use serde_json::{Map, json};

/// Deletes a stack that is there.
///
/// # Errors
/// It is protected, or something in it cannot be deleted; somebody else is at work on it; a call failed; the journal
/// cannot be written.
pub async fn remove(context: &Context<'_>, board: &Board, work: &Work<'_>) -> Result<StepEnd, Stop> {
    let cloud = context.cloud(&work.step.region);
    let refused = |failure| Stop::call(&work.step.id, &failure);
    loop {
        let Some(stack) = cloud.stack(&work.step.name).await.map_err(refused)? else {
            return Ok(StepEnd::Unchanged(None));
        };
        if stack.status == "DELETE_COMPLETE" {
            return Ok(StepEnd::Unchanged(None));
        }
        let resources = cloud.resources(&stack.id).await.map_err(refused)?;
        let (mode, attempt) = mode(context, &stack, &resources);
        let token = context.token(&work.step.id, Operation::DeleteStack, attempt);
        let is_begun = was_begun(context, work, Operation::DeleteStack, &token)
            && has_token(context, work, &stack.id, &token).await?;
        if is_in_progress(&stack.status) && !is_begun {
            wait_until_settled(context, work, &stack.status).await?;
            continue;
        }
        if !is_begun {
            protection::take_off(context, work, &stack).await?;
            empty::empty(context, work, &resources).await?;
            let resources = resources.len();
            context.say(Notice::StackBegan { step: work.step.id.clone(), action: "delete", resources });
            let call = cloud.delete_stack(&stack.id, &token, &mode);
            context.begin(&work.step.id, Operation::DeleteStack, &token, call).await?.map_err(refused)?;
        }
        match watch(context, board, &Watch::of(work, &stack.id, &token)).await? {
            Watched::Detached => return Ok(StepEnd::Detached),
            Watched::Ended { status, .. } if status == "DELETE_COMPLETE" => return Ok(StepEnd::Changed(None)),
            Watched::Ended { events, reason, .. } => {
                let stuck = cause::stuck(&events);
                let may_stay = |event: &&Event| context.options.retain.contains(&event.logical_id);
                if mode == DeletionMode::Standard && !stuck.is_empty() && stuck.iter().all(may_stay) {
                    continue; // and now without them
                }
                return Err(Stop::new(Ending::Repair, problem(work, &stuck, reason)));
            }
        }
    }
}

/// How a stack is deleted, and the number of the attempt: what was named is only kept where its deletion has failed
/// before. CloudFormation wants it so.
fn mode(context: &Context<'_>, stack: &Stack, resources: &[StackResource]) -> (DeletionMode, usize) {
    if stack.status != "DELETE_FAILED" {
        return (DeletionMode::Standard, 0);
    }
    let retained = resources.iter().filter(|one| stays(context, stack, one));
    let retained: Vec<String> = retained.map(|one| one.logical_id.clone()).collect();
    if retained.is_empty() { (DeletionMode::Standard, 1) } else { (DeletionMode::Retain(retained), 2) }
}

/// What stood in the way of a deletion.
fn problem(work: &Work<'_>, stuck: &[&Event], reason: Option<String>) -> Problem {
    let resources: Vec<&str> = stuck.iter().map(|event| event.logical_id.as_str()).collect();
    let reasons: Vec<String> = stuck
        .iter()
        .map(|event| format!("{}: {}", event.logical_id, event.reason.as_deref().unwrap_or("no reason given")))
        .collect();
    let reasons = if reasons.is_empty() { reason.unwrap_or_default() } else { reasons.join("; ") };
    let place = resources.first().map(|id| work.place(id)).unwrap_or_else(|| work.place(""));
    let problem = codes::DELETION_STUCK.problem().at(place).with("stack", work.step.id.as_str());
    problem.with("reasons", reasons).with("resources", resources.join(","))
}

/// What the deletion of a stack's leftovers does, before it is made again.
///
/// # Errors
/// The call failed.
pub async fn leftovers(context: &Context<'_>, work: &Work<'_>, deployed: &Deployed) -> Result<Vec<Classified>, Stop> {
    let Some(stack) = &deployed.stack else { return Ok(Vec::new()) };
    let cloud = context.cloud(&work.step.region);
    let left = cloud.resources(&stack.id).await.map_err(|failure| Stop::call(&work.step.id, &failure))?;
    let declared = deployed.template.as_ref().and_then(|template| template.get("Resources"));
    let goes = left.into_iter().filter(|one| !stays(context, stack, one));
    let resources = goes.map(|one| {
        let known = declared.and_then(|all| all.get(&one.logical_id)).cloned();
        (one.logical_id, known.unwrap_or_else(|| json!({"Type": one.type_name})))
    });
    let template = json!({"Resources": resources.collect::<Map<_, _>>()});
    let mut changes = deletion(&Work { deployed: &template, ..*work });
    changes.retain(|change| change.logical_id.is_some()); // the stack itself stays
    Ok(changes)
}

/// Whether a resource is kept when its stack is deleted.
fn stays(context: &Context<'_>, stack: &Stack, resource: &StackResource) -> bool {
    stack.status == "DELETE_FAILED" && context.options.retain.contains(&resource.logical_id)
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
        .filter(|one| !stays(context, stack, one))
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
