//! Tags of apps, environments, stacks, scopes and resources.

use crate::construct::{Properties, Tags};
use crate::value::{Data, Name, Text, Value};

/// A tag on everything in a scope.
pub(crate) struct TagRecord {
    pub scope: u32,
    pub key: Name,
    pub value: Value<Text>,
}

/// Adds `tags` to a resource's own; what the resource says itself wins, then the order given, nearest first.
pub(crate) fn apply(properties: &mut Properties, kind: Tags, tags: &[(&Name, &Value<Text>)]) {
    let name = match kind {
        Tags::None => return,
        Tags::List(name) | Tags::Propagated(name) | Tags::Map(name) => name,
    };
    if tags.is_empty() {
        return;
    }
    match kind {
        Tags::Map(_) => apply_map(properties, name, tags),
        _ => apply_list(properties, name, tags, matches!(kind, Tags::Propagated(_))),
    }
}

fn apply_map(properties: &mut Properties, name: &'static str, tags: &[(&Name, &Value<Text>)]) {
    let mut entries = match properties.get(name) {
        Some(Data::Map(entries)) => entries.clone(),
        Some(_) => return, // an expression: nothing can be added to it
        None => Vec::new(),
    };
    for (key, value) in tags {
        if !entries.iter().any(|(known, _)| known == *key) {
            entries.push(((*key).clone(), value.data().clone()));
        }
    }
    entries.sort_by(|(a, _), (b, _)| a.cmp(b));
    properties.put(Name::Borrowed(name), Data::Map(entries));
}

fn apply_list(properties: &mut Properties, name: &'static str, tags: &[(&Name, &Value<Text>)], propagated: bool) {
    let mut items = match properties.get(name) {
        Some(Data::List(items)) => items.clone(),
        Some(_) => return, // an expression: nothing can be added to it
        None => Vec::new(),
    };
    for (key, value) in tags {
        let known = |item: &Data| item.get("Key").and_then(Data::as_text) == Some(key);
        if items.iter().any(known) {
            continue;
        }
        let mut entries =
            vec![(Name::Borrowed("Key"), Data::Text((*key).clone())), (Name::Borrowed("Value"), value.data().clone())];
        if propagated {
            entries.insert(1, (Name::Borrowed("PropagateAtLaunch"), Data::Bool(true)));
        }
        items.push(Data::Map(entries));
    }
    items.sort_by(|a, b| key_of(a).cmp(&key_of(b)));
    properties.put(Name::Borrowed(name), Data::List(items));
}

fn key_of(item: &Data) -> Option<&str> {
    item.get("Key").and_then(Data::as_text)
}
