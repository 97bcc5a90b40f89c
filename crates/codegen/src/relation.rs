//! Which property takes which resource's id.

use crate::facts::Relation;
use crate::world::{World, last};

/// Gives every relation the one name that its target has, and drops those that point nowhere.
pub fn settle(world: &mut World) {
    let known = world.clone();
    let settle_all = |relations: &mut Vec<Relation>| {
        let settled = relations.iter().filter_map(|relation| settled(&known, relation));
        *relations = settled.collect();
        relations.sort_unstable();
        relations.dedup();
    };
    world.each_property(|_, _, property| settle_all(&mut property.relations));
    for facts in world.resources.values_mut() {
        facts.attributes.iter_mut().for_each(|attribute| settle_all(&mut attribute.relations));
    }
}

/// AWS names the same id in several ways: `VPC.Id` is `VPC.VpcId`, `Bucket.Name` is `Bucket.BucketName`.
fn settled(world: &World, relation: &Relation) -> Option<Relation> {
    let facts = world.resources.get(relation.resource)?;
    let has = |name: &str| facts.attribute(name).is_some() || facts.property(name).is_some() || facts.reference == Some(name);
    let own = last(relation.resource);
    let attribute = match relation.attribute {
        "Id" | "Ids" if !has(relation.attribute) => facts.reference?,
        name if has(name) => facts.attribute(name).map(|known| known.name).or(facts.property(name).map(|known| known.name)).or(facts.reference)?,
        "Arn" | "Name" | "Names" => {
            let suffix = relation.attribute.trim_end_matches('s');
            let names = facts.attributes.iter().map(|attribute| attribute.name);
            let mut names = names.chain(facts.properties.iter().map(|property| property.name)).chain(facts.reference);
            let long = format!("{own}{suffix}");
            names.clone().find(|name| *name == long).or_else(|| names.find(|name| name.ends_with(suffix)))?
        }
        _ => return None,
    };
    Some(Relation { resource: facts.name, attribute })
}
