//! Parameters that get another value: no difference of templates shows it.

use super::work::Work;
use crate::api::Stack;
use serde_json::Value;

/// What CloudFormation shows of a secret value.
const MASK: &str = "****";

/// The deployed and the wanted template of a step, with the values of those parameters in them that change. A secret
/// one may change, and its value is not written.
pub fn bound(work: &Work<'_>, existing: Option<&Stack>) -> (Value, Value) {
    let (mut before, mut after) = (work.deployed.clone(), work.template.clone());
    let (Some(stack), Some(existing), false) = (work.stack, existing, work.keeps_parameters) else {
        return (before, after);
    };
    for (name, wanted) in stack.values() {
        let (Some(known), Some(wanted)) = (existing.parameters.get(name), wanted) else { continue };
        if *known != wanted {
            put(&mut before, name, known);
            put(&mut after, name, if known == MASK { "**** (given anew)" } else { &wanted });
        }
    }
    (before, after)
}

/// Writes a parameter's value wherever the parameter is used.
fn put(template: &mut Value, name: &str, value: &str) {
    match template {
        Value::Object(entries) if entries.len() == 1 && entries.get("Ref").is_some_and(|of| of == name) => {
            *template = Value::String(value.to_string());
        }
        Value::Object(entries) => {
            for (key, entry) in entries {
                match entry {
                    Value::String(text) if key == "Fn::Sub" => *text = text.replace(&format!("${{{name}}}"), value),
                    Value::Array(items) if key == "Fn::Sub" => put_into_sub(items, name, value),
                    other => put(other, name, value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| put(item, name, value)),
        _ => {}
    }
}

/// The same in a text with names of its own, which may hide the parameter.
fn put_into_sub(items: &mut [Value], name: &str, value: &str) {
    let is_hidden = items.get(1).is_some_and(|names| names.get(name).is_some());
    if let Some(Value::String(text)) = items.first_mut().filter(|_| !is_hidden) {
        *text = text.replace(&format!("${{{name}}}"), value);
    }
    items.iter_mut().skip(1).for_each(|names| put(names, name, value));
}
