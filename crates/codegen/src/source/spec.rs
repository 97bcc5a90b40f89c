//! The layout of the service specification: tables of entities, and of links between them.

use crate::Failure;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Read;

/// The resources of the specification, by type name.
pub struct Spec {
    /// By type name.
    pub resources: BTreeMap<String, SpecResource>,
}

/// One resource of the specification.
pub struct SpecResource {
    /// The entity, as it stands there.
    pub entity: Value,
    /// The types that it uses, by name.
    pub types: BTreeMap<String, Value>,
}

/// Reads the npm package.
pub fn read(package: Vec<u8>) -> Result<Spec, Failure> {
    let mut database = database(&package)?;
    let mut types = BTreeMap::new();
    for entity in entities(&mut database, "typeDefinition")? {
        types.insert(id(&entity)?, entity);
    }
    let uses = links(&mut database, "usesType")?;
    let mut spec = Spec { resources: BTreeMap::new() };
    for entity in entities(&mut database, "resource")? {
        let Some(name) = entity["cloudFormationType"].as_str().map(str::to_owned) else {
            return Err(layout("a resource has no name"));
        };
        let used = uses.get(&id(&entity)?).map(Vec::as_slice).unwrap_or_default();
        let named = used.iter().filter_map(|id| types.get(id)).filter_map(|entity| {
            let name = entity["name"].as_str()?;
            Some((name.to_owned(), entity.clone()))
        });
        let resource = SpecResource { types: named.collect(), entity };
        spec.resources.insert(name, resource);
    }
    Ok(spec)
}

fn database(package: &[u8]) -> Result<Value, Failure> {
    let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(package));
    let entries = archive.entries().map_err(|error| layout("it is no archive").because(error))?;
    for entry in entries {
        let mut entry = entry.map_err(|error| layout("it is cut off").because(error))?;
        let is_database = entry.path().is_ok_and(|path| path.ends_with("db.json.gz"));
        if is_database {
            let mut text = String::new();
            let read = flate2::read::GzDecoder::new(&mut entry).read_to_string(&mut text);
            read.map_err(|error| layout("the database is cut off").because(error))?;
            return serde_json::from_str(&text).map_err(|error| layout("the database is no JSON").because(error));
        }
    }
    Err(layout("no db.json.gz is in it"))
}

fn entities(database: &mut Value, table: &str) -> Result<Vec<Value>, Failure> {
    match database["schema"][table]["entities"].take() {
        Value::Array(entities) if !entities.is_empty() => Ok(entities),
        _ => Err(layout(&format!("there is no table `{table}`"))),
    }
}

fn links(database: &mut Value, table: &str) -> Result<BTreeMap<String, Vec<String>>, Failure> {
    let Value::Object(links) = database["schema"][table]["forward"].take() else {
        return Err(layout(&format!("there is no table `{table}`")));
    };
    let targets = |list: Value| match list {
        Value::Array(list) => list.iter().map(id).collect(),
        _ => Err(layout(&format!("`{table}` holds no lists"))),
    };
    links.into_iter().map(|(from, list)| Ok((from, targets(list)?))).collect()
}

fn id(entity: &Value) -> Result<String, Failure> {
    entity["$id"].as_str().map(str::to_owned).ok_or_else(|| layout("an entity has no `$id`"))
}

fn layout(what: &str) -> Failure {
    Failure::new(format!(
        "the layout of the service specification is not the known one: {what}; see crates/codegen/src/source/spec.rs"
    ))
}
