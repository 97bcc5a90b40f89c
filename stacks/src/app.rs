//! AppStack: roles, log groups, cluster, task, service, saved queries and, where somebody watches, an alarm (Steps 5, 10,
//! 15).

use crate::data::Data;
use crate::edge::Edge;
use crate::network::Network;
use crate::operator;
use crate::settings::{ImageCheck, Settings};
use formwork::cloudwatch::{Alarm, Comparison, Statistic};
use formwork::ecs::{
    CircuitBreaker, Cluster, ClusterRef, Container, ContainerInsights, FargateService, FargateTaskDefinition, Platform,
    PortMapping, ServiceRef, TaskDefinitionRef,
};
use formwork::iam::{ManagedPolicy, PolicyDocument, Principal, Role, Statement};
use formwork::logs::{LogGroup, LogGroupRef, QueryDefinition, Retention};
use formwork::sns::{Subscription, Topic};
use formwork::{DeletionPolicy, Duration, IntoValue, Parameter, Stack, Value, pseudo};

/// The application, as it runs.
pub struct App {
    pub cluster: ClusterRef,
    pub service: ServiceRef,
}

/// Where the application's words go.
struct Logs {
    /// What the server sends by itself.
    server: LogGroupRef,
    /// What browsers send by way of the server.
    client: LogGroupRef,
    /// What the container prints.
    output: LogGroupRef,
}

const CONTAINER: &str = "prooflink-app";
const PORT: u16 = 3000;

pub fn app(stack: &Stack, settings: &Settings, network: &Network, edge: &Edge, data: &Data) -> App {
    let name = |what: &str| format!("prooflink-{}-{what}", settings.environment());
    let logs = logs(stack, settings);
    let task = task(stack, settings, edge, data, &logs);

    // Step 10, 10-1.
    let insights = if settings.monitored() { ContainerInsights::Enabled } else { ContainerInsights::Disabled };
    let cluster = stack.add("Cluster", Cluster::new().name(name("cluster")).container_insights(insights));

    // Step 10, 10-4. Without the circuit breaker a missing image keeps the stack waiting for hours (D-23).
    let zones = if settings.redundant() { 2 } else { 1 };
    let service = FargateService::new(&cluster, &task, &network.vpc.private_subnets().first(zones))
        .name(name("service"))
        .desired_count(desired_count(stack, settings))
        .security_group(&network.ecs)
        .public_ip(false)
        .target_group(&edge.target_group, CONTAINER, PORT) // it waits for the listener (D-24)
        .circuit_breaker(CircuitBreaker::Rollback);
    let service = stack.add("Service", service);

    queries(stack, settings, &logs);
    if settings.monitored() {
        alarm(stack, settings, &service);
    }
    App { cluster, service }
}

/// Step 10, 10-4: how many tasks. Where a deployment may begin before the first image, it can say 0 (D-23).
fn desired_count(stack: &Stack, settings: &Settings) -> Value<i64> {
    let count = settings.sizes().desired_count;
    match settings.image_check() {
        ImageCheck::Require => count.into_value(),
        ImageCheck::StartEmpty => {
            let parameter = Parameter::number()
                .description("How many tasks run; 0 until the repository holds an image")
                .default(count)
                .range(0..=5000);
            stack.add("DesiredCount", parameter).value()
        }
    }
}

/// Step 10, 10-2, and the group of 10-3 that no step makes (D-05). Section 5.6 rules what no table names (D-32).
fn logs(stack: &Stack, settings: &Settings) -> Logs {
    let group = |id: &'static str, what: &str, watched: Retention, otherwise: Retention| {
        let mut group = LogGroup::new()
            .name(format!("/ecs/prooflink-{}-{what}", settings.environment()))
            .retention(if settings.monitored() { watched } else { otherwise });
        if settings.protected() {
            group = group.deletion_policy(DeletionPolicy::RetainExceptOnCreate);
        }
        stack.add(id, group)
    };
    Logs {
        server: group("ServerLogs", "app-server", Retention::Days30, Retention::Days7),
        client: group("ClientLogs", "app-client", Retention::Days7, Retention::Days3),
        output: group("OutputLogs", "app", Retention::Days30, Retention::Days3),
    }
}

/// Step 5, IAM, and Step 10, 10-3.
fn task(stack: &Stack, settings: &Settings, edge: &Edge, data: &Data, logs: &Logs) -> TaskDefinitionRef {
    let name = |what: &str| format!("prooflink-{}-{what}", settings.environment());

    // Step 5, IAM, 5-1. It also reads the two secrets of the container, and those alone (D-04).
    let execution_role = Role::new(Principal::service("ecs-tasks.amazonaws.com"))
        .name(name("ecs-task-execution-role"))
        .description("Execution role for ECS tasks")
        .managed_policy(ManagedPolicy::aws("service-role/AmazonECSTaskExecutionRolePolicy"));
    let execution_role = stack.add("ExecutionRole", execution_role);

    // Step 5, IAM, 5-2. Files and logs of this environment only (D-30).
    let policy = PolicyDocument::new([
        Statement::allow(["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"])
            .on(data.files.bucket_arn())
            .on(data.files.objects_arn("*"))
            .sid("S3Access"),
        Statement::allow(["logs:CreateLogStream", "logs:PutLogEvents"])
            .on(logs.server.log_group_arn())
            .on(logs.client.log_group_arn())
            .sid("CloudWatchLogs"),
    ]);
    let task_role = Role::new(Principal::service("ecs-tasks.amazonaws.com"))
        .name(name("ecs-task-role"))
        .inline_policy("ProoflinkECSTaskPolicy", policy);
    let task_role = stack.add("TaskRole", task_role);

    // Everything here is this environment's own (D-14, D-15). Browsers know NEXT_PUBLIC_* from the build (D-16).
    let tag = Parameter::text()
        .description("Which image of the application runs: its tag")
        .allowed_pattern("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    let tag = operator::value(stack, "ImageTag", settings.image_tag(), tag);
    let container = Container::new(CONTAINER, data.app_repository.image(tag))
        .port(PortMapping::tcp(PORT).name("app-3000-tcp"))
        .environment("NODE_ENV", "production")
        .environment("NEXTAUTH_URL", edge.url())
        .environment("AWS_REGION", pseudo::region())
        .environment("AWS_S3_BUCKET_NAME", data.files.bucket_name())
        .environment("ENABLE_CLOUDWATCH_LOGS", "true")
        .environment("CLOUDWATCH_SERVER_LOG_GROUP", logs.server.log_group_name())
        .environment("CLOUDWATCH_CLIENT_LOG_GROUP", logs.client.log_group_name())
        .environment("NEXT_PUBLIC_CLIENT_LOG_SEND_LEVEL", "warn")
        .environment("NEXT_PUBLIC_CLIENT_LOG_BATCH_SIZE", "10")
        .environment("NEXT_PUBLIC_CLIENT_LOG_BATCH_INTERVAL", "30000") // milliseconds
        .secret_text("DATABASE_URL", &data.database_url)
        .secret("NEXTAUTH_SECRET", &data.app_secrets, "NEXTAUTH_SECRET")
        .logs(&logs.output, "ecs");

    let task = FargateTaskDefinition::new(settings.sizes().task, container)
        .family(name("task"))
        .platform(Platform::LinuxX86_64)
        .execution_role(&execution_role)
        .task_role(&task_role);
    stack.add("TaskDefinition", task)
}

/// Step 15, 15-2. After `stats` only what it gives can be sorted by (D-40).
fn queries(stack: &Stack, settings: &Settings, logs: &Logs) {
    let query = |group: &LogGroupRef, name: &str, steps: &[&str]| {
        let name = format!("prooflink-{}/{name}", settings.environment());
        QueryDefinition::new(name, steps.join("\n| ")).log_group(group)
    };
    let server_errors = [
        "fields @timestamp, message, data",
        r#"filter logSource = "server" and level = "error""#,
        "sort @timestamp desc",
        "limit 100",
    ];
    stack.add("ServerErrors", query(&logs.server, "server-errors", &server_errors));
    let client_errors = [
        "fields @timestamp, screenName, message, userId, url",
        r#"filter logSource = "client" and level = "error""#,
        "stats count() as count by screenName",
        "sort count desc",
    ];
    stack.add("ClientErrorsByScreen", query(&logs.client, "client-errors-by-screen", &client_errors));
    let of_user = [
        "fields @timestamp, screenName, message, url",
        r#"filter logSource = "client" and userId = {{userId}}"#,
        "sort @timestamp desc",
        "limit 50",
    ];
    let of_user = query(&logs.client, "client-logs-of-user", &of_user).parameter("userId", "123", "The user's number");
    stack.add("ClientLogsOfUser", of_user);
    let error_rate = [
        "fields @timestamp, message",
        r#"filter logSource = "server" and level = "error""#,
        "stats count() as errorCount by bin(5m) as time",
        "sort time desc",
    ];
    stack.add("ApiErrorRate", query(&logs.server, "api-error-rate", &error_rate));
    let volume = [
        "fields @timestamp",
        r#"filter logSource = "client""#,
        "stats count() as logCount by bin(1h) as time",
        "sort time desc",
    ];
    stack.add("ClientLogVolume", query(&logs.client, "client-log-volume", &volume));
}

/// Step 15, 15-1. Nothing arrives before the recipient confirms in AWS's mail (D-53).
fn alarm(stack: &Stack, settings: &Settings, service: &ServiceRef) {
    let topic = stack.add("AlarmTopic", Topic::new());
    let parameter = Parameter::text().description("Who is told of alarms: a mail address");
    let parameter = parameter.allowed_pattern(r"[^@\s]+@[^@\s]+").constraint_description("a mail address");
    let mail = operator::value(stack, "AlarmMail", settings.alarm_mail(), parameter);
    stack.add("AlarmMailSubscription", Subscription::mail(&topic, mail));
    let cpu = service.metric("CPUUtilization", Statistic::Average, Duration::minutes(5));
    let alarm = Alarm::new(cpu, Comparison::Above, 80)
        .name(format!("prooflink-{}-ecs-cpu-high", settings.environment()))
        .action(&topic);
    stack.add("CpuAlarm", alarm);
}
