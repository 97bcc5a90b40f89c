//! A template in which resources have other logical ids, and everything that names them follows.

use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The template with new ids for old ones.
pub fn rewritten(template: &Value, ids: &BTreeMap<String, String>) -> Value {
    let mut template = template.clone();
    if let Some(resources) = template.get_mut("Resources").and_then(Value::as_object_mut) {
        let old = std::mem::take(resources);
        let renamed = old.into_iter().map(|(id, mut resource)| {
            depends_on(&mut resource, ids);
            (ids.get(&id).cloned().unwrap_or(id), resource)
        });
        *resources = renamed.collect::<Map<String, Value>>();
    }
    for section in ["Resources", "Outputs"] {
        if let Some(section) = template.get_mut(section) {
            references(section, ids);
        }
    }
    template
}

fn depends_on(resource: &mut Value, ids: &BTreeMap<String, String>) {
    let rename = |value: &mut Value| {
        if let Some(id) = value.as_str().and_then(|id| ids.get(id)) {
            *value = Value::String(id.clone());
        }
    };
    match resource.get_mut("DependsOn") {
        Some(Value::Array(all)) => all.iter_mut().for_each(rename),
        Some(one) => rename(one),
        None => {}
    }
}

fn references(value: &mut Value, ids: &BTreeMap<String, String>) {
    match value {
        Value::Object(entries) => {
            for (key, entry) in entries.iter_mut() {
                match (key.as_str(), &mut *entry) {
                    ("Ref", Value::String(id)) => rename(id, ids),
                    ("Fn::GetAtt", Value::String(path)) => {
                        if let Some((id, rest)) = path.split_once('.').filter(|(id, _)| ids.contains_key(*id)) {
                            *path = format!("{}.{rest}", ids[id]);
                        }
                    }
                    ("Fn::GetAtt", Value::Array(parts)) => {
                        if let Some(Value::String(id)) = parts.first_mut() {
                            rename(id, ids);
                        }
                        parts.iter_mut().skip(1).for_each(|part| references(part, ids));
                    }
                    ("Fn::Sub", Value::String(text)) => *text = substituted(text, ids, None),
                    ("Fn::Sub", Value::Array(parts)) => {
                        let own = parts.get(1).cloned();
                        if let Some(Value::String(text)) = parts.first_mut() {
                            *text = substituted(text, ids, own.as_ref());
                        }
                        parts.iter_mut().skip(1).for_each(|part| references(part, ids));
                    }
                    _ => references(entry, ids),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| references(item, ids)),
        _ => {}
    }
}

fn rename(id: &mut String, ids: &BTreeMap<String, String>) {
    if let Some(new) = ids.get(id) {
        id.clone_from(new);
    }
}

/// `${Old}` and `${Old.Attribute}`, where the text has no variable of its own of that name.
fn substituted(text: &str, ids: &BTreeMap<String, String>, own: Option<&Value>) -> String {
    let mut pieces = text.split("${");
    let mut result = pieces.next().unwrap_or_default().to_string();
    for piece in pieces {
        let (variable, rest) = piece.split_once('}').map_or((piece, None), |(variable, rest)| (variable, Some(rest)));
        let (id, attribute) = variable.split_once('.').map_or((variable, ""), |(id, attribute)| (id, attribute));
        let is_own = own.is_some_and(|own| own.get(variable).is_some());
        let id = ids.get(id).filter(|_| !is_own).map_or(id, String::as_str);
        let dot = if variable.contains('.') { "." } else { "" };
        result.push_str(&format!("${{{id}{dot}{attribute}"));
        if let Some(rest) = rest {
            result.push('}');
            result.push_str(rest);
        }
    }
    result
}
