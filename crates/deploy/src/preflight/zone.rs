//! Whether a load balancer and the subnet group of a database have subnets in two zones.

use super::sight::{Found, Sight, of_type};
use super::{Check, Verdict};
use crate::codes::preflight as codes;
use crate::target::TargetStack;
use serde_json::Value;
use std::collections::BTreeSet;

const KINDS: [(&str, &str); 2] =
    [("AWS::ElasticLoadBalancingV2::LoadBalancer", "Subnets"), ("AWS::RDS::DBSubnetGroup", "SubnetIds")];

pub fn judge(sight: &Sight<'_>, stack: &TargetStack, checks: &mut Vec<Check>) {
    for (kind, property) in KINDS {
        for found in of_type(stack, kind) {
            // a network load balancer has its own rules
            let is_other = found.property("Type").is_some_and(|of| of != "application");
            if let Some(Value::Array(subnets)) = found.property(property).filter(|_| !is_other) {
                let verdict = verdict(sight, &found, subnets);
                checks.push(Check::new("zone", format!("{} {}", stack.id, found.logical_id), verdict));
            }
        }
    }
}

fn verdict(sight: &Sight<'_>, found: &Found<'_>, subnets: &[Value]) -> Verdict {
    let mut zones = BTreeSet::new();
    for subnet in subnets {
        let subnet = sight.resource(found.stack, subnet);
        match subnet.and_then(|subnet| subnet.property("AvailabilityZone")) {
            Some(zone) => drop(zones.insert(zone.to_string())),
            None if subnets.len() >= 2 => {
                return Verdict::Unknown("the zones of its subnets are not in the templates".to_string());
            }
            None => {}
        }
    }
    match zones.len() {
        2.. => Verdict::Pass,
        _ => {
            let place = found.stack.place_of(found.logical_id).pointer(format!("/Resources/{}", found.logical_id));
            let problem = codes::ONE_ZONE.problem().at(place).with("type", found.kind());
            Verdict::Fail(Box::new(problem.with("resource", found.logical_id).with("stack", found.stack.id.as_str())))
        }
    }
}
