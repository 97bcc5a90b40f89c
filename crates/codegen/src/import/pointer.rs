//! Lists of JSON pointers: what is read-only, create-only, write-only, deprecated.

use crate::facts::{PropertyFacts, Replacement, ResourceFacts};
use crate::intern;
use serde_json::Value;
use std::collections::HashMap;

/// The top-level properties of a list, without those that only have something nested in it.
pub fn tops<'s>(schema: &'s Value, key: &str) -> Vec<&'s str> {
    paths(schema, key)
        .into_iter()
        .filter_map(|path| match path.as_slice() {
            [top] => Some(*top),
            _ => None,
        })
        .collect()
}

/// The entries of a list, with dots where they are nested.
pub fn names(schema: &Value, key: &str) -> Vec<&'static str> {
    paths(schema, key).iter().map(|path| intern(&path.join("."))).collect()
}

/// The entries of a list, divided; indexes of lists and keys of maps are left out.
pub fn paths<'s>(schema: &'s Value, key: &str) -> Vec<Vec<&'s str>> {
    let list = schema[key].as_array().into_iter().flatten().filter_map(Value::as_str);
    list.map(|pointer| {
        let parts = pointer.split('/').skip(1).filter(|part| !matches!(*part, "*" | "properties" | "items" | ""));
        parts.collect()
    })
    .collect()
}

/// Puts what the lists say at the properties.
pub fn apply(facts: &mut ResourceFacts, schema: &Value) {
    let uses = uses(facts);
    let mut each = |key: &str, change: &dyn Fn(&mut PropertyFacts, bool)| {
        for path in paths(schema, key) {
            at(facts, &uses, &path, change);
        }
    };
    // A type that is used in several places is one type: what one place says holds in some cases for it.
    each("createOnlyProperties", &|property, alone| {
        property.replacement = property.replacement.max(if alone { Replacement::Yes } else { Replacement::Maybe });
    });
    each("conditionalCreateOnlyProperties", &|property, _| {
        property.replacement = property.replacement.max(Replacement::Maybe);
    });
    each("writeOnlyProperties", &|property, _| property.write_only = true);
    each("deprecatedProperties", &|property, _| property.deprecated = true);
    each("readOnlyProperties", &|property, alone| property.read_only |= alone);
}

/// How many properties use each type.
fn uses(facts: &ResourceFacts) -> HashMap<&'static str, usize> {
    let mut uses = HashMap::new();
    for (_, property) in facts.all_properties() {
        if let Some(name) = property.kind.name() {
            *uses.entry(name).or_insert(0) += 1;
        }
    }
    uses
}

fn at(
    facts: &mut ResourceFacts,
    uses: &HashMap<&'static str, usize>,
    path: &[&str],
    change: &dyn Fn(&mut PropertyFacts, bool),
) {
    let Some((first, rest)) = path.split_first() else { return };
    let Some(mut property) = facts.properties.iter_mut().find(|property| property.name == *first) else { return };
    let mut alone = true;
    for name in rest {
        let Some(part) = property.kind.name() else { return };
        alone &= uses.get(part) == Some(&1);
        let Some(part) = facts.types.iter_mut().find(|known| known.name == part) else { return };
        let Some(next) = part.properties.iter_mut().find(|property| property.name == *name) else { return };
        property = next;
    }
    change(property, alone);
}
