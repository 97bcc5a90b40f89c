//! Rule: names that end so mean this, whatever stands in front.

use super::{is_free, may_take, relate};
use crate::facts::Relation;
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

/// Applies it.
pub fn apply(world: &mut World) {
    let known = world.clone();
    world.each_property(|resource, part, property| {
        let name = property.name.to_ascii_lowercase();
        let family = FAMILIES.iter().find(|(ending, _)| name.ends_with(ending));
        let is_stranger = STRANGERS.iter().any(|stranger| name.ends_with(stranger));
        let Some((_, targets)) = family.filter(|_| !is_stranger) else { return };
        let relations: Vec<Relation> =
            targets.iter().map(|(resource, attribute)| Relation { resource, attribute }).collect();
        if is_free(property) && may_take(&known, resource, part, property, &relations) {
            relate(property, relations);
        }
    });
}
