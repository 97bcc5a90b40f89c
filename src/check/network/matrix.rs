//! Who reaches whom.

use super::balancer;
use super::interface::Interface;
use super::model::Network;
use super::reach::Via;
use super::verdict::{Answer, Verdict};
use crate::AssembledEnvironment;
use crate::sight::Sight;

/// One answer of the matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// Where it starts: a resource, or `internet`.
    pub from: String,
    /// Where it goes: a resource, `internet`, or a service such as `AWS s3`.
    pub to: String,
    /// The port of TCP.
    pub port: i64,
    /// `yes`, `no`, `depends`, `unknown`.
    pub verdict: &'static str,
    /// The way hop by hop, and what stands in it.
    pub way: String,
}

/// Every pair of what has network interfaces, the internet, and the services that have endpoints. Where conditions are
/// undecided, they are taken as they first can be.
///
/// ```
/// use formwork::{App, Environment, check::network, ec2::{SubnetLayout, Vpc}};
/// let app = App::new("demo");
/// let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DemoStack");
/// stack.add("Vpc", Vpc::new("10.0.0.0/16").private_subnets(SubnetLayout::dealt(2, 24)));
/// assert!(network::matrix(&app.synth().environments[0]).is_empty());
/// ```
pub fn matrix(environment: &AssembledEnvironment) -> Vec<Connection> {
    let worlds = Sight::worlds(environment);
    worlds.first().map(|sight| of(&Network::new(sight))).unwrap_or_default()
}

fn of(network: &Network<'_>) -> Vec<Connection> {
    let sight = network.sight;
    let all: Vec<Interface<'_>> = sight.all().filter_map(|(node, _)| Interface::of(network, node)).collect();
    let mut connections = Vec::new();
    let mut add = |from: String, to: String, port: i64, answer: Answer| {
        let verdict = word(answer.verdict);
        connections.push(Connection { from, to, port, verdict, way: super::said(&answer).0 });
    };
    for to in &all {
        for port in to.listens.iter().flatten() {
            add("internet".to_string(), network.name(to.owner), *port, network.reach_from_internet(to, *port));
        }
    }
    let mut services: Vec<&str> = network.endpoints.iter().map(|endpoint| endpoint.service.as_str()).collect();
    services.sort_unstable();
    services.dedup();
    for from in &all {
        let is_balancer = sight.is(from.owner, "AWS::ElasticLoadBalancingV2::LoadBalancer");
        for to in all.iter().filter(|to| to.owner != from.owner) {
            for port in to.listens.iter().flatten() {
                // a load balancer calls nobody but its targets
                if !is_balancer || balancer::forwards(sight, from.owner, to.owner, *port).verdict != Verdict::No {
                    add(network.name(from.owner), network.name(to.owner), *port, network.reach(from, to, *port));
                }
            }
        }
        if is_balancer {
            continue;
        }
        for service in &services {
            let answer = network.reach_service(from, service, Via::Any);
            add(network.name(from.owner), format!("AWS {service}"), 443, answer);
        }
        let answer = network.reach_internet(from, 443, Via::Any);
        add(network.name(from.owner), "internet".to_string(), 443, answer);
    }
    connections
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Yes => "yes",
        Verdict::No => "no",
        Verdict::Depends => "depends",
        Verdict::Unknown => "unknown",
    }
}
