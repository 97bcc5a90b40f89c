//! The layout of cfn-lint's data: one file of type names and hashes per region, one file per hash.

use crate::Failure;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

/// The regions that are looked at. cfn-lint gives some isolated regions a copy of `us-east-1`, so their lists say nothing.
pub const REGIONS: [&str; 2] = ["us-east-1", "ap-northeast-1"];

/// The schemas of all types of [`REGIONS`].
pub struct Schemas {
    /// By type name.
    pub types: BTreeMap<String, Value>,
    /// The types of each region.
    pub regions: BTreeMap<&'static str, BTreeSet<String>>,
}

const FOLDER: &str = "cfnlint/data/schemas";

/// Reads the wheel. A layout that is not the known one is an error, since a half-read one would remove types.
pub fn read(wheel: Vec<u8>) -> Result<Schemas, Failure> {
    let mut wheel =
        zip::ZipArchive::new(Cursor::new(wheel)).map_err(|error| layout("it is no wheel").because(error))?;
    let mut schemas = Schemas { types: BTreeMap::new(), regions: BTreeMap::new() };
    for region in REGIONS {
        let list = json(&mut wheel, &format!("{FOLDER}/providers/{region}.json"))?;
        let Value::Object(list) = list else { return Err(layout("a region is no object")) };
        let mut names = BTreeSet::new();
        for (name, hash) in list {
            if !name.starts_with("AWS::") {
                continue;
            }
            let Value::String(hash) = hash else { return Err(layout("a type has no hash")) };
            if !schemas.types.contains_key(&name) {
                let schema = json(&mut wheel, &format!("{FOLDER}/resources/{hash}.json"))?;
                if schema["typeName"] != name.as_str() || !schema["properties"].is_object() {
                    return Err(layout(&format!("the file of {name} is no schema of it")));
                }
                schemas.types.insert(name.clone(), schema);
            }
            names.insert(name);
        }
        schemas.regions.insert(region, names);
    }
    if schemas.types.len() < 1500 {
        return Err(layout(&format!("only {} types were found", schemas.types.len())));
    }
    Ok(schemas)
}

fn json(wheel: &mut zip::ZipArchive<Cursor<Vec<u8>>>, name: &str) -> Result<Value, Failure> {
    let mut file = wheel.by_name(name).map_err(|error| layout(&format!("{name} is not in it")).because(error))?;
    let mut text = String::new();
    file.read_to_string(&mut text).map_err(|error| layout(&format!("{name} is no text")).because(error))?;
    serde_json::from_str(&text).map_err(|error| layout(&format!("{name} is no JSON")).because(error))
}

fn layout(what: &str) -> Failure {
    Failure::new(format!(
        "the layout of cfn-lint's data is not the known one: {what}; see crates/codegen/src/source/schemas.rs"
    ))
}
