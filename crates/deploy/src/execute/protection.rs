//! Termination protection: a stack that refuses to be deleted.

use super::Context;
use super::work::Work;
use crate::api::Stack;
use crate::codes;
use crate::ending::{Ending, Stop};
use crate::journal::Operation;

/// Switches it as the program wants it; says whether that was a change.
///
/// # Errors
/// The call failed; the journal cannot be written.
pub async fn set(context: &Context<'_>, work: &Work<'_>, stack: Option<&Stack>) -> Result<bool, Stop> {
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

/// Switches it off before a deletion, where that was asked for.
///
/// # Errors
/// It is on, and nobody asked for that; the call failed; the journal cannot be written.
pub async fn take_off(context: &Context<'_>, work: &Work<'_>, stack: &Stack) -> Result<(), Stop> {
    if !stack.termination_protection {
        return Ok(());
    }
    if !context.options.unprotect {
        let problem = codes::PROTECTED.problem().at(work.place("")).with("stack", work.step.id.as_str());
        return Err(Stop::new(Ending::Preflight, problem));
    }
    let token = context.token(&work.step.id, Operation::Protect, 0);
    let cloud = context.cloud(&work.step.region);
    let call = cloud.protect_stack(&stack.id, false);
    let answer = context.begin(&work.step.id, Operation::Protect, &token, call).await?;
    answer.map_err(|failure| Stop::call(&work.step.id, &failure))
}
