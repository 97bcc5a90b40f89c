//! Rules of security groups and network ACLs, and routes to the internet.

use super::super::expression::{self, is_expression, items, text};
use super::super::sides::Sides;
use super::range::Cidr;
use super::{Findings, Kind, Reason};
use serde_json::Value;

/// What one rule lets through.
struct Opening {
    pointer: String,
    source: Value,
    is_ingress: bool,
    protocol: String,
    /// The first and the last port; none where they are expressions.
    ports: Option<(i64, i64)>,
    /// Both as they are written.
    ports_text: String,
    peer: String,
}

pub fn check(sides: &Sides<'_>, findings: &mut Findings) {
    match sides.type_name {
        "AWS::EC2::NetworkAclEntry" => acl_entry(sides, findings),
        "AWS::EC2::Route" => route(sides, findings),
        _ => groups(sides, findings),
    }
}

fn groups(sides: &Sides<'_>, findings: &mut Findings) {
    let (before, after) = (openings(sides.type_name, &sides.before), openings(sides.type_name, &sides.after));
    for opening in &after {
        if before.iter().any(|known| known.covers(opening)) {
            continue;
        }
        let known = before.iter().find(|known| known.pointer == opening.pointer).map(|known| &known.source);
        let reason = Reason::new(Kind::NetworkOpened, &opening.pointer).values(known, Some(&opening.source));
        findings.add(opening.is_ingress && opening.is_public(), reason);
    }
}

fn openings(type_name: &str, resource: &Value) -> Vec<Opening> {
    let Some(properties) = resource.get("Properties") else { return Vec::new() };
    let list = |name: &str, is_ingress: bool| {
        let rules = properties.get(name).map(items).unwrap_or_default().into_iter().enumerate();
        rules.map(|(index, rule)| Opening::new(format!("/Properties/{name}/{index}"), rule, is_ingress)).collect()
    };
    match type_name {
        "AWS::EC2::SecurityGroup" => {
            let mut found: Vec<Opening> = list("SecurityGroupIngress", true);
            found.extend::<Vec<Opening>>(list("SecurityGroupEgress", false));
            if properties.get("SecurityGroupEgress").map(items).unwrap_or_default().is_empty() {
                // a group without rules for what goes out lets everything out
                let all = serde_json::json!({"IpProtocol": "-1", "CidrIp": "0.0.0.0/0"});
                found.push(Opening::new("/Properties/SecurityGroupEgress".to_string(), &all, false));
            }
            found
        }
        "AWS::EC2::SecurityGroupIngress" => vec![Opening::new("/Properties".to_string(), properties, true)],
        "AWS::EC2::SecurityGroupEgress" => vec![Opening::new("/Properties".to_string(), properties, false)],
        _ => Vec::new(),
    }
}

impl Opening {
    fn new(pointer: String, rule: &Value, is_ingress: bool) -> Self {
        let of = |name: &str| rule.get(name).filter(|value| !value.is_null()).map(text);
        let protocol = match of("IpProtocol").unwrap_or_else(|| text(rule)).to_ascii_lowercase().as_str() {
            "6" => "tcp".to_string(),
            "17" => "udp".to_string(),
            "1" => "icmp".to_string(),
            protocol => protocol.to_string(),
        };
        let (from, to) = (of("FromPort"), of("ToPort"));
        let number = |port: &Option<String>| port.as_ref().map_or(Some(-1), |port| port.parse::<i64>().ok());
        let peers = [
            "CidrIp",
            "CidrIpv6",
            "SourceSecurityGroupId",
            "SourceSecurityGroupName",
            "SourcePrefixListId",
            "DestinationSecurityGroupId",
            "DestinationPrefixListId",
        ];
        let peer = peers.iter().find_map(|name| of(name)).unwrap_or_else(|| text(rule));
        // a rule of its own says whose it is
        let group = of("GroupId").or_else(|| of("GroupName"));
        Opening {
            pointer,
            source: rule.clone(),
            is_ingress,
            protocol,
            ports: number(&from).zip(number(&to)),
            ports_text: format!("{from:?} {to:?} {group:?}"),
            peer,
        }
    }

    /// Whether everything that the other lets through goes through this one.
    fn covers(&self, other: &Opening) -> bool {
        self.is_ingress == other.is_ingress
            && (self.protocol == "-1" || self.protocol == other.protocol)
            && self.covers_ports(other)
            && self.covers_peer(other)
    }

    fn covers_ports(&self, other: &Opening) -> bool {
        let group = |opening: &Opening| ["GroupId", "GroupName"].map(|name| opening.source.get(name).map(text));
        if group(self) != group(other) {
            return false;
        }
        let every = |ports: (i64, i64)| ports.0 == -1 || ports == (0, 65535);
        self.protocol == "-1"
            || self.ports_text == other.ports_text
            || match (self.ports, other.ports) {
                (Some(own), _) if every(own) => true,
                (Some(own), Some(others)) => !every(others) && own.0 <= others.0 && others.1 <= own.1,
                _ => false,
            }
    }

    fn covers_peer(&self, other: &Opening) -> bool {
        self.peer == other.peer
            || Cidr::parse(&self.peer).zip(Cidr::parse(&other.peer)).is_some_and(|(own, other)| own.contains(&other))
    }

    /// Whether the internet, or part of it, is let in. An expression for a block of addresses may be anything, but for the
    /// block of a network in the template.
    fn is_public(&self) -> bool {
        let block = ["CidrIp", "CidrIpv6"].iter().find_map(|name| self.source.get(name));
        match block {
            None => is_expression(&self.source),
            Some(block) => match Cidr::parse(&text(block)) {
                Some(block) => block.is_public(),
                None => !text(block).trim_end_matches('}').ends_with(".CidrBlock"),
            },
        }
    }
}

fn acl_entry(sides: &Sides<'_>, findings: &mut Findings) {
    let properties = |side: &Value| side.get("Properties").map(expression::canonical);
    let (before, after) = (properties(&sides.before), properties(&sides.after));
    if before == after {
        return;
    }
    let allows = |side: &Option<Value>| match side.as_ref().and_then(|properties| properties.get("RuleAction")) {
        Some(action) => !text(action).eq_ignore_ascii_case("deny"),
        None => false,
    };
    let denies = before.is_some() && !allows(&before);
    if allows(&after) || denies {
        let is_ingress = after.as_ref().is_some_and(|entry| entry.get("Egress").map(text).as_deref() != Some("true"));
        let block = after.as_ref().and_then(|entry| entry.get("CidrBlock").or_else(|| entry.get("Ipv6CidrBlock")));
        let is_public = block.is_none_or(|block| Cidr::parse(&text(block)).is_none_or(|block| block.is_public()));
        let reason = Reason::new(Kind::NetworkOpened, "/Properties").values(before.as_ref(), after.as_ref());
        // an ACL only filters what a group lets through
        findings.add(is_ingress && is_public && allows(&after), reason);
    }
}

fn route(sides: &Sides<'_>, findings: &mut Findings) {
    let is_open = |side: &Value| {
        let of = |name: &str| side.pointer(&format!("/Properties/{name}")).map(text);
        let everywhere = of("DestinationCidrBlock").as_deref() == Some("0.0.0.0/0")
            || of("DestinationIpv6CidrBlock").as_deref() == Some("::/0");
        everywhere && of("GatewayId").is_some()
    };
    if is_open(&sides.after) && !is_open(&sides.before) {
        let (before, after) = sides.at("/Properties");
        findings.inside(Reason::new(Kind::NetworkOpened, "/Properties").values(before, after));
    }
}
