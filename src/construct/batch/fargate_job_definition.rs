use super::{FargateSize, Platform, codes};
use crate::construct::fargate::{Input, check_name};
use crate::construct::iam::RoleRef;
use crate::construct::logs::LogGroupRef;
use crate::construct::secretsmanager::SecretRef;
use formwork_core::{Construct, Duration, IntoValue, Name, Ref, Scope, Text, Value};
use formwork_resources::batch::CfnJobDefinition;
use formwork_resources::batch::job_definition::{
    ContainerProperties, Environment, FargatePlatformConfiguration, JobTimeout, LogConfiguration, LogDriver,
    PlatformCapability, ResourceRequirement, ResourceRequirementType, RetryStrategy, RuntimePlatform, Secret, Type,
};

/// A job for Fargate: a container that runs to its end. Every change makes a new revision.
///
/// Its secrets are read by the execution role, which is allowed exactly those.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::Duration;
/// use formwork::batch::{FargateJobDefinition, FargateSize};
/// use formwork::iam::{ManagedPolicy, Principal, Role};
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("BatchStack");
/// let role = stack.add("ExecutionRole", Role::new(Principal::service("ecs-tasks.amazonaws.com"))
///     .managed_policy(ManagedPolicy::aws("service-role/AmazonECSTaskExecutionRolePolicy")));
/// let size = FargateSize::of::<256, 512>();
/// let job = stack.add("Report", FargateJobDefinition::new("public.ecr.aws/docker/library/node:22", size, &role)
///     .command(["node", "--version"])
///     .timeout(Duration::hours(1)));
/// ```
#[derive(Clone, Debug)]
pub struct FargateJobDefinition {
    image: Value<Text>,
    size: FargateSize,
    execution_role: RoleRef,
    job_role: Option<RoleRef>,
    name: Option<Value<Text>>,
    command: Vec<Value<Text>>,
    input: Input,
    timeout: Option<Duration>,
    attempts: Option<u8>,
    platform: Option<Platform>,
    platform_version: Option<Value<Text>>,
}

impl FargateJobDefinition {
    /// A job of this image and size.
    ///
    /// Batch pulls the image, writes logs and reads secrets with the execution role, which Fargate demands;
    /// `ecs-tasks.amazonaws.com` may assume it. The size is at most 16 vCPUs.
    pub fn new(image: impl IntoValue<Text>, size: FargateSize, execution_role: &RoleRef) -> Self {
        FargateJobDefinition {
            image: image.into_value(),
            size,
            execution_role: execution_role.clone(),
            job_role: None,
            name: None,
            command: Vec::new(),
            input: Input::default(),
            timeout: None,
            attempts: None,
            platform: None,
            platform_version: None,
        }
    }

    /// Its name: 1 to 128 of letters, digits, `-` and `_`. Default: CloudFormation makes one. Update: replacement.
    pub fn name(mut self, name: impl IntoValue<Text>) -> Self {
        self.name = Some(name.into_value());
        self
    }

    /// The role that the container itself has; `ecs-tasks.amazonaws.com` may assume it. Default: none.
    pub fn job_role(mut self, role: &RoleRef) -> Self {
        self.job_role = Some(role.clone());
        self
    }

    /// What it runs, word by word. Default: what the image says.
    pub fn command<X: IntoValue<Text>>(mut self, words: impl IntoIterator<Item = X>) -> Self {
        self.command = words.into_iter().map(IntoValue::into_value).collect();
        self
    }

    /// Adds a variable to its environment. Whoever may look at the job definition sees the value.
    pub fn environment(mut self, name: impl Into<Name>, value: impl IntoValue<Text>) -> Self {
        self.input.variables.push((name.into(), value.into_value()));
        self
    }

    /// Adds a variable that holds a field of a secret, and lets the execution role read that secret.
    pub fn secret(mut self, name: impl Into<Name>, secret: &SecretRef, field: impl Into<Name>) -> Self {
        self.input.add_secret(name.into(), secret, Some(field.into()));
        self
    }

    /// Adds a variable that holds the whole of a secret, and lets the execution role read it.
    pub fn secret_text(mut self, name: impl Into<Name>, secret: &SecretRef) -> Self {
        self.input.add_secret(name.into(), secret, None);
        self
    }

    /// Sends its output to a log group, in streams `PREFIX/default/TASK`. Default: to `/aws/batch/job`.
    pub fn logs(mut self, group: &LogGroupRef, prefix: impl IntoValue<Text>) -> Self {
        self.input.set_logs(group, prefix.into_value());
        self
    }

    /// How long an attempt may take: 1 minute or longer. Default: for ever.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How often a job that fails is tried: 1 to 10. Default: once. It must do no harm twice.
    pub fn attempts(mut self, count: u8) -> Self {
        self.attempts = Some(count);
        self
    }

    /// What its image is made for. Default: what AWS does, Linux on x86-64.
    pub fn platform(mut self, platform: Platform) -> Self {
        self.platform = Some(platform);
        self
    }

    /// The version of Fargate, such as `1.4.0`. Default: what AWS does, `LATEST`.
    pub fn platform_version(mut self, version: impl IntoValue<Text>) -> Self {
        self.platform_version = Some(version.into_value());
        self
    }

    fn check(&self, scope: &Scope) {
        self.size.check(scope);
        self.input.check(scope, "default");
        if let Some(timeout) = self.timeout.filter(|timeout| timeout.as_seconds() < 60) {
            scope.report(codes::SHORT_TIMEOUT.problem().with("seconds", timeout.as_seconds()));
        }
        if let Some(count) = self.attempts.filter(|count| !(1..=10).contains(count)) {
            scope.report(codes::ATTEMPTS.problem().with("count", i64::from(count)));
        }
        if self.size.validate().is_ok() && self.size.cpu_units() > 16_384 {
            scope.report(codes::SIZE.problem().with("vcpus", self.size.vcpus()));
        }
    }

    fn container(&self) -> ContainerProperties {
        // as the API spells them
        let requirement = |kind: &str, value: String| {
            ResourceRequirement::new().type_(ResourceRequirementType::Other(kind.to_string())).value(value)
        };
        let resources =
            [requirement("VCPU", self.size.vcpus()), requirement("MEMORY", self.size.memory().as_mib().to_string())];
        let mut container = ContainerProperties::new(&self.image)
            .resource_requirements(resources)
            .execution_role_arn(self.execution_role.role_arn());
        if let Some(role) = &self.job_role {
            container = container.job_role_arn(role.role_arn());
        }
        if !self.command.is_empty() {
            container = container.command(&self.command);
        }
        if !self.input.variables.is_empty() {
            let pair = |(name, value): &(Name, Value<Text>)| Environment::new().name(name.clone()).value(value);
            container = container.environment(self.input.variables.iter().map(pair).collect::<Vec<_>>());
        }
        let secrets: Vec<_> = self.input.secrets().into_iter().map(|(name, from)| Secret::new(name, from)).collect();
        if !secrets.is_empty() {
            container = container.secrets(secrets);
        }
        if let Some(options) = self.input.log_options() {
            container = container.log_configuration(LogConfiguration::new(LogDriver::Awslogs).options(options));
        }
        if let Some(platform) = self.platform {
            let platform = RuntimePlatform::new()
                .cpu_architecture(platform.architecture())
                .operating_system_family(platform.operating_system());
            container = container.runtime_platform(platform);
        }
        if let Some(version) = &self.platform_version {
            let configuration = FargatePlatformConfiguration::new().platform_version(version);
            container = container.fargate_platform_configuration(configuration);
        }
        container
    }
}

impl Construct for FargateJobDefinition {
    type Handle = Ref<CfnJobDefinition>;

    fn build(self, scope: Scope) -> Ref<CfnJobDefinition> {
        self.check(&scope);
        self.input.grant_read(&self.execution_role);
        let mut job = CfnJobDefinition::new(Type::Container)
            .platform_capabilities([PlatformCapability::Other("FARGATE".to_string())])
            .container_properties(self.container());
        if let Some(name) = self.name {
            check_name(&scope, "job definition", &name, 128);
            job = job.job_definition_name(name);
        }
        if let Some(timeout) = self.timeout {
            job = job.timeout(JobTimeout::new().attempt_duration_seconds(timeout.as_seconds()));
        }
        if let Some(count) = self.attempts {
            job = job.retry_strategy(RetryStrategy::new().attempts(count));
        }
        scope.add("Resource", job)
    }
}
