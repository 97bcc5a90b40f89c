//! What to do where something of a resource's name exists already.

use crate::plan::rename::names::fixed_names;
use serde_json::Value;

/// Whether CloudFormation's words say that something of this name exists.
pub fn is_conflict(reason: &str) -> bool {
    let reason = reason.to_ascii_lowercase();
    ["already exists", "already exist", "alreadyexists", "name_conflict"].iter().any(|text| reason.contains(text))
}

/// The ways out, for a resource of a stack in an environment; none where nothing says that something is in its way.
pub fn help(reason: &str, template: &Value, logical_id: &str, stack: &str, environment: &str) -> Option<String> {
    let resource = template.get("Resources").and_then(|all| all.get(logical_id)).filter(|_| is_conflict(reason))?;
    let import = format!("`deploy {stack} {environment} --import-existing` takes it into the stack");
    let policy = resource.get("DeletionPolicy").and_then(Value::as_str).unwrap_or("Delete");
    let is_kept = matches!(policy, "Retain" | "RetainExceptOnCreate");
    Some(match (fixed_names(resource).is_empty(), is_kept) {
        (true, _) => "remove what is there".to_string(),
        (false, true) => format!("{import}; or give it another name, or remove what is there"),
        (false, false) => {
            format!("give it another name, or remove what is there; with the deletion policy Retain {import}")
        }
    })
}
