use super::target_group::Route;
use super::{Action, LoadBalancerRef, SslPolicy, name};
use crate::construct::certificatemanager::CertificateRef;
use formwork_core::{Construct, IntoValue, Scope, Value};
use formwork_resources::elasticloadbalancingv2::CfnListener;
use formwork_resources::elasticloadbalancingv2::listener::{Certificate, Protocol};
use formwork_resources::ids::elasticloadbalancingv2::ListenerArn;

/// A port that a load balancer listens on, and what it does with requests that no rule is about.
///
/// The port is not opened in any security group.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::certificatemanager::Certificate;
/// use formwork::ec2::{SubnetLayout, Vpc};
/// use formwork::elasticloadbalancingv2::{Action, Listener, LoadBalancer, TargetGroup};
/// use formwork::ids::route53::HostedZoneId;
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("prod", "ap-northeast-1")).stack("EdgeStack");
/// # let vpc = stack.add("Vpc", Vpc::new("10.0.0.0/16").public_subnets(SubnetLayout::dealt(2, 24)));
/// let balancer = stack.add("LoadBalancer", LoadBalancer::internet_facing(&vpc));
/// let targets = stack.add("TargetGroup", TargetGroup::ip(&vpc, 3000));
/// let zone = HostedZoneId::literal("Z0123456789ABCDEFGHIJ");
/// let certificate = stack.add("Certificate", Certificate::dns_validated("www.example.com", zone));
/// stack.add("HttpListener", Listener::http(&balancer, Action::redirect_to_https()));
/// stack.add("HttpsListener", Listener::https(&balancer, &certificate, &targets));
/// ```
#[derive(Clone, Debug)]
pub struct Listener {
    balancer: LoadBalancerRef,
    action: Action,
    port: Value<i64>,
    tls: Option<(CertificateRef, SslPolicy)>,
}

/// A listener made elsewhere; see [`Listener::from_arn`].
#[derive(Clone, Debug)]
pub struct ImportedListener {
    arn: Value<ListenerArn>,
}

/// The handle of a listener, made or imported. Cheap to clone.
#[derive(Clone, Debug)]
pub struct ListenerRef {
    arn: Value<ListenerArn>,
}

impl Listener {
    /// HTTP on port 80. Update of the load balancer: replacement.
    pub fn http(balancer: &LoadBalancerRef, action: impl Into<Action>) -> Self {
        Listener { balancer: balancer.clone(), action: action.into(), port: 80.into_value(), tls: None }
    }

    /// HTTPS on port 443, with the certificate for clients that name no other host. Update of the load balancer:
    /// replacement.
    pub fn https(balancer: &LoadBalancerRef, certificate: &CertificateRef, action: impl Into<Action>) -> Self {
        let tls = Some((certificate.clone(), SslPolicy::TLS13_1_2_2021_06));
        Listener { port: 443.into_value(), tls, ..Listener::http(balancer, action) }
    }

    /// A listener made elsewhere.
    pub fn from_arn(arn: impl IntoValue<ListenerArn>) -> ImportedListener {
        ImportedListener { arn: arn.into_value() }
    }

    /// Another port: 1 to 65535.
    pub fn port(mut self, port: impl IntoValue<i64>) -> Self {
        self.port = port.into_value();
        self
    }

    /// The protocols and ciphers of an HTTPS listener; HTTP has none. Default: TLS 1.3 and 1.2
    /// (`ELBSecurityPolicy-TLS13-1-2-2021-06`), since AWS's own default would speak TLS 1.0 too.
    pub fn ssl_policy(mut self, policy: SslPolicy) -> Self {
        if let Some((_, chosen)) = &mut self.tls {
            *chosen = policy;
        }
        self
    }
}

impl Construct for Listener {
    type Handle = ListenerRef;

    fn build(self, scope: Scope) -> ListenerRef {
        name::check_port(&scope, &self.port);
        let protocol = if self.tls.is_some() { Protocol::Https } else { Protocol::Http };
        let mut listener = CfnListener::new(self.action.to_value(&scope), self.balancer.load_balancer_arn())
            .port(self.port)
            .protocol(protocol);
        if let Some((certificate, SslPolicy(policy))) = self.tls {
            let certificate = Certificate::new().certificate_arn(certificate.certificate_arn());
            listener = listener.certificates([certificate]).ssl_policy(policy);
        }
        let listener = scope.add("Resource", listener);
        let arn = listener.listener_arn();
        self.action.reaches(Route::Listener(listener));
        ListenerRef { arn }
    }
}

impl Construct for ImportedListener {
    type Handle = ListenerRef;

    fn build(self, _scope: Scope) -> ListenerRef {
        ListenerRef { arn: self.arn }
    }
}

impl ListenerRef {
    /// Its ARN.
    pub fn listener_arn(&self) -> Value<ListenerArn> {
        self.arn.clone()
    }
}
