//! Names that are given twice.

use super::{Relations, codes};
use crate::sight::{LOOSE, Meaning, Node, Symbol};

/// A type, the property that names it, and whether the name is there once in every region.
const NAMES: &[(&str, &str, bool)] = &[
    ("AWS::Batch::ComputeEnvironment", "ComputeEnvironmentName", false),
    ("AWS::Batch::JobQueue", "JobQueueName", false),
    ("AWS::CloudWatch::Alarm", "AlarmName", false),
    ("AWS::DynamoDB::Table", "TableName", false),
    ("AWS::ECR::Repository", "RepositoryName", false),
    ("AWS::ECS::Cluster", "ClusterName", false),
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", "Name", false),
    ("AWS::ElasticLoadBalancingV2::TargetGroup", "Name", false),
    ("AWS::IAM::Group", "GroupName", true),
    ("AWS::IAM::InstanceProfile", "InstanceProfileName", true),
    ("AWS::IAM::ManagedPolicy", "ManagedPolicyName", true),
    ("AWS::IAM::Role", "RoleName", true),
    ("AWS::IAM::User", "UserName", true),
    ("AWS::Kinesis::Stream", "Name", false),
    ("AWS::Lambda::Function", "FunctionName", false),
    ("AWS::Logs::LogGroup", "LogGroupName", false),
    ("AWS::RDS::DBCluster", "DBClusterIdentifier", false),
    ("AWS::RDS::DBInstance", "DBInstanceIdentifier", false),
    ("AWS::RDS::DBSubnetGroup", "DBSubnetGroupName", false),
    ("AWS::S3::Bucket", "BucketName", true),
    ("AWS::SNS::Topic", "TopicName", false),
    ("AWS::SQS::Queue", "QueueName", false),
    ("AWS::SSM::Parameter", "Name", false),
    ("AWS::SecretsManager::Secret", "Name", false),
    ("AWS::StepFunctions::StateMachine", "StateMachineName", false),
];

pub(super) fn judge(relations: &mut Relations<'_, '_, '_>) {
    let sight = relations.sight;
    // files without a manifest may go to accounts apart, unless the caller says which one
    let is_one_account = relations.environment.name != LOOSE || relations.environment.account.is_some();
    for (type_name, property, is_global) in NAMES {
        let mut known: Vec<(Node, Meaning<'_>)> = Vec::new();
        for node in relations.all(type_name) {
            let value = sight.property(node, property);
            if !is_fixed(&value) {
                continue;
            }
            let stack = sight.stack(node);
            let meets = |other: &Node| {
                let other = sight.stack(*other);
                let is_own = std::ptr::eq(stack, other);
                is_own || is_one_account && (*is_global || stack.region == other.region)
            };
            let first = known.iter().find(|(other, name)| *name == value && meets(other)).map(|(other, _)| *other);
            match first {
                Some(other) => {
                    let said = value.text().map_or_else(|| "it".to_string(), |value| value.into_owned());
                    let other = relations.name(other);
                    let everywhere = if *is_global { "" } else { " and region" };
                    relations.found(&codes::NAME_TWICE, node, property, |problem| {
                        problem.with("value", said).with("other", other).with("where", everywhere)
                    });
                }
                None => known.push((node, value)),
            }
        }
    }
}

/// Whether nothing in it differs from one resource to the next.
fn is_fixed(value: &Meaning<'_>) -> bool {
    match value {
        Meaning::Text(_) => true,
        Meaning::Composed(parts) => parts
            .iter()
            .all(|part| matches!(part, Meaning::Text(_) | Meaning::Symbol(Symbol::Pseudo("AWS::AccountId")))),
        _ => false,
    }
}
