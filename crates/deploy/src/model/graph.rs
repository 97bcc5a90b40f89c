//! Which resource uses which.

use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// A use of a logical id or a parameter: `Ref`, or an attribute of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    pub of: String,
    pub attribute: Option<String>,
}

/// Everything that a part of a template refers to.
pub fn uses(value: &Value) -> Vec<Use> {
    let mut found = Vec::new();
    collect(value, &mut found);
    found
}

fn collect(value: &Value, found: &mut Vec<Use>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Object(members) => {
            match single(members) {
                Some(("Ref", Value::String(of))) => found.push(Use { of: of.clone(), attribute: None }),
                Some(("Fn::GetAtt", argument)) => found.extend(attribute(argument)),
                Some(("Fn::Sub", argument)) => {
                    let (text, own) = match argument {
                        Value::Array(parts) => (parts.first(), parts.get(1).and_then(Value::as_object)),
                        text => (Some(text), None),
                    };
                    let placeholders = placeholders(text.and_then(Value::as_str).unwrap_or_default());
                    let outside = placeholders.filter(|name| !own.is_some_and(|own| own.contains_key(*name)));
                    found.extend(outside.map(dotted));
                }
                _ => {}
            }
            members.values().for_each(|member| collect(member, found));
        }
        _ => {}
    }
}

/// The only member of an object.
pub fn single(members: &Map<String, Value>) -> Option<(&str, &Value)> {
    let mut members = members.iter();
    let (name, value) = members.next()?;
    members.next().is_none().then_some((name.as_str(), value))
}

/// What `Fn::GetAtt` names: a list of two, or one text with a dot.
pub fn attribute(argument: &Value) -> Option<Use> {
    match argument {
        Value::String(text) => Some(dotted(text)),
        Value::Array(parts) => {
            let (of, attribute) = (parts.first()?.as_str()?, parts.get(1)?.as_str()?);
            Some(Use { of: of.to_owned(), attribute: Some(attribute.to_owned()) })
        }
        _ => None,
    }
}

fn dotted(text: &str) -> Use {
    let (of, attribute) = text.split_once('.').map_or((text, None), |(of, attribute)| (of, Some(attribute.to_owned())));
    Use { of: of.to_owned(), attribute }
}

/// The names in the `${..}` of a text.
pub fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split("${")
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name.trim())
        .filter(|name| !name.starts_with('!'))
}

/// What a resource comes after: the logical ids that it uses or says that it depends on.
pub fn dependencies(body: &Value) -> BTreeSet<String> {
    let mut on: BTreeSet<String> = uses(body).into_iter().map(|one| one.of).collect();
    match body.get("DependsOn") {
        Some(Value::String(id)) => drop(on.insert(id.clone())),
        Some(Value::Array(ids)) => on.extend(ids.iter().filter_map(Value::as_str).map(str::to_owned)),
        _ => {}
    }
    on
}

/// The ids such that each comes after those it depends on, and otherwise in the order of the alphabet.
///
/// # Errors
/// Those that wait for each other.
pub fn ordered(graph: &BTreeMap<String, BTreeSet<String>>) -> Result<Vec<String>, Vec<String>> {
    let mut order: Vec<String> = Vec::with_capacity(graph.len());
    let mut placed = BTreeSet::new();
    while order.len() < graph.len() {
        let before = order.len();
        for (id, on) in graph {
            let free = on.iter().all(|on| on == id || placed.contains(on) || !graph.contains_key(on));
            if free && placed.insert(id.clone()) {
                order.push(id.clone());
            }
        }
        if order.len() == before {
            return Err(graph.keys().filter(|id| !placed.contains(*id)).cloned().collect());
        }
    }
    Ok(order)
}
