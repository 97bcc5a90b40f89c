//! `Fn::Sub`.

use super::{Resolved, Scope, UNKNOWN, text};
use serde_json::{Value, json};

/// What CloudFormation says of `Fn::Sub` without a text.
const NO_TEXT: &str = "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. \
                       Specify a string as first argument, and an optional second argument to specify a mapping of \
                       values to replace in the string";

impl Scope<'_> {
    pub(super) fn substitute(&self, argument: &Value) -> Resolved {
        let (text, own) = match argument {
            Value::Array(parts) => (parts.first(), parts.get(1).and_then(Value::as_object)),
            text => (Some(text), None),
        };
        let text = text.and_then(Value::as_str).ok_or(NO_TEXT)?;
        let mut parts = text.split("${");
        let mut whole = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let Some((name, rest)) = part.split_once('}') else {
                whole.push_str(part);
                continue;
            };
            let name = name.trim();
            let value = match (name.strip_prefix('!'), own.and_then(|own| own.get(name)), name.split_once('.')) {
                (Some(literal), ..) => json!(format!("${{{literal}}}")),
                (_, Some(own), _) => self.value(own)?,
                (.., Some(_)) => self.attribute(&json!(name))?,
                _ => self.reference(name)?,
            };
            if value == UNKNOWN {
                return Ok(value);
            }
            whole.push_str(&text::joined(&value));
            whole.push_str(rest);
        }
        Ok(json!(whole))
    }
}
