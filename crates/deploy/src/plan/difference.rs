//! The changes between two templates: what a change set would say, as far as templates tell.
//!
//! Used where CloudFormation cannot make a change set yet, since a stack before it is not done, and offline.

use crate::change::{Action, Change, Detail, Replacement};
use crate::plan::export::{Reference, visit_references};
use formwork::facts;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The changes from a deployed template (null where there is none) to a wanted one, by logical id.
pub fn changes(deployed: &Value, wanted: &Value) -> Vec<Change> {
    let empty = Map::new();
    let resources = |template: &Value| template.get("Resources").and_then(Value::as_object).cloned();
    let (before, after) = (resources(deployed).unwrap_or_default(), resources(wanted).unwrap_or_default());
    let ids: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let mut changes: Vec<Change> =
        ids.into_iter().filter_map(|id| change(id, before.get(id), after.get(id), &empty)).collect();
    cascade(&mut changes, &after);
    changes.sort_by(|one, other| one.logical_id.cmp(&other.logical_id));
    changes
}

fn change(id: &str, before: Option<&Value>, after: Option<&Value>, empty: &Map<String, Value>) -> Option<Change> {
    let type_of = |resource: &Value| resource.get("Type").and_then(Value::as_str).unwrap_or_default().to_string();
    let base = |action: Action, resource: &Value| Change {
        logical_id: id.to_string(),
        type_name: type_of(resource),
        action,
        before: before.cloned(),
        after: after.cloned(),
        ..Change::default()
    };
    match (before, after) {
        (None, Some(after)) => Some(base(Action::Add, after)),
        (Some(before), None) => Some(base(Action::Remove, before)),
        (Some(before), Some(after)) if before != after => {
            let mut change = base(Action::Modify, after);
            if type_of(before) != type_of(after) {
                change.replacement = Replacement::Always;
            }
            modified(&mut change, before, after, empty);
            Some(change)
        }
        _ => None,
    }
}

fn modified(change: &mut Change, before: &Value, after: &Value, empty: &Map<String, Value>) {
    let properties = |resource: &Value| resource.get("Properties").and_then(Value::as_object).cloned();
    let (old, new) = (properties(before).unwrap_or(empty.clone()), properties(after).unwrap_or(empty.clone()));
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let known = facts::resource(&change.type_name);
    for name in names {
        if old.get(name) == new.get(name) {
            continue;
        }
        let attribute = if name == "Tags" { "Tags" } else { "Properties" };
        let recreation =
            known.as_ref().and_then(|known| known.property(name)).map_or(Replacement::Never, |property| match property
                .replacement
            {
                facts::Replacement::No => Replacement::Never,
                facts::Replacement::Maybe => Replacement::Conditional,
                facts::Replacement::Yes => Replacement::Always,
            });
        let recreation = if attribute == "Tags" { Replacement::Never } else { recreation };
        change.replacement = change.replacement.max(recreation);
        push_scope(change, attribute);
        let text =
            |value: Option<&Value>| value.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_string));
        change.details.push(Detail {
            attribute: attribute.to_string(),
            name: Some(name.clone()),
            path: Some(format!("/Properties/{name}")),
            before: text(old.get(name)),
            after: text(new.get(name)),
            recreation,
            source: Some("DirectModification".to_string()),
            ..Detail::default()
        });
    }
    for attribute in ["Metadata", "CreationPolicy", "UpdatePolicy", "DeletionPolicy", "UpdateReplacePolicy"] {
        if before.get(attribute) != after.get(attribute) {
            push_scope(change, attribute);
            change.details.push(Detail { attribute: attribute.to_string(), ..Detail::default() });
        }
    }
}

fn push_scope(change: &mut Change, attribute: &str) {
    if !change.scope.iter().any(|known| known == attribute) {
        change.scope.push(attribute.to_string());
    }
}

/// What refers to something that is replaced gets another value, and may have to be replaced itself.
fn cascade(changes: &mut Vec<Change>, resources: &Map<String, Value>) {
    let mut open: Vec<String> =
        changes.iter().filter(|change| replaced(change)).map(|one| one.logical_id.clone()).collect();
    let mut seen: BTreeSet<String> = open.iter().cloned().collect();
    while let Some(replaced_id) = open.pop() {
        for (id, resource) in resources {
            let Some(properties) = resource.get("Properties").and_then(Value::as_object) else { continue };
            let known = resource.get("Type").and_then(Value::as_str).and_then(facts::resource);
            for (name, value) in properties {
                if !refers(value, &replaced_id) {
                    continue;
                }
                let recreation = match known.as_ref().and_then(|known| known.property(name)).map(|one| one.replacement)
                {
                    Some(facts::Replacement::Yes) => Replacement::Always,
                    Some(facts::Replacement::Maybe) => Replacement::Conditional,
                    _ => Replacement::Never,
                };
                let change = match changes.iter().position(|change| change.logical_id == *id) {
                    Some(at) => &mut changes[at],
                    None => {
                        changes.push(Change {
                            logical_id: id.clone(),
                            type_name: resource.get("Type").and_then(Value::as_str).unwrap_or_default().to_string(),
                            before: Some(resource.clone()),
                            after: Some(resource.clone()),
                            ..Change::default()
                        });
                        let last = changes.len() - 1;
                        &mut changes[last]
                    }
                };
                if change.action == Action::Add {
                    continue;
                }
                change.replacement = change.replacement.max(recreation);
                push_scope(change, "Properties");
                change.details.push(Detail {
                    attribute: "Properties".to_string(),
                    name: Some(name.clone()),
                    path: Some(format!("/Properties/{name}")),
                    recreation,
                    is_dynamic: true,
                    source: Some("ResourceReference".to_string()),
                    cause: Some(replaced_id.clone()),
                    ..Detail::default()
                });
                if recreation == Replacement::Always && seen.insert(id.clone()) {
                    open.push(id.clone());
                }
            }
        }
    }
}

fn replaced(change: &Change) -> bool {
    change.action == Action::Modify && change.replacement == Replacement::Always
}

fn refers(value: &Value, id: &str) -> bool {
    let mut found = false;
    visit_references(value, false, &mut |reference| {
        found |= matches!(reference, Reference::Ref(known) | Reference::GetAtt(known, _) if known == id);
    });
    found
}
