//! What AWS wants and no schema says, one resource at a time.
//!
//! | code | about | source |
//! |---|---|---|
//! | `F0001`, `F0011` | CPU and memory of a task or a job on Fargate go together | Amazon ECS, "Task definition parameters for Fargate" |
//! | `F0002` | a health check ends before the next one begins | Elastic Load Balancing, "Health checks for target groups" |
//! | `F0003` | a security group holds each rule once | Amazon EC2, `AuthorizeSecurityGroupIngress` |
//! | `F0004`, `F0005`, `F0012` | cron names a day of the month or of the week; what a schedule looks like | Amazon EventBridge, "Setting a schedule pattern" |
//! | `F0006` | how a database is called | Amazon RDS, `CreateDBInstance` |
//! | `F0007` | gp3 volumes below 400 GiB have 3,000 IOPS and 125 MiB/s | Amazon RDS, "DB instance storage" |
//! | `F0008` | what IAM reads as a policy | AWS IAM, "Grammar of the IAM JSON policy language" |
//! | `F0009`, `F0010` | the attributes of a table are those of its keys | Amazon DynamoDB, `CreateTable` |
//!
//! A value that is an expression is taken to be right.

pub mod codes;
mod database;
mod fargate_size;
mod health_check;
mod policy_document;
mod rule_twice;
mod schedule;
mod table_keys;

use super::subject::place;
use crate::{AssembledEnvironment, AssembledStack, Assembly, Code, Data, Problem, TemplateResource};

/// What one resource must hold, as data, by file.
pub(super) const DATA: &[(&str, &str)] = &[
    ("batch.facts", include_str!("fact/data/batch.facts")),
    ("ec2.facts", include_str!("fact/data/ec2.facts")),
    ("ecs.facts", include_str!("fact/data/ecs.facts")),
    ("elasticloadbalancingv2.facts", include_str!("fact/data/elasticloadbalancingv2.facts")),
    ("others.facts", include_str!("fact/data/others.facts")),
    ("rds.facts", include_str!("fact/data/rds.facts")),
    ("s3.facts", include_str!("fact/data/s3.facts")),
];

/// A rule: the type that it is about, and what finds its mistakes.
type Rule = (&'static str, fn(&Found<'_>, &mut Vec<Problem>));

const RULES: &[Rule] = &[
    ("AWS::Batch::JobDefinition", fargate_size::of_job),
    ("AWS::EC2::SecurityGroup", rule_twice::judge),
    ("AWS::DynamoDB::Table", table_keys::judge),
    ("AWS::ECS::TaskDefinition", fargate_size::of_task),
    ("AWS::ElasticLoadBalancingV2::TargetGroup", health_check::judge),
    ("AWS::Events::Rule", schedule::judge),
    ("AWS::IAM::Group", policy_document::judge),
    ("AWS::IAM::ManagedPolicy", policy_document::judge),
    ("AWS::IAM::Policy", policy_document::judge),
    ("AWS::IAM::Role", policy_document::judge),
    ("AWS::IAM::User", policy_document::judge),
    ("AWS::KMS::Key", policy_document::judge),
    ("AWS::RDS::DBInstance", database::judge),
    ("AWS::S3::BucketPolicy", policy_document::judge),
    ("AWS::SNS::TopicPolicy", policy_document::judge),
    ("AWS::SQS::QueuePolicy", policy_document::judge),
    ("AWS::Scheduler::Schedule", schedule::judge),
];

/// A resource under judgement.
struct Found<'a> {
    environment: &'a AssembledEnvironment,
    stack: &'a AssembledStack,
    id: &'a str,
    resource: &'a TemplateResource,
}

impl Found<'_> {
    /// A problem at a place below the resource's properties: `Cpu`, `SecurityGroupIngress/1`.
    fn problem(&self, code: &'static Code, below: &str) -> Problem {
        let pointer = format!("/Resources/{}/Properties/{below}", self.id);
        code.problem().at(place(self.environment, self.stack, &pointer))
    }

    /// The number that a property is, or has as its text.
    fn number(&self, property: &str) -> Option<i64> {
        match self.resource.property(property)? {
            Data::Integer(number) => Some(*number),
            Data::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }
}

pub(super) fn judge(assembly: &Assembly, problems: &mut Vec<Problem>) {
    for environment in &assembly.environments {
        for stack in &environment.stacks {
            for (id, resource) in &stack.template.resources {
                for (_, judge) in RULES.iter().filter(|(type_name, _)| *type_name == resource.type_name) {
                    judge(&Found { environment, stack, id, resource }, problems);
                }
            }
        }
    }
}
