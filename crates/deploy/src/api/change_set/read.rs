//! The SDK's changes as ours.

use crate::change::{Action, Change, Detail, Replacement};
use aws_sdk_cloudformation::types;

/// A change; none where it is about no resource.
pub(super) fn change(change: &types::Change) -> Option<Change> {
    let of = change.resource_change()?;
    let text = |text: Option<&str>| text.unwrap_or_default().to_string();
    let context = |text: Option<&str>| text.and_then(|text| serde_json::from_str(text).ok());
    Some(Change {
        logical_id: text(of.logical_resource_id()),
        type_name: text(of.resource_type()),
        physical_id: of.physical_resource_id().map(str::to_string),
        action: match of.action().map_or("", |action| action.as_str()) {
            "Add" => Action::Add,
            "Modify" => Action::Modify,
            "Remove" => Action::Remove,
            "Import" => Action::Import,
            "Dynamic" => Action::Dynamic,
            "SyncWithActual" => Action::SyncWithActual,
            other => Action::Other(other.to_string()),
        },
        replacement: replacement(of.replacement().map_or("", |one| one.as_str())),
        policy_action: of.policy_action().map(|one| one.as_str().to_string()),
        scope: of.scope().iter().map(|one| one.as_str().to_string()).collect(),
        details: of.details().iter().map(detail).collect(),
        before: context(of.before_context()),
        after: context(of.after_context()),
    })
}

fn detail(detail: &types::ResourceChangeDetail) -> Detail {
    let target = detail.target();
    let text = |read: fn(&types::ResourceTargetDefinition) -> Option<&str>| target.and_then(read).map(str::to_string);
    Detail {
        attribute: target.and_then(|one| one.attribute()).map_or("", |one| one.as_str()).to_string(),
        name: text(|one| one.name()),
        path: text(|one| one.path()),
        before: text(|one| one.before_value()),
        after: text(|one| one.after_value()),
        recreation: replacement(target.and_then(|one| one.requires_recreation()).map_or("", |one| one.as_str())),
        is_dynamic: detail.evaluation() == Some(&types::EvaluationType::Dynamic),
        source: detail.change_source().map(|one| one.as_str().to_string()),
        cause: detail.causing_entity().map(str::to_string),
    }
}

/// Both vocabularies: of a resource (`True`), of a property (`Always`).
fn replacement(text: &str) -> Replacement {
    match text {
        "True" | "Always" => Replacement::Always,
        "Conditional" | "Conditionally" => Replacement::Conditional,
        _ => Replacement::Never,
    }
}

/// Adds what only the complete list has.
pub(super) fn merge(known: &mut Vec<Change>, complete: Vec<Change>) {
    for change in complete {
        if !known.iter().any(|one| one.logical_id == change.logical_id) {
            known.push(change);
        }
    }
}
