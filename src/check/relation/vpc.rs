//! Security groups and subnets of one VPC.

use super::{Relations, codes};
use crate::sight::Meaning;

/// A type, where it names its subnets, and where its security groups.
const USERS: &[(&str, &[&str], &[&str])] = &[
    (
        "AWS::ECS::Service",
        &["NetworkConfiguration", "AwsvpcConfiguration", "Subnets"],
        &["NetworkConfiguration", "AwsvpcConfiguration", "SecurityGroups"],
    ),
    ("AWS::Batch::ComputeEnvironment", &["ComputeResources", "Subnets"], &["ComputeResources", "SecurityGroupIds"]),
    ("AWS::Lambda::Function", &["VpcConfig", "SubnetIds"], &["VpcConfig", "SecurityGroupIds"]),
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", &["Subnets"], &["SecurityGroups"]),
    ("AWS::EC2::VPCEndpoint", &["SubnetIds"], &["SecurityGroupIds"]),
    ("AWS::RDS::DBInstance", &["DBSubnetGroupName"], &["VPCSecurityGroups"]),
    ("AWS::RDS::DBCluster", &["DBSubnetGroupName"], &["VpcSecurityGroupIds"]),
];

pub(super) fn judge(relations: &mut Relations<'_, '_, '_>) {
    let sight = relations.sight;
    for (type_name, subnets, groups) in USERS {
        for node in relations.all(type_name) {
            let mut within = sight.at(node, subnets);
            if let Some(group) = sight.named(&within, "AWS::RDS::DBSubnetGroup", "DBSubnetGroupName") {
                within = sight.property(group, "SubnetIds");
            }
            let vpcs = sight.nodes(&within, "AWS::EC2::Subnet").into_iter();
            let vpcs: Vec<Meaning<'_>> = vpcs.map(|subnet| sight.property(subnet, "VpcId")).collect();
            for group in sight.nodes(&sight.at(node, groups), "AWS::EC2::SecurityGroup") {
                let own = sight.property(group, "VpcId");
                if vpcs.iter().any(|vpc| relations.same(vpc, &own) == Some(false)) {
                    let group = relations.name(group);
                    relations
                        .found(&codes::ANOTHER_VPC, node, &groups.join("/"), |problem| problem.with("group", group));
                    break;
                }
            }
        }
    }
}
