//! Names that a template fixes.

use formwork::facts;
use serde_json::Value;

/// The properties that give a resource a name of its own, and their values: two of a type cannot have the same.
///
/// They are those that identify the type and can be set, `Name`, and the type's name with `Name` or `Identifier`.
pub fn fixed_names(resource: &Value) -> Vec<(String, &Value)> {
    let Some(kind) = resource.get("Type").and_then(Value::as_str) else { return Vec::new() };
    let Some(properties) = resource.get("Properties").and_then(Value::as_object) else { return Vec::new() };
    let own = kind.rsplit("::").next().unwrap_or_default();
    let identifiers = facts::resource(kind).map(|facts| facts.identifier).unwrap_or_default();
    let is_name = |property: &str| {
        let rest = property.strip_prefix(own);
        // where several identify it, each alone does not
        identifiers == [property] || property == "Name" || matches!(rest, Some("Name" | "Identifier"))
    };
    properties
        .iter()
        .filter(|(property, _)| is_name(property))
        .map(|(property, value)| (property.clone(), value))
        .collect()
}
