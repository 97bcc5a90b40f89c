//! Parameters: what is given, what is kept, what is missing.

use super::template::listed;
use serde_json::Value;
use std::collections::BTreeMap;

/// A parameter of a request: its value, or none to keep the one that the stack has.
pub type Given = BTreeMap<String, Option<String>>;

/// The value of every parameter of a template.
///
/// # Errors
/// What CloudFormation says of parameters that are unknown, missing or not allowed.
pub fn bind(
    template: &Value,
    given: &Given,
    previous: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>, String> {
    let none = serde_json::Map::new();
    let declared = template.get("Parameters").and_then(Value::as_object).unwrap_or(&none);
    let unknown: Vec<&String> = given.keys().filter(|name| !declared.contains_key(*name)).collect();
    if !unknown.is_empty() {
        return Err(format!("Parameters: {} do not exist in the template", listed(unknown)));
    }
    let mut bound = BTreeMap::new();
    let mut missing = Vec::new();
    for (name, declaration) in declared {
        let value = match given.get(name) {
            Some(Some(value)) => Some(value.clone()),
            Some(None) => previous.get(name).cloned(),
            None => declaration.get("Default").map(plain),
        };
        match value {
            Some(value) => {
                allowed(name, declaration, &value)?;
                bound.insert(name.clone(), value);
            }
            None => missing.push(name),
        }
    }
    if missing.is_empty() { Ok(bound) } else { Err(format!("Parameters: {} must have values", listed(missing))) }
}

fn allowed(name: &str, declaration: &Value, value: &str) -> Result<(), String> {
    let allowed = declaration.get("AllowedValues").and_then(Value::as_array);
    if allowed.is_some_and(|allowed| !allowed.iter().any(|one| plain(one) == value)) {
        let allowed = allowed.into_iter().flatten().map(plain);
        return Err(format!("Parameter '{name}' must be one of AllowedValues: {}", listed(allowed)));
    }
    if declaration.get("Type").and_then(Value::as_str) == Some("Number") && value.parse::<f64>().is_err() {
        return Err(format!("Parameter '{name}' must be a number."));
    }
    Ok(())
}

/// A text, number or truth as a text.
pub fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
