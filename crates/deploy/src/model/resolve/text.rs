//! Functions of texts and lists.

use crate::model::parameter::plain;
use serde_json::{Value, json};

/// The result of a function whose arguments are resolved; none where it is none of these.
pub fn function(name: &str, argument: &Value) -> Option<Result<Value, String>> {
    let part = |at: usize| argument.get(at);
    let result = match name {
        "Fn::Join" => {
            let items = part(1)?.as_array()?.iter().map(plain).collect::<Vec<_>>();
            Ok(json!(items.join(part(0)?.as_str()?)))
        }
        "Fn::Split" => Ok(json!(part(1)?.as_str()?.split(part(0)?.as_str()?).collect::<Vec<_>>())),
        "Fn::Select" => {
            let at: usize = plain(part(0)?).parse().ok()?;
            let found = part(1)?.as_array()?.get(at).cloned();
            found.ok_or_else(|| format!("Template error: Fn::Select cannot select nonexistent value at index {at}"))
        }
        "Fn::Base64" => Ok(json!(aws_smithy_types::base64::encode(argument.as_str()?))),
        "Fn::Length" => Ok(json!(argument.as_array()?.len())),
        "Fn::ToJsonString" => Ok(json!(argument.to_string())),
        _ => return None,
    };
    Some(result)
}

/// A value as a text; a list with commas.
pub fn joined(value: &Value) -> String {
    match value {
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(","),
        other => plain(other),
    }
}

/// Whether a text stands anywhere in a value.
pub fn mentions(value: &Value, text: &str) -> bool {
    match value {
        Value::String(own) => own.contains(text),
        Value::Array(items) => items.iter().any(|item| mentions(item, text)),
        Value::Object(members) => members.values().any(|member| mentions(member, text)),
        _ => false,
    }
}
