//! What differs between two states of one resource.

use super::facts;
use super::parameter::plain;
use formwork::facts::{Replacement, ResourceFacts};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Whether a change makes a new resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Recreation {
    Never,
    Conditionally,
    Always,
}

impl Recreation {
    pub fn name(self) -> &'static str {
        match self {
            Self::Never => "Never",
            Self::Conditionally => "Conditionally",
            Self::Always => "Always",
        }
    }
}

/// One difference.
#[derive(Clone, Debug)]
pub struct Detail {
    /// `Properties`, `Metadata`, `Tags` and so on.
    pub attribute: &'static str,
    /// The property at the top.
    pub name: Option<String>,
    /// Where it is: `/Properties/Listeners/0/Port`.
    pub path: String,
    pub before: Option<Value>,
    pub after: Option<Value>,
    pub recreation: Recreation,
}

/// What is said of a resource beside its properties, where a change is an update.
const ATTRIBUTES: [&str; 5] = ["CreationPolicy", "DeletionPolicy", "Metadata", "UpdatePolicy", "UpdateReplacePolicy"];

/// The differences of the properties.
pub fn properties(type_name: &str, before: &Value, after: &Value) -> Vec<Detail> {
    let facts = facts::of(type_name);
    let none = Map::new();
    let (before, after) = (before.as_object().unwrap_or(&none), after.as_object().unwrap_or(&none));
    let mut details = Vec::new();
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let mut leaves = Vec::new();
        let mut path = vec![name.clone()];
        differences(before.get(name), after.get(name), &mut path, &mut leaves);
        details.extend(leaves.into_iter().map(|(path, before, after)| {
            let recreation = facts.as_deref().map_or(Recreation::Never, |facts| recreation(facts, &path));
            let path = format!("/Properties/{}", path.join("/"));
            Detail { attribute: "Properties", name: Some(name.clone()), path, before, after, recreation }
        }));
    }
    details
}

/// The differences of everything else that a template says of a resource, and of the stack's tags on it.
pub fn attributes(
    type_name: &str,
    (before, after): (&Value, &Value),
    (tags_before, tags_after): (&BTreeMap<String, String>, &BTreeMap<String, String>),
) -> Vec<Detail> {
    let detail = |attribute, path: String, before: Option<Value>, after: Option<Value>| Detail {
        attribute,
        name: None,
        path,
        before,
        after,
        recreation: Recreation::Never,
    };
    let changed = ATTRIBUTES.into_iter().filter(|name| before.get(name) != after.get(name));
    let mut details: Vec<Detail> = changed
        .map(|name| detail(name, format!("/{name}"), before.get(name).cloned(), after.get(name).cloned()))
        .collect();
    if facts::of(type_name).is_some_and(|facts| facts.tags.is_some()) {
        let mut keys: Vec<&String> = tags_before.keys().chain(tags_after.keys()).collect();
        keys.sort_unstable();
        keys.dedup();
        let value = |tags: &BTreeMap<String, String>, key: &String| tags.get(key).cloned().map(Value::String);
        details.extend(keys.into_iter().filter(|key| tags_before.get(*key) != tags_after.get(*key)).map(|key| {
            let path = format!("/Tags/{key}");
            Detail { name: Some(key.clone()), ..detail("Tags", path, value(tags_before, key), value(tags_after, key)) }
        }));
    }
    details
}

type Leaf = (Vec<String>, Option<Value>, Option<Value>);

fn differences(before: Option<&Value>, after: Option<&Value>, path: &mut Vec<String>, leaves: &mut Vec<Leaf>) {
    match (before, after) {
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
            names.sort_unstable();
            names.dedup();
            for name in names {
                path.push(name.clone());
                differences(old.get(name), new.get(name), path, leaves);
                path.pop();
            }
        }
        (Some(Value::Array(old)), Some(Value::Array(new))) if old.len() == new.len() => {
            for (at, (old, new)) in old.iter().zip(new).enumerate() {
                path.push(at.to_string());
                differences(Some(old), Some(new), path, leaves);
                path.pop();
            }
        }
        (Some(old), Some(new)) if same(old, new) => {}
        (None, None) => {}
        _ => leaves.push((path.clone(), before.cloned(), after.cloned())),
    }
}

/// Whether two values are the same to CloudFormation: `"80"` is `80`.
fn same(old: &Value, new: &Value) -> bool {
    let is_scalar = |value: &Value| !value.is_array() && !value.is_object() && !value.is_null();
    old == new || is_scalar(old) && is_scalar(new) && plain(old) == plain(new)
}

/// Whether a change at this path makes a new resource: where any property on the way to it does.
fn recreation(facts: &ResourceFacts, path: &[String]) -> Recreation {
    let names: Vec<&str> = path.iter().map(String::as_str).filter(|name| name.parse::<usize>().is_err()).collect();
    let on_the_way = (1..=names.len()).filter_map(|length| facts.property_at(names.get(..length)?));
    match on_the_way.map(|property| property.replacement).max() {
        Some(Replacement::Yes) => Recreation::Always,
        Some(Replacement::Maybe) => Recreation::Conditionally,
        _ => Recreation::Never,
    }
}
