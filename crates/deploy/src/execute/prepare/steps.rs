//! The steps of a plan, and the templates before and after each.

use super::super::step::{Approved, Step, StepAction};
use super::super::work::Work;
use super::preview::imports;
use crate::deployed::Deployed;
use crate::plan::export::{Action, Plan, Purpose};
use crate::target::Target;
use serde_json::Value;
use std::collections::BTreeSet;

/// The metadata entry of what lets go of an export.
const LET_GO: &str = "formwork:imports";

/// The positions of the templates that are deployed when each step begins, and the templates themselves.
pub struct Templates {
    /// What each step deploys; null for a deletion.
    pub wanted: Vec<Value>,
    /// What is deployed when each step begins.
    pub deployed: Vec<Value>,
}

/// Everything that doing a step takes.
pub fn work<'w>(
    target: &'w Target,
    account: &'w str,
    step: &'w Step,
    templates: &'w Templates,
    at: usize,
    approved: &'w Approved,
    may_delete_data: bool,
) -> Work<'w> {
    let (text, keeps_parameters) = match &step.action {
        StepAction::Deploy { text, keeps_parameters } => (text.as_str(), *keeps_parameters),
        StepAction::Delete | StepAction::Refactor { .. } => ("", false),
    };
    Work {
        step,
        stack: step.stack.and_then(|at| target.stacks.get(at)),
        environment: &target.environment,
        account,
        text,
        template: &templates.wanted[at],
        deployed: &templates.deployed[at],
        keeps_parameters,
        approved,
        may_delete_data,
    }
}

/// The templates before and after each step.
pub fn templates(target: &Target, deployed: &[Deployed], steps: &[Step]) -> Templates {
    let mut now: Vec<Value> =
        deployed.iter().map(|there| there.template.clone().filter(|_| there.is_there()).unwrap_or_default()).collect();
    now.resize(target.stacks.len(), Value::Null);
    let mut templates = Templates { wanted: Vec::new(), deployed: Vec::new() };
    let mut templates_of = BTreeSet::new();
    for step in steps {
        let wanted = match &step.action {
            StepAction::Deploy { text, .. } => serde_json::from_str(text).unwrap_or_default(),
            StepAction::Delete | StepAction::Refactor { .. } => Value::Null,
        };
        let is_made_again =
            |at: &usize| step.action != StepAction::Delete && deployed.get(*at).is_some_and(Deployed::is_wreck);
        let is_first = |at: &usize| !templates_of.contains(at);
        let there = step.stack.filter(|at| !(is_made_again(at) && is_first(at)));
        templates.deployed.push(there.map(|at| now[at].clone()).unwrap_or_default());
        templates_of.extend(step.stack);
        if let Some(at) = step.stack {
            now[at] = wanted.clone();
        }
        templates.wanted.push(wanted);
    }
    templates
}

/// The steps of a plan, as they are carried out.
pub fn steps(target: &Target, deployed: &[Deployed], plan: &Plan) -> Vec<Step> {
    let step = |step: &crate::plan::export::Step| {
        let same =
            |stack: &crate::target::TargetStack| stack.name == step.stack.name && stack.region == step.stack.region;
        let stack = target.stacks.iter().position(same);
        let of = stack.map(|at| &target.stacks[at]);
        let base = of.map_or(step.stack.name.as_str(), |stack| stack.id.as_str());
        let (id, action) = match &step.action {
            Action::Delete => (base.to_string(), StepAction::Delete),
            Action::Deploy { purpose, template } => {
                let suffix = match purpose {
                    Purpose::Detach => "/detach",
                    Purpose::Release => "/release",
                    Purpose::Target => "",
                    Purpose::Finish => "/finish",
                };
                let before = stack.and_then(|at| deployed[at].template.as_ref()).unwrap_or(&Value::Null);
                let text = match of {
                    Some(stack) if stack.template == *template => stack.text.clone(),
                    _ if *purpose == Purpose::Detach => marked(before, template).to_string(),
                    _ => template.to_string(),
                };
                let is_chosen = of.is_some_and(|stack| stack.is_chosen);
                let keeps_parameters = matches!(purpose, Purpose::Detach | Purpose::Release) || !is_chosen;
                (format!("{base}{suffix}"), StepAction::Deploy { text, keeps_parameters })
            }
        };
        Step {
            id,
            stack,
            name: step.stack.name.clone(),
            region: step.stack.region.clone(),
            action,
            after: step.after.clone(),
        }
    };
    plan.steps.iter().map(step).collect()
}

/// Whether a template imports less than the one before it: the rest may be the same values, got another way.
pub fn lets_go(before: &Value, template: &Value) -> bool {
    let (before, after) = (imports(before), imports(template));
    before.iter().any(|import| !after.contains(import))
}

/// A template without what this deployer wrote into it so that it lets go of an export.
pub fn unmarked(template: &Value) -> Value {
    let mut plain = template.clone();
    let resources = plain.get_mut("Resources").and_then(Value::as_object_mut);
    for resource in resources.into_iter().flat_map(|all| all.values_mut()) {
        let Some(resource) = resource.as_object_mut() else { continue };
        let Some(metadata) = resource.get_mut("Metadata").and_then(Value::as_object_mut) else { continue };
        if metadata.remove(LET_GO).is_some() && metadata.is_empty() {
            resource.remove("Metadata");
        }
    }
    plain
}

/// A template in which values stand where they were imported, so that CloudFormation sees that something changes: the
/// values are the same as before, and a change set without changes would not let go of the export.
pub fn marked(before: &Value, template: &Value) -> Value {
    let mut marked = template.clone();
    let Some(resources) = marked.get_mut("Resources").and_then(Value::as_object_mut) else { return marked };
    let differs = |id: &String, resource: &Value| before.pointer(&format!("/Resources/{id}")) != Some(resource);
    let mut ids: Vec<String> =
        resources.iter().filter(|(id, resource)| differs(id, resource)).map(|(id, _)| id.clone()).collect();
    if ids.is_empty() {
        ids.extend(resources.keys().next().cloned());
    }
    for id in ids {
        if let Some(resource) = resources.get_mut(&id).and_then(Value::as_object_mut) {
            let metadata = resource.entry("Metadata").or_insert_with(|| Value::Object(serde_json::Map::new()));
            if let Some(metadata) = metadata.as_object_mut() {
                metadata.insert(LET_GO.to_string(), Value::String("written as values".to_string()));
            }
        }
    }
    marked
}
