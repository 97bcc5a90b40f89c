//! Id types: one for each attribute of a resource that some property takes, and one for each set that a property takes.

use super::{HEADER, module};
use crate::facts::{Relation, ResourceFacts};
use crate::world::{World, last, service};
use crate::{Failure, name};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The id types of everything, by what they identify.
pub struct Ids {
    single: BTreeMap<Relation, Name>,
    unions: BTreeMap<Vec<Relation>, Name>,
}

/// A union of more members needs a name that is not made of theirs.
const MOST_NAMES: usize = 3;

/// A type in a module of `ids`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Name {
    module: String,
    name: String,
}

impl Ids {
    /// Those that the world's properties need. An id that no handle gives would be a hindrance, and stays text.
    pub fn of(world: &World) -> Result<Self, Failure> {
        let mut ids = Ids { single: BTreeMap::new(), unions: BTreeMap::new() };
        let mut sets = BTreeSet::new();
        for facts in world.resources.values() {
            sets.extend(sets_of(world, facts));
        }
        for relation in sets.iter().flatten() {
            ids.single.insert(*relation, single_name(relation));
        }
        for set in sets.into_iter().filter(|set| set.len() > 1) {
            let name = ids.union_name(&set)?;
            ids.unions.insert(set, name);
        }
        ids.check()?;
        Ok(ids)
    }

    /// The type for a set of relations, as the generated modules write it; none if it is no id.
    pub fn name(&self, relations: &[Relation]) -> Option<String> {
        let known: Vec<Relation> =
            relations.iter().copied().filter(|relation| self.single.contains_key(relation)).collect();
        let name = match known.as_slice() {
            [] => return None,
            [only] => self.single.get(only)?,
            several => self.unions.get(several)?,
        };
        Some(format!("ids::{}::{}", name.module, name.name))
    }

    /// How many types there are: single ones, unions.
    pub fn counts(&self) -> (usize, usize) {
        (self.single.len(), self.unions.values().collect::<BTreeSet<_>>().len())
    }

    /// All KMS keys are one union; any other is called by its members, or, if they are many, by a name of its own.
    fn union_name(&self, set: &[Relation]) -> Result<Name, Failure> {
        if set.iter().all(|relation| service(relation.resource) == "KMS") {
            return Ok(Name { module: "kms".to_owned(), name: "AnyKey".to_owned() });
        }
        let names: Vec<&Name> = set.iter().filter_map(|relation| self.single.get(relation)).collect();
        let joined = names.iter().map(|name| name.name.as_str()).collect::<Vec<_>>().join("Or");
        let exception = name::exceptions::UNIONS.iter().find(|(known, _)| *known == joined);
        let module = names.first().map(|name| name.module.clone()).unwrap_or_default();
        match exception {
            Some((_, name)) => Ok(Name { module, name: (*name).to_owned() }),
            None if names.len() <= MOST_NAMES => Ok(Name { module, name: joined }),
            None => Err(Failure::new(format!(
                "a property takes so many kinds of ids that {joined} is no name; give the set one in `UNIONS` of \
                 crates/codegen/src/name/exceptions.rs, or declare the property open in src/fixup/own.rs"
            ))),
        }
    }

    fn check(&self) -> Result<(), Failure> {
        let unions: BTreeSet<&Name> = self.unions.values().collect();
        let mut seen: BTreeMap<&Name, &Relation> = BTreeMap::new();
        for (relation, name) in &self.single {
            let other = seen.insert(name, relation);
            if other.is_some() || unions.contains(name) {
                return Err(Failure::new(format!(
                    "two ids are called ids::{}::{}, one of them {}.{}; see `IDS` in crates/codegen/src/name/exceptions.rs",
                    name.module, name.name, relation.resource, relation.attribute
                )));
            }
        }
        Ok(())
    }

    /// `mod.rs` and a file a service.
    pub fn sources(&self) -> BTreeMap<String, String> {
        let mut modules: BTreeMap<&str, String> = BTreeMap::new();
        for (relation, name) in &self.single {
            let text = modules.entry(&name.module).or_insert_with(|| start(&name.module));
            let _ = writeln!(text, "\nid! {{ {} {:?} {:?} }}", name.name, relation.resource, relation.attribute);
        }
        let mut unions: BTreeMap<&Name, BTreeSet<&Relation>> = BTreeMap::new();
        for (set, name) in &self.unions {
            unions.entry(name).or_default().extend(set);
        }
        for (name, members) in unions {
            let text = modules.entry(&name.module).or_insert_with(|| start(&name.module));
            let members: BTreeSet<String> =
                members.iter().filter_map(|relation| self.path(relation, &name.module)).collect();
            let members: Vec<String> = members.into_iter().collect();
            let _ = writeln!(text, "\nunion! {{ {}: {} }}", name.name, members.join(", "));
        }
        let mut list =
            format!("{HEADER}//! The ids that properties take: a module a service, whatever features are on.\n\n");
        for module in modules.keys() {
            let _ = writeln!(list, "pub mod {module};");
        }
        let mut files: BTreeMap<String, String> =
            modules.into_iter().map(|(module, text)| (format!("{module}.rs"), text)).collect();
        files.insert("mod.rs".to_owned(), list);
        files
    }

    fn path(&self, relation: &Relation, module: &str) -> Option<String> {
        let name = self.single.get(relation)?;
        Some(if name.module == module { name.name.clone() } else { format!("super::{}::{}", name.module, name.name) })
    }
}

fn start(module: &str) -> String {
    format!("{HEADER}//! Ids of the service `{module}`.\n")
}

fn sets_of(world: &World, facts: &ResourceFacts) -> Vec<Vec<Relation>> {
    let properties = facts.all_properties().filter(|(_, property)| !property.open && !property.read_only);
    let properties = properties.map(|(_, property)| &property.relations);
    let attributes = facts.attributes.iter().map(|attribute| &attribute.relations);
    let sets = properties
        .chain(attributes)
        .map(|relations| relations.iter().copied().filter(|relation| world.yields(relation)).collect::<Vec<_>>());
    sets.filter(|set| !set.is_empty()).collect()
}

/// The attribute's name if it begins with the resource's, otherwise both, what both say only once: `Role` and `Arn` give
/// `RoleArn`, `VPC` and `VpcId` give `VpcId`, `UserPoolClient` and `ClientId` give `UserPoolClientId`.
fn single_name(relation: &Relation) -> Name {
    let module = module(service(relation.resource));
    let (own, attribute) = (name::words(last(relation.resource)), name::words(relation.attribute));
    let key = format!("{module}::{}.{}", name::pascal(last(relation.resource)), name::pascal(relation.attribute));
    if let Some((_, name)) = name::exceptions::IDS.iter().find(|(known, _)| *known == key) {
        return Name { module, name: (*name).to_owned() };
    }
    let shared = (0..=own.len().min(attribute.len())).rev().find(|shared| own.ends_with(&attribute[..*shared]));
    let words = [own.as_slice(), &attribute[shared.unwrap_or(0)..]].concat();
    Name { module, name: name::pascal(&words.join("_")) }
}
