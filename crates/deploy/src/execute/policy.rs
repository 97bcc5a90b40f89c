//! A stack policy: what holds data is neither replaced nor deleted by an update.

use super::Context;
use super::work::Work;
use crate::api::{ChangeSet, Stack};
use crate::change::{Action, Replacement};
use crate::ending::Stop;
use crate::journal::Operation;
use crate::plan::class::is_stateful;
use serde_json::{Value, json};

/// Denies the replacement and deletion of what holds data, where that was asked for and the stack is there; but for
/// what `executed` does, which was approved.
///
/// # Errors
/// The call failed; the journal cannot be written.
pub async fn set(
    context: &Context<'_>,
    work: &Work<'_>,
    stack: Option<&Stack>,
    executed: Option<&ChangeSet>,
) -> Result<(), Stop> {
    let is_there = |stack: &&Stack| context.options.stack_policy && stack.status != "REVIEW_IN_PROGRESS";
    let Some(stack) = stack.filter(is_there) else { return Ok(()) };
    let policy = of(work.template, executed);
    let token = context.token(&work.step.id, Operation::SetPolicy, usize::from(executed.is_none()));
    let cloud = context.cloud(&work.step.region);
    let call = cloud.set_stack_policy(&stack.id, &policy);
    let answer = context.begin(&work.step.id, Operation::SetPolicy, &token, call).await?;
    answer.map_err(|failure| Stop::call(&work.step.id, &failure))
}

/// The policy of a template: everything is allowed but the replacement and deletion of what holds data. `approved` may
/// do what it does all the same.
fn of(template: &Value, approved: Option<&ChangeSet>) -> String {
    let resources = template.get("Resources").and_then(Value::as_object).into_iter().flatten();
    let holds_data = |resource: &Value| resource.get("Type").and_then(Value::as_str).is_some_and(is_stateful);
    let may_go = |id: &str| {
        let changes = approved.map(|set| set.changes.as_slice()).unwrap_or_default();
        let goes = |action: &Action, replacement: Replacement| {
            matches!(action, Action::Remove | Action::Dynamic) || replacement != Replacement::Never
        };
        changes.iter().any(|change| change.logical_id == id && goes(&change.action, change.replacement))
    };
    let mut denied: Vec<String> = resources
        .filter(|(id, resource)| holds_data(resource) && !may_go(id))
        .map(|(id, _)| format!("LogicalResourceId/{id}"))
        .collect();
    denied.sort();
    let mut statements = vec![json!({"Effect": "Allow", "Action": "Update:*", "Principal": "*", "Resource": "*"})];
    if !denied.is_empty() {
        statements.push(json!({
            "Effect": "Deny", "Action": ["Update:Replace", "Update:Delete"], "Principal": "*", "Resource": denied,
        }));
    }
    json!({"Statement": statements}).to_string()
}
