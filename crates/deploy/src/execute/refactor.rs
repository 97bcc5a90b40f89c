//! What only got another logical id keeps being what it is: a stack refactoring before everything else, on request.

use super::deploy::StepEnd;
use super::step::{Step, StepAction};
use super::{Context, Notice};
use crate::api::{FailureKind, NewRefactor, Refactor};
use crate::codes;
use crate::deployed::Deployed;
use crate::ending::{Ending, Stop};
use crate::journal::Operation;
use crate::plan::class::{Class, Classified, Effect};
use crate::plan::export::StackKey;
use crate::plan::rename::{Certainty, Sides, renames, rewritten};
use crate::target::Target;
use std::collections::BTreeMap;
use std::time::Duration;

/// The step's id.
const ID: &str = "refactor";

/// A resource that gets another logical id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// The stack's name.
    pub stack: String,
    /// Its type.
    pub type_name: String,
    /// What it is called now.
    pub from: String,
    /// What it will be called.
    pub to: String,
}

/// The refactoring that a deploy begins with, and what is deployed after it; none where nothing was only renamed.
///
/// Of every region the first stack's alone: a refactoring belongs to one.
pub fn plan(target: &Target, deployed: &[Deployed]) -> Option<(Step, Vec<Renamed>, Vec<Deployed>)> {
    let chosen = target.stacks.iter().zip(deployed).filter(|(stack, there)| stack.is_chosen && there.is_there());
    let sides = chosen.filter(|(stack, _)| !stack.leaves).map(|(stack, there)| Sides {
        stack: StackKey::new(stack.region.as_str(), stack.name.as_str()),
        deployed: there.template.as_ref(),
        wanted: Some(&stack.template),
    });
    let sides: Vec<Sides<'_>> = sides.collect();
    let mut found = Vec::new();
    let mut region: Option<String> = None;
    for rename in renames(&sides) {
        let is_clear = rename.blocks() || rename.certainty == Certainty::Certain;
        let Some(mapping) =
            rename.mapping().filter(|mapping| is_clear && mapping.source.stack == mapping.destination.stack)
        else {
            continue;
        };
        let home = mapping.source.stack.region.to_string();
        if *region.get_or_insert_with(|| home.clone()) == home {
            found.push(Renamed {
                stack: mapping.source.stack.name.to_string(),
                type_name: rename.type_name.clone(),
                from: mapping.source.logical_id,
                to: mapping.destination.logical_id,
            });
        }
    }
    let region = region?;
    let mut after = deployed.to_vec();
    let mut stacks = Vec::new();
    for (at, stack) in target.stacks.iter().enumerate().filter(|(_, stack)| stack.region == region) {
        let ids = found.iter().filter(|renamed| renamed.stack == stack.name);
        let ids: BTreeMap<String, String> = ids.map(|one| (one.from.clone(), one.to.clone())).collect();
        let Some(template) = after.get_mut(at).and_then(|there| there.template.as_mut()).filter(|_| !ids.is_empty())
        else {
            continue;
        };
        *template = rewritten(template, &ids);
        stacks.push((stack.name.clone(), template.to_string()));
    }
    let renames = found.iter().map(|one| (one.stack.clone(), one.from.clone(), one.to.clone())).collect();
    let name = stacks.first().map(|(name, _)| name.clone())?;
    let action = StepAction::Refactor { stacks, renames };
    Some((Step { id: ID.to_string(), stack: None, name, region, action, after: Vec::new() }, found, after))
}

/// What is deployed as it is once the refactoring among these steps is done, whether or not it is.
pub fn anticipate(target: &Target, deployed: &mut [Deployed], steps: &[Step]) {
    for step in steps {
        let StepAction::Refactor { stacks, .. } = &step.action else { continue };
        for (stack, there) in target.stacks.iter().zip(deployed.iter_mut()) {
            let after = stacks.iter().find(|(name, _)| *name == stack.name && stack.region == step.region);
            if let (Some((_, text)), Some(template)) = (after, there.template.as_mut()) {
                *template = serde_json::from_str(text).unwrap_or_default();
            }
        }
    }
}

/// What the refactoring does, for the plan: nothing changes but names.
pub fn changes(renamed: &[Renamed]) -> Vec<Classified> {
    let change = |one: &Renamed| Classified {
        stack: one.stack.clone(),
        logical_id: Some(one.to.clone()),
        type_name: one.type_name.clone(),
        effect: Effect::Other(format!("renamed from {}", one.from)),
        class: Class::InPlace,
        drift: false,
        reasons: Vec::new(),
        values: Vec::new(),
        recreating: Vec::new(),
    };
    renamed.iter().map(change).collect()
}

/// Does it, or finds what an earlier program of this run has done of it.
///
/// # Errors
/// CloudFormation does not take it or cannot do it; a call failed; the journal cannot be written.
pub async fn refactor(context: &Context<'_>, step: &Step) -> Result<StepEnd, Stop> {
    let StepAction::Refactor { stacks, renames } = &step.action else { return Ok(StepEnd::Unchanged(None)) };
    let cloud = context.cloud(&step.region);
    let call_failed = |failure| Stop::call(&step.name, &failure);
    let token = context.token(&step.id, Operation::Refactor, 0);
    context.say(Notice::StackBegan { step: step.id.clone(), action: "refactor", resources: renames.len() });
    // the call has no token: what it made is known by its description
    let found = match context.interrupted.begun.contains_key(&step.id) {
        true => cloud.find_refactor(&token).await.map_err(call_failed)?,
        false => None,
    };
    let id = match found {
        Some(id) => id,
        None => {
            let new = NewRefactor { description: token.clone(), stacks: stacks.clone(), renames: renames.clone() };
            let call = cloud.create_refactor(&new);
            match context.begin(&step.id, Operation::Refactor, &token, call).await? {
                Ok(id) => id,
                Err(failure) if failure.kind == FailureKind::Invalid => return Err(refused(step, &failure.message)),
                Err(failure) => return Err(call_failed(failure)),
            }
        }
    };
    let mut wait = Duration::from_millis(250);
    let mut is_executed = false;
    loop {
        let now = cloud.refactor(&id).await.map_err(call_failed)?;
        match turn(&now) {
            Turn::Wait => {}
            Turn::Done => return Ok(StepEnd::Changed(None)),
            Turn::Failed => {
                return Err(refused(step, now.reason.as_deref().unwrap_or("CloudFormation does not say why")));
            }
            Turn::Execute if is_executed => {}
            Turn::Execute => {
                let token = context.token(&step.id, Operation::ExecuteRefactor, 0);
                let call = cloud.execute_refactor(&id);
                match context.begin(&step.id, Operation::ExecuteRefactor, &token, call).await? {
                    Ok(()) => is_executed = true,
                    // it may have been accepted all the same: its state says so
                    Err(failure) if matches!(failure.kind, FailureKind::Unreachable | FailureKind::Conflict) => {}
                    Err(failure) => return Err(call_failed(failure)),
                }
            }
        }
        tokio::time::sleep(wait).await;
        wait = wait.mul_f64(1.4).min(Duration::from_secs(5));
    }
}

/// What is to be done next.
enum Turn {
    Wait,
    Execute,
    Done,
    Failed,
}

fn turn(now: &Refactor) -> Turn {
    match (now.status.as_str(), now.execution.as_str()) {
        (_, "EXECUTE_COMPLETE") => Turn::Done,
        (_, execution) if execution.ends_with("_FAILED") || execution.starts_with("ROLLBACK") => Turn::Failed,
        (status, _) if status.ends_with("_FAILED") => Turn::Failed,
        ("CREATE_COMPLETE", "AVAILABLE") => Turn::Execute,
        _ => Turn::Wait,
    }
}

fn refused(step: &Step, reason: &str) -> Stop {
    let problem = codes::REFACTOR_REFUSED.problem().with("stack", step.name.as_str()).with("reason", reason);
    Stop::new(Ending::Preflight, problem)
}
