//! One stack, from whatever state it is in to the wanted one.

use super::change_set::{self, Made};
use super::remove::remove_leftovers;
use super::repair::continue_rollback;
use super::settle::{has_token, wait_until_settled, was_begun};
use super::watch::{Board, Watch, Watched, is_in_progress, watch};
use super::work::Work;
use super::{Context, Interrupt, Notice, cause, policy, protection};
use crate::api::{FailureKind, Stack};
use crate::codes;
use crate::ending::{Ending, Stop};
use crate::journal::Operation;
use crate::plan::class::StackAction;
use serde_json::Value;
use std::time::Duration;

/// How a step ended that did not fail.
#[derive(Clone, Debug)]
pub enum StepEnd {
    /// It changed the stack; none where it deleted it.
    Changed(Option<Stack>),
    /// There was nothing to do.
    Unchanged(Option<Stack>),
    /// It goes on without this program.
    Detached,
}

/// How often a change set is made anew where somebody else's update came first.
const ATTEMPTS: usize = 4;

/// Deploys a stack. `prepared` is the change set that was made and approved before.
///
/// # Errors
/// The stack failed, or is in a state that this run must not end; a call failed; the journal cannot be written.
pub async fn deploy(
    context: &Context<'_>,
    board: &Board,
    work: &Work<'_>,
    mut prepared: Option<Made>,
) -> Result<StepEnd, Stop> {
    let cloud = context.cloud(&work.step.region);
    let refused = |failure| Stop::call(&work.step.id, &failure);
    let mut attempt = 0;
    let mut is_planned = true; // whether the stack is what it was when the step was planned
    while attempt < ATTEMPTS {
        let stack = cloud.stack(&work.step.name).await.map_err(refused)?;
        let token = context.token(&work.step.id, Operation::Execute, attempt);
        if let Some(stack) = &stack
            && was_begun(context, work, Operation::Execute, &token)
            && has_token(context, work, &stack.id, &token).await?
        {
            return end(context, board, work, &stack.id, &token).await;
        }
        match stack.as_ref().map_or("", |stack| stack.status.as_str()) {
            status if is_in_progress(status) => {
                wait_until_settled(context, work, status).await?;
                is_planned = false;
                continue;
            }
            "ROLLBACK_COMPLETE" | "ROLLBACK_FAILED" | "CREATE_FAILED" | "DELETE_FAILED" => {
                remove_leftovers(context, board, work, stack.as_ref()).await?;
                continue;
            }
            "UPDATE_ROLLBACK_FAILED" => {
                continue_rollback(context, board, work, stack.as_ref()).await?;
                is_planned = false;
                continue;
            }
            _ => {}
        }
        let made = match prepared.take() {
            Some(made) => made,
            None => {
                let made = change_set::make(context, work, stack.as_ref(), attempt).await?;
                let now = if is_planned { None } else { Some(deployed(context, work, stack.as_ref()).await?) };
                let now = Work { deployed: now.as_ref().unwrap_or(work.deployed), ..*work };
                if let Err(stop) = judge(context, &now, stack.as_ref(), &made) {
                    change_set::discard(context, work, &made.name, stack.as_ref()).await?;
                    return Err(stop);
                }
                made
            }
        };
        if made.is_empty() {
            cloud.delete_change_set(&work.step.name, &made.name).await.map_err(refused)?;
            let protected = protection::set(context, work, stack.as_ref()).await?;
            return Ok(if protected { StepEnd::Changed(stack) } else { StepEnd::Unchanged(stack) });
        }
        if matches!(context.interrupt(), Interrupt::Detach | Interrupt::Cancel) {
            return Ok(StepEnd::Detached); // nothing runs yet, and nothing new begins
        }
        let action = if work.action(stack.as_ref()) == StackAction::Create { "create" } else { "update" };
        let resources = made.change_set.changes.len();
        context.say(Notice::StackBegan { step: work.step.id.clone(), action, resources });
        let stack_id = made.change_set.stack_id.clone();
        policy::set(context, work, stack.as_ref(), Some(&made.change_set)).await?;
        loop {
            let call = cloud.execute_change_set(&work.step.name, &made.name, &token);
            let failure = match context.begin(&work.step.id, Operation::Execute, &token, call).await? {
                Ok(()) => return end(context, board, work, &stack_id, &token).await,
                Err(failure) => failure,
            };
            // it may have been accepted all the same: the answer was lost, or this is the second time
            match has_token(context, work, &stack_id, &token).await {
                Ok(true) => return end(context, board, work, &stack_id, &token).await,
                Err(stop) if stop.ending != Ending::Detached => return Err(stop),
                Ok(false) | Err(_) => {}
            }
            match failure.kind {
                FailureKind::Unreachable => tokio::time::sleep(Duration::from_secs(5)).await,
                // somebody else's update came first: made anew, and judged again
                FailureKind::Conflict | FailureKind::Missing => break,
                _ => return Err(refused(failure)),
            }
            if context.interrupt() == Interrupt::Detach {
                return Ok(StepEnd::Detached);
            }
        }
        let _ = cloud.delete_change_set(&work.step.name, &made.name).await;
        is_planned = false;
        attempt += 1;
    }
    let problem = codes::BUSY.problem().at(work.place("")).with("stack", work.step.id.as_str());
    Err(Stop::new(Ending::Locked, problem.with("status", "an update after the other")))
}

/// Whether a change set does only what was approved.
fn judge(context: &Context<'_>, work: &Work<'_>, existing: Option<&Stack>, made: &Made) -> Result<(), Stop> {
    let classified = work.classify(existing, &made.change_set);
    match work.approved.beyond(&work.step.id, &classified, context.standing) {
        None => Ok(()),
        Some(worst) => {
            let place = work.place(worst.logical_id.as_deref().unwrap_or_default());
            let problem = codes::PLAN_GREW.problem().at(place).with("stack", work.step.id.as_str());
            let problem = problem.with("class", i64::from(worst.class.number()));
            let approved = i64::from(work.approved.class(&work.step.id).number());
            Err(Stop::new(Ending::Approval, problem.with("approved", approved)))
        }
    }
}

/// The template that is deployed now; null where there is none.
async fn deployed(context: &Context<'_>, work: &Work<'_>, stack: Option<&Stack>) -> Result<Value, Stop> {
    if work.action(stack) == StackAction::Create {
        return Ok(Value::Null);
    }
    let cloud = context.cloud(&work.step.region);
    let text = cloud.template(&work.step.name).await.map_err(|failure| Stop::call(&work.step.id, &failure))?;
    Ok(serde_json::from_str(&text).unwrap_or_default())
}

/// Waits until the execution has ended, and says what came of it.
async fn end(
    context: &Context<'_>,
    board: &Board,
    work: &Work<'_>,
    stack_id: &str,
    token: &str,
) -> Result<StepEnd, Stop> {
    let (status, reason, events) = match watch(context, board, &Watch::of(work, stack_id, token)).await? {
        Watched::Detached => return Ok(StepEnd::Detached),
        Watched::Ended { status, reason, events } => (status, reason, events),
    };
    match status.as_str() {
        "CREATE_COMPLETE" | "UPDATE_COMPLETE" | "IMPORT_COMPLETE" => {
            let cloud = context.cloud(&work.step.region);
            let stack = cloud.stack(stack_id).await.map_err(|failure| Stop::call(&work.step.id, &failure))?;
            policy::set(context, work, stack.as_ref(), None).await?;
            protection::set(context, work, stack.as_ref()).await?;
            Ok(StepEnd::Changed(stack))
        }
        _ => {
            let ending = match status.as_str() {
                "ROLLBACK_COMPLETE" | "UPDATE_ROLLBACK_COMPLETE" | "IMPORT_ROLLBACK_COMPLETE" | "DELETE_COMPLETE" => {
                    Ending::RolledBack
                }
                _ => Ending::Repair,
            };
            let mut problems =
                vec![cause::problem(&work.step.id, work.stack, &status, reason.as_deref(), &events, work.environment)];
            problems.extend(board.stopped.borrow().get(&work.step.id).cloned());
            if status == "UPDATE_ROLLBACK_FAILED" {
                problems.push(super::repair::stuck(work, &events));
            }
            // what the execution was allowed to do is over; why it failed is worth more than whether this succeeds
            let before = Work { template: work.deployed, ..*work };
            if context.options.stack_policy && ending == Ending::RolledBack && !before.template.is_null() {
                let stack = context.cloud(&work.step.region).stack(stack_id).await.ok().flatten();
                let stack = stack.filter(|stack| stack.status != "DELETE_COMPLETE");
                let _ = policy::set(context, &before, stack.as_ref(), None).await;
            }
            Err(Stop { ending, problems })
        }
    }
}
