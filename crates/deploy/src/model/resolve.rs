//! Functions of templates, evaluated.

mod condition;
mod network;
mod reference;
mod substitution;
mod text;

pub use text::mentions;

use super::goal::Goal;
use super::graph;
use super::identity::Place;
use super::stack::{Output, Resource};
use super::state::State;
use serde_json::{Map, Value, json};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// What stands in a change set for a value that only executing it tells.
pub const UNKNOWN: &str = "{{changeSet:KNOWN_AFTER_APPLY}}";

/// How much of a resource is not known before a change set is executed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unknown {
    /// Its attributes: it is modified.
    Attributes,
    /// Its name as well: it is new, or replaced.
    All,
}

/// Where functions are evaluated.
pub struct Scope<'a> {
    state: &'a State,
    stack: &'a str,
    stack_id: &'a str,
    goal: &'a Goal,
    conditions: BTreeMap<String, bool>,
    resources: &'a BTreeMap<String, Resource>,
    /// In a preview: what is not known yet.
    pub unknown: Option<BTreeMap<String, Unknown>>,
    /// The exports that were used.
    pub imports: RefCell<BTreeSet<String>>,
}

type Resolved = Result<Value, String>;

impl<'a> Scope<'a> {
    /// # Errors
    /// A condition that cannot be decided.
    pub fn new(
        state: &'a State,
        (stack, stack_id): (&'a str, &'a str),
        goal: &'a Goal,
        resources: &'a BTreeMap<String, Resource>,
    ) -> Result<Self, String> {
        let mut scope = Self {
            state,
            stack,
            stack_id,
            goal,
            conditions: BTreeMap::new(),
            resources,
            unknown: None,
            imports: RefCell::default(),
        };
        for (name, _) in goal.members("Conditions") {
            let holds = scope.named_condition(name, 0)?;
            scope.conditions.insert(name.clone(), holds);
        }
        Ok(scope)
    }

    pub fn place(&self) -> Place<'a> {
        Place { account: &self.state.account, region: &self.state.region, stack: self.stack }
    }

    /// Whether a member of a section is made.
    pub fn holds(&self, body: &Value) -> bool {
        let condition = body.get("Condition").and_then(Value::as_str);
        condition.is_none_or(|condition| self.conditions.get(condition).copied().unwrap_or(true))
    }

    /// The logical ids that are made, each with what it comes after.
    pub fn graph(&self) -> BTreeMap<String, BTreeSet<String>> {
        let made = self.goal.members("Resources").filter(|(_, body)| self.holds(body));
        made.map(|(id, body)| (id.clone(), graph::dependencies(body))).collect()
    }

    /// The properties of a resource.
    ///
    /// # Errors
    /// What CloudFormation says of what cannot be resolved.
    pub fn properties(&self, body: &Value) -> Resolved {
        body.get("Properties").map_or_else(|| Ok(json!({})), |properties| self.value(properties))
    }

    /// What the stack shows.
    ///
    /// # Errors
    /// What CloudFormation says of what cannot be resolved.
    pub fn outputs(&self) -> Result<Vec<Output>, String> {
        let mut outputs = Vec::new();
        for (key, body) in self.goal.members("Outputs").filter(|(_, body)| self.holds(body)) {
            let text = |value: Option<&Value>| value.map(|value| self.value(value)).transpose();
            let export = text(body.get("Export").and_then(|export| export.get("Name")))?;
            outputs.push(Output {
                key: key.clone(),
                value: text(body.get("Value"))?.map(|value| text::joined(&value)).unwrap_or_default(),
                description: body.get("Description").and_then(Value::as_str).map(str::to_owned),
                export: export.map(|name| super::parameter::plain(&name)),
            });
        }
        Ok(outputs)
    }

    /// A part of the template with its functions evaluated.
    ///
    /// # Errors
    /// What CloudFormation says of what cannot be resolved.
    pub fn value(&self, value: &Value) -> Resolved {
        match value {
            Value::Array(items) => {
                let items = items.iter().filter(|item| !self.is_no_value(item));
                items.map(|item| self.value(item)).collect::<Result<Vec<_>, _>>().map(Value::Array)
            }
            Value::Object(members) => match graph::single(members) {
                Some((name, argument)) if name == "Ref" || name.starts_with("Fn::") => self.function(name, argument),
                _ => self.members(members),
            },
            plain => Ok(plain.clone()),
        }
    }

    fn members(&self, members: &Map<String, Value>) -> Resolved {
        let mut resolved = Map::new();
        for (name, member) in members.iter().filter(|(_, member)| !self.is_no_value(member)) {
            resolved.insert(name.clone(), self.value(member)?);
        }
        Ok(Value::Object(resolved))
    }

    /// Whether it is `AWS::NoValue`, or an `Fn::If` that chooses it.
    fn is_no_value(&self, value: &Value) -> bool {
        match value.as_object().and_then(graph::single) {
            Some(("Ref", name)) => name == "AWS::NoValue",
            Some(("Fn::If", argument)) => self.chosen(argument).is_ok_and(|chosen| self.is_no_value(chosen)),
            _ => false,
        }
    }

    fn function(&self, name: &str, argument: &Value) -> Resolved {
        match name {
            "Ref" => self.reference(argument.as_str().unwrap_or_default()),
            "Fn::GetAtt" => self.attribute(argument),
            "Fn::If" => self.value(self.chosen(argument)?),
            "Fn::Equals" | "Fn::And" | "Fn::Or" | "Fn::Not" => {
                let condition = json!({ name: argument });
                self.condition(&condition, 0).map(Value::Bool)
            }
            "Fn::FindInMap" => self.find_in_map(argument),
            "Fn::ImportValue" => self.import(argument),
            "Fn::GetStackOutput" => self.stack_output(argument),
            "Fn::Sub" => self.substitute(argument),
            "Fn::GetAZs" => {
                let region = self.value(argument)?;
                let region = region.as_str().filter(|region| !region.is_empty()).unwrap_or(&self.state.region);
                Ok(json!(["a", "c", "d"].map(|zone| format!("{region}{zone}"))))
            }
            "Fn::Transform" => Err("Transforms are not modelled".to_owned()),
            _ => {
                let argument = self.value(argument)?;
                if text::mentions(&argument, UNKNOWN) {
                    return Ok(json!(UNKNOWN));
                }
                text::function(name, &argument)
                    .or_else(|| network::function(name, &argument))
                    .unwrap_or_else(|| Err(format!("Template error: every {name} object must have valid arguments")))
            }
        }
    }
}
