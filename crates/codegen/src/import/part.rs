//! A part of a resource that has properties of its own.

use super::look::Look;
use super::property::Place;
use super::{Import, group, sorted};
use crate::facts::TypeFacts;
use crate::intern;
use serde_json::Value;

impl Import<'_> {
    /// Reads the type at a place, and gives its name.
    pub fn part(&mut self, place: &Place, look: &Look) -> &'static str {
        let root = self.schema;
        let properties = Value::Object(look.properties(root));
        let required: Vec<String> = look.required().into_iter().map(str::to_owned).collect();
        let own = format!("{}{}", place.property, if place.item { "Items" } else { "" });
        let candidates = match &look.definition {
            // A definition of another place that took alternatives on board has the same name and another content.
            Some(definition) => vec![definition.clone()],
            None if root["definitions"].get(&own).is_some() => vec![longer(self.resource, place, &own)],
            None => vec![own.clone(), longer(self.resource, place, &own)],
        };
        let content = match &look.definition {
            Some(definition) => format!("#{definition}"),
            None => format!("{properties}{required:?}"),
        };
        let (name, is_new) = self.claim(&candidates, content);
        if !is_new {
            return name;
        }
        self.types.insert(name, TypeFacts { name, ..TypeFacts::default() }); // types can hold themselves
        let mut part = TypeFacts { name, ..TypeFacts::default() };
        for (property, schema) in sorted(Some(&properties)) {
            let mut facts = self.property(Some(name), intern(property), schema);
            facts.required = required.iter().any(|required| required == property);
            part.properties.push(facts);
        }
        part.groups = group::of(&Value::Object(look.keys.clone()));
        self.types.insert(name, part);
        name
    }
}

fn longer(resource: &'static str, place: &Place, own: &str) -> String {
    let owner = place.owner.unwrap_or_else(|| resource.rsplit("::").next().unwrap_or(resource));
    format!("{owner}{own}")
}
