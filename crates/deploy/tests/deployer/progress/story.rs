//! A short run that fails: three stacks, one made, one rolled back, one not begun.

use formwork::{Place, Problem, Source};
use formwork_deploy::codes;
use formwork_deploy::ending::Ending;
use formwork_deploy::execute::{Notice, StepResult};

pub const BEGINNING_MS: i64 = 1_800_000_000_000;

/// CloudFormation's reason, with everything in it that XML and Markdown have to escape.
pub const REASON: &str = "image <app:\"v2\"> & its platform | do not fit";

/// Notices, each with the second in which it is said.
pub fn failing() -> Vec<(i64, Notice)> {
    let stacks = ["NetworkStack", "AppStack", "EdgeStack", "MailStack"].map(str::to_string);
    let (failed, not_begun) = (service_failed(), producer_failed());
    vec![
        (0, Notice::Began { run: "19b3f".into(), environment: "prod".into(), stacks: stacks.to_vec() }),
        (0, Notice::Remark("express mode is off".into())),
        (1, began("NetworkStack", "create", 2)),
        (2, resource("NetworkStack", "Vpc", "AWS::EC2::VPC", "CREATE_IN_PROGRESS", None, 2)),
        (14, resource("NetworkStack", "Vpc", "AWS::EC2::VPC", "CREATE_COMPLETE", None, 14)),
        (15, resource("NetworkStack", "Gateway", "AWS::EC2::NatGateway", "CREATE_IN_PROGRESS", None, 15)),
        (103, resource("NetworkStack", "Gateway", "AWS::EC2::NatGateway", "CREATE_COMPLETE", None, 103)),
        (103, ended("NetworkStack", StepResult::Changed, 102, &[("VpcId", "vpc-1"), ("AdminPassword", "hunter2")])),
        (104, began("AppStack", "update", 3)),
        (105, resource("AppStack", "Role", "AWS::IAM::Role", "UPDATE_IN_PROGRESS", None, 105)),
        (106, resource("AppStack", "Service", "AWS::ECS::Service", "UPDATE_IN_PROGRESS", None, 106)),
        (110, resource("AppStack", "Role", "AWS::IAM::Role", "UPDATE_COMPLETE", None, 110)),
        (111, resource("AppStack", "Alarm", "AWS::CloudWatch::Alarm", "CREATE_IN_PROGRESS", None, 111)),
        (190, resource("AppStack", "Service", "AWS::ECS::Service", "UPDATE_FAILED", Some(REASON), 190)),
        (190, {
            let reason = Some("Resource creation cancelled");
            resource("AppStack", "Alarm", "AWS::CloudWatch::Alarm", "CREATE_FAILED", reason, 190)
        }),
        (192, resource("AppStack", "Service", "AWS::ECS::Service", "UPDATE_IN_PROGRESS", None, 192)),
        (200, resource("AppStack", "Service", "AWS::ECS::Service", "UPDATE_COMPLETE", None, 200)),
        (201, ended("AppStack", StepResult::Failed(vec![failed.clone()]), 97, &[])),
        (201, ended("EdgeStack", StepResult::NotBegun(vec![not_begun.clone()]), 0, &[])),
        (201, {
            let steps = [
                ("NetworkStack", StepResult::Changed),
                ("AppStack", StepResult::Failed(vec![failed.clone()])),
                ("EdgeStack", StepResult::NotBegun(vec![not_begun.clone()])),
            ];
            let steps = steps.map(|(step, result)| (step.to_string(), result)).to_vec();
            let problems = vec![failed, not_begun];
            Notice::Ended { ending: Ending::RolledBack, took_ms: 201_000, steps, problems }
        }),
    ]
}

/// The notices alone.
pub fn notices() -> Vec<Notice> {
    failing().into_iter().map(|(_, notice)| notice).collect()
}

pub fn at_ms(second: i64) -> i64 {
    BEGINNING_MS + second * 1000
}

pub fn began(step: &str, action: &'static str, resources: usize) -> Notice {
    Notice::StackBegan { step: step.into(), action, resources }
}

pub fn ended(step: &str, result: StepResult, seconds: i64, outputs: &[(&str, &str)]) -> Notice {
    let outputs = outputs.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
    Notice::StackEnded { step: step.into(), result, took_ms: seconds * 1000, outputs }
}

pub fn resource(step: &str, id: &str, type_name: &str, status: &str, reason: Option<&str>, second: i64) -> Notice {
    Notice::Resource {
        step: step.into(),
        logical_id: format!("{id}0A1B2C3D"),
        type_name: type_name.into(),
        status: status.into(),
        reason: reason.map(str::to_string),
        place: place(step, id),
        at_ms: at_ms(second),
    }
}

fn place(step: &str, id: &str) -> Place {
    let source = Source { file: "stacks/src/app.rs".into(), line: 58 };
    Place::new(format!("prod/{step}/{id}")).source(source)
}

fn service_failed() -> Problem {
    let problem = codes::RESOURCE_FAILED.problem().at(place("AppStack", "Service"));
    let problem = problem.with("type", "AWS::ECS::Service").with("resource", "Service0A1B2C3D");
    problem.with("stack", "AppStack").with("action", "updated").with("reason", REASON).with("help", "mend the cause")
}

fn producer_failed() -> Problem {
    codes::PRODUCER_FAILED.problem().with("stack", "EdgeStack").with("producer", "AppStack")
}
