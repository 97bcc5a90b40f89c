//! The plan of a deletion.

use super::super::step::{Approved, Step, StepAction};
use super::super::{Context, empty, survey};
use super::preview::deletion;
use super::refusal::refuse_failing;
use super::{Prepared, Preview, blockers, templates, work};
use crate::ending::Stop;
use crate::plan::class::StackAction;
use crate::target::Target;

/// The steps that delete a target's stacks, consumers first.
///
/// # Errors
/// A call failed; somebody else is at work on a stack; something in one cannot be deleted.
pub async fn destruction(context: &Context<'_>, target: &Target, account: &str) -> Result<Prepared, Stop> {
    let deployed = survey::read(context, target).await?;
    survey::refuse_busy(context, target, &deployed).await?;
    let there: Vec<usize> = (0..target.stacks.len())
        .rev()
        .filter(|at| target.stacks[*at].is_chosen && !matches!(deployed[*at].status(), "" | "DELETE_COMPLETE"))
        .collect();
    let checks = blockers::of_stacks(context, target, &deployed, &there).await?;
    refuse_failing(&checks)?;
    let steps: Vec<Step> = there
        .iter()
        .enumerate()
        .map(|(position, at)| {
            let stack = &target.stacks[*at];
            let consumers = there[..position].iter().enumerate();
            Step {
                id: stack.id.clone(),
                stack: Some(*at),
                name: stack.name.clone(),
                region: stack.region.clone(),
                action: StepAction::Delete,
                after: consumers.filter(|(_, one)| target.stacks[**one].after.contains(at)).map(|(at, _)| at).collect(),
            }
        })
        .collect();
    let templates = templates(target, &deployed, &steps);
    let approved = Approved::default();
    let previews = steps.iter().enumerate().map(|(at, step)| {
        let work = work(target, account, step, &templates, at, &approved, false);
        Preview { action: StackAction::Delete, changes: deletion(&work), made: None }
    });
    let previews = previews.collect();
    let going = steps.iter().zip(&templates.deployed);
    let remarks = going.flat_map(|(step, template)| empty::remarks(context.options, template, &step.id)).collect();
    Ok(Prepared { deployed, steps, previews, remarks, checks })
}
