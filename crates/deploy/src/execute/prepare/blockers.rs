//! What the plan's deletions would fail on.

use super::super::step::Step;
use super::super::{Context, empty};
use super::Preview;
use crate::deployed::Deployed;
use crate::ending::Stop;
use crate::plan::class::{Effect, goes, protection};
use crate::preflight::{Check, Filled, Going, blockers};
use crate::target::{Target, TargetStack};
use serde_json::Value;

/// Looks at everything that is deleted with its whole stack.
///
/// # Errors
/// CloudFormation does not say what a stack holds.
pub async fn of_stacks(
    context: &Context<'_>,
    target: &Target,
    deployed: &[Deployed],
    going: &[usize],
) -> Result<Vec<Check>, Stop> {
    let mut checks = Vec::new();
    for at in going {
        let goes = |_: &str, resource: &Value| goes(resource, "DeletionPolicy");
        checks.extend(judge(context, &target.stacks[*at], &deployed[*at], &goes).await?);
    }
    Ok(checks)
}

/// What an update removes or replaces and then cannot delete: CloudFormation leaves it behind, and says so only in its
/// events.
///
/// # Errors
/// CloudFormation does not say what a stack holds.
pub async fn of_updates(
    context: &Context<'_>,
    target: &Target,
    deployed: &[Deployed],
    steps: &[Step],
    previews: &[Preview],
) -> Result<Vec<Check>, Stop> {
    let mut checks = Vec::new();
    for (step, preview) in steps.iter().zip(previews) {
        let Some(at) = step.stack else { continue };
        let stack = &target.stacks[at];
        let effect = |logical_id: &str| {
            let is_it = |change: &&crate::plan::class::Classified| change.logical_id.as_deref() == Some(logical_id);
            preview.changes.iter().find(is_it).map(|change| &change.effect)
        };
        // a removal follows the template that is deployed, a replacement the new one
        let goes = |logical_id: &str, resource: &Value| match effect(logical_id) {
            Some(Effect::Removed) => goes(resource, "DeletionPolicy"),
            Some(Effect::Replaced) => {
                let wanted = stack.template.get("Resources").and_then(|all| all.get(logical_id));
                wanted.is_some_and(|wanted| goes(wanted, "UpdateReplacePolicy"))
            }
            _ => false,
        };
        checks.extend(judge(context, stack, &deployed[at], &goes).await?);
    }
    Ok(checks)
}

/// `goes`: whether a resource of the deployed template is deleted, by its logical id.
async fn judge(
    context: &Context<'_>,
    stack: &TargetStack,
    there: &Deployed,
    goes: &dyn Fn(&str, &Value) -> bool,
) -> Result<Vec<Check>, Stop> {
    let kind = |resource: &Value| resource.get("Type").and_then(Value::as_str).unwrap_or_default().to_string();
    let resources = there.template.as_ref().and_then(|template| template.get("Resources")).and_then(Value::as_object);
    let may_be_blocked = |(logical_id, resource): &(&String, &Value)| {
        let is_asked_for = Filled::of(&kind(resource)).is_some() || protection(resource).is_some();
        is_asked_for && goes(logical_id, resource) && !context.options.retain.contains(logical_id)
    };
    let going: Vec<(&String, &Value)> = resources.into_iter().flatten().filter(may_be_blocked).collect();
    let Some(known) = there.stack.as_ref().filter(|_| !going.is_empty()) else { return Ok(Vec::new()) };
    // what was never made, or is gone already, blocks nothing
    let left = context.cloud(&stack.region).resources(&known.id).await;
    let left = left.map_err(|failure| Stop::call(&stack.id, &failure))?;
    let going = going.iter().filter_map(|(logical_id, resource)| {
        let one = left.iter().find(|one| one.logical_id == **logical_id)?;
        let is_emptied = empty::filled(context.options, &one.type_name).is_some();
        Some(Going { stack, logical_id, physical_id: &one.physical_id, resource, is_emptied })
    });
    Ok(blockers(context.services.lookups, &going.collect::<Vec<_>>()).await)
}
