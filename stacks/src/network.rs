//! NetworkStack: VPC, endpoints, and all four security groups with every rule of theirs (Steps 1 to 4).

use crate::settings::Settings;
use formwork::ec2::{
    AwsService, GatewayService, InterfaceEndpoint, NatGateways, Peer, Port, SecurityGroup, SecurityGroupRef,
    SubnetLayout, Vpc, VpcRef,
};
use formwork::{Parameter, Stack};

/// What the other stacks use of the network.
pub struct Network {
    pub vpc: VpcRef,
    pub alb: SecurityGroupRef,
    pub ecs: SecurityGroupRef,
    pub rds: SecurityGroupRef,
}

const VPC_CIDR: &str = "10.0.0.0/16";

pub fn network(stack: &Stack, settings: &Settings) -> Network {
    let name = |what: &str| format!("prooflink-{}-{what}", settings.environment());

    // Step 1, Step 2. Two zones in dev too: a load balancer and a DB subnet group demand them (D-01, D-02).
    let nat = if settings.redundant() { NatGateways::PerZone } else { NatGateways::One };
    let vpc = stack.add(
        "Vpc",
        Vpc::new(VPC_CIDR)
            .zones(["a", "c"])
            .public_subnets(SubnetLayout::pinned(["10.0.1.0/24", "10.0.2.0/24"]))
            .private_subnets(SubnetLayout::pinned(["10.0.11.0/24", "10.0.12.0/24"]))
            .nat_gateways(nat)
            .gateway_endpoint(GatewayService::S3)
            .dns(true) // private DNS of the endpoints needs it (D-22)
            .name_prefix(format!("prooflink-{}", settings.environment())),
    );

    // Step 4. Descriptions of rules are English: AWS takes no other (D-07).
    let group = |id: &'static str, what: &str, description: &'static str| {
        stack.add(id, SecurityGroup::new(&vpc, description).name(name(what)))
    };
    let alb = group("AlbSecurityGroup", "alb-sg", "Security group for ALB");
    let ecs = group("EcsSecurityGroup", "ecs-sg", "Security group for ECS tasks");
    let rds = group("RdsSecurityGroup", "rds-sg", "Security group for RDS PostgreSQL");
    let vpce = group("VpceSecurityGroup", "vpce-sg", "Security group for VPC Endpoints");

    // Port 80 is open with HTTPS too, where it redirects (D-03). WAF narrows the sources of HTTPS; without it this
    // group does (D-55).
    for source in sources(stack, settings) {
        alb.allow_from(source.clone(), Port::tcp(80), "HTTP");
        alb.allow_from(source, Port::tcp(443), "HTTPS");
    }
    alb.connect_to(&ecs, Port::tcp(3000), "Load balancer to tasks");
    ecs.allow_to(Peer::any_ipv4(), Port::tcp(443), "External APIs through the NAT gateway");
    ecs.connect_to(&rds, Port::tcp(5432), "Tasks to PostgreSQL");
    ecs.connect_to(&vpce, Port::tcp(443), "Tasks to VPC endpoints");
    vpce.allow_from(Peer::ipv4(VPC_CIDR), Port::tcp(443), "HTTPS from the VPC");
    rds.allow_to(Peer::any_ipv4(), Port::all(), "Allow all outbound");
    vpce.allow_to(Peer::any_ipv4(), Port::all(), "Allow all outbound");

    // Step 3. One zone is enough in dev (D-33).
    if settings.interface_endpoints() {
        let zones = if settings.redundant() { 2 } else { 1 };
        let subnets = vpc.private_subnets().first(zones);
        let endpoints = [
            ("EcrApiEndpoint", AwsService::ECR_API, "vpce-ecr-api"),
            ("EcrDkrEndpoint", AwsService::ECR_DOCKER, "vpce-ecr-dkr"),
            ("SecretsManagerEndpoint", AwsService::SECRETS_MANAGER, "vpce-secretsmanager"),
            ("LogsEndpoint", AwsService::LOGS, "vpce-logs"),
        ];
        for (id, service, what) in endpoints {
            let endpoint = InterfaceEndpoint::new(&vpc, service, &subnets).security_group(&vpce).name(name(what));
            stack.add(id, endpoint);
        }
    }
    Network { vpc, alb, ecs, rds }
}

/// Who reaches the load balancer.
fn sources(stack: &Stack, settings: &Settings) -> Vec<Peer> {
    if settings.https() {
        return vec![Peer::any_ipv4()];
    }
    match settings.allowed_addresses() {
        Some(blocks) => blocks.iter().copied().map(Peer::cidr).collect(),
        None => {
            let parameter = Parameter::text().description("Who may reach the load balancer: a block of IPv4 addresses");
            let parameter = parameter.allowed_pattern(r"(\d{1,3}\.){3}\d{1,3}/\d{1,2}");
            vec![Peer::ipv4(stack.add("AllowedAddresses", parameter).value())]
        }
    }
}
