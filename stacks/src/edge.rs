//! EdgeStack: target group, load balancer and listeners; with a domain also certificate, WAF and DNS (Steps 11 to 14).

use crate::network::Network;
use crate::operator;
use crate::settings::{Domain, Settings};
use formwork::certificatemanager::{Certificate, CertificateRef};
use formwork::elasticloadbalancingv2::{
    Action, HealthCheck, Listener, ListenerRef, LoadBalancer, LoadBalancerRef, SslPolicy, TargetGroup, TargetGroupRef,
};
use formwork::ids::certificatemanager::CertificateArn;
use formwork::ids::route53::HostedZoneId;
use formwork::route53::Record;
use formwork::wafv2::{IpSet, IpSetRef, WebAcl, WebAclAssociation, WebAclRule};
use formwork::{Duration, IntoValue, Output, Parameter, Stack, Text, Value, text};

/// What the other stacks use of the edge.
pub struct Edge {
    pub target_group: TargetGroupRef,
    pub load_balancer: LoadBalancerRef,
    pub http_listener: ListenerRef,
    /// The addresses that the firewall lets through, where there is one.
    pub allowed: Option<IpSetRef>,
    url: Value<Text>,
}

impl Edge {
    /// Where people reach the application: scheme and host alone, so that it is an origin too.
    pub fn url(&self) -> Value<Text> {
        self.url.clone()
    }
}

/// A block of IPv4 addresses, but for /0, which WAF refuses, and the ranges of documentation, which are nobody's (D-17).
const ADDRESS_PATTERN: &str = concat!(
    r"(?!192\.0\.2\.|198\.51\.100\.|203\.0\.113\.)",
    r"((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])/([1-9]|[12][0-9]|3[0-2])",
);

pub fn edge(stack: &Stack, settings: &Settings, network: &Network) -> Edge {
    let name = |what: &str| format!("prooflink-{}-{what}", settings.environment());

    // Step 12, 12-1. The service registers the targets.
    let target_group = stack.add(
        "TargetGroup",
        TargetGroup::ip(&network.vpc, 3000).name(name("tg")).health_check(
            HealthCheck::http("/api/health")
                .healthy_after(2)
                .unhealthy_after(3)
                .timeout(Duration::seconds(5))
                .interval(Duration::seconds(30))
                .success_codes("200"),
        ),
    );

    // Step 12, 12-2. Both public subnets in dev too (D-01). Beyond the guide: it drops headers that are none, and stays
    // where nothing may be lost.
    let mut balancer = LoadBalancer::internet_facing(&network.vpc).security_group(&network.alb).name(name("alb"));
    balancer = balancer.drop_invalid_header_fields(true);
    if settings.protected() {
        balancer = balancer.deletion_protection(true);
    }
    let load_balancer = stack.add("LoadBalancer", balancer);
    let (url, http_listener, allowed) = match settings.domain() {
        Some(domain) => {
            let (certificate, zone) = certificate(stack, settings, domain);
            let http = stack.add("HttpListener", Listener::http(&load_balancer, Action::redirect_to_https()));
            let https = Listener::https(&load_balancer, &certificate, &target_group);
            stack.add("HttpsListener", https.ssl_policy(SslPolicy::TLS13_1_2_2021_06));
            let allowed = firewall(stack, settings, &load_balancer);
            // Step 14.
            if let Some(zone) = zone {
                stack.add("Record", Record::alias(zone, domain, &load_balancer));
            }
            (format!("https://{domain}").into_value(), http, Some(allowed))
        }
        None => {
            let http = stack.add("HttpListener", Listener::http(&load_balancer, &target_group));
            (text!["http://", load_balancer.dns_name()], http, None)
        }
    };

    // Step 12, 12-3.
    let dns_name = Output::new(load_balancer.dns_name()).description("The name that DNS knows the load balancer by");
    stack.add("LoadBalancerDnsName", dns_name);
    stack.add("Url", Output::new(&url).description("Where people reach the application"));
    Edge { target_group, load_balancer, http_listener, allowed, url }
}

/// Step 11. A certificate that is there already needs no hosted zone, and then the record is made elsewhere (D-38).
fn certificate(stack: &Stack, settings: &Settings, domain: &Domain) -> (CertificateRef, Option<Value<HostedZoneId>>) {
    if let Some(arn) = settings.certificate_arn() {
        let certificate = Certificate::from_arn(CertificateArn::literal(arn.to_string()));
        return (stack.add("Certificate", certificate), None);
    }
    let given = settings.hosted_zone_id().map(|id| HostedZoneId::literal(id.to_string()));
    let parameter = Parameter::of("AWS::Route53::HostedZone::Id").description("The public hosted zone of the domain");
    let zone = operator::value(stack, "HostedZoneId", given, parameter);
    (stack.add("Certificate", Certificate::dns_validated(domain, &zone)), Some(zone))
}

/// Step 13. Only the addresses that the operator names come through.
fn firewall(stack: &Stack, settings: &Settings, load_balancer: &LoadBalancerRef) -> IpSetRef {
    let name = |what: &str| format!("prooflink-{}-{what}", settings.environment());
    let parameter = Parameter::list()
        .description("Who may use the application: blocks of IPv4 addresses, divided by commas")
        .allowed_pattern(ADDRESS_PATTERN)
        .constraint_description(
            "blocks of IPv4 addresses with a prefix of 1 to 32, none of them a range of documentation",
        );
    let addresses = operator::value(stack, "AllowedAddresses", settings.allowed_addresses(), parameter);
    let allowed = stack.add("AllowedIps", IpSet::ipv4(addresses).name(name("allowed-ips")));
    let acl = WebAcl::block_by_default().name(name("waf-acl")).rule(WebAclRule::allow("allow-specific-ips", &allowed));
    let acl = stack.add("WebAcl", acl);
    stack.add("WebAclAssociation", WebAclAssociation::new(&acl, load_balancer.load_balancer_arn()));
    allowed
}
