//! Rule: names that end so mean this, whatever stands in front.

use super::{is_free, may_take, relate};
use crate::facts::{Kind, Relation};
use crate::world::World;

type Family = (&'static str, &'static [(&'static str, &'static str)]);

const ANY_KEY: &[(&str, &str)] =
    &[("AWS::KMS::Alias", "AliasName"), ("AWS::KMS::Key", "Arn"), ("AWS::KMS::Key", "KeyId")];
const ANY_FUNCTION: &[(&str, &str)] =
    &[("AWS::Lambda::Alias", "AliasArn"), ("AWS::Lambda::Function", "Arn"), ("AWS::Lambda::Version", "FunctionArn")];

/// Endings in lower case, and what they mean.
const FAMILIES: [Family; 19] = [
    ("bucketarn", &[("AWS::S3::Bucket", "Arn")]),
    ("kmskey", ANY_KEY),
    ("kmskeyarn", &[("AWS::KMS::Key", "Arn")]),
    ("kmskeyid", ANY_KEY),
    ("kmskeyidentifier", ANY_KEY),
    ("lambdaarn", ANY_FUNCTION),
    ("lambdafunctionarn", ANY_FUNCTION),
    ("loggrouparn", &[("AWS::Logs::LogGroup", "Arn")]),
    ("loggroupname", &[("AWS::Logs::LogGroup", "LogGroupName")]),
    ("rolearn", &[("AWS::IAM::Role", "Arn")]),
    ("secretarn", &[("AWS::SecretsManager::Secret", "Id")]),
    ("securitygroupid", &[("AWS::EC2::SecurityGroup", "Id")]),
    ("securitygroupids", &[("AWS::EC2::SecurityGroup", "Id")]),
    ("snstopicarn", &[("AWS::SNS::Topic", "TopicArn")]),
    ("sqsqueuearn", &[("AWS::SQS::Queue", "Arn")]),
    ("sqsarn", &[("AWS::SQS::Queue", "Arn")]),
    ("subnetid", &[("AWS::EC2::Subnet", "SubnetId")]),
    ("subnetids", &[("AWS::EC2::Subnet", "SubnetId")]),
    ("vpcid", &[("AWS::EC2::VPC", "VpcId")]),
];

/// Names that end like a family and are none of it: buckets of other services.
const STRANGERS: [&str; 3] = ["tablebucketarn", "vectorbucketarn", "lightsailbucketarn"];

/// Applies it, to properties and to what handles give.
pub fn apply(world: &mut World) {
    let known = world.clone();
    world.each_property(|resource, part, property| {
        let Some(relations) = meaning(property.name) else { return };
        if is_free(property) && may_take(&known, resource, part, property, &relations) {
            relate(property, relations);
        }
    });
    for facts in world.resources.values_mut() {
        for attribute in &mut facts.attributes {
            let name = attribute.name.rsplit('.').next().unwrap_or(attribute.name);
            let relations =
                meaning(name).filter(|_| attribute.relations.is_empty() && *attribute.kind.scalar() == Kind::Text);
            let is_own = |relation: &Relation| relation.resource == facts.name;
            if let Some(relations) = relations
                && !relations.iter().any(is_own)
            {
                attribute.relations = relations;
            }
        }
    }
}

fn meaning(name: &str) -> Option<Vec<Relation>> {
    let name = name.to_ascii_lowercase();
    let is_stranger = STRANGERS.iter().any(|stranger| name.ends_with(stranger));
    let (_, targets) = FAMILIES.iter().find(|(ending, _)| name.ends_with(ending) && !is_stranger)?;
    Some(targets.iter().map(|(resource, attribute)| Relation { resource, attribute }).collect())
}
