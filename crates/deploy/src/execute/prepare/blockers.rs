//! What the plan's deletions would fail on.

use super::super::step::Step;
use super::super::{Context, empty};
use super::Preview;
use crate::api::StackResource;
use crate::deployed::Deployed;
use crate::ending::Stop;
use crate::plan::class::{Effect, goes};
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
        let (stack, there) = (&target.stacks[*at], &deployed[*at]);
        let all = |_: &str| true;
        checks.extend(judge(context, stack, there, &all).await?);
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
        let going = preview.changes.iter().filter(|change| matches!(change.effect, Effect::Removed | Effect::Replaced));
        let going: Vec<&str> = going.filter_map(|change| change.logical_id.as_deref()).collect();
        if going.is_empty() {
            continue;
        }
        let is_going = |logical_id: &str| going.contains(&logical_id);
        checks.extend(judge(context, &target.stacks[at], &deployed[at], &is_going).await?);
    }
    Ok(checks)
}

async fn judge(
    context: &Context<'_>,
    stack: &TargetStack,
    there: &Deployed,
    is_going: &dyn Fn(&str) -> bool,
) -> Result<Vec<Check>, Stop> {
    let resources = there.template.as_ref().and_then(|template| template.get("Resources")).and_then(Value::as_object);
    let is_blocked = |(logical_id, resource): &(&String, &Value)| {
        is_going(logical_id) && goes(resource) && !context.options.retain.contains(logical_id)
    };
    let going: Vec<(&String, &Value)> = resources.into_iter().flatten().filter(is_blocked).collect();
    let kind = |resource: &Value| resource.get("Type").and_then(Value::as_str).unwrap_or_default().to_string();
    let is_filled = |(_, resource): &(&String, &Value)| Filled::of(&kind(resource)).is_some();
    // only what may be filled has to be known by its name
    let names: Vec<StackResource> = match &there.stack {
        Some(known) if context.services.lookups.is_some() && going.iter().any(is_filled) => {
            let cloud = context.cloud(&stack.region);
            cloud.resources(&known.id).await.map_err(|failure| Stop::call(&stack.id, &failure))?
        }
        _ => Vec::new(),
    };
    let going = going.iter().map(|(logical_id, resource)| Going {
        stack,
        logical_id,
        physical_id: names.iter().find(|one| one.logical_id == **logical_id).map(|one| one.physical_id.as_str()),
        resource,
        is_emptied: empty::filled(context.options, &kind(resource)).is_some(),
    });
    Ok(blockers(context.services.lookups, &going.collect::<Vec<_>>()).await)
}
