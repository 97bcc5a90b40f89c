use super::{Container, FargateSize, Platform, codes};
use crate::construct::fargate::check_name;
use crate::construct::iam::RoleRef;
use formwork_core::{Construct, IntoValue, Name, Ref, Scope, Text, Value};
use formwork_resources::ecs::CfnTaskDefinition;
use formwork_resources::ecs::task_definition::{NetworkMode, RequiresCompatibility, RuntimePlatform};
use formwork_resources::ids::ecs::TaskDefinitionArn;

/// A task for Fargate: containers that start and stop together. Every change makes a new revision.
///
/// The secrets of its containers are read by the execution role, which is allowed exactly those.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::ecs::{Container, FargateSize, FargateTaskDefinition};
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("AppStack");
/// let web = Container::new("web", "public.ecr.aws/nginx/nginx:stable");
/// let task = stack.add("Task", FargateTaskDefinition::new(FargateSize::of::<512, 1024>(), web));
/// ```
#[derive(Clone, Debug)]
pub struct FargateTaskDefinition {
    size: FargateSize,
    containers: Vec<Container>,
    family: Option<Value<Text>>,
    platform: Option<Platform>,
    execution_role: Option<RoleRef>,
    task_role: Option<RoleRef>,
}

/// A task definition made elsewhere; see [`FargateTaskDefinition::from_arn`].
#[derive(Clone, Debug)]
pub struct ImportedTaskDefinition {
    arn: Value<TaskDefinitionArn>,
}

/// The handle of a task definition, made or imported. Cheap to clone.
#[derive(Clone, Debug)]
pub struct TaskDefinitionRef {
    arn: Value<TaskDefinitionArn>,
    resource: Option<Ref<CfnTaskDefinition>>,
    /// What a service must wait for: its tasks need what is granted to these.
    pub(super) roles: Vec<RoleRef>,
    /// Each container and its ports; none if it is imported.
    pub(super) containers: Option<Vec<(Name, Vec<u16>)>>,
}

impl FargateTaskDefinition {
    /// A task of this size and a container.
    pub fn new(size: FargateSize, container: Container) -> Self {
        let (execution_role, task_role) = (None, None);
        let containers = vec![container];
        FargateTaskDefinition { size, containers, family: None, platform: None, execution_role, task_role }
    }

    /// A task definition made elsewhere, by the ARN of a revision.
    pub fn from_arn(arn: impl IntoValue<TaskDefinitionArn>) -> ImportedTaskDefinition {
        ImportedTaskDefinition { arn: arn.into_value() }
    }

    /// Adds another container. The first one is what a service's metrics and console show first.
    pub fn container(mut self, container: Container) -> Self {
        self.containers.push(container);
        self
    }

    /// The name that its revisions have in common: 1 to 255 of letters, digits, `-` and `_`.
    /// Default: CloudFormation makes one. Update: replacement.
    pub fn family(mut self, name: impl IntoValue<Text>) -> Self {
        self.family = Some(name.into_value());
        self
    }

    /// What its images are made for. Default: what AWS does, Linux on x86-64. Update: replacement.
    pub fn platform(mut self, platform: Platform) -> Self {
        self.platform = Some(platform);
        self
    }

    /// The role that ECS pulls images, writes logs and reads secrets with; `ecs-tasks.amazonaws.com` may assume it.
    /// Default: none, and then there are neither private images nor logs nor secrets. Update: replacement.
    pub fn execution_role(mut self, role: &RoleRef) -> Self {
        self.execution_role = Some(role.clone());
        self
    }

    /// The role that the containers themselves have; `ecs-tasks.amazonaws.com` may assume it. Default: none.
    /// Update: replacement.
    pub fn task_role(mut self, role: &RoleRef) -> Self {
        self.task_role = Some(role.clone());
        self
    }

    fn check(&self, scope: &Scope) {
        self.size.check(scope);
        let mut names: Vec<&Name> = Vec::new();
        for container in &self.containers {
            container.check(scope);
            if names.contains(&&container.name) {
                scope.report(codes::DUPLICATE_CONTAINER.problem().with("name", container.name.as_ref()));
            }
            names.push(&container.name);
        }
        let needed = self.containers.iter().any(|container| container.input.needs_execution_role());
        if needed && self.execution_role.is_none() {
            scope.report(codes::NO_EXECUTION_ROLE.problem());
        }
    }
}

impl Construct for FargateTaskDefinition {
    type Handle = TaskDefinitionRef;

    fn build(self, scope: Scope) -> TaskDefinitionRef {
        self.check(&scope);
        let mut task = CfnTaskDefinition::new()
            .cpu(self.size.cpu_units().to_string())
            .memory(self.size.memory().as_mib().to_string())
            .network_mode(NetworkMode::Awsvpc)
            .requires_compatibilities([RequiresCompatibility::Fargate]);
        if let Some(family) = self.family {
            check_name(&scope, "family of tasks", &family, 255);
            task = task.family(family);
        }
        if let Some(platform) = self.platform {
            let platform = RuntimePlatform::new()
                .cpu_architecture(platform.architecture())
                .operating_system_family(platform.operating_system());
            task = task.runtime_platform(platform);
        }
        if let Some(role) = &self.execution_role {
            self.containers.iter().for_each(|container| container.input.grant_read(role));
            task = task.execution_role_arn(role.role_arn());
        }
        if let Some(role) = &self.task_role {
            task = task.task_role_arn(role.role_arn());
        }
        let ports = |container: &Container| container.ports.iter().map(|port| port.port).collect();
        let containers = self.containers.iter().map(|container| (container.name.clone(), ports(container))).collect();
        let definitions = self.containers.into_iter().map(Container::into_property);
        let task = scope.add("Resource", task.container_definitions(definitions.collect::<Vec<_>>()));
        TaskDefinitionRef {
            arn: task.task_definition_arn(),
            resource: Some(task),
            roles: self.execution_role.into_iter().chain(self.task_role).collect(),
            containers: Some(containers),
        }
    }
}

impl Construct for ImportedTaskDefinition {
    type Handle = TaskDefinitionRef;

    fn build(self, _scope: Scope) -> TaskDefinitionRef {
        TaskDefinitionRef { arn: self.arn, resource: None, roles: Vec::new(), containers: None }
    }
}

impl TaskDefinitionRef {
    /// The ARN of the revision.
    pub fn task_definition_arn(&self) -> Value<TaskDefinitionArn> {
        self.arn.clone()
    }

    /// The resource; none if it is imported.
    pub fn resource(&self) -> Option<&Ref<CfnTaskDefinition>> {
        self.resource.as_ref()
    }
}
