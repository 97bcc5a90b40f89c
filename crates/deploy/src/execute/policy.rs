//! A stack policy: what holds data is neither replaced nor deleted by an update.

use crate::plan::class::is_stateful;
use serde_json::{Value, json};

/// The policy of a template; none where nothing in it holds data.
pub fn of(template: &Value) -> Option<String> {
    let resources = template.get("Resources")?.as_object()?.iter();
    let holds_data = |resource: &Value| resource.get("Type").and_then(Value::as_str).is_some_and(is_stateful);
    let mut denied: Vec<String> = resources
        .filter(|(_, resource)| holds_data(resource))
        .map(|(id, _)| format!("LogicalResourceId/{id}"))
        .collect();
    denied.sort();
    let allow = json!({"Effect": "Allow", "Action": "Update:*", "Principal": "*", "Resource": "*"});
    let deny = json!({
        "Effect": "Deny", "Action": ["Update:Replace", "Update:Delete"], "Principal": "*", "Resource": denied,
    });
    (!denied.is_empty()).then(|| json!({"Statement": [allow, deny]}).to_string())
}
