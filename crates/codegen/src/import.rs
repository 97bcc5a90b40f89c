//! From a schema to facts: pure, one resource at a time.

mod attribute;
mod enumeration;
mod group;
mod look;
mod part;
mod pointer;
mod property;
mod supplement;

use crate::facts::{Kind, Lifecycle, PropertyFacts, ResourceFacts, Stage, TagShape, Tagging, TypeFacts};
use crate::source::schemas::Schemas;
use crate::source::spec::Spec;
use crate::{Failure, intern, name};
use enumeration::Found;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// Words that begin a line of a resource's facts which is no property.
const LINES: [&str; 12] = [
    "only",
    "lifecycle",
    "stateful",
    "delete-first",
    "identifier",
    "ref",
    "arn-template",
    "tags",
    "get",
    "type",
    "enum",
    "needs",
];

/// All resources, by name.
pub fn all(schemas: &Schemas, spec: &Spec) -> Result<Vec<ResourceFacts>, Failure> {
    let mut resources = Vec::new();
    for (name, schema) in &schemas.types {
        let mut facts = resource(name, schema)?;
        let missing: Vec<_> = schemas.regions.iter().filter(|(_, types)| !types.contains(name)).collect();
        if !missing.is_empty() {
            facts.only_in = schemas.regions.keys().copied().find(|region| schemas.regions[region].contains(name));
        }
        if let Some(spec) = spec.resources.get(name) {
            supplement::add(&mut facts, spec);
        }
        resources.push(facts);
    }
    Ok(resources)
}

/// One resource, from its schema alone.
pub fn resource(name: &str, schema: &Value) -> Result<ResourceFacts, Failure> {
    let mut import = Import::new(intern(name), schema);
    let read_only = pointer::tops(schema, "readOnlyProperties");
    let mut facts = ResourceFacts { name: import.resource, ..ResourceFacts::default() };
    for (name, property) in sorted(schema.get("properties")) {
        if !read_only.contains(&name) {
            facts.properties.push(import.property(None, intern(name), property));
        }
    }
    facts.groups = group::of(schema);
    facts.lifecycle = lifecycle(name, schema)?;
    facts.delete_first = schema["replacementStrategy"] == "delete_then_create";
    facts.identifier = pointer::names(schema, "primaryIdentifier");
    if let [only] = facts.identifier.as_slice() {
        facts.reference = Some(only);
    }
    facts.tags = tagging(schema, &facts.properties);
    facts.attributes = attribute::of(&mut import, schema, &read_only);
    let Import { types, found, .. } = import;
    facts.types = types.into_values().collect();
    enumeration::name_all(&mut facts, found);
    pointer::apply(&mut facts, schema);
    let keyword = facts.properties.iter().map(|property| property.name).find(|name| LINES.contains(name));
    match keyword {
        Some(property) => {
            Err(Failure::new(format!("{name} has a property `{property}`, which the facts use as a keyword")))
        }
        None => Ok(facts),
    }
}

/// What is known while one schema is read.
struct Import<'s> {
    resource: &'static str,
    schema: &'s Value,
    types: BTreeMap<&'static str, TypeFacts>,
    /// The schema behind each type name, by the name's Rust spelling: two types never share one.
    taken: HashMap<String, (&'static str, String)>,
    found: Vec<Found>,
}

impl<'s> Import<'s> {
    fn new(resource: &'static str, schema: &'s Value) -> Self {
        Import { resource, schema, types: BTreeMap::new(), taken: HashMap::new(), found: Vec::new() }
    }

    /// A type name for `content`, the first of `candidates` that means nothing else.
    fn claim(&mut self, candidates: &[String], content: String) -> (&'static str, bool) {
        for candidate in candidates {
            let spelling = name::pascal(candidate);
            match self.taken.get(&spelling) {
                Some((name, known)) if *known == content => return (name, false),
                Some(_) => continue,
                None => {
                    let name = intern(candidate);
                    self.taken.insert(spelling, (name, content));
                    return (name, true);
                }
            }
        }
        // Every candidate is another type: the last one under a longer name, which the next round may find again.
        let longer: Vec<String> = candidates.iter().map(|candidate| format!("{candidate}Property")).collect();
        self.claim(&longer, content)
    }
}

fn lifecycle(name: &str, schema: &Value) -> Result<Option<Lifecycle>, Failure> {
    let Some(lifecycle) = schema.get("lifecycle") else { return Ok(None) };
    let stage = match lifecycle["status"].as_str() {
        Some("maintenance") => Stage::Maintenance,
        Some("sunset") => Stage::Sunset,
        Some("shutdown") => Stage::Shutdown,
        _ => return Err(Failure::new(format!("the lifecycle of {name} is not a known one: {lifecycle}"))),
    };
    Ok(Some(Lifecycle { stage, date: intern(lifecycle["date"].as_str().unwrap_or("unknown")) }))
}

fn tagging(schema: &Value, properties: &[PropertyFacts]) -> Option<Tagging> {
    let pointer = schema.pointer("/tagging/tagProperty").and_then(Value::as_str).unwrap_or("/properties/Tags");
    let name = pointer.strip_prefix("/properties/")?;
    let property = properties.iter().find(|property| property.name == name)?;
    let shape = match &property.kind {
        Kind::Map(_) => TagShape::Map,
        Kind::List(_) => TagShape::List,
        _ => return None,
    };
    Some(Tagging { shape, property: property.name })
}

/// Removes the types and enumerations that no property uses.
pub fn prune(facts: &mut ResourceFacts) {
    let mut used: Vec<&'static str> = Vec::new();
    let mut open: Vec<&'static str> = facts.properties.iter().filter_map(|property| property.kind.name()).collect();
    while let Some(name) = open.pop() {
        if !used.contains(&name) {
            used.push(name);
            let part = facts.part(name).map(|part| part.properties.as_slice()).unwrap_or_default();
            open.extend(part.iter().filter_map(|property| property.kind.name()));
        }
    }
    facts.types.retain(|part| used.contains(&part.name));
    facts.enums.retain(|enumeration| used.contains(&enumeration.name));
}

fn sorted(members: Option<&Value>) -> Vec<(&str, &Value)> {
    let members = members.and_then(Value::as_object);
    let mut members: Vec<_> = members.into_iter().flatten().map(|(name, value)| (name.as_str(), value)).collect();
    members.sort_by_key(|(name, _)| *name);
    members
}
