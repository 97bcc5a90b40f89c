//! Routes and network ACLs.

use super::address::{Addresses, Block};
use super::interface::{Interface, Public};
use super::model::{Network, Route, Subnet, Through};
use super::verdict::{Answer, Blocker, Verdict};
use crate::sight::Node;

/// The ports that replies go to.
const REPLIES: (i64, i64) = (1_024, 65_535);

impl<'a> Network<'a> {
    /// The route to the internet of a subnet. One without a table of its own has its VPC's main one, which leads nowhere
    /// outside.
    pub fn default_route(&self, subnet: &Subnet<'a>) -> Option<&Route> {
        let table = self.tables.get(&subnet.table?)?;
        table.routes.iter().find(|route| route.to == Some(Block::ALL))
    }

    /// From a subnet to the internet on a port.
    pub fn out(&self, from: &Interface<'a>, at: Node, port: i64, is_same_zone: bool) -> Answer {
        let Some(subnet) = self.subnets.get(&at) else { return Answer::unknown("a subnet is not in the app") };
        let acl = self.acl_outside(at, port);
        let Some(route) = self.default_route(subnet) else {
            let has_unknown = subnet.table.is_some_and(|table| !self.tables.contains_key(&table));
            if has_unknown {
                return Answer::unknown("its route table is not in the app");
            }
            let what = format!("{} has no route to the internet", self.name(at));
            let fix = "give its route table a default route to a NAT gateway, or an endpoint for the service";
            return acl.and(Answer::no(Blocker::new("NO_ROUTE_TO_DESTINATION", at, what).fix(fix)));
        };
        let way = match route.through {
            Through::Gateway(gateway) => self.attached(subnet, gateway, route).and(self.has_address(from, at, subnet)),
            Through::Nat(nat) => self.nat(subnet, at, nat, is_same_zone),
            Through::Outside => Answer::unknown("its default route goes to a gateway that is not in the app"),
            Through::Other => Answer::unknown("its default route goes to what is outside of the model"),
        };
        acl.and(way)
    }

    fn attached(&self, subnet: &Subnet<'a>, gateway: Node, route: &Route) -> Answer {
        let Some(vpc) = subnet.vpc.and_then(|vpc| self.vpcs.get(&vpc)) else {
            return Answer::unknown("its VPC is not in the app");
        };
        let attachments = self.sight.of_type("AWS::EC2::VPCGatewayAttachment");
        let are_known = attachments.into_iter().all(|one| self.sight.property(one, "VpcId").node().is_some());
        match vpc.gateways.contains(&gateway) {
            true => Answer::yes().hop(self.name(gateway)),
            false if !are_known => Answer::unknown("whether the internet gateway is attached is not known"),
            false => {
                let what = format!("{} is not attached to the VPC", self.name(gateway));
                let fix = "add an AWS::EC2::VPCGatewayAttachment of the two";
                Answer::no(Blocker::new("BAD_STATE_ATTACHMENT", route.node, what).fix(fix))
            }
        }
    }

    fn has_address(&self, of: &Interface<'a>, at: Node, subnet: &Subnet<'a>) -> Answer {
        let has = match of.is_public {
            Public::Yes => true,
            Public::No => false,
            Public::OfSubnet => subnet.gives_addresses,
        };
        if has {
            return Answer::yes();
        }
        let what = format!(
            "{} has no public address, and {} leads to the internet through an internet gateway",
            self.name(of.owner),
            self.name(at)
        );
        let fix = "put it in subnets that route to a NAT gateway";
        Answer::no(Blocker::new("IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", of.owner, what).fix(fix))
    }

    fn nat(&self, from: &Subnet<'a>, at: Node, nat: Node, is_same_zone: bool) -> Answer {
        let sight = self.sight;
        if sight.property(nat, "ConnectivityType").is("private") {
            let what = format!("{} is a private NAT gateway", self.name(nat));
            return Answer::no(Blocker::new("NO_ROUTE_TO_DESTINATION", nat, what).fix("make it a public one"));
        }
        let Some(home) = sight.property(nat, "SubnetId").node() else {
            return Answer::unknown("the subnet of the NAT gateway is not in the app");
        };
        let Some(subnet) = self.subnets.get(&home) else { return Answer::unknown("a subnet is not in the app") };
        let mut answer = Answer::yes().hop(self.name(nat));
        match self.default_route(subnet).map(|route| (route, route.through)) {
            Some((route, Through::Gateway(gateway))) => answer = answer.and(self.attached(subnet, gateway, route)),
            Some((_, Through::Outside)) => answer = answer.and(Answer::unknown("a gateway is not in the app")),
            _ if subnet.table.is_some_and(|table| !self.tables.contains_key(&table)) => {
                answer = answer.and(Answer::unknown("a route table is not in the app"));
            }
            _ => {
                let what = format!("{} is in {}, which has no route to the internet", self.name(nat), self.name(home));
                let fix = "put the NAT gateway in a public subnet";
                answer = answer.and(Answer::no(Blocker::new("NO_ROUTE_TO_DESTINATION", nat, what).fix(fix)));
            }
        }
        if sight.property(nat, "AllocationId").is_nothing() {
            let what = format!("{} has no Elastic IP address", self.name(nat));
            let blocker =
                Blocker::new("IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", nat, what).fix("give it an AllocationId");
            answer = answer.and(Answer::no(blocker));
        }
        if is_same_zone {
            answer = answer.and(self.same_zone(from, at, subnet, home, nat));
        }
        answer.and(self.acl_outside(home, 443)).and(self.between(at, home, 443))
    }

    fn same_zone(&self, from: &Subnet<'a>, at: Node, of_nat: &Subnet<'a>, home: Node, nat: Node) -> Answer {
        if from.zone.is_nothing() || of_nat.zone.is_nothing() {
            return Answer::unknown("a subnet does not say its availability zone");
        }
        if from.zone == of_nat.zone {
            return Answer::yes();
        }
        let zone =
            |subnet: &Subnet<'a>| subnet.zone.text().map_or("another zone".to_string(), |zone| zone.into_owned());
        let what = format!(
            "{} ({}) uses {} in {} ({})",
            self.name(at),
            zone(from),
            self.name(nat),
            self.name(home),
            zone(of_nat)
        );
        let fix = "give each zone a NAT gateway of its own";
        Answer::no(Blocker::new("AVAILABILITY_ZONE_CROSSED", at, what).fix(fix))
    }

    /// From the internet to an interface in a subnet: it has an address there, and replies find their way.
    pub fn into(&self, to: &Interface<'a>, at: Node, port: i64) -> Answer {
        let Some(subnet) = self.subnets.get(&at) else { return Answer::unknown("a subnet is not in the app") };
        let has_address = match to.is_public {
            Public::Yes => true,
            Public::No => false,
            Public::OfSubnet => subnet.gives_addresses,
        };
        if !has_address {
            let what = format!("{} has no public address", self.name(to.owner));
            return Answer::no(Blocker::new("IGW_PUBLIC_IP_ASSOCIATION_FOR_INGRESS", to.owner, what));
        }
        let acl = self.acl_outside_in(at, port);
        match self.default_route(subnet).map(|route| (route, route.through)) {
            Some((route, Through::Gateway(gateway))) => acl.and(self.attached(subnet, gateway, route)),
            Some((_, Through::Outside)) => {
                Answer::unknown("its default route goes to a gateway that is not in the app")
            }
            Some((_, Through::Other)) => Answer::unknown("its default route goes to what is outside of the model"),
            _ if subnet.table.is_some_and(|table| !self.tables.contains_key(&table)) => {
                Answer::unknown("its route table is not in the app")
            }
            _ => {
                let what = format!("{} has no default route to an internet gateway", self.name(at));
                let fix = "put it in public subnets";
                acl.and(Answer::no(Blocker::new("NO_ROUTE_TO_DESTINATION", at, what).fix(fix)))
            }
        }
    }

    /// The ACLs between two subnets, there and back. Within one subnet none is asked.
    pub fn between(&self, from: Node, to: Node, port: i64) -> Answer {
        if from == to {
            return Answer::yes();
        }
        let block = |node: Node| self.subnets.get(&node).and_then(|subnet| subnet.block).map(Block::usable);
        let (near, far) = (block(from), block(to));
        self.acl(from, true, (port, port), far)
            .and(self.acl(to, false, (port, port), near))
            .and(self.acl(to, true, REPLIES, near))
            .and(self.acl(from, false, REPLIES, far))
    }

    /// The ACL of a subnet, for what goes out and its replies.
    pub fn acl_outside(&self, at: Node, port: i64) -> Answer {
        self.acl(at, true, (port, port), Some(Block::ALL)).and(self.acl(at, false, REPLIES, Some(Block::ALL)))
    }

    fn acl_outside_in(&self, at: Node, port: i64) -> Answer {
        self.acl(at, false, (port, port), Some(Block::ALL)).and(self.acl(at, true, REPLIES, Some(Block::ALL)))
    }

    /// Entries in the order of their numbers, the first that is about an address decides it; what none is about is denied.
    fn acl(&self, subnet: Node, is_egress: bool, ports: (i64, i64), other: Option<Block>) -> Answer {
        let Some(acl) = self.subnets.get(&subnet).and_then(|subnet| subnet.acl) else { return Answer::yes() };
        let Some(entries) = self.acls.get(&acl) else { return Answer::unknown("a network ACL is not in the app") };
        let Some(other) = other else { return Answer::unknown("the block of a subnet is not known") };
        let mut verdicts = Vec::new();
        // one port, or the ends of the range and where an entry changes within it
        for port in borders(ports, entries.entries.iter().map(|entry| entry.ports)) {
            let mut open = Addresses::from(other);
            let (mut allowed, mut denied) = (false, false);
            for entry in entries.entries.iter().filter(|entry| entry.is_egress == is_egress && entry.is_tcp) {
                let Some(block) = entry.block.filter(|_| entry.ports.0 <= port && port <= entry.ports.1) else {
                    continue;
                };
                if open.meets(block) {
                    if entry.allows {
                        allowed = true
                    } else {
                        denied = true
                    }
                    open = open.without(block);
                }
            }
            denied |= !open.is_empty();
            verdicts.push(match (allowed, denied) {
                (true, false) => Verdict::Yes,
                (true, true) => Verdict::Depends,
                _ => Verdict::No,
            });
        }
        let (worst, best) = (verdicts.iter().min().copied(), verdicts.iter().max().copied());
        let verdict = match (worst, best) {
            (Some(Verdict::No), Some(Verdict::Yes | Verdict::Depends)) => Verdict::Depends,
            (worst, _) => worst.unwrap_or(Verdict::Yes),
        };
        Answer::of(verdict, || {
            let direction = if is_egress { "out of" } else { "into" };
            let ports = if ports.0 == ports.1 { ports.0.to_string() } else { format!("{}-{}", ports.0, ports.1) };
            let what = format!(
                "{} does not let tcp/{ports} {direction} {} for all of {other}",
                self.name(acl),
                self.name(subnet)
            );
            Blocker::new("SUBNET_ACL_RESTRICTION", acl, what).fix("add an entry that allows it, with a lower number")
        })
    }
}

/// A port of each part of a range that all entries treat alike.
fn borders(range: (i64, i64), entries: impl Iterator<Item = (i64, i64)>) -> Vec<i64> {
    let mut ports = vec![range.0];
    for (from, to) in entries {
        ports.extend([from, to + 1].into_iter().filter(|port| range.0 < *port && *port <= range.1));
    }
    ports.sort_unstable();
    ports.dedup();
    ports
}
