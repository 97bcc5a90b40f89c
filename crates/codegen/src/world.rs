//! All resources at once: what fixups and rules work on.

use crate::facts::{Kind, PropertyFacts, Relation, ResourceFacts};
use std::collections::BTreeMap;

/// All resources, by name.
#[derive(Clone, Debug, PartialEq)]
pub struct World {
    /// By name.
    pub resources: BTreeMap<&'static str, ResourceFacts>,
}

impl World {
    /// Of these resources.
    pub fn new(resources: impl IntoIterator<Item = ResourceFacts>) -> Self {
        World { resources: resources.into_iter().map(|facts| (facts.name, facts)).collect() }
    }

    /// The resources of each service, by the service's name in AWS's spelling: `EC2`.
    pub fn services(&self) -> BTreeMap<&'static str, Vec<&ResourceFacts>> {
        let mut services: BTreeMap<&'static str, Vec<&ResourceFacts>> = BTreeMap::new();
        for facts in self.resources.values() {
            services.entry(service(facts.name)).or_default().push(facts);
        }
        services
    }

    /// Whether a handle of the resource gives the attribute: as what `Ref` returns, or with `Fn::GetAtt`.
    pub fn yields(&self, relation: &Relation) -> bool {
        self.resources.get(relation.resource).is_some_and(|facts| {
            facts.reference == Some(relation.attribute) || facts.attribute(relation.attribute).is_some()
        })
    }

    /// The property at a place such as `AWS::SQS::Queue/Tags` or `AWS::SQS::Queue#Tag/Key`.
    pub fn property_mut(&mut self, place: &str) -> Option<&mut PropertyFacts> {
        let (owner, name) = place.split_once('/')?;
        let (resource, part) = owner.split_once('#').map_or((owner, None), |(resource, part)| (resource, Some(part)));
        let facts = self.resources.get_mut(resource)?;
        let properties = match part {
            Some(part) => &mut facts.types.iter_mut().find(|known| known.name == part)?.properties,
            None => &mut facts.properties,
        };
        properties.iter_mut().find(|property| property.name == name)
    }

    /// Calls `change` with every property of every resource.
    pub fn each_property(&mut self, mut change: impl FnMut(&'static str, Option<&'static str>, &mut PropertyFacts)) {
        for facts in self.resources.values_mut() {
            let name = facts.name;
            facts.properties.iter_mut().for_each(|property| change(name, None, property));
            for part in &mut facts.types {
                part.properties.iter_mut().for_each(|property| change(name, Some(part.name), property));
            }
        }
    }
}

impl ResourceFacts {
    /// Gives one of its types another name; whether there is such a type.
    pub fn rename(&mut self, from: &str, to: &'static str) -> bool {
        let Some(part) = self.types.iter_mut().find(|part| part.name == from) else { return false };
        part.name = to;
        self.types.sort_by_key(|part| part.name);
        let nested = self.types.iter_mut().flat_map(|part| &mut part.properties);
        self.properties.iter_mut().chain(nested).for_each(|property| rename(&mut property.kind, from, to));
        true
    }
}

fn rename(kind: &mut Kind, from: &str, to: &'static str) {
    match kind {
        Kind::List(item) | Kind::Map(item) => rename(item, from, to),
        Kind::Named(name) if *name == from => *name = to,
        _ => {}
    }
}

/// `EC2` of `AWS::EC2::Subnet`.
pub fn service(resource: &'static str) -> &'static str {
    resource.split("::").nth(1).unwrap_or(resource)
}

/// `Subnet` of `AWS::EC2::Subnet`.
pub fn last(resource: &'static str) -> &'static str {
    resource.rsplit("::").next().unwrap_or(resource)
}
