//! What each step does: by its change set, where one can be made already, else by its templates.

use super::super::Context;
use super::super::change_set;
use super::super::feed;
use super::super::parameter;
use super::super::remove::leftovers;
use super::super::step::{Approved, Step, StepAction};
use super::super::work::Work;
use super::{Preview, templates, work};
use crate::api::{ChangeSet, ChangeSetStatus};
use crate::deployed::Deployed;
use crate::ending::Stop;
use crate::plan::class::{Classified, StackAction, StackChanges, classify};
use crate::plan::difference;
use crate::target::Target;
use futures_util::future::join_all;
use serde_json::Value;
use std::collections::BTreeSet;

/// What each step does, in their order.
pub async fn previews(
    context: &Context<'_>,
    target: &Target,
    account: &str,
    deployed: &[Deployed],
    steps: &[Step],
    exports: &BTreeSet<String>,
    makes_change_sets: bool,
) -> Vec<Result<Preview, Stop>> {
    let templates = templates(target, deployed, steps);
    let approved = Approved::default();
    let (templates, approved) = (&templates, &approved);
    let all = steps.iter().enumerate().map(async |(at, step)| {
        let work = work(target, account, step, templates, at, approved, false);
        let there = step.stack.map(|at| &deployed[at]);
        let existing = there.and_then(|there| there.stack.as_ref());
        if let StepAction::Refactor { .. } = step.action {
            return Ok(Preview { action: StackAction::Update, changes: Vec::new(), made: None });
        }
        if step.action == StepAction::Delete {
            return Ok(Preview { action: StackAction::Delete, changes: deletion(&work), made: None });
        }
        let is_first = !steps[..at].iter().any(|earlier| earlier.stack == step.stack);
        let is_settled = existing.is_none_or(|stack| {
            stack.status.ends_with("_COMPLETE") && stack.status != "ROLLBACK_COMPLETE"
                || matches!(stack.status.as_str(), "REVIEW_IN_PROGRESS" | "UPDATE_FAILED")
        });
        let has_imports =
            imports(work.template).iter().all(|name| exports.contains(&format!("{}/{name}", step.region)));
        // its change set can only be made once its resources have their new ids
        let is_refactored = steps[..at].iter().any(|earlier| match &earlier.action {
            StepAction::Refactor { stacks, .. } => stacks.iter().any(|(name, _)| *name == step.name),
            _ => false,
        });
        let earlier = steps[..at].iter().map(|step| step.name.as_str());
        let has_values = work.stack.is_none_or(|stack| feed::is_settled(stack, earlier));
        let made = match makes_change_sets && is_first && is_settled && has_imports && has_values && !is_refactored {
            true => Some(change_set::make(context, &work, existing, 0).await?),
            false => None,
        };
        let action = match there {
            Some(there) if there.is_there() && !there.is_wreck() => work.action(existing),
            _ => StackAction::Create,
        };
        let action = if is_first { action } else { StackAction::Update };
        let mut changes = match &made {
            Some(made) => work.classify(existing, &made.change_set),
            None => {
                let (before, mut after) = parameter::bound(&work, existing);
                if let Some(stack) = work.stack.filter(|_| !has_values && existing.is_some()) {
                    after = feed::unsettled(stack, &after);
                }
                let changes = difference::changes(&before, &after);
                let (id, stack_id) = (String::new(), String::new());
                let change_set = ChangeSet { id, stack_id, status: ChangeSetStatus::Ready, changes, remark: None };
                work.classify(existing, &change_set)
            }
        };
        if let Some(wreck) = there.filter(|there| is_first && there.is_wreck()) {
            changes.extend(leftovers(context, &work, wreck).await?);
        }
        Ok(Preview { action, changes, made })
    });
    join_all(all).await
}

/// The names of the values that a template imports, as far as they are literal.
pub fn imports(template: &Value) -> Vec<&str> {
    let mut names = Vec::new();
    let mut open = vec![template];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(entries) => {
                for (key, value) in entries {
                    match value {
                        Value::String(name) if key == "Fn::ImportValue" => names.push(name.as_str()),
                        other => open.push(other),
                    }
                }
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    names
}

/// What the deletion of a stack does.
pub fn deletion(work: &Work<'_>) -> Vec<Classified> {
    classify(&StackChanges {
        stack: &work.step.name,
        action: StackAction::Delete,
        account: Some(work.account),
        changes: &[],
        deployed: work.deployed,
        wanted: &Value::Null,
        termination_protection: (false, false),
        dropped_exports: &[],
    })
}
