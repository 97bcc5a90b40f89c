//! Rules of a security group that say the same.

use super::{Found, codes};
use crate::{Data, Problem};

/// What makes two rules one: everything but the description.
const FIELDS: [&str; 12] = [
    "IpProtocol",
    "FromPort",
    "ToPort",
    "CidrIp",
    "CidrIpv6",
    "SourceSecurityGroupId",
    "SourceSecurityGroupName",
    "SourceSecurityGroupOwnerId",
    "SourcePrefixListId",
    "DestinationSecurityGroupId",
    "DestinationPrefixListId",
    "SourceSecurityGroup",
];

pub fn judge(found: &Found<'_>, problems: &mut Vec<Problem>) {
    for property in ["SecurityGroupIngress", "SecurityGroupEgress"] {
        let rules = found.resource.property(property).map(Data::items).unwrap_or_default();
        for (at, rule) in rules.iter().enumerate() {
            let is_same = |other: &Data| FIELDS.iter().all(|field| text(rule, field) == text(other, field));
            // an expression in the place of a rule may be anything
            if matches!(rule, Data::Map(_)) && rules[..at].iter().any(is_same) {
                let problem = found.problem(&codes::RULE_TWICE, &format!("{property}/{at}"));
                problems.push(problem.with("rule", describe(rule)));
            }
        }
    }
}

/// A field as text: a number and a text with that number are the same to AWS.
fn text(rule: &Data, field: &str) -> Option<String> {
    let data = rule.get(field)?;
    Some(match data {
        Data::Text(text) => text.to_string(),
        Data::Integer(number) => number.to_string(),
        other => format!("{other:?}"),
    })
}

/// `tcp 443 from 10.0.0.0/8`.
fn describe(rule: &Data) -> String {
    let text = |field: &str| rule.get(field).and_then(Data::as_text).map(str::to_string);
    let port = |field: &str| text(field).or_else(|| self::text(rule, field));
    let ports = match (port("FromPort"), port("ToPort")) {
        (Some(from), Some(to)) if from == to => from,
        (Some(from), Some(to)) => format!("{from} to {to}"),
        _ => "all ports".to_string(),
    };
    let peer = text("CidrIp").or_else(|| text("CidrIpv6")).unwrap_or_else(|| "another group or list".to_string());
    format!("{} {ports}, {peer}", text("IpProtocol").unwrap_or_else(|| "any protocol".to_string()))
}
