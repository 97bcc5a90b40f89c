//! What `Fn::GetAtt` returns: read-only properties, down to what is text, number, boolean or a list of texts.

use super::look::Look;
use super::{Import, pointer, sorted};
use crate::facts::{AttributeFacts, Kind};
use crate::intern;
use serde_json::Value;

/// The attributes of a schema.
pub fn of(import: &mut Import<'_>, schema: &Value, read_only: &[&str]) -> Vec<AttributeFacts> {
    let mut attributes = Vec::new();
    for name in read_only {
        if let Some(property) = schema["properties"].get(name) {
            leaves(import, name, property, &mut attributes, 0);
        }
    }
    for path in pointer::paths(schema, "readOnlyProperties").iter().filter(|path| path.len() > 1) {
        if let Some(property) = walk(schema, path) {
            leaves(import, &path.join("."), property, &mut attributes, 0);
        }
    }
    attributes.sort_by_key(|attribute| attribute.name);
    attributes.dedup_by_key(|attribute| attribute.name);
    attributes
}

/// Through objects only: nothing inside a list can be asked for.
fn walk<'s>(schema: &'s Value, path: &[&str]) -> Option<&'s Value> {
    let (first, rest) = path.split_first()?;
    let mut at = schema["properties"].get(first)?;
    for name in rest {
        while let Some(pointer) = at["$ref"].as_str() {
            at = schema.pointer(pointer.trim_start_matches('#'))?;
        }
        at = at.get("properties")?.get(name)?;
    }
    Some(at)
}

fn leaves(import: &mut Import<'_>, path: &str, schema: &Value, attributes: &mut Vec<AttributeFacts>, depth: usize) {
    let look = Look::at(import.schema, schema);
    let properties = Value::Object(look.properties(import.schema));
    let types = look.types();
    let nested = sorted(Some(&properties));
    if !nested.is_empty() && !types.contains(&"array") {
        if depth < 4 {
            for (name, property) in nested {
                leaves(import, &format!("{path}.{name}"), property, attributes, depth + 1);
            }
        }
        return;
    }
    let kind = match types.as_slice() {
        ["boolean"] => Kind::Bool,
        ["integer"] => Kind::Integer,
        ["number"] => Kind::Number,
        ["array"] => {
            let items = look.get("items").cloned().unwrap_or_default();
            let items = Look::at(import.schema, &items);
            if !items.properties(import.schema).is_empty() || items.types() != ["string"] {
                return;
            }
            Kind::List(Box::new(Kind::Text))
        }
        ["object"] => return,
        _ => Kind::Text,
    };
    let mut relations = Vec::new();
    import.relations(schema, &mut relations, 0);
    relations.sort_unstable();
    relations.dedup();
    attributes.push(AttributeFacts { name: intern(path), kind, relations });
}
