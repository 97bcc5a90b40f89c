//! Values that may be expressions of CloudFormation.

use serde_json::{Map, Value};

/// What CloudFormation shows in place of a secret.
pub const MASKED: &str = "****";

/// What it shows in place of a value that only execution gives.
pub const KNOWN_AFTER_APPLY: &str = "KNOWN_AFTER_APPLY";

/// Whether the value is a function such as `{"Ref": "Vpc"}`.
pub fn is_expression(value: &Value) -> bool {
    function(value).is_some()
}

/// Whether the name is a function's: `Ref` or `Fn::..`.
pub fn is_function(name: &str) -> bool {
    name == "Ref" || name.starts_with("Fn::")
}

/// Whether the value takes itself away.
pub fn is_no_value(value: &Value) -> bool {
    function(value).is_some_and(|(name, argument)| name == "Ref" && argument == "AWS::NoValue")
}

/// The function that a value is, and what it is given.
pub fn function(value: &Value) -> Option<(&str, &Value)> {
    let object = value.as_object().filter(|object| object.len() == 1)?;
    let (name, argument) = object.iter().next()?;
    is_function(name).then_some((name.as_str(), argument))
}

/// One text for a value, equal for equal values, however they are written: `arn:aws:s3:::${Bucket}/*`.
///
/// What is no text and not made of texts stands as its JSON in `${..}`, without characters that patterns give a meaning.
pub fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        _ => match function(value) {
            Some(("Ref", Value::String(name))) => format!("${{{name}}}"),
            Some(("Fn::GetAtt", argument)) => attribute(argument).unwrap_or_else(|| opaque(value)),
            Some(("Fn::Join", argument)) => joined(argument).unwrap_or_else(|| opaque(value)),
            Some(("Fn::Sub", Value::String(text))) => text.clone(),
            _ => opaque(value),
        },
    }
}

/// The values of a list, or the one value that stands in its place.
pub fn items(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().filter(|item| !is_no_value(item)).collect(),
        Value::Null => Vec::new(),
        value if is_no_value(value) => Vec::new(),
        value => vec![value],
    }
}

/// The value with the members of its objects sorted.
pub fn canonical(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let mut members: Vec<(&String, &Value)> = object.iter().collect();
            members.sort_by_key(|(name, _)| *name);
            Value::Object(
                members.into_iter().map(|(name, value)| (name.clone(), canonical(value))).collect::<Map<_, _>>(),
            )
        }
        Value::Array(items) => Value::Array(items.iter().map(canonical).collect()),
        value => value.clone(),
    }
}

/// Whether the expression, or one within it, refers to something by this name.
pub fn refers_to(value: &Value, is_it: &dyn Fn(&str) -> bool) -> bool {
    match value {
        Value::Array(items) => items.iter().any(|item| refers_to(item, is_it)),
        Value::Object(object) => object.iter().any(|(name, argument)| match (name.as_str(), argument) {
            ("Ref", Value::String(target)) => is_it(target),
            ("Fn::GetAtt", Value::Array(parts)) => parts.first().and_then(Value::as_str).is_some_and(is_it),
            ("Fn::GetAtt", Value::String(target)) => target.split('.').next().is_some_and(is_it),
            ("Fn::Sub", argument) => {
                let template = argument.as_array().and_then(|parts| parts.first()).unwrap_or(argument);
                let texts = template.as_str().unwrap_or_default().split("${").skip(1);
                let named = texts.filter_map(|text| text.split(['}', '.']).next()).any(is_it);
                named || argument.is_array() && refers_to(argument, is_it)
            }
            (_, argument) => refers_to(argument, is_it),
        }),
        _ => false,
    }
}

fn attribute(argument: &Value) -> Option<String> {
    match argument {
        Value::String(target) => Some(format!("${{{target}}}")),
        Value::Array(parts) => match parts.as_slice() {
            [Value::String(id), Value::String(name)] => Some(format!("${{{id}.{name}}}")),
            _ => None,
        },
        _ => None,
    }
}

fn joined(argument: &Value) -> Option<String> {
    let [Value::String(between), Value::Array(parts)] = argument.as_array()?.as_slice() else { return None };
    Some(parts.iter().map(text).collect::<Vec<_>>().join(between))
}

fn opaque(value: &Value) -> String {
    format!("${{{}}}", canonical(value).to_string().replace('*', "%2A").replace('?', "%3F"))
}
