//! Security groups: what their rules let through.
//!
//! A group lets everything out only if it has no rule of its own for that, and no rule that stands as a resource of its
//! own names it.

use super::address::{Addresses, Block};
use super::interface::Interface;
use super::model::name;
use super::verdict::{Answer, Blocker, Verdict};
use crate::sight::{Meaning, Node, Sight, Symbol};
use std::collections::HashMap;

pub struct Groups<'a> {
    sight: &'a Sight<'a>,
    rules: HashMap<Node, Rules<'a>>,
}

#[derive(Default)]
struct Rules<'a> {
    inward: Vec<Rule<'a>>,
    outward: Vec<Rule<'a>>,
}

struct Rule<'a> {
    /// None: of another protocol.
    ports: Option<Ports>,
    peer: Peer<'a>,
}

#[derive(Clone, Copy)]
enum Ports {
    Range(i64, i64),
    Unknown,
}

enum Peer<'a> {
    Block(Block),
    /// IPv6: lets nothing of IPv4 through.
    Other,
    Group(Meaning<'a>),
    Unknown,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    In,
    Out,
}

/// Who is at the other end.
pub enum Side<'s, 'a> {
    Interface(&'s Interface<'a>, Option<Block>),
    Internet,
}

impl<'a> Groups<'a> {
    pub fn new(sight: &'a Sight<'a>) -> Self {
        let mut rules: HashMap<Node, Rules<'a>> = HashMap::new();
        for node in sight.of_type("AWS::EC2::SecurityGroup") {
            let read = |name| sight.property(node, name).items().iter().map(|rule| Rule::read(sight, rule)).collect();
            let read: (Vec<Rule<'a>>, Vec<Rule<'a>>) = (read("SecurityGroupIngress"), read("SecurityGroupEgress"));
            let entry = rules.entry(node).or_default();
            entry.inward.extend(read.0);
            entry.outward.extend(read.1);
        }
        for (kind, way) in [("AWS::EC2::SecurityGroupIngress", Way::In), ("AWS::EC2::SecurityGroupEgress", Way::Out)] {
            for node in sight.of_type(kind) {
                let group = sight.property(node, "GroupId");
                let Some(group) = group.node().or_else(|| sight.property(node, "GroupName").node()) else { continue };
                let Some(of_group) = rules.get_mut(&group) else { continue };
                let properties = &sight.seen(node).resource.properties;
                let stack = sight.seen(node).stack;
                let members = properties.iter().map(|(key, data)| (key.as_ref(), sight.meaning(stack, data)));
                let rule = Rule::read(sight, &Meaning::Map(members.collect()));
                match way {
                    Way::In => of_group.inward.push(rule),
                    Way::Out => of_group.outward.push(rule),
                }
            }
        }
        Groups { sight, rules }
    }

    /// Whether the groups of an interface let TCP through on a port.
    pub fn allow(&self, of: &Interface<'a>, way: Way, port: i64, peer: &Side<'_, 'a>) -> Answer {
        let groups = of.groups.items();
        if groups.is_empty() {
            return match (way, peer) {
                (Way::Out, _) => Answer::yes(), // the default group lets everything out
                (Way::In, Side::Interface(other, _)) if other.groups.items().is_empty() => Answer::yes(),
                _ => Answer::unknown("it is in its VPC's default security group, which is not in the app"),
            };
        }
        let mut allowed = Addresses::default();
        let (mut named, mut unknown) = (false, false);
        for group in groups {
            let Some(rules) = group.node().and_then(|node| self.rules.get(&node)) else {
                unknown = true;
                continue;
            };
            let rules = match way {
                Way::In => &rules.inward,
                Way::Out if rules.outward.is_empty() => return Answer::yes(),
                Way::Out => &rules.outward,
            };
            for rule in rules {
                match rule.ports {
                    Some(Ports::Range(from, to)) if from <= port && port <= to => {}
                    Some(Ports::Unknown) => {
                        unknown = true;
                        continue;
                    }
                    _ => continue,
                }
                match &rule.peer {
                    Peer::Block(block) => allowed.add(*block),
                    Peer::Other => {}
                    Peer::Group(group) => named |= matches!(peer, Side::Interface(other, _) if other.is_in(group)),
                    Peer::Unknown => unknown = true,
                }
            }
        }
        let verdict = match peer {
            _ if named => Verdict::Yes,
            Side::Internet if allowed.covers(Block::ALL) => Verdict::Yes,
            Side::Internet if !allowed.is_empty() => Verdict::Depends,
            Side::Interface(_, Some(block)) if allowed.covers(block.usable()) => Verdict::Yes,
            Side::Interface(_, None) if allowed.covers(Block::ALL) => Verdict::Yes,
            Side::Interface(_, None) if !allowed.is_empty() => Verdict::Unknown,
            _ if unknown => Verdict::Unknown,
            Side::Interface(_, Some(block)) if allowed.meets(block.usable()) => Verdict::Depends,
            _ => Verdict::No,
        };
        Answer::of(verdict, || self.blocker(of, way, port, peer, verdict))
    }

    fn blocker(&self, of: &Interface<'a>, way: Way, port: i64, peer: &Side<'_, 'a>, verdict: Verdict) -> Blocker {
        let groups: Vec<Node> = of.groups.items().iter().filter_map(Meaning::node).collect();
        let names: Vec<String> = groups.iter().map(|node| name(self.sight, *node)).collect();
        let names = if names.is_empty() { "a group outside of the app".to_string() } else { names.join(", ") };
        let other = match peer {
            Side::Internet => "the internet".to_string(),
            Side::Interface(other, _) => name(self.sight, other.owner),
        };
        let (direction, word) = match way {
            Way::In => ("inbound", "from"),
            Way::Out => ("outbound", "to"),
        };
        let what = match verdict {
            Verdict::No => format!("{names} has no {direction} rule for tcp/{port} {word} {other}"),
            Verdict::Depends => {
                format!("{names} has {direction} rules for tcp/{port} {word} some addresses of {other}, not all")
            }
            _ => format!("whether {names} lets tcp/{port} {word} {other} through is not known"),
        };
        let nearest = groups.iter().filter_map(|group| self.nearest(*group, way, port)).next();
        let what = nearest.map_or(what.clone(), |nearest| format!("{what}; nearest: {nearest}"));
        let code = match verdict {
            Verdict::Depends => "DEPENDS_ON_ADDRESS",
            Verdict::Unknown => "UNKNOWN_PEERED_SGS",
            _ => "ENI_SG_RULES_MISMATCH",
        };
        let owner = name(self.sight, of.owner);
        let fix = match (way, peer) {
            (_, Side::Internet) if way == Way::Out => format!("let {owner} out to 0.0.0.0/0 on tcp/{port}"),
            (_, Side::Internet) => format!("let tcp/{port} into {names} from the addresses that shall use it"),
            (Way::In, _) => format!("allow tcp/{port} into {names} from the security group of {other}"),
            (Way::Out, _) => format!("allow tcp/{port} out of {names} to the security group of {other}"),
        };
        Blocker::new(code, groups.first().copied(), what).fix(fix)
    }

    /// The rule that comes nearest to what is wanted.
    fn nearest(&self, group: Node, way: Way, port: i64) -> Option<String> {
        let rules = self.rules.get(&group)?;
        let rules = if way == Way::In { &rules.inward } else { &rules.outward };
        let with_port =
            |rule: &&Rule<'_>| matches!(rule.ports, Some(Ports::Range(from, to)) if from <= port && port <= to);
        let rule = rules.iter().find(with_port).or(rules.first())?;
        let ports = match rule.ports {
            Some(Ports::Range(0, 65_535)) => "all ports".to_string(),
            Some(Ports::Range(from, to)) if from == to => format!("tcp/{from}"),
            Some(Ports::Range(from, to)) => format!("tcp/{from}-{to}"),
            Some(Ports::Unknown) => "a port that is not known".to_string(),
            None => "another protocol".to_string(),
        };
        let peer = match &rule.peer {
            Peer::Block(block) => block.to_string(),
            Peer::Group(group) => group.node().map_or("a group outside".to_string(), |node| name(self.sight, node)),
            Peer::Other => "IPv6 addresses".to_string(),
            Peer::Unknown => "a peer that is not known".to_string(),
        };
        Some(format!("{ports} {} {peer}", if way == Way::In { "from" } else { "to" }))
    }

    /// A port of every range that the rules inward tell apart.
    pub fn borders(&self, groups: &Meaning<'a>) -> Vec<i64> {
        let mut ports = vec![0];
        let rules = groups.items().iter().filter_map(Meaning::node).filter_map(|node| self.rules.get(&node));
        for rule in rules.flat_map(|rules| &rules.inward) {
            if let Some(Ports::Range(from, to)) = rule.ports {
                ports.extend([from, to + 1].into_iter().filter(|port| (0..=65_535).contains(port)));
            }
        }
        ports.sort_unstable();
        ports.dedup();
        ports
    }

    /// Whether a port has any rule inward at all, or rules that are not known.
    pub fn has_way_in(&self, groups: &Meaning<'a>, port: i64) -> bool {
        let items = groups.items();
        items.is_empty()
            || items.iter().any(|group| {
                group.node().and_then(|node| self.rules.get(&node)).is_none_or(|rules| {
                    rules.inward.iter().any(|rule| match rule.ports {
                        Some(Ports::Range(from, to)) => from <= port && port <= to,
                        Some(Ports::Unknown) => true,
                        None => false,
                    })
                })
            })
    }
}

impl<'a> Rule<'a> {
    fn read(sight: &Sight<'a>, rule: &Meaning<'a>) -> Self {
        let protocol = rule.get("IpProtocol").text();
        let ports = match protocol.as_deref() {
            Some("-1" | "all") => Some(Ports::Range(0, 65_535)),
            Some("tcp" | "TCP" | "6") => {
                let (from, to) = (port(sight, rule.get("FromPort")), port(sight, rule.get("ToPort")));
                Some(match (from, to) {
                    (Some(-1), _) => Ports::Range(0, 65_535),
                    (Some(from), Some(to)) => Ports::Range(from, to),
                    (None, None) if rule.get("FromPort").is_nothing() => Ports::Range(0, 65_535),
                    _ => Ports::Unknown,
                })
            }
            Some(_) => None,
            None => Some(Ports::Unknown),
        };
        let of = |names: [&str; 2]| names.into_iter().map(|name| rule.get(name)).find(|one| !one.is_nothing());
        let peer = if let Some(block) = of(["CidrIp", "CidrIp"]) {
            match block {
                Meaning::Symbol(Symbol::Attribute(node, attribute)) if attribute == "CidrBlock" => {
                    sight.property(*node, "CidrBlock").text().and_then(|text| Block::parse(&text))
                }
                block => block.text().and_then(|text| Block::parse(&text)),
            }
            .map_or(Peer::Unknown, Peer::Block)
        } else if let Some(group) = of(["SourceSecurityGroupId", "DestinationSecurityGroupId"]) {
            Peer::Group(group.clone())
        } else if of(["CidrIpv6", "CidrIpv6"]).is_some() {
            Peer::Other
        } else {
            Peer::Unknown
        };
        Rule { ports, peer }
    }
}

/// A port, or the one that a database listens on.
pub fn port(sight: &Sight<'_>, meaning: &Meaning<'_>) -> Option<i64> {
    match meaning {
        Meaning::Symbol(Symbol::Attribute(node, attribute)) if attribute == "Endpoint.Port" => {
            super::interface::database_port(sight, *node)
        }
        meaning => meaning.integer(),
    }
}
