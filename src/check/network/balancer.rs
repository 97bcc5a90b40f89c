//! Load balancers: listeners, the groups that they forward to, and who is registered there.

use super::verdict::{Answer, Blocker, Verdict};
use crate::sight::{Meaning, Node, Sight};

/// The ports that a load balancer listens on; none where one is not known.
pub fn ports(sight: &Sight<'_>, balancer: Node) -> Option<Vec<i64>> {
    listeners(sight, balancer).map(|listener| sight.property(listener, "Port").integer()).collect()
}

pub fn listeners<'s>(sight: &'s Sight<'_>, balancer: Node) -> impl Iterator<Item = Node> + 's {
    sight
        .of_type("AWS::ElasticLoadBalancingV2::Listener")
        .filter(move |listener| sight.property(*listener, "LoadBalancerArn").node() == Some(balancer))
}

/// The target groups that an action forwards to.
fn forwarded(sight: &Sight<'_>, actions: &Meaning<'_>) -> Vec<Node> {
    let mut all = Vec::new();
    for action in actions.items() {
        let weighted = action.get("ForwardConfig").get("TargetGroups");
        let arns = weighted.items().iter().map(|one| one.get("TargetGroupArn")).chain([action.get("TargetGroupArn")]);
        all.extend(arns.flat_map(|arn| sight.nodes(arn, "AWS::ElasticLoadBalancingV2::TargetGroup")));
    }
    all
}

/// The target groups that a load balancer forwards to, by any listener or rule.
pub fn targets(sight: &Sight<'_>, balancer: Node) -> Vec<Node> {
    let mut all = Vec::new();
    for listener in listeners(sight, balancer) {
        all.extend(forwarded(sight, &sight.property(listener, "DefaultActions")));
        for rule in sight.of_type("AWS::ElasticLoadBalancingV2::ListenerRule") {
            if sight.property(rule, "ListenerArn").node() == Some(listener) {
                all.extend(forwarded(sight, &sight.property(rule, "Actions")));
            }
        }
    }
    all.sort();
    all.dedup();
    all
}

/// The listeners and rules that forward to a target group.
pub fn forwarders(sight: &Sight<'_>, group: Node) -> Vec<Node> {
    let listeners = sight.of_type("AWS::ElasticLoadBalancingV2::Listener").map(|one| (one, "DefaultActions"));
    let rules = sight.of_type("AWS::ElasticLoadBalancingV2::ListenerRule").map(|one| (one, "Actions"));
    let all = listeners.chain(rules);
    all.filter(|(one, actions)| forwarded(sight, &sight.property(*one, actions)).contains(&group))
        .map(|(one, _)| one)
        .collect()
}

/// The load balancers that forward to a target group.
pub fn balancers(sight: &Sight<'_>, group: Node) -> Vec<Node> {
    let all = sight.of_type("AWS::ElasticLoadBalancingV2::LoadBalancer");
    all.filter(|balancer| targets(sight, *balancer).contains(&group)).collect()
}

/// A service's place in a target group.
pub struct Registration<'a> {
    pub group: Node,
    pub port: Meaning<'a>,
}

pub fn registrations<'a>(sight: &Sight<'a>, service: Node) -> Vec<Registration<'a>> {
    let balancers = sight.property(service, "LoadBalancers");
    let entries = balancers.items().iter().filter_map(|one| {
        let group = one.get("TargetGroupArn").node()?;
        let is_group = sight.is(group, "AWS::ElasticLoadBalancingV2::TargetGroup");
        is_group.then(|| Registration { group, port: one.get("ContainerPort").clone() })
    });
    entries.collect()
}

/// Whether a load balancer passes anything to a target on a port.
pub fn forwards(sight: &Sight<'_>, balancer: Node, target: Node, port: i64) -> Answer {
    let groups = targets(sight, balancer);
    if listeners(sight, balancer).next().is_none() {
        return Answer::no(Blocker::new("ELBV2_LISTENERS_MISMATCH", balancer, "the load balancer has no listener"));
    }
    if groups.is_empty() {
        let what = "no listener of the load balancer forwards to a target group";
        return Answer::no(Blocker::new("ELBV2_LISTENER_HAS_NO_TG", balancer, what));
    }
    let registered = match sight.type_of(target) {
        "AWS::ECS::Service" => registrations(sight, target),
        _ => groups.iter().filter_map(|group| instance(sight, *group, target)).collect(),
    };
    let common: Vec<_> = registered.iter().filter(|one| groups.contains(&one.group)).collect();
    if common.is_empty() {
        let what = match registered.is_empty() {
            true => "it is registered in no target group",
            false => "no listener of the load balancer forwards to its target group",
        };
        return Answer::no(Blocker::new("ELBV2_LISTENER_HAS_NO_TG", target, what));
    }
    let ports: Vec<Option<i64>> = common.iter().map(|one| one.port.integer()).collect();
    if ports.contains(&Some(port)) {
        return Answer::yes();
    }
    match ports.iter().flatten().next() {
        Some(other) if !ports.contains(&None) => {
            let what = format!("its target group passes to port {other}, not to {port}");
            Answer::no(Blocker::new("TARGET_PORT_RESTRICTION", target, what))
        }
        _ => Answer::unknown("the port that its target group passes to is not known"),
    }
}

/// An instance, or a function, that a target group names.
fn instance<'a>(sight: &Sight<'a>, group: Node, target: Node) -> Option<Registration<'a>> {
    let targets = sight.property(group, "Targets");
    let own = targets.items().iter().find(|one| one.get("Id").node() == Some(target))?;
    let port = if own.get("Port").is_nothing() { sight.property(group, "Port") } else { own.get("Port").clone() };
    Some(Registration { group, port })
}

/// How the firewall in front of a load balancer narrows who gets through.
pub struct Firewall {
    pub verdict: Verdict,
    /// The only IP sets whose addresses it lets through, where it does just that.
    pub sets: Vec<Node>,
    pub acl: Node,
}

pub fn firewall(sight: &Sight<'_>, balancer: Node) -> Option<Firewall> {
    let association = sight
        .of_type("AWS::WAFv2::WebACLAssociation")
        .find(|one| sight.property(*one, "ResourceArn").node() == Some(balancer))?;
    let acl = sight.property(association, "WebACLArn").node().filter(|node| sight.is(*node, "AWS::WAFv2::WebACL"))?;
    let rules = sight.property(acl, "Rules");
    let blocks_rest = !sight.at(acl, &["DefaultAction", "Block"]).is_nothing();
    let mut sets = Vec::new();
    let mut are_all_sets = true;
    for rule in rules.items() {
        let set = rule.get("Statement").get("IPSetReferenceStatement").get("Arn").node();
        match set.filter(|_| !rule.get("Action").get("Allow").is_nothing()) {
            Some(set) => sets.push(set),
            None => are_all_sets = false,
        }
    }
    let verdict = match (blocks_rest, rules.items().is_empty()) {
        (true, true) => Verdict::No,
        (false, true) => Verdict::Yes,
        _ => Verdict::Depends,
    };
    let sets = if blocks_rest && are_all_sets { sets } else { Vec::new() };
    Some(Firewall { verdict, sets, acl })
}
