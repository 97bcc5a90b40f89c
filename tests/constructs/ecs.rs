//! Clusters, tasks and services, as their templates say.
#![cfg(feature = "ecs")]

use formwork::ec2::{SecurityGroup, SecurityGroupRef, SubnetLayout, SubnetRef, Subnets, Vpc, VpcRef};
use formwork::ecs::{
    CircuitBreaker, Cluster, Container, ContainerInsights, FargateService, FargateSize, FargateTaskDefinition,
    Platform, PortMapping,
};
use formwork::elasticloadbalancingv2::{Listener, LoadBalancer, TargetGroup};
use formwork::iam::{ManagedPolicy, Principal, Role, RoleRef};
use formwork::ids::ec2::{SecurityGroupId, SubnetId};
use formwork::ids::ecs::{ClusterName, TaskDefinitionArn};
use formwork::ids::elasticloadbalancingv2::TargetGroupArn;
use formwork::ids::iam::RoleArn;
use formwork::ids::secretsmanager::SecretArn;
use formwork::logs::LogGroup;
use formwork::secretsmanager::{Password, Secret};
use formwork::{App, Assembly, Duration, Environment, Language, Size, Stack};
use serde_json::{Value, json};

const IMAGE: &str = "public.ecr.aws/nginx/nginx:stable";

fn problems(assembly: &Assembly) -> Vec<String> {
    assembly.problems.iter().map(|problem| problem.render(Language::English)).collect()
}

fn resources(assembly: &Assembly, stack: usize) -> Value {
    let template = assembly.environments[0].stacks[stack].template.to_json();
    serde_json::from_str::<Value>(&template).expect("a template is JSON")["Resources"].clone()
}

/// Builds one stack and returns its resources, and what was wrong.
fn synth(build: impl FnOnce(&Stack)) -> (Value, Vec<String>) {
    let app = App::new("demo");
    build(&app.environment(Environment::new("dev", "ap-northeast-1")).stack("AppStack"));
    let assembly = app.synth();
    (resources(&assembly, 0), problems(&assembly))
}

fn of_type<'a>(resources: &'a Value, type_name: &str) -> Vec<&'a Value> {
    let resources = resources.as_object().expect("resources").values();
    resources.filter(|resource| resource["Type"] == type_name).collect()
}

/// The only resource of this type.
fn only<'a>(resources: &'a Value, type_name: &str) -> &'a Value {
    let found = of_type(resources, type_name);
    assert_eq!(found.len(), 1, "{type_name}");
    found[0]
}

/// The types of what a resource is made after.
fn waits_for<'a>(resources: &'a Value, resource: &Value) -> Vec<&'a str> {
    let ids = match &resource["DependsOn"] {
        Value::Array(ids) => ids.clone(),
        Value::Null => Vec::new(),
        id => vec![id.clone()],
    };
    ids.iter().filter_map(|id| resources[id.as_str()?]["Type"].as_str()).collect()
}

fn execution_role(stack: &Stack) -> RoleRef {
    let role = Role::new(Principal::service("ecs-tasks.amazonaws.com"));
    let managed = ManagedPolicy::aws("service-role/AmazonECSTaskExecutionRolePolicy");
    stack.add("ExecutionRole", role.managed_policy(managed))
}

fn network(stack: &Stack) -> (VpcRef, SecurityGroupRef) {
    let layout = SubnetLayout::pinned(["10.0.1.0/24", "10.0.2.0/24"]);
    let vpc = stack.add("Vpc", Vpc::new("10.0.0.0/16").zones(["a", "c"]).public_subnets(layout));
    let group = stack.add("Group", SecurityGroup::new(&vpc, "Tasks"));
    (vpc, group)
}

fn imported_subnets() -> Subnets {
    Subnets::new([SubnetRef::from_id(SubnetId::literal("subnet-0a1b2c3d"))])
}

#[test]
fn a_cluster_says_nothing_that_nobody_asked_for() {
    let (resources, problems) = synth(|stack| drop(stack.add("Cluster", Cluster::new())));
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(resources, json!({"ClusterEB0386A7": {"Type": "AWS::ECS::Cluster"}}));
}

#[test]
fn container_insights_are_off_on_or_enhanced() {
    let all = [
        (ContainerInsights::Disabled, "disabled"),
        (ContainerInsights::Enabled, "enabled"),
        (ContainerInsights::Enhanced, "enhanced"),
    ];
    for (insights, text) in all {
        let cluster = Cluster::new().name("app").container_insights(insights);
        let (resources, _) = synth(|stack| drop(stack.add("Cluster", cluster)));
        let settings = json!([{"Name": "containerInsights", "Value": text}]);
        let properties = json!({"ClusterName": "app", "ClusterSettings": settings});
        assert_eq!(only(&resources, "AWS::ECS::Cluster")["Properties"], properties);
    }
}

#[test]
fn a_task_says_what_fargate_wants_and_nothing_more() {
    let task = FargateTaskDefinition::new(FargateSize::of::<256, 512>(), Container::new("web", IMAGE));
    let (resources, problems) = synth(|stack| drop(stack.add("Task", task)));
    assert_eq!(problems, Vec::<String>::new());
    let expected = json!({
        "Type": "AWS::ECS::TaskDefinition",
        "Properties": {
            "ContainerDefinitions": [{"Image": IMAGE, "Name": "web"}],
            "Cpu": "256",
            "Memory": "512",
            "NetworkMode": "awsvpc",
            "RequiresCompatibilities": ["FARGATE"],
        },
    });
    assert_eq!(resources, json!({"Task79114B6B": expected}));
}

#[test]
fn a_task_says_everything_that_was_asked_for() {
    let (resources, problems) = synth(|stack| {
        let role = execution_role(stack);
        let task_role = stack.add("TaskRole", Role::new(Principal::service("ecs-tasks.amazonaws.com")));
        let logs = stack.add("Logs", LogGroup::new());
        let web = Container::new("web", IMAGE)
            .entry_point(["/bin/sh", "-c"])
            .command(["nginx"])
            .port(PortMapping::tcp(80).name("web-80-tcp"))
            .port(PortMapping::udp(443))
            .environment("NODE_ENV", "production")
            .environment("REGION", formwork::pseudo::region())
            .logs(&logs, "ecs");
        let task = FargateTaskDefinition::new(FargateSize::new(1024, Size::gib(3)), web)
            .container(Container::new("sidecar", IMAGE))
            .family("app")
            .platform(Platform::LinuxArm64)
            .execution_role(&role)
            .task_role(&task_role);
        stack.add("Task", task);
    });
    assert_eq!(problems, Vec::<String>::new());
    let properties = &only(&resources, "AWS::ECS::TaskDefinition")["Properties"];
    let web = json!({
        "Command": ["nginx"],
        "EntryPoint": ["/bin/sh", "-c"],
        "Environment": [
            {"Name": "NODE_ENV", "Value": "production"},
            {"Name": "REGION", "Value": {"Ref": "AWS::Region"}},
        ],
        "Image": IMAGE,
        "LogConfiguration": {
            "LogDriver": "awslogs",
            "Options": {
                "awslogs-group": {"Ref": "Logs6819BB44"},
                "awslogs-region": {"Ref": "AWS::Region"},
                "awslogs-stream-prefix": "ecs",
            },
        },
        "Name": "web",
        "PortMappings": [
            {"ContainerPort": 80, "Name": "web-80-tcp", "Protocol": "tcp"},
            {"ContainerPort": 443, "Protocol": "udp"},
        ],
    });
    assert_eq!(properties["ContainerDefinitions"][0], web);
    assert_eq!(properties["ContainerDefinitions"][1], json!({"Image": IMAGE, "Name": "sidecar"}));
    assert_eq!((&properties["Cpu"], &properties["Memory"]), (&json!("1024"), &json!("3072")));
    assert_eq!(properties["Family"], "app");
    assert_eq!(properties["RuntimePlatform"], json!({"CpuArchitecture": "ARM64", "OperatingSystemFamily": "LINUX"}));
    assert_eq!(properties["ExecutionRoleArn"], json!({"Fn::GetAtt": ["ExecutionRole605A040B", "Arn"]}));
    assert_eq!(properties["TaskRoleArn"], json!({"Fn::GetAtt": ["TaskRole30FC0FBB", "Arn"]}));
    assert!(of_type(&resources, "AWS::IAM::Policy").is_empty(), "nothing is granted that the managed policy allows");
}

#[test]
fn each_secret_of_a_task_is_granted_once_and_nothing_else_is() {
    let arn = "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:shared-a1B2c3";
    let (resources, problems) = synth(|stack| {
        let role = execution_role(stack);
        let app = stack.add("App", Secret::generated("KEY", Password::alphanumeric()));
        let imported = stack.add("Shared", Secret::from_arn(SecretArn::literal(arn)));
        let web = Container::new("web", IMAGE).secret("KEY", &app, "KEY").secret("OTHER", &app, "OTHER");
        let sidecar = Container::new("sidecar", IMAGE).secret("KEY", &app, "KEY").secret_text("URL", &imported);
        let task = FargateTaskDefinition::new(FargateSize::of::<256, 512>(), web).container(sidecar);
        stack.add("Task", task.execution_role(&role));
    });
    assert_eq!(problems, Vec::<String>::new());
    let secret = of_type(&resources, "AWS::SecretsManager::Secret").len();
    assert_eq!(secret, 1);
    let statements = &only(&resources, "AWS::IAM::Policy")["Properties"]["PolicyDocument"]["Statement"];
    let statement = |on: Value| json!({"Action": "secretsmanager:GetSecretValue", "Effect": "Allow", "Resource": on});
    assert_eq!(statements, &json!([statement(json!({"Ref": "AppF1B96344"})), statement(json!(arn))]));
    let containers = &only(&resources, "AWS::ECS::TaskDefinition")["Properties"]["ContainerDefinitions"];
    let field = |key: &str| json!({"Fn::Join": ["", [{"Ref": "AppF1B96344"}, format!(":{key}::")]]});
    let secrets = json!([{"Name": "KEY", "ValueFrom": field("KEY")}, {"Name": "OTHER", "ValueFrom": field("OTHER")}]);
    assert_eq!(containers[0]["Secrets"], secrets);
    assert_eq!(containers[1]["Secrets"][1], json!({"Name": "URL", "ValueFrom": arn}));
}

#[test]
fn a_service_says_what_fargate_wants_and_nothing_more() {
    let (resources, problems) = synth(|stack| {
        let cluster = stack.add("Cluster", Cluster::from_name(ClusterName::literal("shared")));
        let arn = "arn:aws:ecs:ap-northeast-1:123456789012:task-definition/app:3";
        let task = stack.add("Task", FargateTaskDefinition::from_arn(TaskDefinitionArn::literal(arn)));
        stack.add("Service", FargateService::new(&cluster, &task, &imported_subnets()));
    });
    assert_eq!(problems, Vec::<String>::new());
    let expected = json!({
        "Type": "AWS::ECS::Service",
        "Properties": {
            "Cluster": "shared",
            "LaunchType": "FARGATE",
            "NetworkConfiguration": {"AwsvpcConfiguration": {"Subnets": ["subnet-0a1b2c3d"]}},
            "TaskDefinition": "arn:aws:ecs:ap-northeast-1:123456789012:task-definition/app:3",
        },
    });
    assert_eq!(resources, json!({"ServiceD69D759B": expected}));
}

#[test]
fn a_service_says_everything_that_was_asked_for() {
    let (resources, problems) = synth(|stack| {
        let (vpc, group) = network(stack);
        let shared = SecurityGroup::from_id(SecurityGroupId::literal("sg-0a1b2c3d"));
        let shared = stack.add("SharedGroup", shared);
        let cluster = stack.add("Cluster", Cluster::new());
        let web = Container::new("web", IMAGE).port(PortMapping::tcp(80));
        let task = stack.add("Task", FargateTaskDefinition::new(FargateSize::of::<256, 512>(), web));
        let arn = "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:targetgroup/web/0a1b2c3d4e5f6a7b";
        let targets = stack.add("Targets", TargetGroup::from_arn(TargetGroupArn::literal(arn)));
        let service = FargateService::new(&cluster, &task, &vpc.public_subnets().first(1))
            .name("web")
            .desired_count(2)
            .security_group(&group)
            .security_group(&shared)
            .public_ip(true)
            .target_group(&targets, "web", 80)
            .health_check_grace_period(Duration::minutes(1))
            .circuit_breaker(CircuitBreaker::Rollback)
            .deployment_percent(50..=200);
        stack.add("Service", service);
    });
    assert_eq!(problems, Vec::<String>::new());
    let service = only(&resources, "AWS::ECS::Service");
    let expected = json!({
        "Cluster": {"Ref": "ClusterEB0386A7"},
        "DeploymentConfiguration": {
            "DeploymentCircuitBreaker": {"Enable": true, "Rollback": true},
            "MaximumPercent": 200,
            "MinimumHealthyPercent": 50,
        },
        "DesiredCount": 2,
        "HealthCheckGracePeriodSeconds": 60,
        "LaunchType": "FARGATE",
        "LoadBalancers": [{
            "ContainerName": "web",
            "ContainerPort": 80,
            "TargetGroupArn":
                "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:targetgroup/web/0a1b2c3d4e5f6a7b",
        }],
        "NetworkConfiguration": {"AwsvpcConfiguration": {
            "AssignPublicIp": "ENABLED",
            "SecurityGroups": [{"Ref": "GroupC77FDACD"}, "sg-0a1b2c3d"],
            "Subnets": [service["Properties"]["NetworkConfiguration"]["AwsvpcConfiguration"]["Subnets"][0]],
        }},
        "ServiceName": "web",
        "TaskDefinition": {"Ref": "Task79114B6B"},
    });
    assert_eq!(service["Properties"], expected);
    assert_eq!(service["DependsOn"], Value::Null);
}

/// A service with a secret and a target group, in `stack`; its execution role and its listener where they are given.
fn secret_service(stack: &Stack, role: &RoleRef, targets: &formwork::elasticloadbalancingv2::TargetGroupRef) {
    let secret = stack.add("Secret", Secret::generated("KEY", Password::alphanumeric()));
    let web = Container::new("web", IMAGE).port(PortMapping::tcp(80)).secret("KEY", &secret, "KEY");
    let task = FargateTaskDefinition::new(FargateSize::of::<256, 512>(), web).execution_role(role);
    let task = stack.add("Task", task);
    let cluster = stack.add("Cluster", Cluster::new());
    let service = FargateService::new(&cluster, &task, &imported_subnets()).target_group(targets, "web", 80);
    stack.add("Service", service);
}

#[test]
fn a_service_waits_for_the_policy_of_its_secrets_and_for_its_listener() {
    let (resources, problems) = synth(|stack| {
        let (vpc, _) = network(stack);
        let targets = stack.add("Targets", TargetGroup::ip(&vpc, 80));
        let balancer = stack.add("Balancer", LoadBalancer::internet_facing(&vpc));
        secret_service(stack, &execution_role(stack), &targets);
        stack.add("Listener", Listener::http(&balancer, &targets)); // said after the service
    });
    assert_eq!(problems, Vec::<String>::new());
    let waits = waits_for(&resources, only(&resources, "AWS::ECS::Service"));
    assert_eq!(waits, ["AWS::IAM::Policy", "AWS::ElasticLoadBalancingV2::Listener"]);
}

#[test]
fn a_service_waits_across_stacks_by_a_dependency_of_the_stack() {
    let app = App::new("demo");
    let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
    let edge = dev.stack("EdgeStack");
    let roles = dev.stack("RoleStack");
    let (vpc, _) = network(&edge);
    let targets = edge.add("Targets", TargetGroup::ip(&vpc, 80));
    let balancer = edge.add("Balancer", LoadBalancer::internet_facing(&vpc));
    edge.add("Listener", Listener::http(&balancer, &targets));
    let stack = dev.stack("AppStack");
    let task_role = roles.add("TaskRole", Role::new(Principal::service("ecs-tasks.amazonaws.com")));
    let web = Container::new("web", IMAGE).port(PortMapping::tcp(80));
    let task = FargateTaskDefinition::new(FargateSize::of::<256, 512>(), web).task_role(&task_role);
    let task = stack.add("Task", task);
    let cluster = stack.add("Cluster", Cluster::new());
    let service = FargateService::new(&cluster, &task, &imported_subnets()).target_group(&targets, "web", 80);
    stack.add("Service", service);
    let assembly = app.synth();
    assert_eq!(problems(&assembly), Vec::<String>::new());
    assert_eq!(assembly.environments[0].stacks[2].dependencies, ["EdgeStack", "RoleStack"]);
    assert_eq!(only(&resources(&assembly, 2), "AWS::ECS::Service")["DependsOn"], Value::Null);
}

#[test]
fn an_imported_execution_role_is_allowed_to_read_the_secrets_too() {
    let (resources, problems) = synth(|stack| {
        let role = Role::from_arn(RoleArn::literal("arn:aws:iam::123456789012:role/shared/execution"));
        let role = stack.add("ExecutionRole", role);
        let arn = "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:targetgroup/web/0a1b2c3d4e5f6a7b";
        let targets = stack.add("Targets", TargetGroup::from_arn(TargetGroupArn::literal(arn)));
        secret_service(stack, &role, &targets);
    });
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(only(&resources, "AWS::IAM::Policy")["Properties"]["Roles"], json!(["execution"]));
    assert_eq!(waits_for(&resources, only(&resources, "AWS::ECS::Service")), ["AWS::IAM::Policy"]);
}

#[test]
fn an_imported_service_has_an_arn() {
    let (resources, problems) = synth(|stack| {
        let cluster = stack.add("Cluster", Cluster::from_name(ClusterName::literal("shared")));
        let service = stack.add("Service", FargateService::from_name(&cluster, "web"));
        assert_eq!(service.service_name().as_text(), Some("web"));
        assert!(service.resource().is_none() && service.cluster().resource().is_none());
        let arn = formwork::CustomResource::new("Custom::Arn").property("Arn", service.service_arn());
        stack.add("Arn", arn);
    });
    assert_eq!(problems, Vec::<String>::new());
    let parts = &only(&resources, "Custom::Arn")["Properties"]["Arn"]["Fn::Join"][1];
    assert_eq!(parts.as_array().expect("parts").last(), Some(&json!(":service/shared/web")));
}

#[cfg(feature = "cloudwatch")]
#[test]
fn a_metric_of_a_service_names_its_cluster_and_itself() {
    use formwork::cloudwatch::{Alarm, Comparison, Statistic};
    let (resources, problems) = synth(|stack| {
        let cluster = stack.add("Cluster", Cluster::new());
        let task = FargateTaskDefinition::new(FargateSize::of::<256, 512>(), Container::new("web", IMAGE));
        let task = stack.add("Task", task);
        let service = stack.add("Service", FargateService::new(&cluster, &task, &imported_subnets()));
        let cpu = service.metric("CPUUtilization", Statistic::Average, Duration::minutes(5));
        stack.add("Alarm", Alarm::new(cpu, Comparison::Above, 80));
    });
    assert_eq!(problems, Vec::<String>::new());
    let dimensions = json!([
        {"Name": "ClusterName", "Value": {"Ref": "ClusterEB0386A7"}},
        {"Name": "ServiceName", "Value": {"Fn::GetAtt": ["ServiceD69D759B", "Name"]}},
    ]);
    assert_eq!(only(&resources, "AWS::CloudWatch::Alarm")["Properties"]["Dimensions"], dimensions);
}

/// The first lines of what is wrong with a task of these containers.
fn wrong(containers: impl FnOnce(&Stack) -> Vec<Container>) -> Vec<String> {
    let (_, problems) = synth(|stack| {
        let mut containers = containers(stack).into_iter();
        let first = containers.next().expect("a container");
        let role = execution_role(stack);
        let task = FargateTaskDefinition::new(FargateSize::of::<256, 512>(), first).execution_role(&role);
        stack.add("Task", containers.fold(task, FargateTaskDefinition::container));
    });
    problems.iter().filter_map(|problem| problem.lines().next().map(str::to_string)).collect()
}

#[test]
fn what_is_wrong_with_a_container_is_said_all_at_once() {
    let found = wrong(|stack| {
        let secret = stack.add("Secret", Secret::generated("KEY", Password::alphanumeric()));
        let web = Container::new("web app", IMAGE).port(PortMapping::tcp(80).name("Web"));
        let web = web.environment("KEY", "value").secret("KEY", &secret, "KEY");
        vec![web, Container::new("other", IMAGE), Container::new("other", IMAGE)]
    });
    assert_eq!(
        found,
        [
            "error[C0552]: a container does not take the name `web app`",
            "error[C0551]: the container `web app` is given two variables of the name `KEY`",
            "error[C0535]: a port does not take the name `Web`",
            "error[C0532]: two containers of one task have the name `other`",
        ]
    );
}

#[test]
fn a_pair_that_fargate_does_not_have_is_a_problem() {
    let size = FargateSize::new(512, Size::gib(8));
    let task = FargateTaskDefinition::new(size, Container::new("web", IMAGE));
    let (_, problems) = synth(|stack| drop(stack.add("Task", task)));
    let expected = "error[C0553]: Fargate does not have 512 CPU units with 8192 MiB, but with 1024 to 4096 MiB in \
                    steps of 1024\n  --> dev/AppStack/Task";
    assert!(problems.len() == 1 && problems[0].starts_with(expected), "{problems:?}");
}

#[test]
fn fargate_has_these_pairs_and_no_others() {
    let mut count = 0;
    for cpu_units in (128..=65_536).step_by(128) {
        for mib in (512..=262_144).step_by(512) {
            if FargateSize::new(cpu_units, Size::mib(mib)).validate().is_ok() {
                count += 1;
                assert!(cpu_units.is_power_of_two() && mib >= 2 * cpu_units.min(30_720) && mib <= 8 * cpu_units);
            }
        }
    }
    assert_eq!(count, 3 + 4 + 7 + 13 + 23 + 12 + 12 + 3);
}

#[test]
fn a_task_with_logs_or_secrets_and_no_execution_role_is_a_problem() {
    let (_, problems) = synth(|stack| {
        let logs = stack.add("Logs", LogGroup::new());
        let web = Container::new("web", IMAGE).logs(&logs, "web");
        stack.add("Task", FargateTaskDefinition::new(FargateSize::of::<256, 512>(), web));
    });
    let expected = "error[C0531]: a task has logs or secrets, and no execution role\n";
    assert!(problems.len() == 1 && problems[0].starts_with(expected), "{problems:?}");
}

#[test]
fn what_is_wrong_with_a_service_is_said_all_at_once() {
    let (_, problems) = synth(|stack| {
        let arn = "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:targetgroup/web/0a1b2c3d4e5f6a7b";
        let targets = stack.add("Targets", TargetGroup::from_arn(TargetGroupArn::literal(arn)));
        let cluster = stack.add("Cluster", Cluster::new());
        let web = Container::new("web", IMAGE).port(PortMapping::tcp(80));
        let task = stack.add("Task", FargateTaskDefinition::new(FargateSize::of::<256, 512>(), web));
        let service = FargateService::new(&cluster, &task, &Subnets::default())
            .name("web/app")
            .deployment_percent(100..=100)
            .target_group(&targets, "app", 80)
            .target_group(&targets, "web", 3000);
        stack.add("Service", service);
    });
    let found: Vec<&str> = problems.iter().filter_map(|problem| problem.lines().next()).collect();
    assert_eq!(
        found,
        [
            "error[C0536]: a service has no subnet for its tasks",
            "error[C0537]: a deployment keeps at least 100 and at most 100 percent of the tasks",
            "error[C0533]: requests are sent to the container `app`, and the task has none of that name",
            "error[C0534]: requests are sent to port 3000 of the container `web`, which has no such port",
            "error[C0552]: a service does not take the name `web/app`",
        ]
    );
    assert!(problems[2].contains("note: it has web\n"), "{}", problems[2]);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig {
        failure_persistence: None, ..proptest::prelude::ProptestConfig::default()
    })]

    #[test]
    fn a_size_of_fargate_has_two_to_eight_gib_for_each_vcpu(step in 0..8u32, mib in 0..250_000u32) {
        let (cpu_units, mib) = (256 << step, mib / 512 * 512);
        let size = formwork::ecs::FargateSize::new(cpu_units, formwork::Size::mib(mib)).validate();
        if size.is_ok() {
            // the largest has less
            proptest::prop_assert!((2 * cpu_units.min(30_720)..=8 * cpu_units).contains(&mib));
        }
    }
}
