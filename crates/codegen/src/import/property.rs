//! One property: what it holds, and what limits it.

use super::look::Look;
use super::{Import, enumeration::Found};
use crate::facts::{Bounds, Kind, PropertyFacts, Relation};
use crate::intern;
use serde_json::Value;

/// Where a schema stands: what it is named after if it has no name.
#[derive(Clone)]
pub struct Place {
    /// The type that the property belongs to; none for the resource.
    pub owner: Option<&'static str>,
    /// The property.
    pub property: &'static str,
    /// Whether the schema is that of a list's items or a map's values.
    pub item: bool,
}

impl Import<'_> {
    /// Reads the property `name` of the type `owner`, or of the resource.
    pub fn property(&mut self, owner: Option<&'static str>, name: &'static str, schema: &Value) -> PropertyFacts {
        let mut facts = PropertyFacts { name, ..PropertyFacts::default() };
        let place = Place { owner, property: name, item: false };
        facts.kind = self.kind(&place, schema, &mut facts);
        facts.required = owner.is_none()
            && self.schema["required"].as_array().is_some_and(|list| list.iter().any(|required| required == name));
        self.relations(schema, &mut facts.relations, 0);
        facts.relations.sort_unstable();
        facts.relations.dedup();
        facts
    }

    fn kind(&mut self, place: &Place, schema: &Value, facts: &mut PropertyFacts) -> Kind {
        let look = Look::at(self.schema, schema);
        let types = look.types();
        let may_be = |name: &str| types.is_empty() || types.contains(&name);
        if may_be("object") && !look.properties(self.schema).is_empty() {
            return Kind::Named(self.part(place, &look));
        }
        if types == ["array"] || (types.is_empty() && look.get("items").is_some()) {
            return self.list(place, &look, facts);
        }
        if types == ["object"] || (types.is_empty() && look.get("patternProperties").is_some()) {
            return self.map(place, &look, facts);
        }
        let is_text = types == ["string"] || (types.is_empty() && Found::values(&look).is_some());
        if is_text {
            return self.text(place, &look, facts);
        }
        match types.as_slice() {
            ["boolean"] => Kind::Bool,
            ["integer"] => self.number(&look, facts, Kind::Integer),
            ["number"] => self.number(&look, facts, Kind::Number),
            [] => self.alternative(place, &look, facts),
            _ => Kind::Json,
        }
    }

    /// Without a type of its own it is what all its alternatives are.
    fn alternative(&mut self, place: &Place, look: &Look, facts: &mut PropertyFacts) -> Kind {
        let alternatives: Vec<Value> = look.alternatives().into_iter().cloned().collect();
        let mut kinds = alternatives.iter().map(|alternative| self.kind(place, alternative, &mut facts.clone()));
        match kinds.next() {
            Some(first) if kinds.all(|kind| kind == first) => first,
            Some(_) => Kind::Json,
            None if ["pattern", "maxLength", "format"].iter().any(|key| look.get(key).is_some()) => {
                self.text(place, look, facts)
            }
            None => Kind::Json,
        }
    }

    fn list(&mut self, place: &Place, look: &Look, facts: &mut PropertyFacts) -> Kind {
        if !place.item {
            facts.items = bounds(look, "minItems", "maxItems");
            facts.unique = look.get("uniqueItems") == Some(&Value::Bool(true));
        }
        let item = match look.items() {
            Some(items) => self.kind(&Place { item: true, ..place.clone() }, &items, facts),
            None => Kind::Json,
        };
        Kind::List(Box::new(item))
    }

    fn map(&mut self, place: &Place, look: &Look, facts: &mut PropertyFacts) -> Kind {
        let patterns = look.get("patternProperties").and_then(Value::as_object);
        let values: Vec<&Value> = match look.get("additionalProperties") {
            Some(value @ Value::Object(_)) => vec![value],
            _ => patterns.into_iter().flatten().map(|(_, value)| value).collect(),
        };
        let values: Vec<Value> = values.into_iter().cloned().collect();
        let place = Place { item: true, ..place.clone() };
        let mut kinds = values.iter().map(|value| self.kind(&place, value, facts));
        match kinds.next() {
            Some(first) if kinds.all(|kind| kind == first) => Kind::Map(Box::new(first)),
            _ => Kind::Json,
        }
    }

    fn text(&mut self, place: &Place, look: &Look, facts: &mut PropertyFacts) -> Kind {
        facts.length = bounds(look, "minLength", "maxLength");
        facts.pattern = look.get("pattern").and_then(Value::as_str).map(|pattern| intern(&one_line(pattern)));
        facts.format = look.get("format").and_then(Value::as_str).filter(|format| is_format(format)).map(intern);
        match Found::values(look) {
            Some(values) => Kind::Named(self.enumeration(place, look, values)),
            None => Kind::Text,
        }
    }

    fn number(&mut self, look: &Look, facts: &mut PropertyFacts, kind: Kind) -> Kind {
        facts.range = bounds(look, "minimum", "maximum");
        let numbers = look.get("enum").and_then(Value::as_array).into_iter().flatten();
        facts.numbers = numbers.filter(|number| number.is_number()).map(|number| intern(&number.to_string())).collect();
        kind
    }

    /// The resources whose attribute belongs here: `format` names one, alternatives name several.
    pub fn relations(&self, schema: &Value, relations: &mut Vec<Relation>, depth: usize) {
        let look = Look::at(self.schema, schema);
        if let Some((resource, attribute)) = look.get("format").and_then(Value::as_str).and_then(|f| f.split_once('.'))
            && resource.starts_with("AWS::")
        {
            relations.push(Relation { resource: intern(resource), attribute: intern(attribute) });
        }
        if let Some(reference) = look.get("relationshipRef")
            && let (Some(resource), Some(path)) = (reference["typeName"].as_str(), reference["propertyPath"].as_str())
        {
            let attribute = path.trim_start_matches("/properties/").replace('/', ".");
            relations.push(Relation { resource: intern(resource), attribute: intern(&attribute) });
        }
        if depth < 3 && look.get("properties").is_none() {
            let nested = look.alternatives().into_iter().chain(look.get("items"));
            for nested in nested {
                self.relations(nested, relations, depth + 1);
            }
        }
    }
}

/// Some patterns hold control characters themselves; escaped they mean the same.
fn one_line(pattern: &str) -> String {
    let escaped = pattern.chars().map(|c| match c {
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        c if c.is_control() => format!("\\x{:02x}", u32::from(c)),
        c => c.to_string(),
    });
    escaped.collect()
}

fn is_format(format: &str) -> bool {
    format.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') && format != "string"
}

fn bounds(look: &Look, min: &str, max: &str) -> Option<Bounds> {
    let bounds = Bounds { min: look.get(min).and_then(Value::as_f64), max: look.get(max).and_then(Value::as_f64) };
    // A least length of 0 says nothing.
    let says_something = bounds.max.is_some() || bounds.min.is_some_and(|least| least != 0.0 || min == "minimum");
    says_something.then_some(bounds)
}
