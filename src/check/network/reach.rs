//! Whether one thing reaches another.

use super::balancer;
use super::group::{Side, Way};
use super::interface::Interface;
use super::model::{Endpoint, Network, Vpc};
use super::verdict::{Answer, Blocker, Verdict};
use crate::sight::{Meaning, Node};

/// How a service of AWS may be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    Any,
    Endpoint,
    NatInSameZone,
}

impl<'a> Network<'a> {
    /// Whether the other end listens on a port, as far as it is known.
    fn listens(&self, to: &Interface<'a>, port: i64) -> Answer {
        let Some(ports) = to.listens.as_ref().filter(|ports| !ports.contains(&port)) else { return Answer::yes() };
        let ports: Vec<String> = ports.iter().map(i64::to_string).collect();
        let ports = if ports.is_empty() { "no port".to_string() } else { format!("port {}", ports.join(", ")) };
        let what = format!("{} listens on {ports}, not on {port}", self.name(to.owner));
        let (code, fix) = match self.sight.is(to.owner, "AWS::ElasticLoadBalancingV2::LoadBalancer") {
            true => ("ELBV2_LISTENER_PORT_RESTRICTION", format!("add a listener on {port}")),
            false => ("PORT_NOT_EXPOSED", format!("map port {port} in the container's `PortMappings`")),
        };
        Answer::no(Blocker::new(code, to.owner, what).fix(fix))
    }

    /// From interfaces to interfaces, TCP on a port.
    pub fn reach(&self, from: &Interface<'a>, to: &Interface<'a>, port: i64) -> Answer {
        let ends = match (self.subnets_of(from), self.subnets_of(to)) {
            (Ok(from), Ok(to)) => (from, to),
            (Err(why), _) | (_, Err(why)) => return Answer::unknown(why),
        };
        let mut answer = Answer::yes().hop(self.end(from, &ends.0)).hop(self.end(to, &ends.1));
        answer = answer.and(self.listens(to, port));
        let sight = self.sight;
        if sight.is(from.owner, "AWS::ElasticLoadBalancingV2::LoadBalancer") {
            answer = answer.and(balancer::forwards(sight, from.owner, to.owner, port));
            answer = answer.and(self.zones(from, &ends.0, to, &ends.1));
        }
        answer.and(self.pass(from, &ends.0, to, &ends.1, port))
    }

    /// What the network alone says: groups, routes and ACLs.
    pub fn passes(&self, from: &Interface<'a>, to: &Interface<'a>, port: i64) -> Answer {
        match (self.subnets_of(from), self.subnets_of(to)) {
            (Ok(near), Ok(far)) => {
                let ends = Answer::yes().hop(self.end(from, &near)).hop(self.end(to, &far));
                ends.and(self.pass(from, &near, to, &far, port))
            }
            (Err(why), _) | (_, Err(why)) => Answer::unknown(why),
        }
    }

    fn pass(&self, from: &Interface<'a>, near: &[Node], to: &Interface<'a>, far: &[Node], port: i64) -> Answer {
        let pairs = near.iter().flat_map(|near| far.iter().map(move |far| (*near, *far)));
        Answer::wherever(pairs.map(|(near, far)| self.pair(from, near, to, far, port)))
    }

    fn pair(&self, from: &Interface<'a>, near: Node, to: &Interface<'a>, far: Node, port: i64) -> Answer {
        let (Some(one), Some(other)) = (self.subnets.get(&near), self.subnets.get(&far)) else {
            return Answer::unknown("a subnet is not in the app");
        };
        match (one.vpc, other.vpc) {
            (Some(own), Some(its)) if own != its && self.is_joined => {
                return Answer::unknown("the two are in VPCs that may be joined, which is outside of the model");
            }
            (Some(own), Some(its)) if own != its => {
                let what =
                    format!("{} is in {}, {} in {}", self.name(near), self.name(own), self.name(far), self.name(its));
                return Answer::no(Blocker::new("DISCONNECTED_VPCS", far, what).fix("put both in one VPC"));
            }
            (None, _) | (_, None) if one.vpc != other.vpc => return Answer::unknown("a VPC is not in the app"),
            _ => {}
        }
        let goes_elsewhere = one.table.and_then(|table| self.tables.get(&table)).is_some_and(|table| {
            let is_inside = |route: &&super::model::Route| {
                route.to.is_some_and(|to| to.size() < 1 << 32 && other.block.is_some_and(|block| block.covers(to)))
            };
            table.routes.iter().any(|route| is_inside(&route))
        });
        if goes_elsewhere {
            return Answer::unknown("a route sends part of the other subnet elsewhere, which is outside of the model");
        }
        let out = self.groups.allow(from, Way::Out, port, &Side::Interface(to, other.block));
        let into = self.groups.allow(to, Way::In, port, &Side::Interface(from, one.block));
        out.and(self.between(near, far, port)).and(into)
    }

    /// A load balancer only passes to targets in zones that it is in itself.
    fn zones(&self, from: &Interface<'a>, near: &[Node], to: &Interface<'a>, far: &[Node]) -> Answer {
        let zone = |node: &Node| self.subnets.get(node).map(|subnet| &subnet.zone);
        for target in far {
            let Some(wanted) = zone(target).filter(|zone| !zone.is_nothing()) else { continue };
            let known: Vec<&Meaning<'a>> = near.iter().filter_map(zone).collect();
            if known.iter().all(|zone| !zone.is_nothing()) && !known.contains(&wanted) {
                let what = format!(
                    "{} has no subnet in the zone of {}, where {} may run",
                    self.name(from.owner),
                    self.name(*target),
                    self.name(to.owner)
                );
                let fix = "give the load balancer a subnet in each zone of its targets";
                return Answer::no(Blocker::new("ELB_INSTALLED_AZ_RESTRICTION", from.owner, what).fix(fix));
            }
        }
        Answer::yes()
    }

    /// From interfaces to the internet, TCP on a port.
    pub fn reach_internet(&self, from: &Interface<'a>, port: i64, via: Via) -> Answer {
        let near = match self.subnets_of(from) {
            Ok(near) => near,
            Err(why) => return Answer::unknown(why),
        };
        let groups = self.groups.allow(from, Way::Out, port, &Side::Internet);
        let ways = near.iter().map(|at| self.out(from, *at, port, via == Via::NatInSameZone));
        let answer = Answer::yes().hop(self.end(from, &near)).and(Answer::wherever(ways)).hop("internet");
        answer.and(groups)
    }

    /// From the internet to interfaces, TCP on a port.
    pub fn reach_from_internet(&self, to: &Interface<'a>, port: i64) -> Answer {
        let far = match self.subnets_of(to) {
            Ok(far) => far,
            Err(why) => return Answer::unknown(why),
        };
        let mut answer = Answer::yes().hop("internet").hop(self.end(to, &far));
        answer = answer.and(self.listens(to, port));
        answer = answer.and(Answer::wherever(far.iter().map(|at| self.into(to, *at, port))));
        answer = answer.and(self.groups.allow(to, Way::In, port, &Side::Internet));
        match balancer::firewall(self.sight, to.owner) {
            Some(wall) => answer.and(Answer::of(wall.verdict, || {
                let what = format!("{} lets only some requests through", self.name(wall.acl));
                Blocker::new("DEPENDS_ON_ADDRESS", wall.acl, what)
            })),
            None => answer,
        }
    }

    /// From interfaces to a service of AWS, such as `ecr.api`, on 443.
    pub fn reach_service(&self, from: &Interface<'a>, service: &str, via: Via) -> Answer {
        let near = match self.subnets_of(from) {
            Ok(near) => near,
            Err(why) => return Answer::unknown(why),
        };
        let ways = near.iter().map(|at| self.service_from(from, *at, service, via));
        Answer::yes().hop(self.end(from, &near)).and(Answer::wherever(ways)).hop(format!("AWS {service}"))
    }

    fn service_from(&self, from: &Interface<'a>, at: Node, service: &str, via: Via) -> Answer {
        let Some(subnet) = self.subnets.get(&at) else { return Answer::unknown("a subnet is not in the app") };
        let vpc = subnet.vpc;
        let of_service =
            |endpoint: &&Endpoint<'a>| endpoint.service == service && (endpoint.vpc == vpc || vpc.is_none());
        let own: Vec<&Endpoint<'a>> = self.endpoints.iter().filter(of_service).collect();
        let interface = own.iter().find(|endpoint| !endpoint.is_gateway);
        let mut hint = None;
        if let Some(endpoint) = interface {
            match (endpoint.private_names, vpc.and_then(|vpc| self.vpcs.get(&vpc))) {
                (Some(true), Some(Vpc { has_dns: true, .. })) => {
                    let to = Interface::of_endpoint(endpoint);
                    return match self.subnets_of(&to) {
                        Ok(far) => self.pass(from, &[at], &to, &far, 443).hop(self.name(endpoint.node)),
                        Err(why) => Answer::unknown(why),
                    };
                }
                (Some(true), Some(_)) => {
                    let what = format!(
                        "{} has private names, and its VPC has EnableDnsSupport or EnableDnsHostnames off",
                        self.name(endpoint.node)
                    );
                    let fix = "turn both DNS attributes of the VPC on";
                    hint = Some(Blocker::new("PRIVATE_DNS_DISABLED", endpoint.node, what).fix(fix));
                }
                (Some(false), _) => {
                    let what =
                        format!("{} has PrivateDnsEnabled off, so nobody's calls go to it", self.name(endpoint.node));
                    hint = Some(
                        Blocker::new("PRIVATE_DNS_DISABLED", endpoint.node, what).fix("turn PrivateDnsEnabled on"),
                    );
                }
                (None, _) => return Answer::unknown("an endpoint does not say PrivateDnsEnabled"),
                (_, None) => return Answer::unknown("a VPC is not in the app"),
            }
        }
        let gateways: Vec<&&Endpoint<'a>> = own.iter().filter(|endpoint| endpoint.is_gateway).collect();
        let table = subnet.table.and_then(|table| self.tables.get(&table));
        if let Some(endpoint) =
            gateways.iter().find(|one| table.is_some_and(|table| table.endpoints.contains(&one.node)))
        {
            // the groups know the service by its public addresses, or by its prefix list
            let groups = self.groups.allow(from, Way::Out, 443, &Side::Internet);
            let groups = match groups.verdict {
                Verdict::Depends => {
                    Answer::unknown("whether the outbound rules hold the service's addresses is not known")
                }
                _ => groups,
            };
            return groups.and(self.acl_outside(at, 443)).hop(self.name(endpoint.node));
        }
        if let Some(endpoint) = gateways.first() {
            let what =
                format!("the route table of {} is not associated with {}", self.name(at), self.name(endpoint.node));
            hint =
                Some(Blocker::new("NO_ENDPOINT", at, what).fix("add the route table to the endpoint's RouteTableIds"));
        }
        if via == Via::Endpoint {
            return Answer::no(hint.unwrap_or_else(|| {
                let what = format!("there is no endpoint for {service} in the VPC of {}", self.name(at));
                Blocker::new("NO_ENDPOINT", at, what).fix(format!("add an endpoint for {service}"))
            }));
        }
        let groups = self.groups.allow(from, Way::Out, 443, &Side::Internet);
        let public = self.out(from, at, 443, via == Via::NatInSameZone).and(groups);
        match hint {
            Some(hint) if public.verdict == Verdict::No => public.and(Answer::no(hint)),
            _ => public,
        }
    }

    /// The subnets of an interface, if all of them are known.
    pub fn subnets_of(&self, interface: &Interface<'a>) -> Result<Vec<Node>, &'static str> {
        if let Meaning::Unknown(why) = interface.subnets {
            return Err(why);
        }
        let items = interface.subnets.items();
        let known: Vec<Node> = self.sight.nodes(&interface.subnets, "AWS::EC2::Subnet");
        match known.len() == items.len() && !items.is_empty() {
            true => Ok(known),
            false => Err("some of its subnets are not in the app"),
        }
    }

    fn end(&self, interface: &Interface<'a>, subnets: &[Node]) -> String {
        let subnets: Vec<String> = subnets
            .iter()
            .map(|node| {
                let subnet = self.subnets.get(node);
                let block = subnet.and_then(|subnet| subnet.block).map(|block| block.to_string());
                let zone = subnet.and_then(|subnet| subnet.zone.text());
                [block, zone.map(|zone| zone.into_owned())].into_iter().flatten().collect::<Vec<_>>().join(" ")
            })
            .collect();
        format!("{} [{}]", self.name(interface.owner), subnets.join(", "))
    }
}
