use super::deployment::{CircuitBreaker, Deployment};
use super::{ClusterRef, ImportedService, ServiceRef, TaskDefinitionRef, codes};
use crate::construct::ec2::{SecurityGroupRef, Subnets};
use crate::construct::elasticloadbalancingv2::TargetGroupRef;
use crate::construct::fargate::check_name;
use formwork_core::{Construct, Duration, IntoValue, Name, Scope, Text, Value};
use formwork_resources::ecs::CfnService;
use formwork_resources::ecs::service::{
    AssignPublicIp, AwsVpcConfiguration, LaunchType, LoadBalancer, NetworkConfiguration,
};
use std::ops::RangeInclusive;

/// A service on Fargate: keeps a number of tasks running.
///
/// It waits for what its tasks need from the first second: the policies of what was granted to their roles, and the
/// listeners of its target groups.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::ec2::{SubnetLayout, Vpc};
/// use formwork::ecs::{CircuitBreaker, Cluster, Container, FargateService, FargateSize, FargateTaskDefinition};
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("AppStack");
/// # let vpc = stack.add("Vpc", Vpc::new("10.0.0.0/16").private_subnets(SubnetLayout::dealt(2, 24)));
/// let cluster = stack.add("Cluster", Cluster::new());
/// let web = Container::new("web", "public.ecr.aws/nginx/nginx:stable");
/// let task = stack.add("Task", FargateTaskDefinition::new(FargateSize::of::<256, 512>(), web));
/// stack.add("Service", FargateService::new(&cluster, &task, vpc.private_subnets())
///     .desired_count(2)
///     .circuit_breaker(CircuitBreaker::Rollback));
/// ```
#[derive(Clone, Debug)]
pub struct FargateService {
    cluster: ClusterRef,
    task: TaskDefinitionRef,
    subnets: Subnets,
    groups: Vec<SecurityGroupRef>,
    public_ip: Option<bool>,
    name: Option<Value<Text>>,
    desired_count: Option<Value<i64>>,
    deployment: Deployment,
    grace_period: Option<Duration>,
    targets: Vec<Target>,
}

/// A container and port that a target group's requests go to.
#[derive(Clone, Debug)]
struct Target {
    group: TargetGroupRef,
    container: Name,
    port: u16,
}

impl FargateService {
    /// A service of these tasks, each with an address in one of the subnets.
    pub fn new(cluster: &ClusterRef, task: &TaskDefinitionRef, subnets: &Subnets) -> Self {
        FargateService {
            cluster: cluster.clone(),
            task: task.clone(),
            subnets: subnets.clone(),
            groups: Vec::new(),
            public_ip: None,
            name: None,
            desired_count: None,
            deployment: Deployment::default(),
            grace_period: None,
            targets: Vec::new(),
        }
    }

    /// A service made elsewhere, by its name in a cluster.
    pub fn from_name(cluster: &ClusterRef, name: impl IntoValue<Text>) -> ImportedService {
        ImportedService::new(cluster, name.into_value())
    }

    /// Its name: unique in the cluster, 1 to 255 of letters, digits, `-` and `_`. Default: CloudFormation makes one.
    /// Update: replacement.
    pub fn name(mut self, name: impl IntoValue<Text>) -> Self {
        self.name = Some(name.into_value());
        self
    }

    /// How many tasks run. Default: 1; an update that does not say it leaves it as it is.
    pub fn desired_count(mut self, count: impl IntoValue<i64>) -> Self {
        self.desired_count = Some(count.into_value());
        self
    }

    /// Adds a security group of the tasks: at most 5. Default: the VPC's default group.
    pub fn security_group(mut self, group: &SecurityGroupRef) -> Self {
        self.groups.push(group.clone());
        self
    }

    /// Whether tasks get public addresses, without which a public subnet has no way out. Default: what AWS does, no.
    pub fn public_ip(mut self, enabled: bool) -> Self {
        self.public_ip = Some(enabled);
        self
    }

    /// Registers a container's port in a target group.
    ///
    /// The service waits for the listeners that lead to the group, also where they are in another stack: ECS refuses a
    /// service whose target group belongs to no load balancer.
    pub fn target_group(mut self, group: &TargetGroupRef, container: impl Into<Name>, port: u16) -> Self {
        self.targets.push(Target { group: group.clone(), container: container.into(), port });
        self
    }

    /// How long after its start a task may be unhealthy. Default: not at all.
    pub fn health_check_grace_period(mut self, period: Duration) -> Self {
        self.grace_period = Some(period);
        self
    }

    /// What a deployment does whose tasks do not come up. Default: it tries for hours.
    ///
    /// A first deployment has nothing to go back to: it fails.
    pub fn circuit_breaker(mut self, breaker: CircuitBreaker) -> Self {
        self.deployment.circuit_breaker = Some(breaker);
        self
    }

    /// How many tasks run during a deployment, at least and at most, in percent of the desired count.
    /// Default: 100 to 200.
    pub fn deployment_percent(mut self, percent: RangeInclusive<u16>) -> Self {
        self.deployment.percent = Some(percent);
        self
    }

    fn check(&self, scope: &Scope) {
        if self.subnets.is_empty() {
            scope.report(codes::NO_SUBNETS.problem());
        }
        self.deployment.check(scope);
        let Some(known) = &self.task.containers else { return };
        for target in &self.targets {
            let (name, port) = (target.container.as_ref(), i64::from(target.port));
            match known.iter().find(|(known, _)| *known == target.container) {
                None => {
                    let known: Vec<String> = known.iter().map(|(name, _)| name.to_string()).collect();
                    scope.report(codes::UNKNOWN_CONTAINER.problem().with("container", name).with("known", known));
                }
                Some((_, ports)) if !ports.contains(&target.port) => {
                    scope.report(codes::UNKNOWN_PORT.problem().with("container", name).with("port", port));
                }
                Some(_) => {}
            }
        }
    }

    fn network(&self) -> NetworkConfiguration {
        let mut network = AwsVpcConfiguration::new().subnets(&self.subnets);
        if !self.groups.is_empty() {
            let groups = self.groups.iter().map(SecurityGroupRef::security_group_id);
            network = network.security_groups(groups.collect::<Vec<_>>());
        }
        if let Some(public) = self.public_ip {
            network = network.assign_public_ip(if public { AssignPublicIp::Enabled } else { AssignPublicIp::Disabled });
        }
        NetworkConfiguration::new().awsvpc_configuration(network)
    }
}

impl Construct for FargateService {
    type Handle = ServiceRef;

    fn build(self, scope: Scope) -> ServiceRef {
        self.check(&scope);
        let mut service = CfnService::new()
            .cluster(self.cluster.cluster_name())
            .task_definition(self.task.task_definition_arn())
            .launch_type(LaunchType::Fargate)
            .network_configuration(self.network());
        if let Some(name) = &self.name {
            check_name(&scope, "service", name, 255);
            service = service.service_name(name);
        }
        if let Some(count) = &self.desired_count {
            service = service.desired_count(count);
        }
        if let Some(deployment) = self.deployment.property() {
            service = service.deployment_configuration(deployment);
        }
        if let Some(period) = self.grace_period {
            service = service.health_check_grace_period_seconds(period.as_seconds());
        }
        if !self.targets.is_empty() {
            service = service.load_balancers(self.targets.iter().map(Target::property).collect::<Vec<_>>());
        }
        let service = scope.add("Service", service);
        for role in &self.task.roles {
            role.needed_by(&service);
        }
        for target in &self.targets {
            target.group.needed_by(&service);
        }
        ServiceRef::new(self.cluster, service)
    }
}

impl Target {
    fn property(&self) -> LoadBalancer {
        let (container, port) = (self.container.clone(), self.port);
        let target = LoadBalancer::new().target_group_arn(self.group.target_group_arn());
        target.container_name(container).container_port(port)
    }
}
