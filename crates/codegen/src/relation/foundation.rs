//! Rule: a name that always means the same resource, in several services, means it everywhere.

use super::{is_free, may_take, relate};
use crate::facts::Relation;
use crate::world::{World, service};
use std::collections::{BTreeMap, BTreeSet};

/// Services whose resources those of all others refer to. A name that means something of another service means it there.
const FOUNDATIONS: [&str; 17] = [
    "CertificateManager",
    "DynamoDB",
    "EC2",
    "ECR",
    "ECS",
    "Events",
    "IAM",
    "KMS",
    "Kinesis",
    "KinesisFirehose",
    "Lambda",
    "Logs",
    "Route53",
    "S3",
    "SNS",
    "SQS",
    "SecretsManager",
];

/// So many uses, in so many services, make a name mean something.
const ENOUGH: usize = 3;

/// Applies it to every property of such a name.
pub fn apply(world: &mut World) {
    let meanings = meanings(world);
    let known = world.clone();
    world.each_property(|resource, part, property| {
        if let Some(relations) = meanings.get(property.name)
            && is_free(property)
            && may_take(&known, resource, part, property, relations)
        {
            relate(property, relations.iter().copied());
        }
    });
}

/// What names mean: from what AWS says alone, not from what other rules say.
fn meanings(world: &World) -> BTreeMap<&'static str, Vec<Relation>> {
    let mut uses: BTreeMap<&'static str, Vec<(&'static str, &[Relation])>> = BTreeMap::new();
    for facts in world.resources.values() {
        for (_, property) in facts.all_properties() {
            if !property.relations.is_empty() && !property.by_rule && !property.open {
                uses.entry(property.name).or_default().push((service(facts.name), &property.relations));
            }
        }
    }
    let meaning = |uses: Vec<(&'static str, &[Relation])>| {
        let services: BTreeSet<_> = uses.iter().map(|(service, _)| service).collect();
        let (_, first) = uses.first()?;
        let is_one = uses.iter().all(|(_, relations)| relations == first);
        let is_foundation = first.iter().all(|relation| FOUNDATIONS.contains(&service(relation.resource)));
        (is_one && is_foundation && services.len() >= ENOUGH && uses.len() >= ENOUGH).then(|| first.to_vec())
    };
    uses.into_iter().filter_map(|(name, uses)| Some((name, meaning(uses)?))).collect()
}
