use super::{codes, name};
use crate::construct::ec2::{SecurityGroupRef, Subnets, VpcRef};
use formwork_core::{Construct, Duration, IntoValue, Name, Scope, Text, Value, function};
use formwork_resources::elasticloadbalancingv2::CfnLoadBalancer;
use formwork_resources::elasticloadbalancingv2::load_balancer::{LoadBalancerAttribute, Scheme};
use formwork_resources::ids::elasticloadbalancingv2::LoadBalancerArn;

/// An Application Load Balancer. It opens no security group: who may reach it, and what it may reach, its groups say.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::ec2::{Peer, Port, SecurityGroup, SubnetLayout, Vpc};
/// use formwork::elasticloadbalancingv2::LoadBalancer;
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("EdgeStack");
/// let vpc = stack.add("Vpc", Vpc::new("10.0.0.0/16").public_subnets(SubnetLayout::dealt(2, 24)));
/// let group = stack.add("SecurityGroup", SecurityGroup::new(&vpc, "Load balancer"));
/// group.allow_from(Peer::any_ipv4(), Port::tcp(443), "HTTPS");
/// let balancer = stack.add("LoadBalancer", LoadBalancer::internet_facing(&vpc).security_group(&group));
/// let address = balancer.dns_name();
/// ```
#[derive(Clone, Debug)]
pub struct LoadBalancer {
    vpc: VpcRef,
    internet_facing: bool,
    subnets: Subnets,
    groups: Vec<SecurityGroupRef>,
    name: Option<Value<Text>>,
    attributes: Vec<(Name, Value<Text>)>,
}

/// A load balancer made elsewhere; see [`LoadBalancer::from_arn`].
#[derive(Clone, Debug)]
pub struct ImportedLoadBalancer {
    arn: Value<LoadBalancerArn>,
    dns_name: Option<Value<Text>>,
    zone: Option<Value<Text>>,
}

/// The handle of a load balancer, made or imported. Cheap to clone.
#[derive(Clone, Debug)]
pub struct LoadBalancerRef {
    scope: Scope,
    arn: Value<LoadBalancerArn>,
    full_name: Value<Text>,
    dns_name: Option<Value<Text>>,
    zone: Option<Value<Text>>,
}

impl LoadBalancer {
    /// One that the internet reaches, in the VPC's public subnets. It is made after the VPC's internet gateway is
    /// attached. Update: replacement.
    pub fn internet_facing(vpc: &VpcRef) -> Self {
        LoadBalancer::new(vpc, true, vpc.public_subnets())
    }

    /// One that only the VPC and what is joined to it reach, in the VPC's private subnets. Update: replacement.
    pub fn internal(vpc: &VpcRef) -> Self {
        LoadBalancer::new(vpc, false, vpc.private_subnets())
    }

    fn new(vpc: &VpcRef, internet_facing: bool, subnets: &Subnets) -> Self {
        let (vpc, subnets) = (vpc.clone(), subnets.clone());
        LoadBalancer { vpc, internet_facing, subnets, groups: Vec::new(), name: None, attributes: Vec::new() }
    }

    /// A load balancer made elsewhere.
    ///
    /// ```
    /// # use formwork::{App, Environment};
    /// use formwork::elasticloadbalancingv2::{Action, Listener, LoadBalancer};
    /// use formwork::ids::elasticloadbalancingv2::LoadBalancerArn;
    /// # let app = App::new("demo");
    /// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("EdgeStack");
    /// let arn = "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:loadbalancer/app/shared/50dc6c495c0c9188";
    /// let shared = stack.add("Shared", LoadBalancer::from_arn(LoadBalancerArn::literal(arn)));
    /// stack.add("Listener", Listener::http(&shared, Action::redirect_to_https()));
    /// assert_eq!(shared.full_name().as_text(), Some("app/shared/50dc6c495c0c9188"));
    /// ```
    pub fn from_arn(arn: impl IntoValue<LoadBalancerArn>) -> ImportedLoadBalancer {
        ImportedLoadBalancer { arn: arn.into_value(), dns_name: None, zone: None }
    }

    /// The subnets that it stands in, of at least two zones, one of each. Default: the VPC's public subnets if the
    /// internet reaches it, its private ones otherwise.
    pub fn subnets(mut self, subnets: &Subnets) -> Self {
        self.subnets = subnets.clone();
        self
    }

    /// Adds a security group. Default: the VPC's default group.
    pub fn security_group(mut self, group: &SecurityGroupRef) -> Self {
        self.groups.push(group.clone());
        self
    }

    /// Its name, unique in the account and region: 1 to 32 letters, digits and hyphens, without a hyphen at either end,
    /// and not beginning with `internal-`. Default: CloudFormation makes one. Update: replacement.
    pub fn name(mut self, name: impl IntoValue<Text>) -> Self {
        self.name = Some(name.into_value());
        self
    }

    /// Whether it refuses to be deleted. Default: no.
    pub fn deletion_protection(self, protected: bool) -> Self {
        self.attribute("deletion_protection.enabled", protected.to_string())
    }

    /// How long a connection may be silent: 1 to 4,000 seconds. Default: 60 seconds.
    pub fn idle_timeout(self, timeout: Duration) -> Self {
        self.attribute("idle_timeout.timeout_seconds", timeout.as_seconds().to_string())
    }

    /// Whether header fields with invalid names are removed before a request is passed on. Default: no.
    pub fn drop_invalid_header_fields(self, drop: bool) -> Self {
        self.attribute("routing.http.drop_invalid_header_fields.enabled", drop.to_string())
    }

    /// Sets any other attribute, by AWS's name: `("routing.http2.enabled", "false")`.
    pub fn attribute(mut self, key: impl Into<Name>, value: impl IntoValue<Text>) -> Self {
        self.attributes.push((key.into(), value.into_value()));
        self
    }

    /// AWS wants one subnet of each zone and two zones; zones of imported subnets may be unknown.
    fn check_zones(&self, scope: &Scope) {
        let mut zones: Vec<Value<Text>> = Vec::new();
        let mut twice = false;
        for zone in self.subnets.iter().filter_map(|subnet| subnet.availability_zone()) {
            match zones.iter().any(|known| known.data() == zone.data()) {
                true => twice = true,
                false => zones.push(zone),
            }
        }
        let unknown = self.subnets.iter().filter(|subnet| subnet.availability_zone().is_none()).count();
        match zones.len() + unknown {
            0 => scope.report(codes::ONE_ZONE.problem().with("zones", "no zone")),
            1 => scope.report(codes::ONE_ZONE.problem().with("zones", "one zone")),
            _ if twice => scope.report(codes::SAME_ZONE.problem()),
            _ => {}
        }
    }
}

impl Construct for LoadBalancer {
    type Handle = LoadBalancerRef;

    fn build(self, scope: Scope) -> LoadBalancerRef {
        self.check_zones(&scope);
        let scheme = if self.internet_facing { Scheme::InternetFacing } else { Scheme::Internal };
        let mut balancer = CfnLoadBalancer::new().scheme(scheme).subnets(&self.subnets);
        if !self.groups.is_empty() {
            let groups = self.groups.iter().map(SecurityGroupRef::security_group_id);
            balancer = balancer.security_groups(groups.collect::<Vec<_>>());
        }
        if let Some(name) = self.name {
            name::check(&scope, "a load balancer", &name);
            balancer = balancer.name(name);
        }
        if !self.attributes.is_empty() {
            let attribute = |(key, value): (Name, Value<Text>)| LoadBalancerAttribute::new().key(key).value(value);
            balancer =
                balancer.load_balancer_attributes(self.attributes.into_iter().map(attribute).collect::<Vec<_>>());
        }
        let balancer = scope.add("Resource", balancer);
        if let Some(gateway) = self.vpc.internet_gateway_attachment().filter(|_| self.internet_facing) {
            balancer.depends_on(gateway);
        }
        LoadBalancerRef {
            scope,
            arn: balancer.load_balancer_arn(),
            full_name: balancer.load_balancer_full_name(),
            dns_name: Some(balancer.dns_name()),
            zone: Some(balancer.canonical_hosted_zone_id()),
        }
    }
}

impl ImportedLoadBalancer {
    /// The name that DNS knows it by.
    pub fn dns_name(mut self, name: impl IntoValue<Text>) -> Self {
        self.dns_name = Some(name.into_value());
        self
    }

    /// The hosted zone that its DNS name is in: one of AWS's own, for alias records.
    pub fn canonical_hosted_zone_id(mut self, id: impl IntoValue<Text>) -> Self {
        self.zone = Some(id.into_value());
        self
    }
}

impl Construct for ImportedLoadBalancer {
    type Handle = LoadBalancerRef;

    fn build(self, scope: Scope) -> LoadBalancerRef {
        // arn:aws:elasticloadbalancing:REGION:ACCOUNT:loadbalancer/app/NAME/ID
        let full_name = match self.arn.as_text() {
            Some(arn) => arn.rsplit("loadbalancer/").next().unwrap_or(arn).to_string().into_value(),
            None => function::select(1, function::split("loadbalancer/", &self.arn)),
        };
        LoadBalancerRef { scope, arn: self.arn, full_name, dns_name: self.dns_name, zone: self.zone }
    }
}

impl LoadBalancerRef {
    /// Its ARN.
    pub fn load_balancer_arn(&self) -> Value<LoadBalancerArn> {
        self.arn.clone()
    }

    /// Its name as metrics have it: `app/NAME/ID`.
    pub fn full_name(&self) -> Value<Text> {
        self.full_name.clone()
    }

    /// The name that DNS knows it by. If it is imported and was not told this name, that is a problem.
    #[track_caller]
    pub fn dns_name(&self) -> Value<Text> {
        self.dns_name_for(&self.scope.here())
    }

    /// The hosted zone that its DNS name is in: one of AWS's own, for alias records. If it is imported and was not told
    /// this zone, that is a problem.
    #[track_caller]
    pub fn canonical_hosted_zone_id(&self) -> Value<Text> {
        self.canonical_hosted_zone_id_for(&self.scope.here())
    }

    /// The DNS name, for a construct at `scope`, where it is a problem if the name is not known.
    pub(crate) fn dns_name_for(&self, scope: &Scope) -> Value<Text> {
        known(scope, &self.dns_name, "DNS name", "dns_name(..)")
    }

    /// The hosted zone, for a construct at `scope`, where it is a problem if the zone is not known.
    pub(crate) fn canonical_hosted_zone_id_for(&self, scope: &Scope) -> Value<Text> {
        known(scope, &self.zone, "hosted zone", "canonical_hosted_zone_id(..)")
    }
}

fn known(scope: &Scope, value: &Option<Value<Text>>, what: &'static str, method: &'static str) -> Value<Text> {
    value.clone().unwrap_or_else(|| {
        scope.report(codes::UNKNOWN_ATTRIBUTE.problem().with("what", what).with("method", method));
        "".into_value()
    })
}
