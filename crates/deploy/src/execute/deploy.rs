//! One stack, from whatever state it is in to the wanted one.

use super::change_set::{self, Made};
use super::remove::{remove, remove_leftovers};
use super::repair::continue_rollback;
use super::watch::{Board, Watch, Watched, is_in_progress, watch};
use super::work::Work;
use super::{Context, Interrupt, Notice, cause};
use crate::api::{FailureKind, Stack};
use crate::codes;
use crate::ending::{Ending, Stop};
use crate::journal::Operation;
use crate::plan::class::StackAction;
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
    while attempt < ATTEMPTS {
        let stack = cloud.stack(&work.step.name).await.map_err(refused)?;
        let token = context.token(&work.step.id, Operation::Execute, attempt);
        if let Some(stack) = &stack
            && was_begun(context, work, &token)
            && has_token(context, work, &stack.id, &token).await?
        {
            return end(context, board, work, &stack.id, &token).await;
        }
        match stack.as_ref().map_or("", |stack| stack.status.as_str()) {
            status if is_in_progress(status) => {
                let is_ours = is_ours(context, work).await?;
                wait_until_settled(context, work, status, is_ours).await?;
                continue;
            }
            "ROLLBACK_COMPLETE" | "ROLLBACK_FAILED" | "CREATE_FAILED" => {
                remove_leftovers(context, board, work, stack.as_ref()).await?;
                continue;
            }
            "DELETE_FAILED" => {
                remove(context, board, work).await?;
                continue;
            }
            "UPDATE_ROLLBACK_FAILED" => {
                continue_rollback(context, board, work, stack.as_ref()).await?;
                continue;
            }
            _ => {}
        }
        let made = match prepared.take() {
            Some(made) => made,
            None => {
                let made = change_set::make(context, work, stack.as_ref(), attempt).await?;
                if let Err(stop) = judge(work, stack.as_ref(), &made) {
                    change_set::discard(context, work, &made.name, stack.as_ref()).await?;
                    return Err(stop);
                }
                made
            }
        };
        if made.is_empty() {
            cloud.delete_change_set(&work.step.name, &made.name).await.map_err(refused)?;
            let protected = protect(context, work, stack.as_ref()).await?;
            return Ok(if protected { StepEnd::Changed(stack) } else { StepEnd::Unchanged(stack) });
        }
        if matches!(context.interrupt(), Interrupt::Detach | Interrupt::Cancel) {
            return Ok(StepEnd::Detached); // nothing runs yet, and nothing new begins
        }
        let action = if work.action(stack.as_ref()) == StackAction::Create { "create" } else { "update" };
        let resources = made.change_set.changes.len();
        context.say(Notice::StackBegan { step: work.step.id.clone(), action, resources });
        let stack_id = made.change_set.stack_id.clone();
        set_policy(context, work, stack.as_ref()).await?;
        loop {
            let call = cloud.execute_change_set(&work.step.name, &made.name, &token);
            let failure = match context.begin(&work.step.id, Operation::Execute, &token, call).await? {
                Ok(()) => return end(context, board, work, &stack_id, &token).await,
                Err(failure) => failure,
            };
            // it may have been accepted all the same: the answer was lost, or this is the second time
            if has_token(context, work, &stack_id, &token).await? {
                return end(context, board, work, &stack_id, &token).await;
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
        attempt += 1;
    }
    let problem = codes::BUSY.problem().at(work.place("")).with("stack", work.step.id.as_str());
    Err(Stop::new(Ending::Locked, problem.with("status", "an update after the other")))
}

/// Whether a change set does only what was approved.
fn judge(work: &Work<'_>, existing: Option<&Stack>, made: &Made) -> Result<(), Stop> {
    let classified = work.classify(existing, &made.change_set);
    match work.approved.beyond(&work.step.id, &classified) {
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

/// Whether an earlier program of this run was about to make this call.
fn was_begun(context: &Context<'_>, work: &Work<'_>, token: &str) -> bool {
    let begun = context.interrupted.begun.get(&work.step.id).and_then(|all| all.get(&Operation::Execute));
    begun.is_some_and(|known| known == token)
}

/// Whether CloudFormation has accepted a call with this token.
async fn has_token(context: &Context<'_>, work: &Work<'_>, stack_id: &str, token: &str) -> Result<bool, Stop> {
    let cloud = context.cloud(&work.step.region);
    let events = cloud.events(stack_id, None).await.map_err(|failure| Stop::call(&work.step.id, &failure))?;
    Ok(events.iter().any(|event| event.token.as_deref() == Some(token)))
}

/// Waits until the execution has ended, and says what came of it.
async fn end(
    context: &Context<'_>,
    board: &Board,
    work: &Work<'_>,
    stack_id: &str,
    token: &str,
) -> Result<StepEnd, Stop> {
    let of = Watch { stack_id, token, step: &work.step.id, stack: work.stack, region: &work.step.region };
    let (status, reason, events) = match watch(context, board, &of).await? {
        Watched::Detached => return Ok(StepEnd::Detached),
        Watched::Ended { status, reason, events } => (status, reason, events),
    };
    match status.as_str() {
        "CREATE_COMPLETE" | "UPDATE_COMPLETE" | "IMPORT_COMPLETE" => {
            let cloud = context.cloud(&work.step.region);
            let stack = cloud.stack(stack_id).await.map_err(|failure| Stop::call(&work.step.id, &failure))?;
            protect(context, work, stack.as_ref()).await?;
            Ok(StepEnd::Changed(stack))
        }
        _ => {
            let ending = match status.as_str() {
                "ROLLBACK_COMPLETE" | "UPDATE_ROLLBACK_COMPLETE" | "IMPORT_ROLLBACK_COMPLETE" | "DELETE_COMPLETE" => {
                    Ending::RolledBack
                }
                _ => Ending::Repair,
            };
            let mut problems = vec![cause::problem(&work.step.id, work.stack, &status, reason.as_deref(), &events)];
            if status == "UPDATE_ROLLBACK_FAILED" {
                problems.push(super::repair::stuck(work, &events));
            }
            Err(Stop { ending, problems })
        }
    }
}

/// Switches termination protection as the program wants it; says whether that was a change.
async fn protect(context: &Context<'_>, work: &Work<'_>, stack: Option<&Stack>) -> Result<bool, Stop> {
    let (Some(wanted), Some(stack)) = (work.stack, stack) else { return Ok(false) };
    if stack.termination_protection == wanted.is_protected {
        return Ok(false);
    }
    let cloud = context.cloud(&work.step.region);
    let token = context.token(&work.step.id, Operation::Protect, 0);
    let call = cloud.protect_stack(&stack.id, wanted.is_protected);
    let answer = context.begin(&work.step.id, Operation::Protect, &token, call).await?;
    answer.map_err(|failure| Stop::call(&work.step.id, &failure))?;
    Ok(true)
}

/// Denies the replacement and deletion of what holds data, where that was asked for and the stack is there.
async fn set_policy(context: &Context<'_>, work: &Work<'_>, stack: Option<&Stack>) -> Result<(), Stop> {
    let (true, Some(stack)) = (context.options.stack_policy, stack) else { return Ok(()) };
    let Some(policy) = super::policy::of(work.template) else { return Ok(()) };
    let token = context.token(&work.step.id, Operation::SetPolicy, 0);
    let cloud = context.cloud(&work.step.region);
    let call = cloud.set_stack_policy(&stack.id, &policy);
    let answer = context.begin(&work.step.id, Operation::SetPolicy, &token, call).await?;
    answer.map_err(|failure| Stop::call(&work.step.id, &failure))
}

/// Whether what CloudFormation is doing with the stack was begun by this run: before it was interrupted, say.
async fn is_ours(context: &Context<'_>, work: &Work<'_>) -> Result<bool, Stop> {
    let cloud = context.cloud(&work.step.region);
    let events = cloud.events(&work.step.name, None).await.map_err(|failure| Stop::call(&work.step.id, &failure))?;
    let newest = events.iter().find_map(|event| event.token.as_deref());
    Ok(newest.is_some_and(|token| token.starts_with(&format!("formwork-{}-", context.journal.run()))))
}

/// Waits until an operation has ended that this call did not begin: one of this run, or somebody else's where that was
/// asked for.
async fn wait_until_settled(context: &Context<'_>, work: &Work<'_>, status: &str, is_ours: bool) -> Result<(), Stop> {
    if !context.options.wait && !is_ours {
        let problem = codes::BUSY.problem().at(work.place("")).with("stack", work.step.id.as_str());
        return Err(Stop::new(Ending::Locked, problem.with("status", status)));
    }
    context.say(Notice::Doing(format!("{} is in {status}: waiting", work.step.id)));
    let cloud = context.cloud(&work.step.region);
    loop {
        tokio::time::sleep(Duration::from_secs(5)).await;
        if context.interrupt() != Interrupt::None {
            return Err(Stop { ending: Ending::Detached, problems: Vec::new() });
        }
        let stack = cloud.stack(&work.step.name).await.map_err(|failure| Stop::call(&work.step.id, &failure))?;
        if !stack.is_some_and(|stack| is_in_progress(&stack.status)) {
            return Ok(());
        }
    }
}
