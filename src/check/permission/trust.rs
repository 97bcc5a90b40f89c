//! Who takes on which role.

use super::role::Roles;
use super::{Permissions, codes, expand};
use crate::policy::{Allowed, Request, allows};
use crate::sight::{Meaning, Node};

/// A type, where it names a role, and the service that takes the role on.
const USERS: &[(&str, &[&str], &str)] = &[
    ("AWS::ECS::TaskDefinition", &["ExecutionRoleArn"], "ecs-tasks.amazonaws.com"),
    ("AWS::ECS::TaskDefinition", &["TaskRoleArn"], "ecs-tasks.amazonaws.com"),
    ("AWS::Batch::JobDefinition", &["ContainerProperties", "ExecutionRoleArn"], "ecs-tasks.amazonaws.com"),
    ("AWS::Batch::JobDefinition", &["ContainerProperties", "JobRoleArn"], "ecs-tasks.amazonaws.com"),
    ("AWS::Batch::ComputeEnvironment", &["ServiceRole"], "batch.amazonaws.com"),
    ("AWS::Lambda::Function", &["Role"], "lambda.amazonaws.com"),
    ("AWS::Scheduler::Schedule", &["Target", "RoleArn"], "scheduler.amazonaws.com"),
    ("AWS::StepFunctions::StateMachine", &["RoleArn"], "states.amazonaws.com"),
    ("AWS::CodeBuild::Project", &["ServiceRole"], "codebuild.amazonaws.com"),
    ("AWS::CodePipeline::Pipeline", &["RoleArn"], "codepipeline.amazonaws.com"),
    ("AWS::RDS::DBInstance", &["MonitoringRoleArn"], "monitoring.rds.amazonaws.com"),
    ("AWS::EC2::FlowLog", &["DeliverLogsPermissionArn"], "vpc-flow-logs.amazonaws.com"),
    ("AWS::Pipes::Pipe", &["RoleArn"], "pipes.amazonaws.com"),
    ("AWS::ApiGateway::Account", &["CloudWatchRoleArn"], "apigateway.amazonaws.com"),
];

impl Permissions<'_, '_, '_> {
    pub(super) fn trust(&mut self) {
        for (type_name, path, service) in USERS {
            for user in self.sight.of_type(type_name).collect::<Vec<_>>() {
                self.is_trusted(user, path, service);
            }
        }
        for profile in self.sight.of_type("AWS::IAM::InstanceProfile").collect::<Vec<_>>() {
            self.is_trusted(profile, &["Roles"], "ec2.amazonaws.com");
        }
    }

    fn is_trusted(&mut self, user: Node, path: &[&str], service: &str) {
        let role = self.sight.at(user, path);
        let Some(role) = role.items().first().and_then(|role| Roles::named(self.sight, role)) else { return };
        let Some(trust) = self.roles.trust(role) else { return };
        let Some(policy) = expand::policy(self.sight, trust) else { return };
        let request = Request::new("sts:AssumeRole", "").by(service);
        if allows(&[], &[policy], None, &request) != Allowed::No {
            return;
        }
        let trusted = trusted(trust);
        let problem = self.problem(&codes::WRONG_PRINCIPAL, user, &path.join("/"));
        let problem = problem.with("user", self.name(user)).with("role", self.name(role));
        self.problems.push(problem.with("service", service).with("trusted", trusted));
    }
}

/// The services that a trust policy names.
fn trusted(trust: &Meaning<'_>) -> String {
    let mut all = Vec::new();
    for statement in trust.get("Statement").items() {
        let principal = statement.get("Principal");
        let services = principal.get("Service").items().iter().chain(principal.get("AWS").items());
        all.extend(services.filter_map(|one| one.text()).map(|one| one.into_owned()));
    }
    if all.is_empty() { "nobody that is known".to_string() } else { all.join(", ") }
}
