//! The content of a resource as a digest that does not change when it and what it refers to are renamed.

use super::{Sides, StackKey};
use crate::plan::export::Reference;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// All templates of one side.
pub(super) struct Templates<'a> {
    templates: BTreeMap<&'a StackKey, &'a Value>,
    /// The resources that both sides have: they are what they are called.
    staying: &'a BTreeSet<(&'a StackKey, &'a str)>,
    /// What is exported under a literal name, by region and name.
    exports: BTreeMap<(&'a str, &'a str), (&'a StackKey, &'a Value)>,
    known: RefCell<BTreeMap<(StackKey, String), String>>,
}

impl<'a> Templates<'a> {
    pub fn new(
        sides: &'a [Sides<'a>],
        side: impl Fn(&Sides<'a>) -> Option<&'a Value>,
        staying: &'a BTreeSet<(&'a StackKey, &'a str)>,
    ) -> Self {
        let templates: BTreeMap<&StackKey, &Value> =
            sides.iter().filter_map(|sides| Some((&sides.stack, side(sides)?))).collect();
        let mut exports = BTreeMap::new();
        for (stack, template) in &templates {
            for (_, output) in template.get("Outputs").and_then(Value::as_object).into_iter().flatten() {
                let name = output.get("Export").and_then(|export| export.get("Name")).and_then(Value::as_str);
                if let (Some(name), Some(value)) = (name, output.get("Value")) {
                    exports.insert((stack.region.as_str(), name), (*stack, value));
                }
            }
        }
        Templates { templates, staying, exports, known: RefCell::default() }
    }

    /// The digest of a resource: of its type and its properties. One that refers to itself, through others, is cut there.
    pub fn digest(&self, stack: &StackKey, id: &str) -> String {
        let key = (stack.clone(), id.to_string());
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        self.known.borrow_mut().insert(key.clone(), "itself".to_string());
        let resource = self.resource(stack, id);
        let member = |name: &str| resource.and_then(|resource| resource.get(name));
        let mut text = String::new();
        self.write(stack, member("Type").unwrap_or(&Value::Null), &mut text);
        self.write(stack, member("Properties").unwrap_or(&Value::Null), &mut text);
        let digest: String = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
        self.known.borrow_mut().insert(key, digest.clone());
        digest
    }

    /// A value with what it refers to by content: for comparing one of one stack with one of another.
    pub fn canonical(&self, stack: &StackKey, value: &Value) -> String {
        let mut text = String::new();
        self.write(stack, value, &mut text);
        text
    }

    fn resource(&self, stack: &StackKey, id: &str) -> Option<&'a Value> {
        self.templates.get(stack)?.get("Resources")?.get(id)
    }

    fn write(&self, stack: &StackKey, value: &Value, text: &mut String) {
        match value {
            Value::Object(members) => {
                if self.write_import(stack, value, text) || self.write_reference(stack, value, text) {
                    return;
                }
                let mut members: Vec<_> = members.iter().collect();
                members.sort_by_key(|(key, _)| *key);
                text.push('{');
                for (key, member) in members {
                    text.push_str(&format!("{key:?}:"));
                    self.write(stack, member, text);
                    text.push(',');
                }
                text.push('}');
            }
            Value::Array(items) => {
                text.push('[');
                for item in items {
                    self.write(stack, item, text);
                    text.push(',');
                }
                text.push(']');
            }
            _ => text.push_str(&value.to_string()),
        }
    }

    /// What another stack exports is written as it would be there.
    fn write_import(&self, stack: &StackKey, value: &Value, text: &mut String) -> bool {
        let name = value.get("Fn::ImportValue").and_then(Value::as_str);
        let found = name.and_then(|name| self.exports.get(&(stack.region.as_str(), name)));
        let Some((exporter, value)) = found.filter(|(exporter, _)| *exporter != stack) else { return false };
        self.write(exporter, value, text);
        true
    }

    fn write_reference(&self, stack: &StackKey, value: &Value, text: &mut String) -> bool {
        let Some((function, argument)) =
            value.as_object().filter(|members| members.len() == 1).and_then(|members| members.iter().next())
        else {
            return false;
        };
        if function == "Fn::Sub" {
            return self.write_substitution(stack, argument, text);
        }
        if !matches!(function.as_str(), "Ref" | "Fn::GetAtt") {
            return false;
        }
        let mut found = None;
        crate::plan::export::visit_references(value, false, &mut |reference| found = found.or(Some(reference)));
        match found {
            Some(Reference::Ref(id)) if self.resource(stack, id).is_some() => {
                text.push_str(&format!("Ref({})", self.token(stack, id)));
                true
            }
            Some(Reference::GetAtt(id, Some(attribute))) if self.resource(stack, id).is_some() => {
                text.push_str(&format!("GetAtt({}.{attribute})", self.token(stack, id)));
                true
            }
            _ => false,
        }
    }

    fn write_substitution(&self, stack: &StackKey, argument: &Value, text: &mut String) -> bool {
        let parts = argument.as_array().map(Vec::as_slice).unwrap_or_default();
        let (template, own) = match (argument, parts) {
            (Value::String(template), _) => (template, None),
            (_, [Value::String(template), own]) => (template, Some(own)),
            _ => return false,
        };
        let mut pieces = template.split("${");
        text.push_str(&format!("Sub({:?}", pieces.next().unwrap_or_default()));
        for piece in pieces {
            let (variable, rest) = piece.split_once('}').unwrap_or((piece, ""));
            let (id, attribute) = variable.split_once('.').unwrap_or((variable, ""));
            let is_own = own.is_some_and(|own| own.get(variable).is_some());
            match self.resource(stack, id).filter(|_| !is_own) {
                Some(_) => text.push_str(&format!(",{}.{attribute},{rest:?}", self.token(stack, id))),
                None => text.push_str(&format!(",{variable:?},{rest:?}")),
            }
        }
        text.push(')');
        if let Some(own) = own {
            self.write(stack, own, text);
        }
        true
    }

    /// One that stays is its name, any other its content.
    fn token(&self, stack: &StackKey, id: &str) -> String {
        match self.staying.contains(&(stack, id)) {
            true => format!("{}/{}/{id}", stack.region, stack.name),
            false => self.digest(stack, id),
        }
    }
}
