use super::codes;
use crate::construct::ec2::{SecurityGroupRef, Subnets};
use crate::construct::fargate::check_name;
use crate::construct::iam::RoleRef;
use formwork_core::{Construct, IntoValue, Ref, Scope, Text, Value};
use formwork_resources::batch::CfnComputeEnvironment;
use formwork_resources::batch::compute_environment::{ComputeResources, ComputeResourcesType, Type};
use formwork_resources::ids::batch::ComputeEnvironmentArn;

/// Where jobs of Batch run on Fargate.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::batch::{FargateCapacity, FargateComputeEnvironment, JobQueue};
/// use formwork::ec2::{SecurityGroup, SubnetLayout, Vpc};
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("BatchStack");
/// # let vpc = stack.add("Vpc", Vpc::new("10.0.0.0/16").private_subnets(SubnetLayout::dealt(2, 24)));
/// let group = stack.add("JobSecurityGroup", SecurityGroup::new(&vpc, "Jobs"));
/// let environment = |capacity| FargateComputeEnvironment::new(capacity, 4, vpc.private_subnets(), &group);
/// let spot = stack.add("Spot", environment(FargateCapacity::Spot));
/// let on_demand = stack.add("OnDemand", environment(FargateCapacity::OnDemand));
/// stack.add("Queue", JobQueue::new(1).compute_environment(&spot).compute_environment(&on_demand));
/// ```
#[derive(Clone, Debug)]
pub struct FargateComputeEnvironment {
    capacity: FargateCapacity,
    max_vcpus: Value<i64>,
    subnets: Subnets,
    groups: Vec<SecurityGroupRef>,
    name: Option<Value<Text>>,
    service_role: Option<RoleRef>,
    replace: Option<bool>,
}

/// What Fargate charges, and whether it takes the machine back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FargateCapacity {
    /// Jobs run to their end.
    OnDemand,
    /// Cheaper, and a job may be interrupted at any time, two minutes after a warning.
    Spot,
}

/// A compute environment made elsewhere; see [`FargateComputeEnvironment::from_arn`].
#[derive(Clone, Debug)]
pub struct ImportedComputeEnvironment {
    arn: Value<ComputeEnvironmentArn>,
}

/// The handle of a compute environment, made or imported. Cheap to clone.
#[derive(Clone, Debug)]
pub struct ComputeEnvironmentRef {
    arn: Value<ComputeEnvironmentArn>,
    resource: Option<Ref<CfnComputeEnvironment>>,
}

impl FargateComputeEnvironment {
    /// An environment for jobs of at most so many vCPUs together, each with an address in one of the subnets.
    pub fn new(
        capacity: FargateCapacity,
        max_vcpus: impl IntoValue<i64>,
        subnets: &Subnets,
        group: &SecurityGroupRef,
    ) -> Self {
        let (max_vcpus, subnets, groups) = (max_vcpus.into_value(), subnets.clone(), vec![group.clone()]);
        let (name, service_role, replace) = (None, None, None);
        FargateComputeEnvironment { capacity, max_vcpus, subnets, groups, name, service_role, replace }
    }

    /// A compute environment made elsewhere.
    pub fn from_arn(arn: impl IntoValue<ComputeEnvironmentArn>) -> ImportedComputeEnvironment {
        ImportedComputeEnvironment { arn: arn.into_value() }
    }

    /// Adds another security group of the jobs: at most 5.
    pub fn security_group(mut self, group: &SecurityGroupRef) -> Self {
        self.groups.push(group.clone());
        self
    }

    /// Its name: unique in the account and region, 1 to 128 of letters, digits, `-` and `_`; it is then never replaced
    /// on update, since two of one name cannot be. Default: CloudFormation makes one. Update: replacement.
    pub fn name(mut self, name: impl IntoValue<Text>) -> Self {
        self.name = Some(name.into_value());
        self
    }

    /// The role that Batch works with; `batch.amazonaws.com` may assume it. Default: `AWSServiceRoleForBatch`, without
    /// which subnets, security groups and capacity cannot be updated in place. It cannot be changed to that later.
    pub fn service_role(mut self, role: &RoleRef) -> Self {
        self.service_role = Some(role.clone());
        self
    }

    /// Whether an update of subnets, security groups or capacity makes a new environment in place of this one.
    /// Default: yes, unless it has a name.
    pub fn replace_on_update(mut self, enabled: bool) -> Self {
        self.replace = Some(enabled);
        self
    }

    fn check(&self, scope: &Scope) {
        if self.subnets.is_empty() {
            scope.report(codes::NO_SUBNETS.problem());
        }
        if let Some(name) = &self.name {
            check_name(scope, "compute environment", name, 128);
            if self.replace == Some(true) {
                scope.report(codes::REPLACED_BY_NAME.problem());
            }
        }
    }
}

impl Construct for FargateComputeEnvironment {
    type Handle = ComputeEnvironmentRef;

    fn build(self, scope: Scope) -> ComputeEnvironmentRef {
        self.check(&scope);
        let groups = self.groups.iter().map(SecurityGroupRef::security_group_id);
        // as the API spells them
        let capacity = match self.capacity {
            FargateCapacity::OnDemand => "FARGATE",
            FargateCapacity::Spot => "FARGATE_SPOT",
        };
        let resources = ComputeResources::new(self.max_vcpus, ComputeResourcesType::Other(capacity.to_string()))
            .subnets(&self.subnets)
            .security_group_ids(groups.collect::<Vec<_>>());
        let mut environment =
            CfnComputeEnvironment::new(Type::Other("MANAGED".to_string())).compute_resources(resources);
        if let Some(replace) = self.replace.or(self.name.is_some().then_some(false)) {
            environment = environment.replace_compute_environment(replace);
        }
        if let Some(name) = self.name {
            environment = environment.compute_environment_name(name);
        }
        if let Some(role) = &self.service_role {
            environment = environment.service_role(role.role_arn());
        }
        let environment = scope.add("Resource", environment);
        if let Some(role) = &self.service_role {
            role.needed_by(&environment);
        }
        ComputeEnvironmentRef { arn: environment.compute_environment_arn(), resource: Some(environment) }
    }
}

impl Construct for ImportedComputeEnvironment {
    type Handle = ComputeEnvironmentRef;

    fn build(self, _scope: Scope) -> ComputeEnvironmentRef {
        ComputeEnvironmentRef { arn: self.arn, resource: None }
    }
}

impl ComputeEnvironmentRef {
    /// Its ARN.
    pub fn compute_environment_arn(&self) -> Value<ComputeEnvironmentArn> {
        self.arn.clone()
    }

    /// The resource; none if it is imported.
    pub fn resource(&self) -> Option<&Ref<CfnComputeEnvironment>> {
        self.resource.as_ref()
    }
}
