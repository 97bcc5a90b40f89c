use super::{SecurityGroupRef, Subnets, VpcRef};
use formwork_core::{Construct, IntoValue, Json, Name, Ref, Scope, Text, Value, function};
use formwork_resources::ec2::CfnVpcEndpoint;
use formwork_resources::ec2::vpc_endpoint::VpcEndpointType;

/// A service of AWS that an interface endpoint leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwsService(Name);

impl AwsService {
    /// The API of container registries.
    pub const ECR_API: AwsService = AwsService(Name::Borrowed("ecr.api"));
    /// Container registries, as container engines see them.
    pub const ECR_DOCKER: AwsService = AwsService(Name::Borrowed("ecr.dkr"));
    /// Secrets Manager.
    pub const SECRETS_MANAGER: AwsService = AwsService(Name::Borrowed("secretsmanager"));
    /// CloudWatch Logs.
    pub const LOGS: AwsService = AwsService(Name::Borrowed("logs"));

    /// Any other, by what follows `com.amazonaws.REGION.`: `ssm`, `kms`.
    pub fn other(name: impl Into<Name>) -> Self {
        AwsService(name.into())
    }
}

/// An interface endpoint: a service of AWS, reached by addresses of the VPC. It costs by the hour and zone.
///
/// Private DNS is on, so that the service's own name leads to it; the VPC needs [`Vpc::dns`](super::Vpc::dns).
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::ec2::{AwsService, InterfaceEndpoint, SecurityGroup, SubnetLayout, Vpc};
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("NetworkStack");
/// let vpc = stack.add("Vpc", Vpc::new("10.0.0.0/16").isolated_subnets(SubnetLayout::dealt(2, 24)).dns(true));
/// let group = stack.add("EndpointSecurityGroup", SecurityGroup::new(&vpc, "Endpoints"));
/// stack.add("LogsEndpoint", InterfaceEndpoint::new(&vpc, AwsService::LOGS, vpc.isolated_subnets()).security_group(&group));
/// ```
#[derive(Clone, Debug)]
pub struct InterfaceEndpoint {
    vpc: VpcRef,
    service: AwsService,
    subnets: Subnets,
    groups: Vec<SecurityGroupRef>,
    policy: Option<Value<Json>>,
    private_dns: bool,
    name: Option<Value<Text>>,
}

impl InterfaceEndpoint {
    /// An endpoint of the service, with an address in each of the subnets: one a zone.
    pub fn new(vpc: &VpcRef, service: AwsService, subnets: &Subnets) -> Self {
        let (vpc, subnets) = (vpc.clone(), subnets.clone());
        InterfaceEndpoint { vpc, service, subnets, groups: Vec::new(), policy: None, private_dns: true, name: None }
    }

    /// Adds a security group. Default: the VPC's default group.
    pub fn security_group(mut self, group: &SecurityGroupRef) -> Self {
        self.groups.push(group.clone());
        self
    }

    /// What may be done through the endpoint. Default: everything.
    pub fn policy(mut self, policy: impl IntoValue<Json>) -> Self {
        self.policy = Some(policy.into_value());
        self
    }

    /// Whether the service's own name leads to the endpoint. Default: yes.
    pub fn private_dns(mut self, enabled: bool) -> Self {
        self.private_dns = enabled;
        self
    }

    /// Its Name tag. Default: none.
    pub fn name(mut self, name: impl IntoValue<Text>) -> Self {
        self.name = Some(name.into_value());
        self
    }
}

impl Construct for InterfaceEndpoint {
    type Handle = Ref<CfnVpcEndpoint>;

    fn build(self, scope: Scope) -> Ref<CfnVpcEndpoint> {
        let service = function::sub(format!("com.amazonaws.${{AWS::Region}}.{}", self.service.0));
        let mut endpoint = CfnVpcEndpoint::new(self.vpc.vpc_id())
            .service_name(service)
            .vpc_endpoint_type(VpcEndpointType::Interface)
            .private_dns_enabled(self.private_dns)
            .subnet_ids(&self.subnets);
        if !self.groups.is_empty() {
            let ids = self.groups.iter().map(SecurityGroupRef::security_group_id);
            endpoint = endpoint.security_group_ids(ids.collect::<Vec<_>>());
        }
        if let Some(policy) = self.policy {
            endpoint = endpoint.policy_document(policy);
        }
        let endpoint = scope.add("Resource", endpoint);
        if let Some(name) = self.name {
            endpoint.tag("Name", name);
        }
        endpoint
    }
}
