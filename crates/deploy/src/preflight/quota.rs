//! Whether the account has room for what is added.

use super::online::{Answer, Lookups};
use super::{Check, Verdict};
use crate::codes::preflight as codes;
use std::collections::BTreeMap;

/// A type of which an account has only so many in a region: the service and the code of the quota.
struct Quota {
    kind: &'static str,
    service: &'static str,
    code: &'static str,
    what: &'static str,
    /// Whether it holds for each zone alone, so that the number of all is no proof that there is no room.
    is_by_zone: bool,
}

const QUOTAS: [Quota; 4] = [
    quota("AWS::EC2::EIP", "ec2", "L-0263D0A3", "elastic addresses", false),
    quota("AWS::EC2::VPC", "vpc", "L-F678F1CE", "VPCs", false),
    quota("AWS::EC2::NatGateway", "vpc", "L-FE5A380F", "NAT gateways in a zone", true),
    quota("AWS::ElasticLoadBalancingV2::LoadBalancer", "elasticloadbalancing", "L-53DA6B97", "load balancers", false),
];

const fn quota(
    kind: &'static str,
    service: &'static str,
    code: &'static str,
    what: &'static str,
    is_by_zone: bool,
) -> Quota {
    Quota { kind, service, code, what, is_by_zone }
}

/// `added`: how many of each type are made.
pub async fn judge(lookups: &dyn Lookups, added: &BTreeMap<&str, usize>, checks: &mut Vec<Check>) {
    for quota in &QUOTAS {
        let Some(added) = added.get(quota.kind) else { continue };
        checks.push(Check::new("quota", quota.what, verdict(lookups, quota, *added).await));
    }
}

async fn verdict(lookups: &dyn Lookups, quota: &Quota, added: usize) -> Verdict {
    let most = match lookups.quota(quota.service, quota.code).await {
        Answer::Yes(most) => most,
        Answer::No => return Verdict::Unknown("there is no such quota".to_string()),
        Answer::Unknown(why) => return Verdict::Unknown(why),
    };
    let there = match lookups.count(quota.kind).await {
        Answer::Yes(there) => there,
        Answer::No => 0,
        Answer::Unknown(why) => return Verdict::Unknown(why),
    };
    match there + added <= most {
        true => Verdict::Pass,
        false if quota.is_by_zone => {
            Verdict::Unknown(format!("{there} are there, {added} come, and each zone takes {most}"))
        }
        false => {
            let problem = codes::NO_ROOM.problem().with("what", quota.what).with("there", number(there));
            let problem = problem.with("added", number(added)).with("most", number(most));
            Verdict::Fail(Box::new(problem.with("code", format!("{} {}", quota.service, quota.code))))
        }
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
