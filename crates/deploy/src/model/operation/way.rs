//! How an existing resource becomes what is wanted.

use super::{Kind, Operation};
use crate::model::diff::{self, Recreation};
use crate::model::policy;
use crate::model::stack::{Resource, Stack};
use serde_json::Value;

/// Why an existing resource is not simply updated.
pub enum Way {
    Nothing,
    Update,
    Replace,
    /// It was never whole: made again.
    Again,
}

/// Why the stack's policy does not allow it.
pub fn denied(stack: &Stack, id: &str, action: &str) -> Option<String> {
    policy::denies(stack, id, action).then(|| policy::denial(id, action))
}

/// How an existing resource becomes the wanted one.
pub fn way(operation: &Operation, existing: &Resource, wanted: &Resource) -> Way {
    if existing.physical_id.is_none() || existing.status == "CREATE_FAILED" {
        return Way::Again;
    }
    let before = existing.actual.as_ref().filter(|_| operation.reverts_drift).unwrap_or(&existing.properties);
    let details = diff::properties(&wanted.type_name, before, &wanted.properties);
    let tags = (&existing.tags, &wanted.tags);
    let attributes = diff::attributes(&wanted.type_name, (&existing.body, &wanted.body), tags);
    let has_new_tags = attributes.iter().any(|detail| detail.attribute == "Tags");
    match details.iter().map(|detail| detail.recreation).max() {
        Some(Recreation::Always) if operation.kind != Kind::Import => Way::Replace,
        None if !has_new_tags && !existing.status.ends_with("_FAILED") => Way::Nothing,
        _ => Way::Update,
    }
}

/// The properties as they are after an update, which sets only what it changes.
pub fn still_drifted(existing: &Resource, wanted: &Resource) -> Option<Value> {
    let mut actual = wanted.properties.clone();
    for detail in diff::properties(&existing.type_name, &existing.properties, existing.actual.as_ref()?) {
        let pointer = detail.path.strip_prefix("/Properties").unwrap_or_default();
        let is_set = wanted.properties.pointer(pointer) != existing.properties.pointer(pointer);
        if let (false, Some(property), Some(value)) = (is_set, actual.pointer_mut(pointer), detail.after) {
            *property = value;
        }
    }
    (actual != wanted.properties).then_some(actual)
}
