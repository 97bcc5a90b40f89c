//! What happens to a stack as a whole.

use super::input::{StackAction, StackChanges};
use super::{Class, Classified, Effect, Kind, Reason};
use crate::change::{Action, Change};
use serde_json::{Value, json};

/// The resources of a stack that is deleted, as changes: no change set names them.
pub fn leaving(input: &StackChanges<'_>) -> Vec<Change> {
    if input.action != StackAction::Delete {
        return Vec::new();
    }
    let resources = input.deployed.get("Resources").and_then(Value::as_object).into_iter().flatten();
    let changes = resources.map(|(id, resource)| Change {
        logical_id: id.clone(),
        type_name: resource.get("Type").and_then(Value::as_str).unwrap_or_default().to_string(),
        action: Action::Remove,
        ..Change::default()
    });
    changes.collect()
}

/// The change of the stack itself, where there is something to say of it.
pub fn itself(input: &StackChanges<'_>) -> Option<Classified> {
    let mut reasons = Vec::new();
    if input.action == StackAction::Delete {
        reasons.push(Reason::new(Kind::StackDeleted, ""));
    } else if has_resources(input.deployed) && !has_resources(input.wanted) {
        reasons.push(Reason::new(Kind::StackEmptied, "/Resources"));
    }
    if let (true, false) = input.termination_protection
        && input.action != StackAction::Create
    {
        let reason = Reason::new(Kind::ProtectionOff, "/EnableTerminationProtection");
        reasons.push(reason.values(Some(&Value::Bool(true)), Some(&Value::Bool(false))));
    }
    let dropped = input.dropped_exports.iter().map(|export| {
        let before = json!({"Name": export.name, "ImportedBy": export.importers});
        Reason::new(Kind::ExportDropped, "/Outputs").values(Some(&before), None)
    });
    reasons.extend(dropped);
    if reasons.is_empty() {
        return None;
    }
    let effect = if input.action == StackAction::Delete { Effect::Removed } else { Effect::Modified };
    Some(Classified {
        stack: input.stack.to_string(),
        logical_id: None,
        type_name: String::new(),
        effect,
        class: Class::Destructive,
        drift: false,
        reasons,
        values: Vec::new(),
        recreating: Vec::new(),
    })
}

fn has_resources(template: &Value) -> bool {
    template.get("Resources").and_then(Value::as_object).is_some_and(|resources| !resources.is_empty())
}
