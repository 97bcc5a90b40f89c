use super::expression::{self, KNOWN_AFTER_APPLY, MASKED};
use super::input::StackChanges;
use crate::change::{Action, Change};
use formwork::facts::ResourceFacts;
use serde_json::Value;

/// One resource before and after its change: objects with `Type`, `Properties` and so on; null where it does not exist.
pub struct Sides<'a> {
    pub id: &'a str,
    pub type_name: &'a str,
    pub before: Value,
    pub after: Value,
    /// What the templates say, where it is less than what CloudFormation tells: expressions.
    pub deployed: &'a Value,
    pub wanted: &'a Value,
    pub stack: &'a StackChanges<'a>,
    pub change: &'a Change,
    pub facts: Option<ResourceFacts>,
}

const NOTHING: &Value = &Value::Null;

impl<'a> Sides<'a> {
    pub fn new(stack: &'a StackChanges<'a>, change: &'a Change) -> Self {
        let of = |template: &'a Value| {
            template.get("Resources").and_then(|resources| resources.get(&change.logical_id)).unwrap_or(NOTHING)
        };
        let (deployed, wanted) = (of(stack.deployed), of(stack.wanted));
        let exists = !matches!(change.action, Action::Add | Action::Import);
        let remains = change.action != Action::Remove;
        // both sides from the same source: what is resolved and what is not are never equal
        let told = (change.before.is_some() || !exists) && (change.after.is_some() || !remains);
        let side = |is_there: bool, tells: &Option<Value>, template: &Value| match (is_there, tells) {
            (false, _) => Value::Null,
            (true, Some(told_of)) if told || template.is_null() => told_of.clone(),
            (true, _) => template.clone(),
        };
        let (mut before, mut after) = (side(exists, &change.before, deployed), side(remains, &change.after, wanted));
        if told && exists && remains {
            as_expressions(&mut before, &mut after, deployed, wanted);
        } else {
            with_details(&mut before, &mut after, change);
        }
        let facts = formwork::facts::resource(&change.type_name);
        Sides {
            id: &change.logical_id,
            type_name: &change.type_name,
            before,
            after,
            deployed,
            wanted,
            stack,
            change,
            facts,
        }
    }

    /// Both values at a pointer such as `/Properties/Scheme`.
    pub fn at(&self, pointer: &str) -> (Option<&Value>, Option<&Value>) {
        (there(&self.before, pointer), there(&self.after, pointer))
    }

    /// Whether the resource is there before and after.
    pub fn is_modified(&self) -> bool {
        !self.before.is_null() && !self.after.is_null()
    }

    /// Whether the resource is new.
    pub fn is_added(&self) -> bool {
        self.before.is_null()
    }

    /// The value of an attribute such as `DeletionPolicy`, before and after. The templates say it; what CloudFormation tells
    /// of a resource need not.
    pub fn policy(&self, name: &str) -> (Option<&Value>, Option<&Value>) {
        let before = if self.deployed.is_null() { &self.before } else { self.deployed };
        let after = if self.wanted.is_null() { &self.after } else { self.wanted };
        (before.get(name), after.get(name))
    }
}

/// What stands at a pointer, unless it takes itself away.
fn there<'v>(resource: &'v Value, pointer: &str) -> Option<&'v Value> {
    resource.pointer(pointer).filter(|value| !value.is_null() && !expression::is_no_value(value))
}

/// Values that CloudFormation hides or does not know yet are compared as what the templates say in their place.
fn as_expressions(before: &mut Value, after: &mut Value, deployed: &Value, wanted: &Value) {
    let mut hidden = Vec::new();
    collect_hidden(before, &mut String::new(), &mut hidden);
    collect_hidden(after, &mut String::new(), &mut hidden);
    for pointer in hidden {
        if let (Some(old), Some(new)) = (deployed.pointer(&pointer), wanted.pointer(&pointer)) {
            for (side, value) in [(&mut *before, old), (&mut *after, new)] {
                if let Some(place) = side.pointer_mut(&pointer) {
                    *place = value.clone();
                }
            }
        }
    }
}

fn collect_hidden(value: &Value, pointer: &mut String, hidden: &mut Vec<String>) {
    let mut within = |part: &str, value: &Value, hidden: &mut Vec<String>| {
        let length = pointer.len();
        pointer.push('/');
        pointer.push_str(&part.replace('~', "~0").replace('/', "~1"));
        collect_hidden(value, pointer, hidden);
        pointer.truncate(length);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| within(name, value, hidden)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, value)| within(&index.to_string(), value, hidden));
        }
        Value::String(text) if text == MASKED || text.contains(KNOWN_AFTER_APPLY) => hidden.push(pointer.clone()),
        _ => {}
    }
}

/// What CloudFormation says of single values, put into what the templates say.
fn with_details(before: &mut Value, after: &mut Value, change: &Change) {
    for detail in &change.details {
        let Some(path) = &detail.path else { continue };
        let sides = [(&mut *before, &detail.before), (&mut *after, &detail.after)];
        let told = |value: &Option<String>| {
            value.as_deref().is_some_and(|text| text != MASKED && !text.contains(KNOWN_AFTER_APPLY))
        };
        if sides.iter().any(|(side, value)| side.pointer(path).is_some() && !told(value)) {
            continue; // a value and an expression are never equal
        }
        for (side, value) in sides {
            let place = side.pointer_mut(path).filter(|place| expression::is_expression(place));
            if let (Some(place), Some(value)) = (place, value) {
                *place = parsed(value);
            }
        }
    }
}

/// A value as CloudFormation writes it in a detail: a text as it is, everything else as JSON.
fn parsed(text: &str) -> Value {
    match serde_json::from_str(text) {
        Ok(value @ (Value::Object(_) | Value::Array(_))) => value,
        _ => Value::String(text.to_string()),
    }
}
