//! BatchStack: roles, log group, compute environments, queue and the two import jobs (Step 16).

use crate::data::Data;
use crate::network::Network;
use crate::operator;
use crate::settings::Settings;
use formwork::batch::{
    ComputeEnvironmentRef, FargateCapacity, FargateComputeEnvironment, FargateJobDefinition, JobQueue, Platform,
};
use formwork::iam::{ManagedPolicy, PolicyDocument, Principal, Role, RoleRef, Statement};
use formwork::logs::{LogGroup, LogGroupRef, Retention};
use formwork::{DeletionPolicy, Parameter, Stack, pseudo};

pub fn batch(stack: &Stack, settings: &Settings, network: &Network, data: &Data) -> [ComputeEnvironmentRef; 2] {
    let name = |what: &str| format!("prooflink-{}-{what}", settings.environment());
    let logs = logs(stack, settings);

    // Step 16, 16-4. An environment has one kind of capacity, a queue may have both (D-11).
    let queue = JobQueue::new(1).name(name("job-queue"));
    let environments = compute_environments(stack, settings, network);
    stack.add("JobQueue", environments.iter().fold(queue, JobQueue::compute_environment));

    // Step 16, 16-6. Where the guide says nothing of the second job, it is like the first (D-57).
    let (execution_role, job_role) = job_roles(stack, settings, data, &logs);
    let tag = Parameter::text()
        .description("Which image of the jobs runs: its tag")
        .allowed_pattern("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    let image = data.batch_repository.image(operator::value(stack, "ImageTag", settings.image_tag(), tag));
    let sizes = settings.sizes();
    let jobs = [
        ("UserImport", "user-import", sizes.user_import),
        ("TestCaseImport", "test-case-import", sizes.test_case_import),
    ];
    for (id, what, size) in jobs {
        let job = FargateJobDefinition::new(&image, size, &execution_role)
            .name(name(what))
            .job_role(&job_role)
            .command(["node".to_string(), format!("dist/{what}.js")])
            .environment("NODE_ENV", "production")
            .environment("AWS_REGION", pseudo::region())
            .environment("STORAGE_MODE", "s3")
            .environment("INPUT_S3_BUCKET", data.files.bucket_name())
            .environment("OUTPUT_S3_BUCKET", data.files.bucket_name())
            .environment("AWS_S3_BUCKET_NAME", data.files.bucket_name())
            .secret_text("DATABASE_URL", &data.database_url)
            .logs(&logs, what)
            .timeout(sizes.import_timeout)
            .platform(Platform::LinuxX86_64)
            .platform_version("LATEST");
        stack.add(id, job);
    }
    environments
}

/// Step 16, 16-5. In every environment, and not for ever (D-06, section 5.6).
fn logs(stack: &Stack, settings: &Settings) -> LogGroupRef {
    let mut group = LogGroup::new()
        .name(format!("/aws/batch/prooflink-{}", settings.environment()))
        .retention(if settings.monitored() { Retention::Days30 } else { Retention::Days3 });
    if settings.protected() {
        group = group.deletion_policy(DeletionPolicy::RetainExceptOnCreate);
    }
    stack.add("Logs", group)
}

/// Step 16, 16-3. In the order in which the queue tries them. In dev the second subnet is the database's alone (D-02).
fn compute_environments(stack: &Stack, settings: &Settings, network: &Network) -> [ComputeEnvironmentRef; 2] {
    let name = |what: &str| format!("prooflink-{}-{what}", settings.environment());

    // Step 16, 16-2. With a role of one's own, AWS updates few things in place, and replaces nothing of one name (D-18).
    let role = Role::new(Principal::service("batch.amazonaws.com"))
        .name(name("batch-service-role"))
        .managed_policy(ManagedPolicy::aws("service-role/AWSBatchServiceRole"));
    let role = stack.add("ServiceRole", role);
    let environments = [
        ("ComputeEnvironment", FargateCapacity::OnDemand, "compute-env"),
        ("SpotComputeEnvironment", FargateCapacity::Spot, "compute-env-spot"),
    ];
    let zones = if settings.redundant() { 2 } else { 1 };
    let subnets = network.vpc.private_subnets().first(zones);
    environments.map(|(id, capacity, what)| {
        let most = settings.sizes().batch_max_vcpus;
        let environment = FargateComputeEnvironment::new(capacity, most, &subnets, &network.ecs)
            .name(name(what))
            .service_role(&role)
            .replace_on_update(false);
        stack.add(id, environment)
    })
}

/// Step 16, 16-2: the execution role and the jobs' own.
fn job_roles(stack: &Stack, settings: &Settings, data: &Data, logs: &LogGroupRef) -> (RoleRef, RoleRef) {
    let name = |what: &str| format!("prooflink-{}-{what}", settings.environment());

    // It also reads the one secret of the jobs, and that alone (D-04).
    let execution_role = Role::new(Principal::service("ecs-tasks.amazonaws.com"))
        .name(name("batch-execution-role"))
        .managed_policy(ManagedPolicy::aws("service-role/AmazonECSTaskExecutionRolePolicy"));

    // Files and logs of this environment only (D-30); what jobs print is written by the execution role (D-50).
    let policy = PolicyDocument::new([
        Statement::allow(["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"])
            .on(data.files.bucket_arn())
            .on(data.files.objects_arn("*"))
            .sid("S3Access"),
        Statement::allow(["logs:CreateLogStream", "logs:PutLogEvents"]).on(logs.log_group_arn()).sid("CloudWatchLogs"),
    ]);
    let job_role = Role::new(Principal::service("ecs-tasks.amazonaws.com"))
        .name(name("batch-job-role"))
        .inline_policy("ProoflinkBatchJobPolicy", policy);
    (stack.add("ExecutionRole", execution_role), stack.add("JobRole", job_role))
}
