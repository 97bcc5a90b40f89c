//! What only the service specification knows.

use crate::facts::{AttributeFacts, Kind, PropertyFacts, Relation, Replacement, ResourceFacts, TagShape, Tagging};
use crate::intern;
use crate::source::spec::SpecResource;
use serde_json::Value;

/// Adds it to the facts of one resource.
pub fn add(facts: &mut ResourceFacts, spec: &SpecResource) {
    let entity = &spec.entity;
    facts.arn = entity["arnTemplate"].as_str().map(intern);
    facts.stateful = entity["isStateful"] == true;
    match entity["cfnRefIdentifier"].as_array().map(Vec::as_slice) {
        Some([only]) => facts.reference = only.as_str().map(intern),
        Some(_) => facts.reference = None, // several parts in one text
        None => {}
    }
    tagging(facts, entity);
    attributes(facts, entity);
    for property in &mut facts.properties {
        merge(property, &entity["properties"][property.name]);
    }
    for part in &mut facts.types {
        if let Some(entity) = spec.types.get(part.name) {
            for property in &mut part.properties {
                merge(property, &entity["properties"][property.name]);
            }
        }
    }
}

fn tagging(facts: &mut ResourceFacts, entity: &Value) {
    let tags = &entity["tagInformation"];
    let Some(name) = tags["tagPropertyName"].as_str() else { return };
    let Some(property) = facts.property(name) else { return };
    let shape = match (tags["variant"].as_str(), &property.kind) {
        (Some("asg"), _) => TagShape::Propagated,
        (_, Kind::Map(_) | Kind::Json) => TagShape::Map,
        (_, Kind::List(_)) => TagShape::List,
        _ => return,
    };
    facts.tags = Some(Tagging { shape, property: property.name });
}

fn attributes(facts: &mut ResourceFacts, entity: &Value) {
    for (name, attribute) in super::sorted(entity.get("attributes")) {
        let Some(kind) = kind(&attribute["type"]) else { continue };
        if facts.attribute(name).is_none() {
            facts.attributes.push(AttributeFacts { name: intern(name), kind, relations: Vec::new() });
        }
    }
    facts.attributes.sort_by_key(|attribute| attribute.name);
}

fn kind(entity: &Value) -> Option<Kind> {
    match entity["type"].as_str()? {
        "string" | "date-time" => Some(Kind::Text),
        "boolean" => Some(Kind::Bool),
        "integer" => Some(Kind::Integer),
        "number" => Some(Kind::Number),
        "array" if entity["element"]["type"] == "string" => Some(Kind::List(Box::new(Kind::Text))),
        _ => None,
    }
}

/// The stronger of the two wins: a change that may replace is worse to miss than to expect.
fn merge(property: &mut PropertyFacts, entity: &Value) {
    let replacement = match entity["causesReplacement"].as_str() {
        Some("yes") => Replacement::Yes,
        Some("maybe") => Replacement::Maybe,
        _ => Replacement::No,
    };
    property.replacement = property.replacement.max(replacement);
    property.deprecated |= entity["deprecated"].as_str().is_some_and(|deprecated| deprecated != "NONE");
    for reference in entity["relationshipRefs"].as_array().into_iter().flatten() {
        let names = (reference["cloudFormationType"].as_str(), reference["propertyName"].as_str());
        if let (Some(resource), Some(attribute)) = names {
            property.relations.push(Relation { resource: intern(resource), attribute: intern(attribute) });
        }
    }
    property.relations.sort_unstable();
    property.relations.dedup();
}
