//! From what is there to a plan: steps, and what each of them does.

mod blockers;
mod destruction;
mod preview;
mod refusal;
mod steps;

pub use destruction::destruction;
pub use preview::deletion;
pub use steps::{Templates, lets_go, marked, templates, unmarked, work};

use super::change_set::{self, Made};
use super::step::{Approved, Step, StepAction};
use super::{Context, feed, gate, refactor, survey};
use crate::deployed::Deployed;
use crate::ending::Stop;
use crate::plan::class::{Classified, Effect, StackAction};
use crate::plan::export::{Plan, phases};
use crate::preflight::{self, Check, Touched};
use crate::target::Target;
use formwork::Argument;
use preview::previews;
use refusal::{no_order, refuse_empty, refuse_failing, refuse_renames};
use std::collections::BTreeSet;
use steps::steps;

/// A plan.
#[derive(Clone, Debug, Default)]
pub struct Prepared {
    /// What was there, in the target's order.
    pub deployed: Vec<Deployed>,
    /// What is done.
    pub steps: Vec<Step>,
    /// What each step does, in the order of the steps.
    pub previews: Vec<Preview>,
    /// What a person should know beside that.
    pub remarks: Vec<String>,
    /// What was looked at before.
    pub checks: Vec<Check>,
}

/// What a step does.
#[derive(Clone, Debug)]
pub struct Preview {
    /// What happens to the stack as a whole.
    pub action: StackAction,
    /// What changes.
    pub changes: Vec<Classified>,
    /// The change set, where one could be made before anything is executed.
    pub made: Option<Made>,
}

/// Reads what is there, and plans. No write, but for change sets where `makes_change_sets`.
///
/// # Errors
/// A call failed; no order of steps works; something that holds data would only change its name; CloudFormation cannot
/// make a change set.
pub async fn prepare(
    context: &Context<'_>,
    target: &Target,
    account: &str,
    makes_change_sets: bool,
) -> Result<Prepared, Stop> {
    let deployed = survey::read(context, target).await?;
    let reading = feed::as_it_reads(context, target, &deployed).await?;
    let waiting = gate::as_it_waits(context, &reading, &deployed).await;
    let open = |(stack, there): (&crate::target::TargetStack, &Deployed)| survey::is_open(context, stack, there);
    if !waiting.stacks.iter().zip(&deployed).any(open) {
        return Ok(Prepared { deployed, ..Prepared::default() });
    }
    refuse_empty(target)?;
    let checks = preflight::offline(target);
    refuse_failing(&checks)?;
    survey::refuse_busy(context, target, &deployed).await?;
    let refactoring = if context.options.refactor { refactor::plan(&waiting, &deployed) } else { None };
    let (refactoring, deployed) = match refactoring {
        Some((step, renamed, after)) => (Some((step, renamed)), after),
        None => (None, deployed),
    };
    let situation = survey::situation(context, &waiting, &deployed, account).await?;
    let plan = phases(&situation).map_err(|refusals| no_order(target, &refusals))?;
    refuse_renames(target, &deployed, &plan)?;
    let mut steps = steps(target, &deployed, &plan);
    if let Some((step, _)) = &refactoring {
        for step in &mut steps {
            step.after = [0].into_iter().chain(step.after.iter().map(|at| at + 1)).collect();
        }
        steps.insert(0, step.clone());
    }
    let exports: BTreeSet<String> = situation
        .listing
        .iter()
        .flat_map(|listing| listing.exports.keys().map(|export| format!("{}/{}", export.region, export.name)))
        .collect();
    let previews = previews(context, target, account, &deployed, &steps, &exports, makes_change_sets).await;
    let mut previews = previews;
    if let (Some((_, renamed)), Some(Ok(preview))) = (&refactoring, previews.first_mut()) {
        preview.changes = refactor::changes(renamed);
    }
    let mut prepared = Prepared { deployed, steps, previews: Vec::new(), remarks: remarks(&plan), checks };
    let mut stop: Option<Stop> = None;
    for preview in previews {
        match preview {
            Ok(preview) => prepared.previews.push(preview),
            Err(failed) => match &mut stop {
                Some(stop) => stop.problems.extend(failed.problems),
                None => stop = Some(failed),
            },
        }
    }
    if stop.is_none()
        && makes_change_sets
        && let Some(lookups) = context.services.lookups
    {
        let asked = preflight::online(lookups, target, &touched(&prepared), context.options.read_secrets).await;
        stop = refuse_failing(&asked).err();
        preflight::answer(&mut prepared.checks, asked);
    }
    if stop.is_none() {
        let left = blockers::of_updates(context, target, &prepared.deployed, &prepared.steps, &prepared.previews).await;
        match left {
            Ok(checks) => prepared.remarks.extend(checks.iter().filter_map(left_behind)),
            Err(failed) => stop = Some(failed),
        }
    }
    match stop {
        None => Ok(prepared),
        Some(stop) => {
            discard_all(context, target, account, &prepared).await?;
            Err(stop)
        }
    }
}

/// The resources that are made or changed.
fn touched(prepared: &Prepared) -> Vec<Touched<'_>> {
    let steps = prepared.steps.iter().zip(&prepared.previews);
    let of = steps.filter_map(|(step, preview)| Some((step.stack?, &preview.changes)));
    let touched = of.flat_map(|(stack, changes)| {
        let kept = changes.iter().filter(|change| !matches!(change.effect, Effect::Removed | Effect::Left));
        kept.filter_map(move |change| {
            let logical_id = change.logical_id.as_deref()?;
            Some(Touched { stack, logical_id, is_made: change.effect == Effect::Added })
        })
    });
    touched.collect()
}

/// What a person should know of something that an update cannot delete.
fn left_behind(check: &Check) -> Option<String> {
    let arguments = &check.problem()?.arguments;
    let (_, reason) = arguments.iter().find(|(name, _)| *name == "reason")?;
    let Argument::Text(reason) = reason else { return None };
    Some(format!("{} stays behind: {reason}", check.subject))
}

/// Removes the change sets of a plan that is not carried out.
///
/// # Errors
/// The journal cannot be written.
pub async fn discard_all(
    context: &Context<'_>,
    target: &Target,
    account: &str,
    prepared: &Prepared,
) -> Result<(), Stop> {
    let templates = templates(target, &prepared.deployed, &prepared.steps);
    let approved = Approved::default();
    for (at, step) in prepared.steps.iter().enumerate() {
        let work = work(target, account, step, &templates, at, &approved, false);
        let existing = step.stack.and_then(|at| prepared.deployed[at].stack.as_ref());
        if let StepAction::Deploy { .. } = step.action {
            let made = prepared.previews.get(at).and_then(|preview| preview.made.as_ref());
            let name = made.map_or_else(|| context.name(&step.id, 0), |made| made.name.clone());
            change_set::discard(context, &work, &name, existing).await?;
        }
    }
    Ok(())
}

fn remarks(plan: &Plan) -> Vec<String> {
    let mut remarks = Vec::new();
    for hot in &plan.hot {
        let importers: Vec<&str> = hot.importers.iter().map(|stack| stack.name.as_str()).collect();
        let (export, stack, why) = (&hot.export, &hot.stack, &hot.why);
        remarks.push(format!("{export} of {stack} {why} while {} import it: done in phases", importers.join(", ")));
    }
    for carried in &plan.carried {
        let importers: Vec<&str> = carried.importers.iter().map(String::as_str).collect();
        remarks.push(format!("{} stays exported: {} import it", carried.export, importers.join(", ")));
    }
    for staying in &plan.staying {
        let importers: Vec<&str> = staying.importers.iter().map(String::as_str).collect();
        remarks.push(format!("{} is not deleted: {} import from it", staying.stack, importers.join(", ")));
    }
    remarks
}
