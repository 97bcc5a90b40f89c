use super::{HealthCheck, name};
use crate::construct::ec2::VpcRef;
use formwork_core::{Construct, Duration, IntoValue, Name, Ref, Resource, Scope, Text, Value, function};
use formwork_resources::elasticloadbalancingv2::target_group::{
    Protocol, TargetDescription, TargetGroupAttribute, TargetType,
};
use formwork_resources::elasticloadbalancingv2::{CfnListener, CfnListenerRule, CfnTargetGroup};
use formwork_resources::ids::elasticloadbalancingv2::TargetGroupArn;
use std::cell::RefCell;
use std::rc::Rc;

/// The targets that a load balancer spreads requests over, and how it asks them for their health.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::ec2::Vpc;
/// use formwork::elasticloadbalancingv2::{HealthCheck, TargetGroup};
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("EdgeStack");
/// # let vpc = stack.add("Vpc", Vpc::new("10.0.0.0/16"));
/// let targets = stack.add("TargetGroup", TargetGroup::ip(&vpc, 3000).health_check(HealthCheck::http("/api/health")));
/// let arn = targets.target_group_arn();
/// ```
#[derive(Clone, Debug)]
pub struct TargetGroup {
    vpc: VpcRef,
    ip: bool,
    https: bool,
    port: Value<i64>,
    name: Option<Value<Text>>,
    health_check: Option<HealthCheck>,
    targets: Vec<Value<Text>>,
    attributes: Vec<(Name, Value<Text>)>,
}

/// A target group made elsewhere; see [`TargetGroup::from_arn`].
#[derive(Clone, Debug)]
pub struct ImportedTargetGroup {
    arn: Value<TargetGroupArn>,
}

/// The handle of a target group, made or imported. Cheap to clone.
#[derive(Clone)]
pub struct TargetGroupRef {
    group: Rc<Group>,
}

struct Group {
    path: String,
    arn: Value<TargetGroupArn>,
    full_name: Value<Text>,
    /// What leads requests to the group.
    routes: RefCell<Vec<Route>>,
    /// Who waits for them.
    waiting: RefCell<Vec<Wait>>,
}

/// Makes something wait for a route.
type Wait = Box<dyn Fn(&Route)>;

/// What leads requests to a target group.
#[derive(Clone)]
pub(super) enum Route {
    Listener(Ref<CfnListener>),
    Rule(Ref<CfnListenerRule>),
}

impl TargetGroup {
    /// Targets that are IP addresses, such as tasks of Fargate, which get HTTP on this port: 1 to 65535.
    /// Update: replacement.
    pub fn ip(vpc: &VpcRef, port: impl IntoValue<i64>) -> Self {
        let (vpc, port) = (vpc.clone(), port.into_value());
        let (targets, attributes) = (Vec::new(), Vec::new());
        TargetGroup { vpc, ip: true, https: false, port, name: None, health_check: None, targets, attributes }
    }

    /// Targets that are instances, which get HTTP on this port: 1 to 65535. Update: replacement.
    pub fn instances(vpc: &VpcRef, port: impl IntoValue<i64>) -> Self {
        TargetGroup { ip: false, ..TargetGroup::ip(vpc, port) }
    }

    /// A target group made elsewhere.
    pub fn from_arn(arn: impl IntoValue<TargetGroupArn>) -> ImportedTargetGroup {
        ImportedTargetGroup { arn: arn.into_value() }
    }

    /// Speaks HTTPS to the targets, whose certificates are not verified. Default: HTTP. Update: replacement.
    pub fn https(mut self) -> Self {
        self.https = true;
        self
    }

    /// Its name, unique in the account and region: 1 to 32 letters, digits and hyphens, without a hyphen at either end.
    /// Default: CloudFormation makes one. Update: replacement.
    pub fn name(mut self, name: impl IntoValue<Text>) -> Self {
        self.name = Some(name.into_value());
        self
    }

    /// How targets are asked for their health. Default: HTTP, path `/`.
    pub fn health_check(mut self, check: HealthCheck) -> Self {
        self.health_check = Some(check);
        self
    }

    /// Adds a target: an instance id or an IP address. Default: none; services and Auto Scaling groups register theirs.
    pub fn target(mut self, id: impl IntoValue<Text>) -> Self {
        self.targets.push(id.into_value());
        self
    }

    /// How long a target that leaves may finish what it does: up to 1 hour. Default: 5 minutes.
    pub fn deregistration_delay(self, delay: Duration) -> Self {
        self.attribute("deregistration_delay.timeout_seconds", delay.as_seconds().to_string())
    }

    /// Sets any other attribute, by AWS's name: `("stickiness.enabled", "true")`.
    pub fn attribute(mut self, key: impl Into<Name>, value: impl IntoValue<Text>) -> Self {
        self.attributes.push((key.into(), value.into_value()));
        self
    }
}

impl Construct for TargetGroup {
    type Handle = TargetGroupRef;

    fn build(self, scope: Scope) -> TargetGroupRef {
        name::check_port(&scope, &self.port);
        let mut group = CfnTargetGroup::new()
            .target_type(if self.ip { TargetType::Ip } else { TargetType::Instance })
            .protocol(if self.https { Protocol::Https } else { Protocol::Http })
            .port(self.port)
            .vpc_id(self.vpc.vpc_id());
        if let Some(name) = self.name {
            name::check(&scope, "a target group", &name);
            group = group.name(name);
        }
        if let Some(check) = self.health_check {
            group = check.apply(&scope, group);
        }
        if !self.targets.is_empty() {
            let targets = self.targets.into_iter().map(TargetDescription::new);
            group = group.targets(targets.collect::<Vec<_>>());
        }
        if !self.attributes.is_empty() {
            let attribute = |(key, value): (Name, Value<Text>)| TargetGroupAttribute::new().key(key).value(value);
            group = group.target_group_attributes(self.attributes.into_iter().map(attribute).collect::<Vec<_>>());
        }
        let group = scope.add("Resource", group);
        TargetGroupRef::new(&scope, group.target_group_arn(), group.target_group_full_name())
    }
}

impl Construct for ImportedTargetGroup {
    type Handle = TargetGroupRef;

    fn build(self, scope: Scope) -> TargetGroupRef {
        // arn:aws:elasticloadbalancing:REGION:ACCOUNT:targetgroup/NAME/ID
        let full_name = match self.arn.as_text().and_then(|arn| arn.rsplit(':').next()) {
            Some(name) => name.to_string().into_value(),
            None => function::select(5, function::split(":", &self.arn)),
        };
        TargetGroupRef::new(&scope, self.arn, full_name)
    }
}

impl TargetGroupRef {
    fn new(scope: &Scope, arn: Value<TargetGroupArn>, full_name: Value<Text>) -> Self {
        let (routes, waiting) = (RefCell::default(), RefCell::default());
        TargetGroupRef { group: Rc::new(Group { path: scope.path(), arn, full_name, routes, waiting }) }
    }

    /// Its ARN.
    pub fn target_group_arn(&self) -> Value<TargetGroupArn> {
        self.group.arn.clone()
    }

    /// Its name as metrics have it: `targetgroup/NAME/ID`.
    pub fn full_name(&self) -> Value<Text> {
        self.group.full_name.clone()
    }

    /// Makes a resource wait for the listeners, and the rules of listeners, that lead and will lead requests to the
    /// group; where they are in another stack, its whole stack waits for theirs.
    ///
    /// A service is refused while its target group belongs to no load balancer, and the group's ARN alone does not make
    /// it wait for that.
    ///
    /// ```
    /// # use formwork::{App, CustomResource, Environment};
    /// use formwork::ec2::{SubnetLayout, Vpc};
    /// use formwork::elasticloadbalancingv2::{Listener, LoadBalancer, TargetGroup};
    /// # let app = App::new("demo");
    /// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("EdgeStack");
    /// # let vpc = stack.add("Vpc", Vpc::new("10.0.0.0/16").public_subnets(SubnetLayout::dealt(2, 24)));
    /// let targets = stack.add("TargetGroup", TargetGroup::ip(&vpc, 3000));
    /// # let service = stack.add("Service", CustomResource::new("AWS::ECS::Service"));
    /// targets.needed_by(&service);
    /// let balancer = stack.add("LoadBalancer", LoadBalancer::internet_facing(&vpc));
    /// stack.add("HttpListener", Listener::http(&balancer, &targets)); // the service waits for it
    /// # let template = &app.synth().environments[0].stacks[0].template;
    /// # assert!(template.resources["Service"].depends_on[0].starts_with("HttpListener"));
    /// ```
    pub fn needed_by<R: Resource + 'static>(&self, resource: &Ref<R>) -> &Self
    where
        R::Attributes: 'static,
    {
        let resource = resource.clone();
        let wait = move |route: &Route| {
            match route {
                Route::Listener(listener) => resource.depends_on(listener),
                Route::Rule(rule) => resource.depends_on(rule),
            };
        };
        self.group.routes.borrow().iter().for_each(&wait);
        self.group.waiting.borrow_mut().push(Box::new(wait));
        self
    }

    /// Says that a listener or a rule leads requests to the group.
    pub(super) fn reached_by(&self, route: Route) {
        self.group.waiting.borrow().iter().for_each(|wait| wait(&route));
        self.group.routes.borrow_mut().push(route);
    }
}

impl std::fmt::Debug for TargetGroupRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TargetGroupRef({})", self.group.path)
    }
}
