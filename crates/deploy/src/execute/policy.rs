//! A stack policy: what holds data is neither replaced nor deleted by an update.

use crate::api::ChangeSet;
use crate::change::{Action, Replacement};
use crate::plan::class::is_stateful;
use serde_json::{Value, json};

/// The policy of a template: everything is allowed but the replacement and deletion of what holds data. `approved` may
/// do what it does all the same.
pub fn of(template: &Value, approved: Option<&ChangeSet>) -> String {
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
