//! Networks, as their templates say.

use formwork::ec2::{
    AwsService, Cidr, GatewayService, InterfaceEndpoint, NatGateways, Peer, Port, SecurityGroup, SubnetLayout,
    SubnetRef, Vpc,
};
use formwork::ids::ec2::{SecurityGroupId, SubnetId, VpcId};
use formwork::{App, Environment, Language, Stack};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Builds one stack and returns its template, and what was wrong.
fn synth(build: impl FnOnce(&Stack)) -> (Value, Vec<String>) {
    let app = App::new("demo");
    build(&app.environment(Environment::new("dev", "ap-northeast-1")).stack("NetworkStack"));
    let assembly = app.synth();
    let template = serde_json::from_str(&assembly.environments[0].stacks[0].template.to_json()).expect("JSON");
    (template, assembly.problems.iter().map(|problem| problem.what(Language::English)).collect())
}

fn of_type<'a>(template: &'a Value, type_name: &str) -> Vec<(&'a String, &'a Value)> {
    let resources = template["Resources"].as_object().expect("resources");
    resources.iter().filter(|(_, resource)| resource["Type"] == type_name).collect()
}

fn two_zones() -> Vpc {
    Vpc::new("10.0.0.0/16")
        .zones(["a", "c"])
        .public_subnets(SubnetLayout::pinned(["10.0.1.0/24", "10.0.2.0/24"]))
        .private_subnets(SubnetLayout::pinned(["10.0.11.0/24", "10.0.12.0/24"]))
}

#[test]
fn a_vpc_without_subnets_is_a_vpc_and_nothing_else() {
    let (template, problems) = synth(|stack| drop(stack.add("Vpc", Vpc::new("10.0.0.0/16"))));
    assert_eq!(problems, Vec::<String>::new());
    let vpc = json!({"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}});
    assert_eq!(template["Resources"], json!({"Vpc8378EB38": vpc}));
}

#[test]
fn pinned_subnets_stand_where_they_are_pinned() {
    let (template, _) = synth(|stack| drop(stack.add("Vpc", two_zones())));
    let mut subnets: Vec<(&Value, &Value)> = of_type(&template, "AWS::EC2::Subnet")
        .into_iter()
        .map(|(_, subnet)| (&subnet["Properties"]["CidrBlock"], &subnet["Properties"]["AvailabilityZone"]["Fn::Sub"]))
        .collect();
    subnets.sort_by_key(|(block, _)| block.to_string());
    let (a, c) = (json!("${AWS::Region}a"), json!("${AWS::Region}c"));
    let blocks = [json!("10.0.1.0/24"), json!("10.0.11.0/24"), json!("10.0.12.0/24"), json!("10.0.2.0/24")];
    assert_eq!(subnets, [(&blocks[0], &a), (&blocks[1], &a), (&blocks[2], &c), (&blocks[3], &c)]);
}

#[test]
fn one_nat_gateway_serves_every_private_subnet_and_one_a_zone_serves_its_own() {
    for (nat, gateways) in [(NatGateways::None, 0), (NatGateways::One, 1), (NatGateways::PerZone, 2)] {
        let (template, _) = synth(|stack| drop(stack.add("Vpc", two_zones().nat_gateways(nat))));
        assert_eq!(of_type(&template, "AWS::EC2::NatGateway").len(), gateways);
        let routes = of_type(&template, "AWS::EC2::Route").into_iter().filter_map(|(id, route)| {
            let nat = route["Properties"]["NatGatewayId"]["Ref"].as_str()?;
            Some((id.as_str(), nat.to_string()))
        });
        let routes: Vec<(&str, String)> = routes.collect();
        match gateways {
            0 => assert!(routes.is_empty()),
            1 => assert!(routes.len() == 2 && routes[0].1 == routes[1].1),
            _ => {
                let same_zone = |(route, nat): &(&str, String)| {
                    let zone = |id: &str| id.chars().find(char::is_ascii_digit);
                    zone(route) == zone(nat)
                };
                assert!(routes.len() == 2 && routes.iter().all(same_zone), "{routes:?}");
            }
        }
    }
}

#[test]
fn nat_gateways_and_the_public_route_wait_for_the_internet() {
    let (template, _) = synth(|stack| drop(stack.add("Vpc", two_zones().nat_gateways(NatGateways::One))));
    let waits = |(_, resource): &(&String, &Value)| resource["DependsOn"] == "VpcVPCGWBF912B6E";
    assert!(of_type(&template, "AWS::EC2::NatGateway").iter().all(waits));
    assert!(of_type(&template, "AWS::EC2::EIP").iter().all(waits));
    let routes = of_type(&template, "AWS::EC2::Route");
    assert!(routes.iter().filter(|(_, route)| !route["Properties"]["GatewayId"].is_null()).all(waits));
}

#[test]
fn a_gateway_endpoint_is_in_every_route_table() {
    let vpc = two_zones().gateway_endpoint(GatewayService::S3).nat_gateways(NatGateways::One);
    let (template, _) = synth(|stack| drop(stack.add("Vpc", vpc)));
    let tables = of_type(&template, "AWS::EC2::RouteTable").len();
    let endpoints = of_type(&template, "AWS::EC2::VPCEndpoint");
    assert_eq!(endpoints.len(), 1);
    assert_eq!(endpoints[0].1["Properties"]["RouteTableIds"].as_array().map(Vec::len), Some(tables));
}

#[test]
fn names_are_those_of_the_console_and_only_where_asked() {
    let names = |vpc: Vpc| {
        let (template, _) = synth(|stack| drop(stack.add("Vpc", vpc.nat_gateways(NatGateways::One))));
        let resources = template["Resources"].as_object().expect("resources").clone();
        let mut names: Vec<String> = resources
            .values()
            .filter_map(|resource| Some(resource["Properties"]["Tags"][0]["Value"].as_str()?.to_string()))
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(two_zones()), Vec::<String>::new());
    assert_eq!(
        names(two_zones().name_prefix("demo-dev")),
        [
            "demo-dev-eip-ap-northeast-1a",
            "demo-dev-igw",
            "demo-dev-nat-public1",
            "demo-dev-rtb-private1-ap-northeast-1a",
            "demo-dev-rtb-private2-ap-northeast-1c",
            "demo-dev-rtb-public",
            "demo-dev-subnet-private1-ap-northeast-1a",
            "demo-dev-subnet-private2-ap-northeast-1c",
            "demo-dev-subnet-public1-ap-northeast-1a",
            "demo-dev-subnet-public2-ap-northeast-1c",
            "demo-dev-vpc"
        ]
    );
}

#[test]
fn wrong_blocks_are_all_reported_at_once() {
    let (_, problems) = synth(|stack| {
        let vpc = Vpc::new("10.0.0.0/24")
            .zones(["a"])
            .public_subnets(SubnetLayout::pinned(["10.0.0.0/26", "10.0.0.32/27", "10.1.0.0/26", "10.0.0.1/28", "x"]))
            .private_subnets(SubnetLayout::dealt(1, 25));
        stack.add("Vpc", vpc);
        stack.add("Other", Vpc::new("10.0.0.0/33").nat_gateways(NatGateways::One));
    });
    assert_eq!(
        problems,
        [
            "the subnets 10.0.0.32/27 and 10.0.0.0/26 overlap",
            "the subnet 10.1.0.0/26 is not in the VPC's 10.0.0.0/24",
            "`10.0.0.1/28` has host bits set: the block is 10.0.0.0/28",
            "`x` is no block of IPv4 addresses, such as 10.0.0.0/16",
            "3 public subnets are asked for, and there are 1 zones",
            "`10.0.0.0/33` has a prefix over 32",
            "NAT gateways are asked for, and there is no public subnet to put them in",
        ]
    );
}

#[test]
fn a_group_lets_nothing_out_until_a_rule_says_so() {
    let egress = |build: &dyn Fn(&formwork::ec2::SecurityGroupRef)| {
        let (template, _) = synth(|stack| {
            let vpc = stack.add("Vpc", Vpc::new("10.0.0.0/16"));
            build(&stack.add("Group", SecurityGroup::new(&vpc, "Demo")));
        });
        of_type(&template, "AWS::EC2::SecurityGroup")[0].1["Properties"]["SecurityGroupEgress"].clone()
    };
    assert_eq!(egress(&|_| ())[0]["CidrIp"], "255.255.255.255/32");
    let opened = egress(&|group| drop(group.allow_to(Peer::any_ipv4(), Port::tcp(443), "HTTPS").clone()));
    let rule =
        json!({"CidrIp": "0.0.0.0/0", "Description": "HTTPS", "FromPort": 443, "IpProtocol": "tcp", "ToPort": 443});
    assert_eq!(opened, json!([rule]));
}

#[test]
fn groups_that_name_each_other_make_no_circle() {
    let (template, problems) = synth(|stack| {
        let vpc = stack.add("Vpc", Vpc::new("10.0.0.0/16"));
        let group = |id: &'static str| stack.add(id, SecurityGroup::new(&vpc, id));
        let (web, app) = (group("Web"), group("App"));
        web.connect_to(&app, Port::tcp(3000), "requests");
        app.connect_to(&web, Port::tcp(80), "callbacks");
        app.connect_to(&app, Port::all(), "peers");
    });
    assert_eq!(problems, Vec::<String>::new());
    // out of Web into App stands in Web; the way back would close the circle, so it is a resource
    assert_eq!(of_type(&template, "AWS::EC2::SecurityGroupIngress").len(), 3);
    assert_eq!(of_type(&template, "AWS::EC2::SecurityGroupEgress").len(), 2);
}

#[test]
fn a_rule_between_stacks_lands_in_the_later_one() {
    let app = App::new("demo");
    let environment = app.environment(Environment::new("dev", "ap-northeast-1"));
    let (network, service) = (environment.stack("NetworkStack"), environment.stack("ServiceStack"));
    let vpc = network.add("Vpc", Vpc::new("10.0.0.0/16"));
    let database = network.add("Database", SecurityGroup::new(&vpc, "Database"));
    let tasks = service.add("Tasks", SecurityGroup::new(&vpc, "Tasks"));
    tasks.connect_to(&database, Port::tcp(5432), "PostgreSQL");
    let assembly = app.synth();
    assert!(assembly.problems.is_empty(), "{:?}", assembly.problems);
    let stacks = &assembly.environments[0].stacks;
    let rules = |stack: usize| {
        let types = stacks[stack].template.resources.values().map(|resource| resource.type_name.as_str());
        types.filter(|name| name.starts_with("AWS::EC2::SecurityGroup") && *name != "AWS::EC2::SecurityGroup").count()
    };
    assert_eq!((rules(0), rules(1)), (0, 2));
    assert_eq!(stacks[1].dependencies, ["NetworkStack"]);
}

#[test]
fn a_rule_said_twice_is_made_once() {
    let (template, problems) = synth(|stack| {
        let vpc = stack.add("Vpc", Vpc::new("10.0.0.0/16"));
        let (web, app) =
            (stack.add("Web", SecurityGroup::new(&vpc, "Web")), stack.add("App", SecurityGroup::new(&vpc, "App")));
        for _ in 0..2 {
            web.connect_to(&app, Port::tcp(3000), "requests");
            app.allow_from(Peer::any_ipv4(), Port::tcp(22), "SSH");
        }
    });
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(of_type(&template, "AWS::EC2::SecurityGroupIngress").len(), 1);
    for (_, group) in of_type(&template, "AWS::EC2::SecurityGroup") {
        assert_eq!(group["Properties"]["SecurityGroupEgress"].as_array().map(Vec::len), Some(1));
    }
}

#[test]
fn imported_networks_are_used_like_made_ones() {
    let (template, problems) = synth(|stack| {
        let vpc = Vpc::from_id(VpcId::literal("vpc-0a1b2c3d"))
            .private_subnets([SubnetRef::from_id(SubnetId::literal("subnet-0a1b2c3d"))]);
        let vpc = stack.add("Vpc", vpc);
        let shared = stack.add("Shared", SecurityGroup::from_id(SecurityGroupId::literal("sg-0a1b2c3d")));
        let endpoint = InterfaceEndpoint::new(&vpc, AwsService::LOGS, vpc.private_subnets()).security_group(&shared);
        stack.add("Logs", endpoint);
        let tasks = stack.add("Tasks", SecurityGroup::new(&vpc, "Tasks"));
        tasks.connect_to(&shared, Port::tcp(443), "HTTPS");
    });
    assert_eq!(problems, Vec::<String>::new());
    let endpoint = &of_type(&template, "AWS::EC2::VPCEndpoint")[0].1["Properties"];
    assert_eq!(endpoint["VpcId"], "vpc-0a1b2c3d");
    assert_eq!(endpoint["SubnetIds"], json!(["subnet-0a1b2c3d"]));
    assert_eq!(endpoint["SecurityGroupIds"], json!(["sg-0a1b2c3d"]));
    assert_eq!(of_type(&template, "AWS::EC2::SecurityGroupIngress")[0].1["Properties"]["GroupId"], "sg-0a1b2c3d");
}

#[test]
fn a_rule_between_two_imported_groups_and_a_japanese_description_are_errors() {
    let (_, problems) = synth(|stack| {
        let vpc = stack.add("Vpc", Vpc::new("10.0.0.0/16"));
        let left = stack.add("Left", SecurityGroup::from_id(SecurityGroupId::literal("sg-1")));
        let right = stack.add("Right", SecurityGroup::from_id(SecurityGroupId::literal("sg-2")));
        left.allow_to(&right, Port::tcp(443), "HTTPS");
        stack.add("Web", SecurityGroup::new(&vpc, "開発環境"));
    });
    assert_eq!(
        problems,
        [
            "a rule between two imported security groups belongs to no stack",
            "a security group does not take the description `開発環境`"
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn dealt_blocks_lie_inside_the_whole_and_apart_from_each_other(
        address in any::<u32>(),
        prefix in 8u8..=24,
        sizes in proptest::collection::vec(16u8..=32, 1..20),
    ) {
        let whole = Cidr::around(address.into(), prefix);
        let mut taken: Vec<Cidr> = Vec::new();
        for size in sizes {
            match whole.deal(size, &taken) {
                Some(block) => {
                    prop_assert_eq!(block.prefix(), size);
                    prop_assert!(whole.contains(block));
                    prop_assert!(taken.iter().all(|other| !other.overlaps(block)));
                    taken.push(block);
                }
                None => {
                    let mut blocks = (0..1u64 << size.saturating_sub(prefix).min(12)).map(|number| {
                        let address = u64::from(u32::from(whole.address())) + (number << (32 - size));
                        Cidr::around((address as u32).into(), size)
                    });
                    prop_assert!(size < prefix || blocks.all(|block| taken.iter().any(|other| other.overlaps(block))));
                }
            }
        }
    }

    #[test]
    fn a_block_is_read_as_it_is_written(address in any::<u32>(), prefix in 0u8..=32) {
        let block = Cidr::around(address.into(), prefix);
        prop_assert_eq!(block.to_string().parse::<Cidr>(), Ok(block));
    }

    #[test]
    fn no_text_panics(text in ".*") {
        let _ = text.parse::<Cidr>();
    }
}
