//! Enumerations, and what they are called.
//!
//! One that comes from a definition has the definition's name. Any other is called like its property, if all properties
//! of that name in the resource allow the same; otherwise nested ones carry the name of their type in front.

use super::Import;
use super::look::Look;
use super::property::Place;
use crate::facts::{EnumFacts, Kind, ResourceFacts};
use crate::{intern, name};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, HashSet};

/// An enumeration on its way to a name.
pub struct Found {
    owner: Option<&'static str>,
    property: &'static str,
    item: bool,
    definition: Option<String>,
    values: Vec<&'static str>,
    any_case: bool,
}

impl Found {
    /// The texts that a schema allows, if it lists them.
    pub fn values(look: &Look) -> Option<Vec<&'static str>> {
        let list = ["enum", "enumCaseInsensitive"].iter().find_map(|key| look.get(key)?.as_array());
        let values: Vec<&'static str> = match (list, look.get("const")) {
            (Some(list), _) => list.iter().filter_map(Value::as_str).map(intern).collect(),
            (None, Some(Value::String(only))) => vec![intern(only)],
            _ => look.alternatives().into_iter().filter_map(|one| one["const"].as_str()).map(intern).collect(),
        };
        let readable = values.iter().all(|value| !value.contains(['|', '\n']));
        (readable && !values.is_empty()).then_some(values)
    }
}

impl Import<'_> {
    /// Notes an enumeration, and gives the name that stands for it until all are known.
    pub fn enumeration(&mut self, place: &Place, look: &Look, mut values: Vec<&'static str>) -> &'static str {
        let mut seen = HashSet::new();
        values.retain(|value| seen.insert(*value));
        let definition = look.definition.clone();
        let definition = definition
            .filter(|name| Found::values(&Look::at(self.schema, &self.schema["definitions"][name])).is_some());
        let any_case = look.get("enumCaseInsensitive").is_some();
        let Place { owner, property, item } = *place;
        self.found.push(Found { owner, property, item, definition, values, any_case });
        intern(&format!("?{}", self.found.len() - 1))
    }
}

/// Names all enumerations of a resource, and puts the names where they are used.
pub fn name_all(facts: &mut ResourceFacts, found: Vec<Found>) {
    let resource = facts.name.rsplit("::").next().unwrap_or(facts.name);
    let mut groups: BTreeMap<String, HashSet<&[&str]>> = BTreeMap::new();
    for one in found.iter().filter(|one| one.definition.is_none()) {
        groups.entry(name::pascal(&one.own_name())).or_default().insert(&one.values);
    }
    let mut taken: HashMap<String, Option<&[&'static str]>> =
        facts.types.iter().map(|part| (name::pascal(part.name), None)).collect();
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|at| (found[*at].definition.is_none(), found[*at].owner.is_some()));
    let mut names: HashMap<usize, &'static str> = HashMap::new();
    for at in order {
        let one = &found[at];
        let shared = groups.get(&name::pascal(&one.own_name())).is_none_or(|sets| sets.len() == 1);
        let name = one.candidates(resource, shared).into_iter().find(|candidate| {
            taken.get(&name::pascal(candidate)).is_none_or(|known| *known == Some(one.values.as_slice()))
        });
        let name = intern(&name.unwrap_or_default());
        if taken.insert(name::pascal(name), Some(&one.values)).is_none() {
            facts.enums.push(EnumFacts { name, any_case: one.any_case, values: one.values.clone() });
        }
        names.insert(at, name);
    }
    facts.enums.sort_by_key(|enumeration| enumeration.name);
    let rename = |kind: &mut Kind| rename(kind, &names);
    facts.properties.iter_mut().for_each(|property| rename(&mut property.kind));
    facts.types.iter_mut().flat_map(|part| &mut part.properties).for_each(|property| rename(&mut property.kind));
}

impl Found {
    fn own_name(&self) -> String {
        if self.item { name::singular(self.property) } else { self.property.to_owned() }
    }

    /// Names to try, the best first.
    fn candidates(&self, resource: &str, shared: bool) -> Vec<String> {
        let own = self.own_name();
        let owner = self.owner.unwrap_or(resource);
        let long = format!("{owner}{own}");
        let mut names: Vec<String> = self.definition.iter().cloned().collect();
        if shared || self.owner.is_none() {
            names.push(own.clone());
        }
        names.extend([long.clone(), format!("{long}Value"), format!("{resource}{long}Value")]);
        names
    }
}

fn rename(kind: &mut Kind, names: &HashMap<usize, &'static str>) {
    match kind {
        Kind::List(item) | Kind::Map(item) => rename(item, names),
        Kind::Named(name) => {
            if let Some(at) = name.strip_prefix('?').and_then(|at| at.parse().ok()) {
                *name = names.get(&at).copied().unwrap_or_default();
            }
        }
        _ => {}
    }
}
