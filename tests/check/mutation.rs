//! A hundred networks with something changed at random: the model says of every connection what a second one says, which
//! tries every address.

use crate::good::Good;
use crate::naive::Naive;
use formwork::check::network::{Connection, matrix};
use serde_json::{Value, json};

/// The same numbers on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn pick<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.roll(list.len())]
    }
}

const BLOCKS: [&str; 8] = [
    "0.0.0.0/0",
    "10.0.0.0/16",
    "10.0.11.0/24",
    "10.0.12.0/24",
    "10.0.11.0/25",
    "10.0.12.128/25",
    "192.168.0.0/16",
    "0.0.0.0/1",
];
const PORTS: [i64; 6] = [22, 80, 443, 3000, 3001, 5432];

/// The ids of a template's resources of a type.
fn ids(template: &Value, kind: &str) -> Vec<String> {
    let resources = template["Resources"].as_object().expect("resources");
    resources.iter().filter(|(_, one)| one["Type"] == json!(kind)).map(|(id, _)| id.clone()).collect()
}

fn remove(template: &mut Value, id: &str) -> String {
    let removed = template["Resources"].as_object_mut().expect("resources").remove(id).is_some();
    assert!(removed, "{id}");
    format!("without {id}")
}

/// Changes one thing of the network's template.
fn change(dice: &mut Dice, template: &mut Value) -> String {
    let kind = dice.roll(14);
    let pick = |dice: &mut Dice, template: &Value, kind: &str| dice.pick(&ids(template, kind)).clone();
    match kind {
        0 => {
            let id = pick(dice, template, "AWS::EC2::SecurityGroupIngress");
            remove(template, &id)
        }
        1 => {
            let id = pick(dice, template, "AWS::EC2::SecurityGroupIngress");
            let port = *dice.pick(&PORTS);
            let rule = &mut template["Resources"][&id]["Properties"];
            (rule["FromPort"], rule["ToPort"]) = (json!(port), json!(port + dice.roll(3) as i64));
            format!("{id} on {port}")
        }
        2 => {
            let id = pick(dice, template, "AWS::EC2::SecurityGroupIngress");
            let rule = template["Resources"][&id]["Properties"].as_object_mut().expect("properties");
            let block = *dice.pick(&BLOCKS);
            rule.remove("SourceSecurityGroupId");
            rule.insert("CidrIp".to_string(), json!(block));
            format!("{id} from {block}")
        }
        3 => {
            let id = pick(dice, template, "AWS::EC2::SecurityGroup");
            let rules = template["Resources"][&id]["Properties"]["SecurityGroupEgress"].as_array_mut().expect("rules");
            let at = dice.roll(rules.len());
            rules.remove(at);
            format!("{id} without outbound rule {at}")
        }
        4 | 5 => {
            let id = pick(dice, template, "AWS::EC2::SecurityGroup");
            let (block, port) = (*dice.pick(&BLOCKS), *dice.pick(&PORTS));
            let rules = template["Resources"][&id]["Properties"]["SecurityGroupEgress"].as_array_mut().expect("rules");
            let at = dice.roll(rules.len());
            rules[at] = json!({"IpProtocol": "tcp", "FromPort": port, "ToPort": port + 1, "CidrIp": block});
            format!("{id}: outbound rule {at} is tcp/{port} to {block}")
        }
        6 => {
            let id = pick(dice, template, "AWS::EC2::Route");
            remove(template, &id)
        }
        7 => {
            let id = pick(dice, template, "AWS::EC2::SubnetRouteTableAssociation");
            let table = pick(dice, template, "AWS::EC2::RouteTable");
            template["Resources"][&id]["Properties"]["RouteTableId"] = json!({"Ref": table});
            format!("{id} to {table}")
        }
        8 => {
            let id = pick(dice, template, "AWS::EC2::NatGateway");
            let subnet = pick(dice, template, "AWS::EC2::Subnet");
            template["Resources"][&id]["Properties"]["SubnetId"] = json!({"Ref": subnet});
            format!("{id} in {subnet}")
        }
        9 => {
            let id = pick(dice, template, "AWS::EC2::VPCGatewayAttachment");
            remove(template, &id)
        }
        10 => {
            let id = pick(dice, template, "AWS::EC2::VPCEndpoint");
            if dice.roll(2) == 0 {
                return remove(template, &id);
            }
            let endpoint = &mut template["Resources"][&id]["Properties"];
            match endpoint["VpcEndpointType"] == json!("Interface") {
                true => endpoint["PrivateDnsEnabled"] = json!(false),
                false => drop(endpoint["RouteTableIds"].as_array_mut().expect("tables").pop()),
            }
            format!("{id} is used less")
        }
        11 => {
            let vpc = pick(dice, template, "AWS::EC2::VPC");
            let name = *dice.pick(&["EnableDnsSupport", "EnableDnsHostnames"]);
            template["Resources"][&vpc]["Properties"][name] = json!(false);
            format!("{name} off")
        }
        12 => {
            let id = pick(dice, template, "AWS::EC2::VPCEndpoint");
            let group = pick(dice, template, "AWS::EC2::SecurityGroup");
            template["Resources"][&id]["Properties"]["SecurityGroupIds"] = json!([{"Ref": group}]);
            format!("{id} in {group}")
        }
        _ => acl(dice, template),
    }
}

/// Gives a subnet an ACL that denies one thing, and allows the rest.
fn acl(dice: &mut Dice, template: &mut Value) -> String {
    let subnet = dice.pick(&ids(template, "AWS::EC2::Subnet")).clone();
    let vpc = template["Resources"][&subnet]["Properties"]["VpcId"].clone();
    let (block, port, egress) = (*dice.pick(&BLOCKS), *dice.pick(&[443, 3000, 5432, 1024, 40_000]), dice.roll(2) == 0);
    let resources = template["Resources"].as_object_mut().expect("resources");
    let mut add = |id: &str, kind: &str, properties: Value| {
        resources.insert(id.to_string(), json!({"Type": format!("AWS::EC2::{kind}"), "Properties": properties}));
    };
    add("Acl", "NetworkAcl", json!({"VpcId": vpc}));
    let association = json!({"SubnetId": {"Ref": subnet}, "NetworkAclId": {"Ref": "Acl"}});
    add("AclAssociation", "SubnetNetworkAclAssociation", association);
    for (id, egress) in [("AclIn", false), ("AclOut", true)] {
        let all = json!({"NetworkAclId": {"Ref": "Acl"}, "RuleNumber": 100, "Protocol": -1, "RuleAction": "allow",
            "Egress": egress, "CidrBlock": "0.0.0.0/0"});
        add(id, "NetworkAclEntry", all);
    }
    let denied = json!({"NetworkAclId": {"Ref": "Acl"}, "RuleNumber": 50, "Protocol": 6, "RuleAction": "deny",
        "Egress": egress, "CidrBlock": block, "PortRange": {"From": port, "To": port}});
    add("AclDeny", "NetworkAclEntry", denied);
    format!("an ACL of {subnet} denies tcp/{port} {} {block}", if egress { "to" } else { "from" })
}

fn disagreements(good: &Good, connections: &[Connection]) -> Vec<String> {
    let naive = Naive::of(&good.templates());
    let mut wrong = Vec::new();
    for Connection { from, to, port, verdict, way } in connections {
        let second = naive.verdict(from, to, *port);
        if second != *verdict {
            wrong.push(format!("{from} -> {to} tcp/{port}: {verdict}, the second says {second}; {way}"));
        }
    }
    wrong
}

#[test]
fn a_second_model_says_the_same_of_a_hundred_networks() {
    let mut dice = Dice(20_261_125);
    let (mut wrong, mut verdicts, mut connections) = (Vec::new(), std::collections::BTreeMap::new(), 0);
    for round in 0..100 {
        let environment = if round % 4 == 3 { "dev" } else { "prod" };
        let mut said = String::new();
        let good = Good::of(environment).edit("NetworkStack", |template| said = change(&mut dice, template));
        let all = matrix(good.environment());
        let found = disagreements(&good, &all);
        connections += all.len();
        all.iter().for_each(|one| *verdicts.entry(one.verdict).or_insert(0) += 1);
        wrong.extend(found.into_iter().map(|found| format!("{round} ({environment}, {said}): {found}")));
    }
    assert!(wrong.is_empty(), "{} of {connections}\n{}", wrong.len(), wrong.join("\n"));
    // all of them were seen, and often
    assert!(["yes", "no", "depends"].iter().all(|word| verdicts[word] >= 20), "{verdicts:?}");
}
