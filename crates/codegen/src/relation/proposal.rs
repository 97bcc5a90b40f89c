//! Rule: `ClusterArn` is the ARN of the service's own `Cluster`. It is wrong about one time in twenty, so it only
//! proposes: what counts is in `relations/accepted.txt`, after somebody has looked, or in `relations/refused.txt`.

use super::{is_free, may_take, place, relate};
use crate::Failure;
use crate::facts::{Relation, ResourceFacts};
use crate::world::{World, last, service};
use std::collections::{BTreeMap, BTreeSet};

/// Stems that mean too many things: they are refused at once.
const VAGUE: [&str; 7] = ["api", "instance", "key", "resource", "role", "securitygroup", "subnet"];

const ENDINGS: [&str; 8] = ["Identifiers", "Identifier", "Arns", "Arn", "Ids", "Id", "Names", "Name"];

/// Proposals that somebody has accepted: place, resource and attribute.
#[derive(Clone, Debug, Default)]
pub struct Accepted {
    lines: BTreeMap<String, String>,
    refused: BTreeSet<String>,
}

impl Accepted {
    /// Reads the two lists: `AWS::ECS::Service/TaskDefinition AWS::ECS::TaskDefinition.TaskDefinitionArn` in one, a place
    /// and a reason in the other.
    pub fn read(accepted: &str, refused: &str) -> Result<Self, Failure> {
        let lines = |text: &str| {
            let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
            let pairs = lines.map(|line| match line.split_once(' ') {
                Some((place, rest)) => Ok((place.to_owned(), rest.to_owned())),
                None => Err(Failure::new(format!(
                    "a line of crates/codegen/relations says nothing about its place: `{line}`"
                ))),
            });
            pairs.collect::<Result<BTreeMap<_, _>, _>>()
        };
        Ok(Accepted { lines: lines(accepted)?, refused: lines(refused)?.into_keys().collect() })
    }

    /// The accepted list with further proposals.
    pub fn with(&self, proposals: &BTreeMap<String, Relation>) -> String {
        let mut lines = self.lines.clone();
        let new = proposals.iter().map(|(place, to)| (place.clone(), format!("{}.{}", to.resource, to.attribute)));
        lines.extend(new);
        let mut text = String::from(
            "# What `refresh` proposed from names, and somebody accepted. A wrong line goes to refused.txt, with a reason.\n",
        );
        for (place, target) in lines {
            text.push_str(&format!("{place} {target}\n"));
        }
        text
    }
}

/// What the rule proposes and no list has.
pub fn new(world: &World, accepted: &Accepted) -> BTreeMap<String, Relation> {
    let mut proposals = propose(world);
    proposals.retain(|place, _| !accepted.lines.contains_key(place) && !accepted.refused.contains(place));
    proposals
}

/// Accepted lines that the rule does not propose any more: their place or their target is gone, or AWS says it now.
pub fn stale<'a>(world: &World, accepted: &'a Accepted) -> Vec<&'a str> {
    let proposals = propose(world);
    let lines = accepted.lines.keys().chain(&accepted.refused);
    lines.map(String::as_str).filter(|place| !proposals.contains_key(*place)).collect()
}

/// Applies what is accepted.
pub fn apply(world: &mut World, accepted: &Accepted) {
    let proposals = propose(world);
    for (place, relation) in proposals {
        let is_accepted = accepted
            .lines
            .get(&place)
            .is_some_and(|line| *line == format!("{}.{}", relation.resource, relation.attribute));
        if is_accepted && let Some(property) = world.property_mut(&place) {
            relate(property, [relation]);
        }
    }
}

fn propose(world: &World) -> BTreeMap<String, Relation> {
    let mut services: BTreeMap<&str, BTreeMap<String, &ResourceFacts>> = BTreeMap::new();
    for facts in world.resources.values() {
        services.entry(service(facts.name)).or_default().insert(last(facts.name).to_ascii_lowercase(), facts);
    }
    let mut proposals = BTreeMap::new();
    for facts in world.resources.values() {
        let Some(siblings) = services.get(service(facts.name)) else { continue };
        for (part, property) in facts.all_properties() {
            let Some(relation) = relation(siblings, property.name) else { continue };
            let is_own = relation.resource == facts.name && part.is_none();
            if !is_own && is_free(property) && may_take(world, facts.name, part, property, &[relation]) {
                proposals.insert(place(facts.name, part, property.name), relation);
            }
        }
    }
    proposals
}

/// The sibling that a name is made of, and the attribute that its ending means.
fn relation(siblings: &BTreeMap<String, &ResourceFacts>, name: &str) -> Option<Relation> {
    let lower = name.to_ascii_lowercase();
    let (ending, stem) =
        ENDINGS.iter().find_map(|ending| Some((*ending, lower.strip_suffix(&ending.to_ascii_lowercase())?)))?;
    if VAGUE.contains(&stem) {
        return None;
    }
    let facts = siblings.get(stem)?;
    let attributes = facts.attributes.iter().map(|attribute| attribute.name).chain(facts.reference);
    let own = last(facts.name);
    let wanted: &[&str] = match ending.trim_end_matches('s') {
        "Identifier" => &["Identifier", "Id"],
        "Arn" => &["Arn"],
        "Id" => &["Id"],
        _ => &["Name"],
    };
    let names = wanted.iter().flat_map(|wanted| [format!("{own}{wanted}"), (*wanted).to_owned()]);
    let found = names.into_iter().find_map(|name| attributes.clone().find(|known| known.eq_ignore_ascii_case(&name)));
    found.map(|attribute| Relation { resource: facts.name, attribute })
}
