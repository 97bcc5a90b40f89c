//! What is there, and whether it is what is wanted.

use super::Context;
use super::prepare::unmarked;
use super::settle::is_ours;
use super::watch::is_in_progress;
use crate::api::Stack;
use crate::codes;
use crate::deployed::Deployed;
use crate::ending::{Ending, Stop};
use crate::plan::difference;
use crate::plan::export::{
    Deployed as DeployedStack, ExportKey, Listing, Output, Reference, Situation, StackKey, Wanted, visit_references,
};
use crate::target::{Target, TargetStack};
use futures_util::future::join_all;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What is there of a target's stacks, in the target's order.
///
/// # Errors
/// A call failed.
pub async fn read(context: &Context<'_>, target: &Target) -> Result<Vec<Deployed>, Stop> {
    let all = target.stacks.iter().map(async |stack| {
        let cloud = context.cloud(&stack.region);
        Deployed::read(&cloud, &stack.name).await.map_err(|failure| Stop::call(&stack.id, &failure))
    });
    join_all(all).await.into_iter().collect()
}

/// Ends a run before it begins where somebody else is at work on one of its stacks, unless it is to wait for that.
///
/// # Errors
/// Somebody is; or a call failed.
pub async fn refuse_busy(context: &Context<'_>, target: &Target, deployed: &[Deployed]) -> Result<(), Stop> {
    let mut problems = Vec::new();
    let all = target.stacks.iter().zip(deployed).filter(|_| !context.options.wait);
    for (stack, there) in all.filter(|(stack, there)| stack.is_chosen && is_in_progress(there.status())) {
        if !is_ours(context, &stack.id, &stack.region, &stack.name).await? {
            let place = stack.places.get("").cloned().unwrap_or_default();
            let problem = codes::BUSY.problem().at(place).with("stack", stack.id.as_str());
            problems.push(problem.with("status", there.status()));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Stop { ending: Ending::Locked, problems }) }
}

/// Whether there may be something to do: what was changed by hand shows in no template.
pub fn is_open(context: &Context<'_>, wanted: &TargetStack, deployed: &Deployed) -> bool {
    if wanted.leaves {
        return deployed.is_there() || deployed.is_wreck();
    }
    wanted.is_chosen && (context.options.revert_drift || !is_unchanged(wanted, deployed))
}

/// Whether a stack is as it is wanted, so that no call has to be made for it.
///
/// A template that takes values while it is deployed is never said to be: its text does not tell.
fn is_unchanged(wanted: &TargetStack, deployed: &Deployed) -> bool {
    let Some(stack) = &deployed.stack else { return false };
    let is_fine = matches!(
        stack.status.as_str(),
        "CREATE_COMPLETE" | "UPDATE_COMPLETE" | "UPDATE_ROLLBACK_COMPLETE" | "IMPORT_COMPLETE"
    );
    is_fine
        && deployed.template.as_ref().is_some_and(|there| is_same(there, &wanted.template))
        && has_parameters(wanted, stack)
        && stack.tags == wanted.tags
        && stack.termination_protection == wanted.is_protected
        && !takes_values(wanted)
}

fn is_same(there: &Value, wanted: &Value) -> bool {
    there == wanted || unmarked(there) == *wanted
}

fn has_parameters(wanted: &TargetStack, stack: &Stack) -> bool {
    wanted.values().all(|(name, value)| value.as_ref() == stack.parameters.get(name))
}

fn takes_values(wanted: &TargetStack) -> bool {
    let text = &wanted.text;
    // what is read by a literal name is marked with what was read
    let reads = text.matches("Fn::GetStackOutput").count();
    let marked = text.matches("formwork:reads").count();
    (reads > 0 && marked == 0) || text.contains("{{resolve:ssm:") || text.contains("AWS::SSM::Parameter::Value")
}

/// Everything that the order of steps depends on.
///
/// # Errors
/// A call failed.
pub async fn situation(
    context: &Context<'_>,
    target: &Target,
    deployed: &[Deployed],
    account: &str,
) -> Result<Situation, Stop> {
    let mut situation = Situation {
        account: Some(account.to_string()),
        partition: None,
        listing: Some(Listing::default()),
        ..Situation::default()
    };
    let key = |stack: &TargetStack| StackKey::new(stack.region.as_str(), stack.name.as_str());
    let mut candidates = BTreeSet::new();
    for (stack, there) in target.stacks.iter().zip(deployed) {
        let template = there.template.as_ref().filter(|_| there.is_there());
        if let (Some(template), Some(there)) = (template, &there.stack) {
            situation.deployed.push(of_deployed(key(stack), template, there));
        }
        let dependencies = stack.after.iter().map(|at| key(&target.stacks[*at])).collect();
        let wanted = match (stack.is_chosen, template) {
            _ if stack.leaves => continue,
            (true, _) => Some((&stack.template, stack.parameters.clone())),
            // what was not chosen stays as it is, and may have to step aside for a while
            (false, Some(template)) => Some((template, BTreeMap::new())),
            (false, None) => None,
        };
        let Some((wanted, parameters)) = wanted else { continue };
        if stack.is_chosen
            && let Some(template) = template
        {
            let names = exports_at_stake(template, &stack.template, there.stack.as_ref());
            candidates.extend(names.into_iter().map(|name| ExportKey::new(stack.region.as_str(), name)));
        }
        situation.wanted.push(Wanted {
            key: key(stack),
            template: wanted.clone(),
            parameters,
            dependencies,
            changed: is_open(context, stack, there),
        });
    }
    let Some(listing) = &mut situation.listing else { return Ok(situation) };
    let regions: BTreeSet<&str> = target.stacks.iter().map(|stack| stack.region.as_str()).collect();
    for region in regions {
        let exports = context.cloud(region).exports().await.map_err(|failure| Stop::call("exports", &failure))?;
        for export in exports {
            let stack = export.stack_id.split('/').nth(1).unwrap_or(&export.stack_id).to_string();
            listing.exports.insert(ExportKey::new(region, export.name), stack);
        }
    }
    let asked = candidates.into_iter().filter(|export| listing.exports.contains_key(export));
    let asked: Vec<ExportKey> = asked.collect();
    for export in asked {
        let importers = context.cloud(&export.region).importers(&export.name).await;
        let importers = importers.map_err(|failure| Stop::call(&export.name, &failure))?;
        listing.importers.insert(export, importers.into_iter().collect());
    }
    Ok(situation)
}

fn of_deployed(key: StackKey, template: &Value, stack: &Stack) -> DeployedStack {
    let output = |output: &crate::api::Output| Output {
        key: output.key.clone(),
        value: output.value.clone(),
        export: output.export.clone(),
    };
    DeployedStack {
        key,
        template: template.clone(),
        parameters: stack.parameters.clone(),
        outputs: stack.outputs.iter().map(output).collect(),
        is_ours: true,
    }
}

/// The exports of a stack that go or may get another value: what has to be asked about.
fn exports_at_stake(deployed: &Value, wanted: &Value, stack: Option<&Stack>) -> Vec<String> {
    let moving = moving_outputs(deployed, wanted);
    let outputs = stack.map(|stack| stack.outputs.as_slice()).unwrap_or_default();
    let at_stake = outputs.iter().filter(|output| moving.contains(&output.key));
    at_stake.filter_map(|output| output.export.clone()).collect()
}

/// The outputs that come, go, or may get another value.
pub fn moving_outputs(deployed: &Value, wanted: &Value) -> BTreeSet<String> {
    let moving: BTreeSet<String> = difference::changes(deployed, wanted)
        .into_iter()
        .filter(|change| change.replacement != crate::change::Replacement::Never || change.after.is_none())
        .map(|change| change.logical_id)
        .collect();
    let keys = |template: &Value| {
        let outputs = template.get("Outputs").and_then(Value::as_object).into_iter().flatten();
        outputs.map(|(key, _)| key.clone()).collect::<BTreeSet<String>>()
    };
    let all = keys(deployed).into_iter().chain(keys(wanted));
    all.filter(|key| {
        let [before, after] = [deployed, wanted].map(|template| template.pointer(&format!("/Outputs/{key}")));
        let mut moves = before != after;
        for value in [before, after].into_iter().flatten() {
            visit_references(value, false, &mut |reference| {
                moves |= matches!(reference, Reference::Ref(id) | Reference::GetAtt(id, _) if moving.contains(id));
            });
        }
        moves
    })
    .collect()
}
