//! What CloudFormation is doing with a stack already: something that this run began, or somebody else.

use super::watch::is_in_progress;
use super::work::Work;
use super::{Context, Interrupt, Notice};
use crate::codes;
use crate::ending::{Ending, Stop};
use crate::journal::Operation;
use std::time::Duration;

/// Whether an earlier program of this run was about to make this call.
pub fn was_begun(context: &Context<'_>, work: &Work<'_>, operation: Operation, token: &str) -> bool {
    let begun = context.interrupted.begun.get(&work.step.id).and_then(|all| all.get(&operation));
    begun.is_some_and(|known| known == token)
}

/// Whether CloudFormation has accepted a call with this token.
///
/// # Errors
/// The call failed.
pub async fn has_token(context: &Context<'_>, work: &Work<'_>, stack_id: &str, token: &str) -> Result<bool, Stop> {
    let cloud = context.cloud(&work.step.region);
    let events = cloud.events(stack_id, None).await.map_err(|failure| Stop::call(&work.step.id, &failure))?;
    Ok(events.iter().any(|event| event.token.as_deref() == Some(token)))
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
///
/// # Errors
/// It is somebody else's, and nobody asked to wait; the run was interrupted; a call failed.
pub async fn wait_until_settled(context: &Context<'_>, work: &Work<'_>, status: &str) -> Result<(), Stop> {
    if !context.options.wait && !is_ours(context, work).await? {
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
