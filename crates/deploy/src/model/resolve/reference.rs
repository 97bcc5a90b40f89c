//! What names stand for: parameters, resources, their attributes, maps, exports, outputs of other stacks.

use super::{Resolved, Scope, UNKNOWN, Unknown};
use crate::model::graph;
use crate::model::identity;
use crate::model::parameter::plain;
use serde_json::{Map, Value, json};

/// What CloudFormation says of `Fn::GetAtt` without both of its parts.
const NO_ATTRIBUTE: &str = "Template error: every Fn::GetAtt object requires two non-empty parameters, \
                            the resource name and the resource attribute";

impl Scope<'_> {
    pub(super) fn reference(&self, name: &str) -> Resolved {
        let pseudo = match name {
            "AWS::AccountId" => self.state.account.as_str(),
            "AWS::Region" => &self.state.region,
            "AWS::StackName" => self.stack,
            "AWS::StackId" => self.stack_id,
            "AWS::Partition" => "aws",
            "AWS::URLSuffix" => "amazonaws.com",
            "AWS::NotificationARNs" => return Ok(json!([])),
            "AWS::NoValue" => return Ok(Value::Null),
            _ => return self.named(name),
        };
        Ok(json!(pseudo))
    }

    pub(super) fn named(&self, name: &str) -> Resolved {
        if let Some(value) = self.goal.parameters.get(name) {
            let declared = self.goal.section("Parameters").and_then(|all| all.get(name)?.get("Type")?.as_str());
            let is_list = declared.is_some_and(|kind| {
                kind.starts_with("List<")
                    || kind.starts_with("AWS::SSM::Parameter::Value<List")
                    || kind == "CommaDelimitedList"
            });
            let listed = || value.split(',').map(str::trim).collect::<Vec<_>>();
            return Ok(if is_list { json!(listed()) } else { json!(value) });
        }
        if self.knows(name, Unknown::All) {
            return Ok(json!(UNKNOWN));
        }
        let physical_id = self.resources.get(name).and_then(|resource| resource.physical_id.as_deref());
        physical_id.map(|id| json!(id)).ok_or_else(|| unresolved(name))
    }

    /// Whether at least so much of a resource is not known yet.
    pub(super) fn knows(&self, name: &str, least: Unknown) -> bool {
        self.unknown.as_ref().and_then(|unknown| unknown.get(name)).is_some_and(|unknown| *unknown >= least)
    }

    pub(super) fn attribute(&self, argument: &Value) -> Resolved {
        let used = graph::attribute(argument).ok_or(NO_ATTRIBUTE)?;
        if self.knows(&used.of, Unknown::Attributes) {
            return Ok(json!(UNKNOWN));
        }
        let resource = self.resources.get(&used.of).filter(|resource| resource.physical_id.is_some());
        let resource = resource.ok_or_else(|| unresolved(&used.of))?;
        Ok(identity::attribute(resource, used.attribute.as_deref().unwrap_or_default(), self.place()))
    }

    pub(super) fn find_in_map(&self, argument: &Value) -> Resolved {
        let keys: Vec<String> = argument
            .as_array()
            .into_iter()
            .flatten()
            .map(|key| self.value(key).map(|key| plain(&key)))
            .collect::<Result<_, _>>()?;
        let [map, top, second, ..] = keys.as_slice() else {
            return Err("Template error: every Fn::FindInMap object requires three parameters".to_owned());
        };
        let found = self.goal.section("Mappings").and_then(|maps| maps.get(map)?.get(top)?.get(second));
        found.cloned().ok_or_else(|| format!("Template error: Unable to get mapping for {map}::{top}::{second}"))
    }

    pub(super) fn import(&self, argument: &Value) -> Resolved {
        let name = plain(&self.value(argument)?);
        let export = self.state.export(&name).ok_or_else(|| format!("No export named {name} found."))?;
        self.imports.borrow_mut().insert(name);
        Ok(json!(export.value))
    }

    pub(super) fn stack_output(&self, argument: &Value) -> Resolved {
        if self.unknown.is_some() {
            return Ok(json!(UNKNOWN));
        }
        let argument = self.members(argument.as_object().unwrap_or(&Map::new()))?;
        let text = |name: &str| argument.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (stack, key) = (text("StackName"), text("OutputName"));
        let found = self.state.stack(&stack).and_then(|stack| stack.outputs.iter().find(|output| output.key == key));
        found.map(|output| json!(output.value)).ok_or_else(|| format!("Output {key} of stack {stack} does not exist"))
    }
}

fn unresolved(name: &str) -> String {
    format!("Unresolved resource dependencies [{name}] in the Resources block of the template")
}
