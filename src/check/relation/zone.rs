//! Availability zones of load balancers and databases.

use super::{Relations, codes};
use crate::sight::{Meaning, Node, Symbol};

pub(super) fn judge(relations: &mut Relations<'_, '_, '_>) {
    for node in relations.all("AWS::ElasticLoadBalancingV2::LoadBalancer") {
        let kind = relations.sight.property(node, "Type");
        if kind.is_nothing() || kind.is("application") {
            zones(relations, node, "Subnets", true);
        }
    }
    for node in relations.all("AWS::RDS::DBSubnetGroup") {
        zones(relations, node, "SubnetIds", false);
    }
}

/// Finds subnets that are all of one zone, and, of a load balancer, two of one.
fn zones(relations: &mut Relations<'_, '_, '_>, node: Node, property: &str, of_balancer: bool) {
    let sight = relations.sight;
    let Meaning::List(subnets) = sight.property(node, property) else { return };
    let zone = |subnet: &Meaning<'_>| match subnet.node().filter(|subnet| sight.is(*subnet, "AWS::EC2::Subnet")) {
        Some(subnet) => sight.property(subnet, "AvailabilityZone"),
        None => Meaning::Unknown("a subnet elsewhere"),
    };
    let zones: Vec<Meaning<'_>> = subnets.iter().map(zone).collect();
    let pairs = zones.iter().enumerate().flat_map(|(at, one)| zones[..at].iter().map(move |other| (one, other)));
    let pairs: Vec<Option<bool>> = pairs.map(|(one, other)| relations.same(one, other)).collect();
    let is_one = match subnets.as_slice() {
        // a parameter may be a list
        [one] => !matches!(one, Meaning::Unknown(_) | Meaning::Symbol(Symbol::Parameter(..) | Symbol::Import(_))),
        [] => false,
        _ => pairs.iter().all(|same| *same == Some(true)),
    };
    let has_two = of_balancer && pairs.contains(&Some(true));
    if !is_one && !has_two {
        return;
    }
    let said = |zone: &Meaning<'_>| match zone {
        Meaning::Symbol(Symbol::Zone(region, at)) => format!("zone {} of {region}", at + 1),
        zone => zone.text().map_or("a zone that is not known".to_string(), |zone| zone.into_owned()),
    };
    let said: Vec<String> = zones.iter().map(said).collect();
    let code = if of_balancer { &codes::BALANCER_IN_ONE_ZONE } else { &codes::DATABASE_IN_ONE_ZONE };
    relations.found(code, node, property, |problem| problem.with("zones", said));
}
