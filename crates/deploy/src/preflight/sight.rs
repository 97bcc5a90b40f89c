//! What a value in one stack's template leads to, through exports and imports.

use crate::target::{Target, TargetStack};
use serde_json::{Map, Value};

/// All stacks, as they will be.
#[derive(Clone, Copy)]
pub struct Sight<'t> {
    pub target: &'t Target,
}

/// A resource of a stack.
#[derive(Clone, Copy)]
pub struct Found<'t> {
    pub stack: &'t TargetStack,
    pub logical_id: &'t str,
    pub resource: &'t Value,
}

impl<'t> Found<'t> {
    pub fn kind(&self) -> &'t str {
        self.resource.get("Type").and_then(Value::as_str).unwrap_or_default()
    }

    pub fn property(&self, name: &str) -> Option<&'t Value> {
        self.resource.get("Properties")?.get(name)
    }
}

/// The resources of a stack.
pub fn resources(stack: &TargetStack) -> impl Iterator<Item = Found<'_>> {
    let all = stack.template.get("Resources").and_then(Value::as_object).into_iter().flatten();
    all.map(move |(logical_id, resource)| Found { stack, logical_id, resource })
}

/// The resources of a type.
pub fn of_type<'t>(stack: &'t TargetStack, kind: &'static str) -> impl Iterator<Item = Found<'t>> {
    resources(stack).filter(move |found| found.kind() == kind)
}

/// The only member of an object, with its name.
pub fn function(value: &Value) -> Option<(&str, &Value)> {
    let members: &Map<String, Value> = value.as_object().filter(|members| members.len() == 1)?;
    members.iter().next().map(|(name, argument)| (name.as_str(), argument))
}

/// A text, or the value of a parameter.
pub fn text(stack: &TargetStack, value: &Value) -> Option<String> {
    let given = || match function(value)? {
        ("Ref", name) => stack.parameters.get(name.as_str()?).cloned(),
        _ => None,
    };
    value.as_str().map(str::to_string).or_else(given)
}

impl<'t> Sight<'t> {
    /// The stacks that stay or come.
    pub fn stacks(&self) -> impl Iterator<Item = &'t TargetStack> + use<'t> {
        self.target.stacks.iter().filter(|stack| !stack.leaves)
    }

    /// The resource that a value is of.
    pub fn resource(&self, stack: &'t TargetStack, value: &Value) -> Option<Found<'t>> {
        let (function, argument) = function(value)?;
        let logical_id = match function {
            "Ref" => argument.as_str()?,
            "Fn::GetAtt" => argument.get(0).unwrap_or(argument).as_str()?.split('.').next()?,
            "Fn::ImportValue" => {
                let (exporter, value) = self.export(stack, argument.as_str()?)?;
                return self.resource(exporter, value);
            }
            _ => return None,
        };
        let (logical_id, resource) = stack.template.get("Resources")?.as_object()?.get_key_value(logical_id)?;
        Some(Found { stack, logical_id, resource })
    }

    /// What is exported under a name in a stack's region.
    fn export(&self, of: &TargetStack, name: &str) -> Option<(&'t TargetStack, &'t Value)> {
        self.stacks().filter(|stack| stack.region == of.region).find_map(|stack| {
            let outputs = stack.template.get("Outputs").and_then(Value::as_object)?;
            let is_it = |output: &&Value| output.pointer("/Export/Name").and_then(Value::as_str) == Some(name);
            outputs.values().find(is_it).and_then(|output| Some((stack, output.get("Value")?)))
        })
    }
}
