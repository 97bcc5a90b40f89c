//! Batch on Fargate, as its templates say.
#![cfg(feature = "batch")]

use formwork::batch::{
    FargateCapacity, FargateComputeEnvironment, FargateJobDefinition, FargateSize, JobQueue, Platform,
};
use formwork::ec2::{SecurityGroup, SubnetRef, Subnets};
use formwork::iam::{Principal, Role, RoleRef, Statement};
use formwork::ids::batch::ComputeEnvironmentArn;
use formwork::ids::ec2::{SecurityGroupId, SubnetId};
use formwork::ids::logs::LogGroupName;
use formwork::logs::LogGroup;
use formwork::secretsmanager::{Password, Secret};
use formwork::{App, Duration, Environment, Language, Stack};
use serde_json::{Value, json};

const IMAGE: &str = "public.ecr.aws/docker/library/node:22";

/// Builds one stack and returns its resources, and what was wrong.
fn synth(build: impl FnOnce(&Stack)) -> (Value, Vec<String>) {
    let app = App::new("demo");
    build(&app.environment(Environment::new("dev", "ap-northeast-1")).stack("BatchStack"));
    let assembly = app.synth();
    let template: Value =
        serde_json::from_str(&assembly.environments[0].stacks[0].template.to_json()).expect("a template is JSON");
    let problems = assembly.problems.iter().map(|problem| problem.render(Language::English)).collect();
    (template["Resources"].clone(), problems)
}

/// The only resource of this type.
fn only<'a>(resources: &'a Value, type_name: &str) -> &'a Value {
    let resources = resources.as_object().expect("resources").values();
    let found: Vec<&Value> = resources.filter(|resource| resource["Type"] == type_name).collect();
    assert_eq!(found.len(), 1, "{type_name}");
    found[0]
}

fn environment(stack: &Stack, capacity: FargateCapacity) -> FargateComputeEnvironment {
    let group = SecurityGroup::from_id(SecurityGroupId::literal("sg-0a1b2c3d"));
    let group = stack.add(format!("Group{capacity:?}"), group);
    FargateComputeEnvironment::new(capacity, 4, &subnets(), &group)
}

fn subnets() -> Subnets {
    Subnets::new([SubnetRef::from_id(SubnetId::literal("subnet-0a1b2c3d"))])
}

fn execution_role(stack: &Stack) -> RoleRef {
    stack.add("ExecutionRole", Role::new(Principal::service("ecs-tasks.amazonaws.com")))
}

#[test]
fn a_compute_environment_says_what_batch_wants_and_nothing_more() {
    for (capacity, kind) in [(FargateCapacity::OnDemand, "FARGATE"), (FargateCapacity::Spot, "FARGATE_SPOT")] {
        let (resources, problems) = synth(|stack| drop(stack.add("Jobs", environment(stack, capacity))));
        assert_eq!(problems, Vec::<String>::new());
        let expected = json!({
            "ComputeResources": {
                "MaxvCpus": 4,
                "SecurityGroupIds": ["sg-0a1b2c3d"],
                "Subnets": ["subnet-0a1b2c3d"],
                "Type": kind,
            },
            "Type": "MANAGED",
        });
        assert_eq!(only(&resources, "AWS::Batch::ComputeEnvironment")["Properties"], expected);
    }
}

#[test]
fn a_compute_environment_with_a_name_is_not_replaced_on_update() {
    let replaced = |change: fn(FargateComputeEnvironment) -> FargateComputeEnvironment| {
        let (resources, problems) =
            synth(|stack| drop(stack.add("Jobs", change(environment(stack, FargateCapacity::OnDemand)))));
        let properties = &only(&resources, "AWS::Batch::ComputeEnvironment")["Properties"];
        let codes: Vec<String> = problems.iter().map(|problem| problem[6..11].to_string()).collect();
        (properties["ReplaceComputeEnvironment"].as_bool(), codes.join(" "))
    };
    assert_eq!(replaced(|jobs| jobs), (None, String::new()));
    assert_eq!(replaced(|jobs| jobs.name("jobs")), (Some(false), String::new()));
    assert_eq!(replaced(|jobs| jobs.replace_on_update(false)), (Some(false), String::new()));
    assert_eq!(replaced(|jobs| jobs.replace_on_update(true)), (Some(true), String::new()));
    assert_eq!(replaced(|jobs| jobs.name("jobs").replace_on_update(true)).1, "C0542");
}

#[test]
fn a_compute_environment_waits_for_what_its_service_role_is_granted() {
    let (resources, problems) = synth(|stack| {
        let role = stack.add("ServiceRole", Role::new(Principal::service("batch.amazonaws.com")));
        stack.add("Jobs", environment(stack, FargateCapacity::OnDemand).service_role(&role));
        role.allow(Statement::allow(["ecs:RunTask"]).on("*"));
    });
    assert_eq!(problems, Vec::<String>::new());
    let environment = only(&resources, "AWS::Batch::ComputeEnvironment");
    let role = &environment["Properties"]["ServiceRole"]["Fn::GetAtt"][1];
    assert_eq!(role, "Arn");
    let waits = environment["DependsOn"].as_str().expect("one resource");
    assert_eq!(resources[waits]["Type"], "AWS::IAM::Policy");
}

#[test]
fn a_queue_tries_its_compute_environments_in_order_made_or_imported() {
    let arn = "arn:aws:batch:ap-northeast-1:123456789012:compute-environment/shared";
    let (resources, problems) = synth(|stack| {
        let made = stack.add("Spot", environment(stack, FargateCapacity::Spot));
        let imported = FargateComputeEnvironment::from_arn(ComputeEnvironmentArn::literal(arn));
        let imported = stack.add("Shared", imported);
        let queue = JobQueue::new(1).compute_environment(&made).compute_environment(&imported).name("jobs");
        stack.add("Queue", queue);
    });
    assert_eq!(problems, Vec::<String>::new());
    let expected = json!({
        "ComputeEnvironmentOrder": [
            {"ComputeEnvironment": {"Ref": "SpotCDFFAAD7"}, "Order": 1},
            {"ComputeEnvironment": arn, "Order": 2},
        ],
        "JobQueueName": "jobs",
        "Priority": 1,
    });
    assert_eq!(only(&resources, "AWS::Batch::JobQueue")["Properties"], expected);
}

#[test]
fn a_job_says_what_batch_wants_and_nothing_more() {
    let (resources, problems) = synth(|stack| {
        let job = FargateJobDefinition::new(IMAGE, FargateSize::of::<256, 512>(), &execution_role(stack));
        stack.add("Job", job);
    });
    assert_eq!(problems, Vec::<String>::new());
    let expected = json!({
        "ContainerProperties": {
            "ExecutionRoleArn": {"Fn::GetAtt": ["ExecutionRole605A040B", "Arn"]},
            "Image": IMAGE,
            "ResourceRequirements": [{"Type": "VCPU", "Value": "0.25"}, {"Type": "MEMORY", "Value": "512"}],
        },
        "PlatformCapabilities": ["FARGATE"],
        "Type": "container",
    });
    assert_eq!(only(&resources, "AWS::Batch::JobDefinition")["Properties"], expected);
}

#[test]
fn a_job_says_everything_that_was_asked_for() {
    let (resources, problems) = synth(|stack| {
        let job_role = stack.add("JobRole", Role::new(Principal::service("ecs-tasks.amazonaws.com")));
        let logs = stack.add("Logs", LogGroup::from_name(LogGroupName::literal("/aws/batch/app")));
        let secret = stack.add("Secret", Secret::generated("KEY", Password::alphanumeric()));
        let job = FargateJobDefinition::new(IMAGE, FargateSize::of::<2048, 4096>(), &execution_role(stack))
            .name("import")
            .job_role(&job_role)
            .command(["node", "import.js"])
            .environment("NODE_ENV", "production")
            .secret("KEY", &secret, "KEY")
            .secret_text("ALL", &secret)
            .logs(&logs, "import")
            .timeout(Duration::hours(1))
            .attempts(3)
            .platform(Platform::LinuxX86_64)
            .platform_version("LATEST");
        stack.add("Job", job);
    });
    assert_eq!(problems, Vec::<String>::new());
    let secret = json!({"Ref": "SecretA720EF05"});
    let container = json!({
        "Command": ["node", "import.js"],
        "Environment": [{"Name": "NODE_ENV", "Value": "production"}],
        "ExecutionRoleArn": {"Fn::GetAtt": ["ExecutionRole605A040B", "Arn"]},
        "FargatePlatformConfiguration": {"PlatformVersion": "LATEST"},
        "Image": IMAGE,
        "JobRoleArn": {"Fn::GetAtt": ["JobRole014917C6", "Arn"]},
        "LogConfiguration": {
            "LogDriver": "awslogs",
            "Options": {
                "awslogs-group": "/aws/batch/app",
                "awslogs-region": {"Ref": "AWS::Region"},
                "awslogs-stream-prefix": "import",
            },
        },
        "ResourceRequirements": [{"Type": "VCPU", "Value": "2"}, {"Type": "MEMORY", "Value": "4096"}],
        "RuntimePlatform": {"CpuArchitecture": "X86_64", "OperatingSystemFamily": "LINUX"},
        "Secrets": [
            {"Name": "KEY", "ValueFrom": {"Fn::Join": ["", [secret, ":KEY::"]]}},
            {"Name": "ALL", "ValueFrom": secret},
        ],
    });
    let expected = json!({
        "ContainerProperties": container,
        "JobDefinitionName": "import",
        "PlatformCapabilities": ["FARGATE"],
        "RetryStrategy": {"Attempts": 3},
        "Timeout": {"AttemptDurationSeconds": 3600},
        "Type": "container",
    });
    assert_eq!(only(&resources, "AWS::Batch::JobDefinition")["Properties"], expected);
    let statements = &only(&resources, "AWS::IAM::Policy")["Properties"]["PolicyDocument"]["Statement"];
    let read = json!([{"Action": "secretsmanager:GetSecretValue", "Effect": "Allow", "Resource": secret}]);
    assert_eq!(statements, &read);
}

#[test]
fn jobs_that_share_a_role_and_a_secret_are_granted_it_once() {
    let (resources, problems) = synth(|stack| {
        let role = execution_role(stack);
        let secret = stack.add("Secret", Secret::generated("KEY", Password::alphanumeric()));
        for id in ["Import", "Export"] {
            let job = FargateJobDefinition::new(IMAGE, FargateSize::of::<256, 512>(), &role);
            stack.add(id, job.secret("KEY", &secret, "KEY"));
        }
    });
    assert_eq!(problems, Vec::<String>::new());
    let statements = &only(&resources, "AWS::IAM::Policy")["Properties"]["PolicyDocument"]["Statement"];
    assert_eq!(statements.as_array().expect("statements").len(), 1);
}

#[test]
fn what_is_wrong_with_a_job_is_said_all_at_once() {
    let (_, problems) = synth(|stack| {
        let job = FargateJobDefinition::new(IMAGE, FargateSize::of::<32_768, 61_440>(), &execution_role(stack))
            .name("a job")
            .environment("KEY", "1")
            .environment("KEY", "2")
            .timeout(Duration::seconds(59))
            .attempts(11);
        stack.add("Job", job);
    });
    let found: Vec<&str> = problems.iter().filter_map(|problem| problem.lines().next()).collect();
    assert_eq!(
        found,
        [
            "error[C0551]: the container `default` is given two variables of the name `KEY`",
            "error[C0545]: a job does not take a timeout of 59 seconds",
            "error[C0546]: a job does not take 11 attempts",
            "error[C0547]: a job asks for 32 vCPUs",
            "error[C0552]: a job definition does not take the name `a job`",
        ]
    );
}

#[test]
fn what_is_wrong_with_a_queue_or_a_compute_environment_is_a_problem() {
    let (_, problems) = synth(|stack| {
        stack.add("Queue", JobQueue::new(1001));
        let group = stack.add("Group", SecurityGroup::from_id(SecurityGroupId::literal("sg-0a1b2c3d")));
        let none = Subnets::default();
        stack.add("Jobs", FargateComputeEnvironment::new(FargateCapacity::OnDemand, 4, &none, &group).name("a/b"));
    });
    let found: Vec<&str> = problems.iter().filter_map(|problem| problem.lines().next()).collect();
    assert_eq!(
        found,
        [
            "error[C0544]: a job queue does not take the priority 1001",
            "error[C0543]: a job queue has 0 compute environments",
            "error[C0541]: a compute environment has no subnet for its jobs",
            "error[C0552]: a compute environment does not take the name `a/b`",
        ]
    );
    assert!(problems[0].contains("--> dev/BatchStack/Queue   tests/constructs/batch.rs:"), "{}", problems[0]);
}
