//! Hides secrets. Whatever leaves the classification went through here.

use super::expression::{self, MASKED};
use super::sides::Sides;
use super::{Classified, ValueChange};
use formwork::facts::ResourceFacts;
use serde_json::{Map, Value};

/// Parts of names whose values are secrets.
const SECRET_NAMES: &[&str] = &["password", "secretstring", "secret_string", "authtoken", "privatekey", "secretkey"];

/// Knows what is secret in one resource.
pub struct Mask<'a> {
    facts: Option<&'a ResourceFacts>,
    sides: &'a Sides<'a>,
}

impl<'a> Mask<'a> {
    pub fn new(sides: &'a Sides<'a>) -> Self {
        Mask { facts: sides.facts.as_ref(), sides }
    }

    /// Replaces every secret of a change by `****`.
    pub fn hide(&self, change: &mut Classified) {
        for ValueChange { pointer, before, after } in &mut change.values {
            self.value(pointer, before);
            self.value(pointer, after);
        }
        for reason in &mut change.reasons {
            self.value(&reason.pointer, &mut reason.before);
            self.value(&reason.pointer, &mut reason.after);
        }
    }

    fn value(&self, pointer: &str, value: &mut Option<Value>) {
        let Some(value) = value else { return };
        let mut path: Vec<String> = pointer.split('/').skip(1).map(str::to_string).collect();
        // the value of a name and value pair, which is named beside it
        let is_named = path.last().is_some_and(|last| last == "Value") && {
            let around = pointer.strip_suffix("/Value").unwrap_or_default();
            [&self.sides.before, &self.sides.after].iter().any(|side| side.pointer(around).is_some_and(is_secret_pair))
        };
        *value = self.hidden(value, &mut path, is_named);
    }

    fn hidden(&self, value: &Value, path: &mut Vec<String>, is_secret: bool) -> Value {
        let is_secret = is_secret || self.is_secret(path);
        if expression::is_expression(value) {
            return if is_secret && !is_reference(value) { MASKED.into() } else { value.clone() };
        }
        match value {
            Value::String(text) if (is_secret || self.is_resolved_secret(path)) && !is_dynamic_reference(text) => {
                MASKED.into()
            }
            Value::Array(items) => {
                let items = items.iter().enumerate();
                items.map(|(index, item)| self.within(index.to_string(), item, path, is_secret)).collect()
            }
            Value::Object(members) => {
                let named = is_secret_pair(value);
                let members = members.iter().map(|(name, member)| {
                    let is_secret = is_secret || named && name == "Value";
                    (name.clone(), self.within(name.clone(), member, path, is_secret))
                });
                Value::Object(members.collect::<Map<_, _>>())
            }
            value => value.clone(),
        }
    }

    fn within(&self, part: String, value: &Value, path: &mut Vec<String>, is_secret: bool) -> Value {
        path.push(part);
        let hidden = self.hidden(value, path, is_secret);
        path.pop();
        hidden
    }

    /// By name, or because AWS never gives it back.
    fn is_secret(&self, path: &[String]) -> bool {
        let Some((section, path)) = path.split_first() else { return false };
        if path.iter().any(|part| is_secret_name(part)) {
            return true;
        }
        let names: Vec<&str> = path.iter().map(String::as_str).filter(|part| part.parse::<usize>().is_err()).collect();
        let is_write_only = |facts: &ResourceFacts| {
            (1..=names.len()).any(|length| {
                let names = names.get(..length).unwrap_or_default();
                facts.property_at(names).is_some_and(|property| property.write_only)
            })
        };
        section == "Properties" && self.facts.is_some_and(is_write_only)
    }

    /// Whether a template has an expression here that a parameter with `NoEcho` goes into.
    fn is_resolved_secret(&self, path: &[String]) -> bool {
        let pointer: String = path.iter().map(|part| format!("/{part}")).collect();
        let templates =
            [(self.sides.deployed, self.sides.stack.deployed), (self.sides.wanted, self.sides.stack.wanted)];
        templates.iter().any(|(resource, template)| {
            let parameters = template.get("Parameters");
            let is_hidden = |name: &str| {
                let parameter = parameters.and_then(|parameters| parameters.get(name));
                let no_echo = parameter.and_then(|parameter| parameter.get("NoEcho"));
                no_echo.is_some_and(|value| expression::text(value) == "true")
            };
            resource.pointer(&pointer).is_some_and(|value| expression::refers_to(value, &is_hidden))
        })
    }
}

fn is_secret_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    SECRET_NAMES.iter().any(|secret| name.contains(secret))
}

/// Whether it is a name and a value, and the name is a secret's: a variable of a container.
fn is_secret_pair(value: &Value) -> bool {
    let name = ["Name", "Key", "ParameterKey"].iter().find_map(|key| value.get(key)?.as_str());
    name.is_some_and(is_secret_name) && value.get("Value").is_some()
}

/// Whether the expression only says where a secret is, and holds nothing of it.
fn is_reference(value: &Value) -> bool {
    let text = expression::text(value);
    let is_one = text.starts_with("${") && text.find('}') == Some(text.len() - 1) && !text.contains("${{");
    is_one || is_dynamic_reference(&text) || matches!(expression::function(value), Some(("Fn::ImportValue", _)))
}

/// Whether the text is one `{{resolve:..}}` and nothing else.
fn is_dynamic_reference(text: &str) -> bool {
    let inner = text.strip_prefix("{{resolve:").and_then(|rest| rest.strip_suffix("}}"));
    inner.is_some_and(|inner| !inner.contains("{{") && !inner.contains("}}"))
}
