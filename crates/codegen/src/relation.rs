//! Which property takes which resource's id: what AWS says, under one name for each id, and what names tell.

pub mod family;
pub mod foundation;
pub mod pattern;
pub mod proposal;

use crate::Failure;
use crate::facts::{Kind, PropertyFacts, Relation, ResourceFacts};
use crate::world::{World, last};

/// Gives every relation the one name that its target has. One that points nowhere is an error: it needs a fixup.
pub fn settle(world: &mut World) -> Result<(), Failure> {
    let known = world.clone();
    let mut lost: Vec<String> = Vec::new();
    let mut settle_all = |relations: &mut Vec<Relation>| {
        for relation in relations.iter_mut() {
            match settled(&known, relation) {
                Some(settled) => *relation = settled,
                None => lost.push(format!("{}.{}", relation.resource, relation.attribute)),
            }
        }
        relations.sort_unstable();
        relations.dedup();
    };
    world.each_property(|_, _, property| settle_all(&mut property.relations));
    for facts in world.resources.values_mut() {
        for attribute in &mut facts.attributes {
            settle_all(&mut attribute.relations);
            // That it is the resource's own goes without saying.
            attribute.relations.retain(|to| to.resource != facts.name || to.attribute != attribute.name);
        }
    }
    lost.sort_unstable();
    lost.dedup();
    if lost.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "relations point to what is not there: {}; correct them in crates/codegen/src/fixup/target.rs",
        lost.join(", ")
    )))
}

/// AWS names the same id in several ways: `VPC.Id` is `VPC.VpcId`, `Bucket.Name` is `Bucket.BucketName`.
fn settled(world: &World, relation: &Relation) -> Option<Relation> {
    let facts = world.resources.get(relation.resource)?;
    let names = names(facts);
    let known = |name: &str| names.iter().copied().find(|known| *known == name);
    let attribute = match relation.attribute {
        name if known(name).is_some() => known(name)?,
        "Id" | "Ids" => facts.reference?,
        "Arn" | "Name" | "Names" => {
            let suffix = relation.attribute.trim_end_matches('s');
            let long = format!("{}{suffix}", last(relation.resource));
            known(&long).or_else(|| names.iter().copied().find(|name| name.ends_with(suffix)))?
        }
        _ => return None,
    };
    Some(Relation { resource: facts.name, attribute })
}

/// Everything of a resource that a relation can name: attributes first.
fn names(facts: &ResourceFacts) -> Vec<&'static str> {
    let attributes = facts.attributes.iter().map(|attribute| attribute.name);
    attributes.chain(facts.properties.iter().map(|property| property.name)).chain(facts.reference).collect()
}

/// Adds what names and patterns tell, to properties that AWS says nothing about.
pub fn infer(world: &mut World, accepted: &proposal::Accepted) {
    proposal::apply(world, accepted);
    foundation::apply(world);
    family::apply(world);
    pattern::apply(world);
}

/// Whether a rule may say something about a property: it is text, and AWS does not say anything else.
fn is_free(property: &PropertyFacts) -> bool {
    property.relations.is_empty()
        && !property.read_only
        && *property.kind.scalar() == Kind::Text
        && !matches!(property.kind, Kind::Map(_))
}

fn relate(property: &mut PropertyFacts, relations: impl IntoIterator<Item = Relation>) {
    property.relations.extend(relations);
    property.relations.sort_unstable();
    property.relations.dedup();
    property.by_rule = !property.relations.is_empty();
}

/// Whether nothing speaks against a rule's word: a fixup, a name of the resource's own, a pattern that names another
/// service.
fn may_take(
    world: &World,
    resource: &'static str,
    part: Option<&'static str>,
    property: &PropertyFacts,
    relations: &[Relation],
) -> bool {
    let (name, own) = (property.name.to_ascii_lowercase(), last(resource).to_ascii_lowercase());
    let ending = name.strip_prefix(&own);
    let is_own = part.is_none() && ending.is_some_and(|ending| ["arn", "id", "identifier", "name"].contains(&ending));
    !is_own && !is_declared_free(&place(resource, part, property.name)) && pattern_allows(world, property, relations)
}

/// Properties that a fixup has declared to be no ids stay so, whatever their name.
fn is_declared_free(place: &str) -> bool {
    use crate::fixup::Change;
    crate::fixup::all().any(|fixup| match &fixup.change {
        Change::NoId(places) => places.contains(&place),
        Change::NoIds(resource) => place.starts_with(resource),
        _ => false,
    })
}

/// A pattern of ARNs has to be about the service of one of the targets.
fn pattern_allows(world: &World, property: &PropertyFacts, relations: &[Relation]) -> bool {
    let Some(service) = property.pattern.and_then(pattern::service) else { return true };
    relations.iter().any(|relation| {
        let template = world.resources.get(relation.resource).and_then(|facts| facts.arn);
        template.is_none_or(|template| template.split(':').nth(2) == Some(&service))
    })
}

/// How a place is written: `AWS::SQS::Queue#Tag/Key`.
pub fn place(resource: &str, part: Option<&str>, property: &str) -> String {
    match part {
        Some(part) => format!("{resource}#{part}/{property}"),
        None => format!("{resource}/{property}"),
    }
}
