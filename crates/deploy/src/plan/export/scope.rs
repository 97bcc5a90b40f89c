//! Expressions whose value is known before anything is deployed.

use super::{Name, StackKey};
use serde_json::Value;
use std::collections::BTreeMap;

/// Conditions may name conditions, but none goes this deep that ends.
const DEEPEST: usize = 64;

/// A template, and what its expressions can see.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub template: &'a Value,
    pub stack: &'a StackKey,
    pub parameters: &'a BTreeMap<String, String>,
    pub account: Option<&'a str>,
    pub partition: Option<&'a str>,
}

impl<'a> Scope<'a> {
    /// The entry of a section: `entry("Resources", "Vpc")`.
    pub fn entry(&self, section: &str, id: &str) -> Option<&'a Value> {
        self.template.get(section)?.get(id)
    }

    /// The entries of a section, in order.
    pub fn entries(&self, section: &str) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
        self.template.get(section).and_then(Value::as_object).into_iter().flatten()
    }

    /// What a text will be.
    pub fn name(&self, value: &Value) -> Name {
        self.text(value, 0)
    }

    /// Whether a condition holds, where that is known.
    pub fn condition(&self, id: &str) -> Option<bool> {
        self.decide(self.entry("Conditions", id)?, 0)
    }

    /// Whether a resource or output is known not to be there.
    pub fn is_left_out(&self, entry: &Value) -> bool {
        entry.get("Condition").and_then(Value::as_str).and_then(|id| self.condition(id)) == Some(false)
    }

    /// The value of a parameter, where it is known.
    pub fn parameter(&self, id: &str) -> Option<String> {
        let parameter = self.entry("Parameters", id)?;
        match self.parameters.get(id) {
            // what CloudFormation shows of a secret
            Some(value) if value.chars().all(|letter| letter == '*') && parameter.get("NoEcho").is_some() => None,
            Some(value) => Some(value.clone()),
            None => {
                let kind = parameter.get("Type").and_then(Value::as_str).unwrap_or_default();
                // the default names a parameter of SSM, whose value is another
                let default = parameter.get("Default").filter(|_| !kind.starts_with("AWS::SSM::"))?;
                scalar(default)
            }
        }
    }

    fn text(&self, value: &Value, depth: usize) -> Name {
        if depth > DEEPEST {
            return Name::unknown();
        }
        if let Some(text) = scalar(value) {
            return Name::known(text);
        }
        let Some((function, argument)) = function(value) else { return Name::unknown() };
        let arguments = argument.as_array().map(Vec::as_slice).unwrap_or_default();
        match (function, arguments) {
            ("Ref", _) => argument.as_str().map_or_else(Name::unknown, |id| self.reference(id)),
            ("Fn::Sub", [Value::String(text), own]) => self.substitute(text, Some(own), depth),
            ("Fn::Sub", _) => argument.as_str().map_or_else(Name::unknown, |text| self.substitute(text, None, depth)),
            ("Fn::Join", [Value::String(separator), list]) => match self.list(list, depth) {
                Some(items) => join(separator, items),
                None => Name::unknown(),
            },
            ("Fn::Select", [index, list]) => {
                let index = scalar(index).and_then(|index| index.parse::<usize>().ok());
                let item = index.zip(self.list(list, depth)).and_then(|(index, items)| items.into_iter().nth(index));
                item.unwrap_or_else(Name::unknown)
            }
            ("Fn::If", [Value::String(id), yes, no]) => match self.decide_named(id, depth) {
                Some(true) => self.text(yes, depth + 1),
                Some(false) => self.text(no, depth + 1),
                None => Name::unknown(),
            },
            ("Fn::FindInMap", [map, first, second]) => {
                let keys = [map, first, second].map(|key| self.text(key, depth + 1));
                let [Some(map), Some(first), Some(second)] = keys.each_ref().map(Name::text) else {
                    return Name::unknown();
                };
                let found = self.entry("Mappings", map).and_then(|map| map.get(first)?.get(second));
                found.and_then(scalar).map_or_else(Name::unknown, Name::known)
            }
            _ => Name::unknown(),
        }
    }

    fn list(&self, value: &Value, depth: usize) -> Option<Vec<Name>> {
        if let Value::Array(items) = value {
            return Some(items.iter().map(|item| self.text(item, depth + 1)).collect());
        }
        let (name, argument) = function(value)?;
        let split = |separator: &str, text: &str| text.split(separator).map(Name::known).collect();
        match (name, argument) {
            ("Ref", Value::String(id)) => Some(split(",", &self.parameter(id)?)),
            ("Fn::Split", Value::Array(arguments)) => match arguments.as_slice() {
                [Value::String(separator), text] => Some(split(separator, self.text(text, depth + 1).text()?)),
                _ => None,
            },
            _ => None,
        }
    }

    fn reference(&self, id: &str) -> Name {
        let known = match id {
            "AWS::Region" => Some(self.stack.region.clone()),
            "AWS::StackName" => Some(self.stack.name.clone()),
            "AWS::AccountId" => self.account.map(str::to_string),
            "AWS::Partition" => self.partition.map(str::to_string),
            _ => self.parameter(id),
        };
        known.map_or_else(Name::unknown, Name::known)
    }

    fn substitute(&self, text: &str, own: Option<&Value>, depth: usize) -> Name {
        let mut name = Name::known("");
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            name = name.then(Name::known(before));
            let Some((variable, after)) = after.split_once('}') else {
                return name.then(Name::known(format!("${{{after}")));
            };
            name = name.then(match (variable.strip_prefix('!'), own.and_then(|own| own.get(variable))) {
                (Some(literal), _) => Name::known(format!("${{{literal}}}")),
                (None, Some(value)) => self.text(value, depth + 1),
                (None, None) => self.reference(variable),
            });
            rest = after;
        }
        name.then(Name::known(rest))
    }

    fn decide_named(&self, id: &str, depth: usize) -> Option<bool> {
        self.decide(self.entry("Conditions", id)?, depth + 1)
    }

    fn decide(&self, value: &Value, depth: usize) -> Option<bool> {
        if depth > DEEPEST {
            return None;
        }
        let (name, argument) = function(value)?;
        let arguments = argument.as_array().map(Vec::as_slice).unwrap_or_default();
        match (name, arguments) {
            ("Condition", _) => self.decide_named(argument.as_str()?, depth),
            ("Fn::Equals", [first, second]) => {
                let (first, second) = (self.text(first, depth + 1), self.text(second, depth + 1));
                match (first.text(), second.text()) {
                    (Some(first), Some(second)) => Some(first == second),
                    (Some(known), None) => (!second.may_be(known)).then_some(false),
                    (None, Some(known)) => (!first.may_be(known)).then_some(false),
                    (None, None) => None,
                }
            }
            ("Fn::Not", [one]) => self.decide(one, depth + 1).map(|holds| !holds),
            ("Fn::And", all) => self.decide_all(all, false, depth),
            ("Fn::Or", all) => self.decide_all(all, true, depth),
            _ => None,
        }
    }

    /// `decisive` if one of them is, the opposite if all of them are.
    fn decide_all(&self, all: &[Value], decisive: bool, depth: usize) -> Option<bool> {
        let mut answer = Some(!decisive);
        for one in all {
            match self.decide(one, depth + 1) {
                Some(holds) if holds == decisive => return Some(decisive),
                Some(_) => {}
                None => answer = None,
            }
        }
        answer
    }
}

/// The function that an object of one member is: `{"Ref": ..}`.
pub(super) fn function(value: &Value) -> Option<(&str, &Value)> {
    let object = value.as_object().filter(|object| object.len() == 1)?;
    object.iter().next().map(|(name, argument)| (name.as_str(), argument))
}

fn join(separator: &str, items: Vec<Name>) -> Name {
    let mut name = Name::known("");
    for (index, item) in items.into_iter().enumerate() {
        name = name.then(Name::known(if index == 0 { "" } else { separator })).then(item);
    }
    name
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}
