//! The network of an environment, read from its resources.

use super::address::Block;
use crate::sight::{Meaning, Node, Sight};
use std::collections::HashMap;

/// VPCs, subnets, tables and gateways, by their resource.
pub struct Network<'a> {
    pub sight: &'a Sight<'a>,
    pub vpcs: HashMap<Node, Vpc>,
    pub subnets: HashMap<Node, Subnet<'a>>,
    pub tables: HashMap<Node, Table>,
    pub acls: HashMap<Node, Acl>,
    pub endpoints: Vec<Endpoint<'a>>,
    pub groups: super::group::Groups<'a>,
    /// Whether VPCs may be joined: by peering, transit gateways or private networks.
    pub is_joined: bool,
}

pub struct Vpc {
    /// Both attributes that private names need.
    pub has_dns: bool,
    /// The internet gateways that are attached.
    pub gateways: Vec<Node>,
}

pub struct Subnet<'a> {
    pub vpc: Option<Node>,
    pub block: Option<Block>,
    pub zone: Meaning<'a>,
    /// The table that it is associated with.
    pub table: Option<Node>,
    pub acl: Option<Node>,
    /// Whether instances get a public address.
    pub gives_addresses: bool,
}

#[derive(Default)]
pub struct Table {
    pub routes: Vec<Route>,
    /// The gateway endpoints that put their prefix lists in.
    pub endpoints: Vec<Node>,
}

pub struct Route {
    pub node: Node,
    pub to: Option<Block>,
    pub through: Through,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Through {
    Gateway(Node),
    Nat(Node),
    /// A gateway that is not in the app.
    Outside,
    /// Peering, appliances and the like.
    Other,
}

#[derive(Default)]
pub struct Acl {
    pub entries: Vec<Entry>,
}

pub struct Entry {
    pub number: i64,
    pub is_egress: bool,
    pub allows: bool,
    /// Whether it is about TCP.
    pub is_tcp: bool,
    pub ports: (i64, i64),
    /// None: of another kind of address.
    pub block: Option<Block>,
}

pub struct Endpoint<'a> {
    pub node: Node,
    pub vpc: Option<Node>,
    /// `ecr.api`, `s3`.
    pub service: String,
    pub is_gateway: bool,
    /// None where nothing says it.
    pub private_names: Option<bool>,
    pub subnets: Meaning<'a>,
    pub groups: Meaning<'a>,
}

impl<'a> Network<'a> {
    pub fn new(sight: &'a Sight<'a>) -> Self {
        let mut network = Network {
            sight,
            vpcs: HashMap::new(),
            subnets: HashMap::new(),
            tables: HashMap::new(),
            acls: HashMap::new(),
            endpoints: Vec::new(),
            groups: super::group::Groups::new(sight),
            is_joined: sight.all().any(|(_, seen)| {
                let kind = seen.resource.type_name.as_str();
                kind == "AWS::EC2::VPCPeeringConnection" || kind.starts_with("AWS::EC2::TransitGateway")
            }),
        };
        network.read_vpcs();
        network.read_subnets();
        network.read_tables();
        network.read_acls();
        network.read_endpoints();
        network
    }

    fn read_vpcs(&mut self) {
        let sight = self.sight;
        for node in sight.of_type("AWS::EC2::VPC") {
            // support is on unless said otherwise, host names are off
            let is = |name: &str, default| sight.property(node, name).boolean().unwrap_or(default);
            let has_dns = is("EnableDnsSupport", true) && is("EnableDnsHostnames", false);
            let attachments = sight.of_type("AWS::EC2::VPCGatewayAttachment");
            let attachments = attachments.filter(|one| sight.property(*one, "VpcId").node() == Some(node));
            let gateways = attachments.filter_map(|one| sight.property(one, "InternetGatewayId").node()).collect();
            self.vpcs.insert(node, Vpc { has_dns, gateways });
        }
    }

    fn read_subnets(&mut self) {
        let sight = self.sight;
        for node in sight.of_type("AWS::EC2::Subnet") {
            let named = sight.property(node, "AvailabilityZone");
            let zone = if named.is_nothing() { sight.property(node, "AvailabilityZoneId") } else { named };
            let subnet = Subnet {
                vpc: sight.property(node, "VpcId").node(),
                block: block(&sight.property(node, "CidrBlock")),
                zone,
                table: None,
                acl: None,
                gives_addresses: sight.property(node, "MapPublicIpOnLaunch").boolean() == Some(true),
            };
            self.subnets.insert(node, subnet);
        }
        for node in sight.of_type("AWS::EC2::SubnetRouteTableAssociation") {
            let table = sight.property(node, "RouteTableId").node();
            if let Some(subnet) = self.subnet_of(node) {
                subnet.table = table;
            }
        }
        for node in sight.of_type("AWS::EC2::SubnetNetworkAclAssociation") {
            let acl = sight.property(node, "NetworkAclId").node();
            if let Some(subnet) = self.subnet_of(node) {
                subnet.acl = acl;
            }
        }
    }

    fn subnet_of(&mut self, association: Node) -> Option<&mut Subnet<'a>> {
        let subnet = self.sight.property(association, "SubnetId").node()?;
        self.subnets.get_mut(&subnet)
    }

    fn read_tables(&mut self) {
        let sight = self.sight;
        for node in sight.of_type("AWS::EC2::RouteTable") {
            self.tables.insert(node, Table::default());
        }
        for node in sight.of_type("AWS::EC2::Route") {
            let Some(table) = sight.property(node, "RouteTableId").node() else { continue };
            let to = sight.property(node, "DestinationCidrBlock");
            if to.is_nothing() {
                continue; // IPv6 and prefix lists are outside of the model, and make nothing reachable in it
            }
            let through = through(sight, node);
            self.tables.entry(table).or_default().routes.push(Route { node, to: block(&to), through });
        }
    }

    fn read_acls(&mut self) {
        let sight = self.sight;
        for node in sight.of_type("AWS::EC2::NetworkAcl") {
            self.acls.insert(node, Acl::default());
        }
        for node in sight.of_type("AWS::EC2::NetworkAclEntry") {
            let Some(acl) = sight.property(node, "NetworkAclId").node() else { continue };
            let protocol = sight.property(node, "Protocol").integer();
            let range = |end| sight.at(node, &["PortRange", end]).integer();
            let entry = Entry {
                number: sight.property(node, "RuleNumber").integer().unwrap_or(i64::MAX),
                is_egress: sight.property(node, "Egress").boolean() == Some(true),
                allows: sight.property(node, "RuleAction").is("allow"),
                is_tcp: matches!(protocol, Some(-1 | 6)),
                ports: match protocol {
                    Some(6) => (range("From").unwrap_or(0), range("To").unwrap_or(65_535)),
                    _ => (0, 65_535),
                },
                block: block(&sight.property(node, "CidrBlock")),
            };
            self.acls.entry(acl).or_default().entries.push(entry);
        }
        self.acls.values_mut().for_each(|acl| acl.entries.sort_by_key(|entry| entry.number));
    }

    fn read_endpoints(&mut self) {
        let sight = self.sight;
        for node in sight.of_type("AWS::EC2::VPCEndpoint") {
            let Some(name) = sight.property(node, "ServiceName").text() else { continue };
            // com.amazonaws.ap-northeast-1.ecr.api
            let service = name.splitn(4, '.').nth(3).unwrap_or(&name).to_string();
            let kind = sight.property(node, "VpcEndpointType");
            let is_gateway = kind.is_nothing() || kind.is("Gateway");
            if is_gateway {
                for table in sight.property(node, "RouteTableIds").items() {
                    if let Some(table) = table.node().and_then(|table| self.tables.get_mut(&table)) {
                        table.endpoints.push(node);
                    }
                }
            }
            self.endpoints.push(Endpoint {
                node,
                vpc: sight.property(node, "VpcId").node(),
                service,
                is_gateway,
                private_names: sight.property(node, "PrivateDnsEnabled").boolean(),
                subnets: sight.property(node, "SubnetIds"),
                groups: sight.property(node, "SecurityGroupIds"),
            });
        }
    }

    /// How people know a resource: its construct path below the environment, or its stack and id.
    pub fn name(&self, node: Node) -> String {
        name(self.sight, node)
    }
}

/// How people know a resource: its construct path below the environment, or its stack and id.
pub fn name(sight: &Sight<'_>, node: Node) -> String {
    let stack = sight.stack(node);
    let place = stack.place(&format!("/Resources/{}", sight.id(node)));
    let below = place.path.split_once('/').map(|(_, below)| below.strip_suffix("/Resource").unwrap_or(below));
    match below {
        Some(path) if path.contains('/') => path.to_string(),
        _ => format!("{}/{}", stack.id, sight.id(node)),
    }
}

fn block(meaning: &Meaning<'_>) -> Option<Block> {
    Block::parse(&meaning.text()?)
}

fn through(sight: &Sight<'_>, route: Node) -> Through {
    let of = |name: &str| Some(sight.property(route, name)).filter(|meaning| !meaning.is_nothing());
    if let Some(gateway) = of("GatewayId") {
        return match gateway.node() {
            Some(node) if sight.is(node, "AWS::EC2::InternetGateway") => Through::Gateway(node),
            // a gateway's own attachment says which gateway it is
            Some(node) if sight.is(node, "AWS::EC2::VPCGatewayAttachment") => {
                sight.property(node, "InternetGatewayId").node().map_or(Through::Outside, Through::Gateway)
            }
            Some(_) => Through::Other,
            None => Through::Outside,
        };
    }
    match of("NatGatewayId").map(|nat| nat.node()) {
        Some(Some(node)) => Through::Nat(node),
        Some(None) => Through::Outside,
        None => Through::Other,
    }
}
