//! One thing of the network is wrong, and exactly that is found.

use crate::good::{Good, said};
use serde_json::{Value, json};

type Mistake = (&'static str, fn(Good) -> Good, &'static [&'static str], &'static str);

fn properties(resource: &mut Value) -> &mut Value {
    &mut resource["Properties"]
}

/// What is done to the good templates of production, the codes that follow, and a part of what is said.
const MISTAKES: &[Mistake] = &[
    (
        "the database's group lets nobody in",
        |good| good.without("NetworkStack", "RdsSecurityGroupFromEcsSecurityGroupTcp5432"),
        &["N0107"],
        "has no inbound rule for tcp/5432 from AppStack/Service",
    ),
    (
        "the database listens on another port than its group lets in",
        |good| good.resource("DataStack", "Database", |it| properties(it)["Port"] = json!(5433)),
        &["N0107"],
        "tcp/5433",
    ),
    (
        "the tasks' group lets nothing out to the database",
        |good| {
            good.resource("NetworkStack", "EcsSecurityGroup", |it| {
                properties(it)["SecurityGroupEgress"].as_array_mut().unwrap().remove(1);
            })
        },
        &["N0107"],
        "has no outbound rule for tcp/5432",
    ),
    (
        "the tasks' group lets nobody in",
        |good| good.without("NetworkStack", "EcsSecurityGroupFromAlbSecurityGroupTcp3000"),
        &["N0101"],
        "no inbound rule for tcp/3000",
    ),
    (
        "the load balancer's group lets nothing out",
        |good| {
            good.resource("NetworkStack", "AlbSecurityGroup", |it| {
                properties(it)["SecurityGroupEgress"][0]["ToPort"] = json!(2999);
                properties(it)["SecurityGroupEgress"][0]["FromPort"] = json!(2999);
            })
        },
        &["N0101"],
        "nearest: tcp/2999 to NetworkStack/EcsSecurityGroup",
    ),
    (
        "the health check asks another port",
        |good| good.resource("EdgeStack", "TargetGroup", |it| properties(it)["HealthCheckPort"] = json!("8080")),
        &["N0102"],
        "tcp/8080",
    ),
    (
        "the load balancer's group is closed for a listener",
        |good| {
            good.resource("NetworkStack", "AlbSecurityGroup", |it| {
                properties(it)["SecurityGroupIngress"].as_array_mut().unwrap().remove(1);
            })
        },
        &["N0103"],
        "no inbound rule for tcp/443",
    ),
    (
        "the load balancer's subnets lead to no internet gateway",
        |good| good.without("NetworkStack", "VpcPublicDefaultRoute"),
        // tasks leave through NAT gateways of the same subnets only for what has no endpoint, which is nothing they need
        &["N0103", "N0103"],
        "has no default route to an internet gateway",
    ),
    (
        "the internet gateway is not attached",
        |good| {
            good.edit("NetworkStack", |json| {
                let id = crate::good::find(json, "VpcVPCGW");
                let text = json.to_string().replace(&format!("\"DependsOn\":\"{id}\","), "");
                *json = serde_json::from_str(&text).unwrap();
                json["Resources"].as_object_mut().unwrap().remove(&id);
            })
        },
        &["N0103", "N0103"],
        "BAD_STATE_ATTACHMENT",
    ),
    (
        "the endpoints' group lets nobody in",
        |good| {
            good.resource("NetworkStack", "VpceSecurityGroup", |it| {
                properties(it).as_object_mut().unwrap().remove("SecurityGroupIngress");
            })
            .without("NetworkStack", "VpceSecurityGroupFromEcsSecurityGroupTcp443")
        },
        &["N0104", "N0105", "N0106"],
        "has no inbound rule for tcp/443",
    ),
    (
        "the tasks' group lets nothing out to the endpoints and the internet",
        |good| {
            good.resource("NetworkStack", "EcsSecurityGroup", |it| {
                let rules = properties(it)["SecurityGroupEgress"].as_array_mut().unwrap();
                rules.remove(0);
            })
        },
        // the endpoints are still named by their group: only the way to S3 goes by addresses
        &["N0104"],
        "has no outbound rule for tcp/443 to the internet",
    ),
    (
        "the NAT gateways and the endpoint of the registry are missing",
        |good| {
            good.edit("NetworkStack", |json| {
                let gone = ["VpcPrivateSubnet1DefaultRoute", "VpcPrivateSubnet2DefaultRoute", "EcrDkrEndpoint"];
                for id in gone.map(|id| crate::good::find(json, id)) {
                    json["Resources"].as_object_mut().unwrap().remove(&id);
                }
            })
        },
        &["N0104"],
        "NO_ROUTE_TO_DESTINATION",
    ),
    (
        "private names of an endpoint are off, and nothing leads outside",
        |good| {
            good.edit("NetworkStack", |json| {
                for id in ["VpcPrivateSubnet1DefaultRoute", "VpcPrivateSubnet2DefaultRoute"] {
                    let id = crate::good::find(json, id);
                    json["Resources"].as_object_mut().unwrap().remove(&id);
                }
                let id = crate::good::find(json, "LogsEndpoint");
                json["Resources"][id]["Properties"]["PrivateDnsEnabled"] = json!(false);
            })
        },
        &["N0105"],
        "PRIVATE_DNS_DISABLED",
    ),
    (
        "a second private subnet uses a table without the endpoint for S3, and has no other way",
        |good| {
            good.edit("NetworkStack", |json| {
                let id = crate::good::find(json, "VpcPrivateSubnet2DefaultRoute");
                json["Resources"].as_object_mut().unwrap().remove(&id);
                let id = crate::good::find(json, "VpcS3Endpoint");
                json["Resources"][id]["Properties"]["RouteTableIds"].as_array_mut().unwrap().pop();
            })
        },
        &["N0104"],
        "NO_ENDPOINT",
    ),
    (
        "nobody forwards to the target group",
        |good| {
            good.resource("EdgeStack", "HttpsListener", |it| {
                properties(it)["DefaultActions"] =
                    json!([{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "503"}}]);
            })
        },
        &["N0109"],
        "which no load balancer forwards to",
    ),
    (
        "the load balancer is not in the zones of its targets",
        |good| {
            good.resource("NetworkStack", "VpcPrivateSubnet2Subnet", |it| {
                properties(it)["AvailabilityZone"] = json!({"Fn::Sub": "${AWS::Region}d"});
            })
        },
        &["N0101"],
        "ELB_INSTALLED_AZ_RESTRICTION",
    ),
    (
        "a network ACL closes the database's subnet",
        |good| {
            good.edit("NetworkStack", |json| {
                let (vpc, subnet) =
                    (crate::good::find(json, "Vpc"), crate::good::find(json, "VpcPrivateSubnet2Subnet"));
                let resources = json["Resources"].as_object_mut().unwrap();
                let acl = json!({"Type": "AWS::EC2::NetworkAcl", "Properties": {"VpcId": {"Ref": vpc}}});
                resources.insert("Acl".to_string(), acl);
                let entry = |number: i64, egress: bool, from: i64, to: i64| {
                    json!({"Type": "AWS::EC2::NetworkAclEntry", "Properties": {
                        "NetworkAclId": {"Ref": "Acl"}, "RuleNumber": number, "Egress": egress, "Protocol": 6,
                        "RuleAction": "allow", "CidrBlock": "0.0.0.0/0", "PortRange": {"From": from, "To": to},
                    }})
                };
                resources.insert("AclOut".to_string(), entry(100, true, 0, 65_535));
                resources.insert("AclIn".to_string(), entry(100, false, 0, 5_431));
                resources.insert("AclMoreIn".to_string(), entry(101, false, 5_433, 65_535));
                resources.insert(
                    "AclOfSubnet".to_string(),
                    json!({
                        "Type": "AWS::EC2::SubnetNetworkAclAssociation",
                        "Properties": {"NetworkAclId": {"Ref": "Acl"}, "SubnetId": {"Ref": subnet}},
                    }),
                );
            })
        },
        // replies go to every port above 1023, so that the ACL hits those too
        &["N0104", "N0105", "N0106", "N0107"],
        "SUBNET_ACL_RESTRICTION",
    ),
];

#[test]
fn a_mistake_in_the_network_gives_its_own_finding_and_no_other() {
    let mut wrong = Vec::new();
    for (mistake, make, codes, part) in MISTAKES {
        let (found, text) = said(&make(Good::of("prod")).judged());
        let mut sorted = (found.clone(), codes.to_vec());
        sorted.0.sort_unstable();
        sorted.1.sort_unstable();
        if sorted.0 != sorted.1 || !text.contains(part) {
            wrong.push(format!("{mistake}: {found:?}, expected {codes:?} and `{part}`\n{text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
