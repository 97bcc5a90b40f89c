//! What a [`Vpc`] is made of, in the order in which AWS needs it.

use super::subnet::{Block, SubnetLayout, SubnetRef, Subnets};
use super::vpc::{GatewayService, NatGateways, Vpc, VpcRef};
use super::{Cidr, codes};
use formwork_core::{Name, Ref, Resource, Scope, Text, Value, function};
use formwork_resources::ec2::eip::Domain;
use formwork_resources::ec2::vpc_endpoint::VpcEndpointType;
use formwork_resources::ec2::{
    CfnEip, CfnInternetGateway, CfnNatGateway, CfnRoute, CfnRouteTable, CfnSubnet, CfnSubnetRouteTableAssociation,
    CfnVpc, CfnVpcEndpoint, CfnVpcGatewayAttachment,
};
use formwork_resources::ids::ec2::{InternetGatewayId, NatGatewayId, RouteTableId, VpcId};

struct Network<'a> {
    vpc: &'a Vpc,
    scope: &'a Scope,
    vpc_id: Value<VpcId>,
    region: String,
}

struct InternetGateway {
    id: Value<InternetGatewayId>,
    attachment: Ref<CfnVpcGatewayAttachment>,
}

pub(super) fn build(vpc: Vpc, scope: &Scope) -> VpcRef {
    let mut resource = CfnVpc::new().cidr_block(vpc.cidr.clone());
    if let Some(dns) = vpc.dns {
        resource = resource.enable_dns_support(dns).enable_dns_hostnames(dns);
    }
    let resource = scope.add("Resource", resource);
    let network = Network { vpc: &vpc, scope, vpc_id: resource.vpc_id(), region: scope.stack().region_name() };
    network.name(&resource, "vpc");
    let blocks = network.deal();
    let gateway = (!vpc.public.blocks.is_empty()).then(|| network.internet_gateway());

    let mut tables: Vec<Value<RouteTableId>> = Vec::new();
    let (public, nats) = match &gateway {
        Some(gateway) => network.public(&blocks[0], gateway, &mut tables),
        None => (Subnets::default(), Vec::new()),
    };
    if vpc.nat != NatGateways::None && public.is_empty() {
        scope.report(codes::NAT_WITHOUT_PUBLIC.problem());
    }
    let private = network.inner("Private", &blocks[1], &nats, &mut tables);
    let isolated = network.inner("Isolated", &blocks[2], &[], &mut tables);
    for service in &vpc.gateways {
        network.gateway_endpoint(*service, &tables);
    }
    let gateway = gateway.map(|gateway| gateway.attachment);
    VpcRef { vpc_id: network.vpc_id, cidr: Some(resource.cidr_block().assume()), public, private, isolated, gateway }
}

impl Network<'_> {
    /// The blocks of the three kinds of subnets; what cannot be dealt is reported and left out.
    fn deal(&self) -> [Vec<Cidr>; 3] {
        let layouts = [&self.vpc.public, &self.vpc.private, &self.vpc.isolated];
        let whole = match self.vpc.cidr.parse::<Cidr>() {
            Ok(whole) => whole,
            Err(error) => {
                self.scope.report(codes::INVALID_CIDR.problem().with("reason", error.to_string()));
                return [Vec::new(), Vec::new(), Vec::new()];
            }
        };
        let mut taken: Vec<Cidr> = Vec::new();
        for block in layouts.iter().flat_map(|layout| &layout.blocks) {
            self.take_pinned(block, whole, &mut taken);
        }
        layouts.map(|layout| self.deal_layout(layout, whole, &mut taken))
    }

    fn take_pinned(&self, block: &Block, whole: Cidr, taken: &mut Vec<Cidr>) {
        let block = match block {
            Block::Dealt(_) => return,
            Block::Invalid(error) => {
                return self.scope.report(codes::INVALID_CIDR.problem().with("reason", error.to_string()));
            }
            Block::Pinned(block) => *block,
        };
        if !whole.contains(block) {
            let problem = codes::CIDR_OUTSIDE_VPC.problem().with("block", block.to_string());
            self.scope.report(problem.with("vpc", whole.to_string()));
        }
        if let Some(other) = taken.iter().find(|other| other.overlaps(block)) {
            let problem = codes::CIDR_OVERLAP.problem().with("block", block.to_string());
            self.scope.report(problem.with("other", other.to_string()));
        }
        taken.push(block);
    }

    fn deal_layout(&self, layout: &SubnetLayout, whole: Cidr, taken: &mut Vec<Cidr>) -> Vec<Cidr> {
        let mut blocks = Vec::new();
        for block in &layout.blocks {
            match block {
                Block::Pinned(block) => blocks.push(*block),
                Block::Invalid(_) => {}
                Block::Dealt(prefix) => match whole.deal(*prefix, taken) {
                    Some(block) => {
                        taken.push(block);
                        blocks.push(block);
                    }
                    None => {
                        let problem = codes::CIDR_EXHAUSTED.problem().with("vpc", whole.to_string());
                        self.scope.report(problem.with("prefix", i64::from(*prefix)));
                    }
                },
            }
        }
        blocks
    }

    fn internet_gateway(&self) -> InternetGateway {
        let gateway = self.scope.add("IGW", CfnInternetGateway::new());
        self.name(&gateway, "igw");
        let attachment = CfnVpcGatewayAttachment::new(&self.vpc_id).internet_gateway_id(gateway.internet_gateway_id());
        InternetGateway { id: gateway.internet_gateway_id(), attachment: self.scope.add("VPCGW", attachment) }
    }

    /// Public subnets share one route table; each may have a NAT gateway.
    fn public(
        &self,
        blocks: &[Cidr],
        gateway: &InternetGateway,
        tables: &mut Vec<Value<RouteTableId>>,
    ) -> (Subnets, Vec<Value<NatGatewayId>>) {
        self.check_zones("public", blocks.len());
        let table = self.scope.add("PublicRouteTable", CfnRouteTable::new(&self.vpc_id));
        self.name(&table, "rtb-public");
        tables.push(table.route_table_id());
        let route = CfnRoute::new(table.route_table_id()).destination_cidr_block("0.0.0.0/0");
        let route = self.scope.add("PublicDefaultRoute", route.gateway_id(&gateway.id));
        route.depends_on(&gateway.attachment);
        let mut subnets = Vec::new();
        let mut nats = Vec::new();
        for (index, block) in blocks.iter().enumerate() {
            let scope = self.scope.scope(format!("PublicSubnet{}", index + 1));
            let subnet = self.subnet(&scope, "public", index, *block, table.route_table_id());
            let wanted = match self.vpc.nat {
                NatGateways::None => 0,
                NatGateways::One => 1,
                NatGateways::PerZone => blocks.len(),
            };
            if index < wanted {
                nats.push(self.nat_gateway(&scope, index, &subnet, &gateway.attachment));
            }
            subnets.push(subnet);
        }
        (Subnets::new(subnets), nats)
    }

    /// Private and isolated subnets have a route table each, so that each can use the NAT gateway of its zone.
    fn inner(
        &self,
        kind: &str,
        blocks: &[Cidr],
        nats: &[Value<NatGatewayId>],
        tables: &mut Vec<Value<RouteTableId>>,
    ) -> Subnets {
        let lower = kind.to_lowercase();
        self.check_zones(&lower, blocks.len());
        let mut subnets = Vec::new();
        for (index, block) in blocks.iter().enumerate() {
            let scope = self.scope.scope(format!("{kind}Subnet{}", index + 1));
            let table = scope.add("RouteTable", CfnRouteTable::new(&self.vpc_id));
            self.name(&table, &format!("rtb-{lower}{}{}", index + 1, self.zone_suffix(index)));
            tables.push(table.route_table_id());
            subnets.push(self.subnet(&scope, &lower, index, *block, table.route_table_id()));
            if let Some(nat) = nats.get(index).or(nats.first()) {
                let route = CfnRoute::new(table.route_table_id()).destination_cidr_block("0.0.0.0/0");
                scope.add("DefaultRoute", route.nat_gateway_id(nat));
            }
        }
        Subnets::new(subnets)
    }

    fn subnet(&self, scope: &Scope, kind: &str, index: usize, block: Cidr, table: Value<RouteTableId>) -> SubnetRef {
        let zone = self.zone(index);
        let mut subnet = CfnSubnet::new(&self.vpc_id).cidr_block(block.to_string()).availability_zone(&zone);
        if let (Some(map), "public") = (self.vpc.map_public_ip, kind) {
            subnet = subnet.map_public_ip_on_launch(map);
        }
        let subnet = scope.add("Subnet", subnet);
        self.name(&subnet, &format!("subnet-{kind}{}{}", index + 1, self.zone_suffix(index)));
        scope.add("RouteTableAssociation", CfnSubnetRouteTableAssociation::new(&table, subnet.subnet_id()));
        SubnetRef { subnet_id: subnet.subnet_id(), route_table_id: Some(table), zone: Some(zone) }
    }

    fn nat_gateway(
        &self,
        scope: &Scope,
        index: usize,
        subnet: &SubnetRef,
        gateway: &Ref<CfnVpcGatewayAttachment>,
    ) -> Value<NatGatewayId> {
        let address = scope.add("EIP", CfnEip::new().domain(Domain::Vpc));
        address.depends_on(gateway);
        self.name(&address, &format!("eip{}", self.zone_suffix(index)));
        let nat = CfnNatGateway::new().subnet_id(subnet.subnet_id()).allocation_id(address.allocation_id());
        let nat = scope.add("NATGateway", nat);
        nat.depends_on(gateway);
        self.name(&nat, &format!("nat-public{}", index + 1));
        nat.nat_gateway_id()
    }

    fn gateway_endpoint(&self, service: GatewayService, tables: &[Value<RouteTableId>]) {
        let (id, name) = match service {
            GatewayService::S3 => ("S3Endpoint", "s3"),
            GatewayService::DynamoDb => ("DynamoDbEndpoint", "dynamodb"),
        };
        let service = function::sub(format!("com.amazonaws.${{AWS::Region}}.{name}"));
        let endpoint =
            CfnVpcEndpoint::new(&self.vpc_id).service_name(service).vpc_endpoint_type(VpcEndpointType::Gateway);
        let endpoint = self.scope.add(id, endpoint.route_table_ids(tables));
        self.name(&endpoint, &format!("vpce-{name}"));
    }

    /// Zones are named by letter or, without names, taken from the account in its own order.
    fn zone(&self, index: usize) -> Value<Text> {
        match self.vpc.zones.get(index) {
            Some(letter) => function::sub(format!("${{AWS::Region}}{letter}")),
            None => function::select(index as i64, function::availability_zones()),
        }
    }

    fn zone_suffix(&self, index: usize) -> String {
        self.vpc.zones.get(index).map(|letter| format!("-{}{letter}", self.region)).unwrap_or_default()
    }

    fn check_zones(&self, kind: &str, count: usize) {
        let zones = self.vpc.zones.len();
        if zones > 0 && count > zones {
            let problem = codes::SUBNETS_AND_ZONES.problem().with("kind", kind).with("count", count);
            self.scope.report(problem.with("zones", zones));
        }
    }

    fn name<R: Resource>(&self, resource: &Ref<R>, suffix: &str) {
        if let Some(prefix) = &self.vpc.name_prefix {
            resource.tag("Name", Name::from(format!("{prefix}-{suffix}")));
        }
    }
}
