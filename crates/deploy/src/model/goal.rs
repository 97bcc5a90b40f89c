//! What a stack is to be: a template and what it is given.

use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A template, and the values that it is deployed with.
#[derive(Clone, Debug, Default)]
pub struct Goal {
    /// As it was given.
    pub text: Arc<str>,
    pub template: Arc<Value>,
    /// Every parameter with its value, defaults included.
    pub parameters: BTreeMap<String, String>,
    pub tags: BTreeMap<String, String>,
    pub capabilities: Vec<String>,
}

impl Goal {
    pub fn section(&self, name: &str) -> Option<&Map<String, Value>> {
        self.template.get(name)?.as_object()
    }

    /// The members of a section; none where it is absent.
    pub fn members(&self, section: &str) -> impl Iterator<Item = (&String, &Value)> {
        self.section(section).into_iter().flatten()
    }

    pub fn resource(&self, logical_id: &str) -> Option<&Value> {
        self.section("Resources")?.get(logical_id)
    }

    pub fn description(&self) -> Option<&str> {
        self.template.get("Description")?.as_str()
    }

    /// What a parameter's value is shown as.
    pub fn shown(&self, parameter: &str) -> &str {
        let declared = self.section("Parameters").and_then(|all| all.get(parameter));
        let hidden = match declared.and_then(|declared| declared.get("NoEcho")) {
            Some(Value::Bool(hidden)) => *hidden,
            Some(Value::String(hidden)) => hidden.eq_ignore_ascii_case("true"),
            _ => false,
        };
        if hidden { "****" } else { self.parameters.get(parameter).map_or("", String::as_str) }
    }
}
