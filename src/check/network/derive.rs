//! What has to be reachable for a system to work, whether somebody expects it or not.

use super::balancer;
use super::interface::Interface;
use super::model::{Network, Through};
use super::reach::Via;
use super::verdict::{Answer, Verdict};
use super::{Finding, codes};
use crate::check::task::{self, Image, Workload};
use crate::sight::{Node, Sight};

/// Every finding about what a template cannot mean to leave unreachable.
pub(super) fn findings(network: &Network<'_>) -> Vec<Finding> {
    let sight = network.sight;
    let mut findings = Vec::new();
    for workload in task::workloads(sight) {
        needs(network, &workload, &mut findings);
    }
    for balancer in sight.of_type("AWS::ElasticLoadBalancingV2::LoadBalancer") {
        listeners(network, balancer, &mut findings);
    }
    for service in sight.of_type("AWS::ECS::Service") {
        targets(network, service, &mut findings);
    }
    for function in sight.of_type("AWS::Lambda::Function") {
        stranded(network, function, &mut findings);
    }
    findings
}

/// Whether nobody can have meant this: it never works, or not in every zone.
fn is_broken(answer: &Answer) -> bool {
    match answer.verdict {
        Verdict::No => true,
        Verdict::Depends => answer.blockers.iter().any(|blocker| blocker.code != "DEPENDS_ON_ADDRESS"),
        Verdict::Unknown | Verdict::Yes => false,
    }
}

/// What the agent of a task fetches before its containers start, and what they are told to use.
fn needs(network: &Network<'_>, workload: &Workload<'_>, findings: &mut Vec<Finding>) {
    let Some(from) = Interface::of(network, workload.runs_on) else { return };
    let mut found = |code: &'static crate::Code, answer: Answer, to: String, port: Option<i64>| {
        let is_new = |findings: &Vec<Finding>| {
            !findings
                .iter()
                .any(|known: &Finding| known.node == from.owner && std::ptr::eq(known.code, code) && known.to == to)
        };
        if is_broken(&answer) && is_new(findings) {
            findings.push(Finding { code, node: from.owner, from: network.name(from.owner), to, port, answer });
        }
    };
    for container in &workload.containers {
        match container.image {
            Image::Ecr => {
                for service in ["ecr.api", "ecr.dkr", "s3"] {
                    let answer = network.reach_service(&from, service, Via::Any);
                    found(&codes::UNREACHABLE_REGISTRY, answer, format!("the service {service}"), None);
                }
            }
            Image::Public => {
                let answer = network.reach_internet(&from, 443, Via::Any);
                found(&codes::UNREACHABLE_REGISTRY, answer, "the internet".to_string(), None);
            }
            Image::Unknown => {}
        }
        if container.log_group.is_some() {
            let answer = network.reach_service(&from, "logs", Via::Any);
            found(&codes::UNREACHABLE_LOGS, answer, "logs".to_string(), None);
        }
        for secret in &container.secrets {
            let answer = network.reach_service(&from, secret.service(), Via::Any);
            found(&codes::UNREACHABLE_SECRETS, answer, format!("the service {}", secret.service()), None);
        }
        for database in task::databases(network.sight, container) {
            let Some(to) = Interface::of(network, database) else { continue };
            let Some(port) = to.listens.as_ref().and_then(|ports| ports.first().copied()) else { continue };
            found(&codes::UNREACHABLE_DATABASE, network.reach(&from, &to, port), network.name(database), Some(port));
        }
    }
}

/// A listener that nobody's packets get to.
fn listeners(network: &Network<'_>, balancer: Node, findings: &mut Vec<Finding>) {
    let sight = network.sight;
    let Some(to) = Interface::of(network, balancer) else { return };
    if !is_application(sight, balancer) {
        return;
    }
    for listener in balancer::listeners(sight, balancer) {
        let Some(port) = sight.property(listener, "Port").integer() else { continue };
        let answer = if !network.groups.has_way_in(&to.groups, port) {
            let names: Vec<String> =
                sight.nodes(&to.groups, "AWS::EC2::SecurityGroup").iter().map(|one| network.name(*one)).collect();
            let what = format!("{} has no inbound rule for tcp/{port}", names.join(", "));
            let fix = format!("let tcp/{port} in, or take the listener away");
            Answer::no(super::verdict::Blocker::new("ENI_SG_RULES_MISMATCH", balancer, what).fix(fix))
        } else if sight.property(balancer, "Scheme").is("internal") {
            continue;
        } else {
            let outside = network.reach_from_internet(&to, port);
            // an open group that only inner callers may use is no fault
            let only_groups = outside.blockers.iter().all(|blocker| blocker.code == "ENI_SG_RULES_MISMATCH");
            if only_groups { continue } else { outside }
        };
        if answer.verdict == Verdict::No {
            let (from, to) = (String::new(), network.name(balancer));
            findings.push(Finding {
                code: &codes::UNREACHABLE_LISTENER,
                node: listener,
                from,
                to,
                port: Some(port),
                answer,
            });
        }
    }
}

fn is_application(sight: &Sight<'_>, balancer: Node) -> bool {
    let kind = sight.property(balancer, "Type");
    kind.is_nothing() || kind.is("application")
}

/// What a load balancer passes to a service, and how it looks whether the service is well.
fn targets(network: &Network<'_>, service: Node, findings: &mut Vec<Finding>) {
    let sight = network.sight;
    let Some(to) = Interface::of(network, service) else { return };
    for registration in balancer::registrations(sight, service) {
        let group = registration.group;
        let balancers = balancer::balancers(sight, group);
        if balancers.is_empty() && !is_forwarded_elsewhere(sight, group) {
            let (from, to, answer) = (network.name(service), network.name(group), Answer::yes());
            findings.push(Finding { code: &codes::UNUSED_TARGET_GROUP, node: service, from, to, port: None, answer });
        }
        for balancer in balancers.into_iter().filter(|one| is_application(sight, *one)) {
            let Some(from) = Interface::of(network, balancer) else { continue };
            let Some(port) = registration.port.integer() else { continue };
            let answer = network.reach(&from, &to, port);
            let is_reached = !is_broken(&answer);
            let (of, names) = (service, (network.name(balancer), network.name(service)));
            if !is_reached {
                let (from, to) = names.clone();
                findings.push(Finding {
                    code: &codes::UNREACHABLE_TARGET,
                    node: of,
                    from,
                    to,
                    port: Some(port),
                    answer,
                });
            }
            let own = sight.property(group, "HealthCheckPort");
            let checked = if own.is_nothing() || own.is("traffic-port") { Some(port) } else { own.integer() };
            let Some(checked) = checked.filter(|checked| *checked != port && is_reached) else { continue };
            let answer = network.passes(&from, &to, checked);
            if is_broken(&answer) {
                let (from, to) = names;
                let code = &codes::UNREACHABLE_HEALTH_CHECK;
                findings.push(Finding { code, node: of, from, to, port: Some(checked), answer });
            }
        }
    }
}

/// Whether something may use a target group that the model does not follow.
fn is_forwarded_elsewhere(sight: &Sight<'_>, group: Node) -> bool {
    let kinds = ["AWS::ElasticLoadBalancingV2::Listener", "AWS::ElasticLoadBalancingV2::ListenerRule"];
    let uses = |node: Node| {
        let seen = sight.seen(node);
        seen.resource.properties.iter().any(|(_, data)| leads_to(sight, seen.stack, data, group))
    };
    kinds.into_iter().any(|kind| sight.of_type(kind).any(uses))
}

fn leads_to(sight: &Sight<'_>, stack: usize, data: &crate::Data, group: Node) -> bool {
    let mut found = false;
    data.visit_functions(&mut crate::Pointer::default(), &mut |_, function| {
        if let crate::Function::Ref(crate::Reference::Name(name)) = function {
            found |= sight.find(stack, name) == Some(group);
        }
    });
    found
}

/// A function in subnets whose way out is an internet gateway has no way out.
fn stranded(network: &Network<'_>, function: Node, findings: &mut Vec<Finding>) {
    let Some(from) = Interface::of(network, function) else { return };
    let Ok(subnets) = network.subnets_of(&from) else { return };
    let is_public = |node: &Node| {
        let route = network.subnets.get(node).and_then(|subnet| network.default_route(subnet));
        route.is_some_and(|route| matches!(route.through, Through::Gateway(_)))
    };
    if subnets.iter().all(is_public) {
        let answer = network.reach_internet(&from, 443, Via::Any);
        let (code, to) = (&codes::STRANDED_FUNCTION, String::new());
        findings.push(Finding { code, node: function, from: network.name(function), to, port: None, answer });
    }
}
