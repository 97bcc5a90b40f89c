//! What has network interfaces: in which subnets they are, and in which groups.

use super::model::{Endpoint, Network};
use crate::sight::{Meaning, Node, Sight};

/// The interfaces of one resource.
#[derive(Clone)]
pub struct Interface<'a> {
    pub owner: Node,
    /// Every subnet that it may be in.
    pub subnets: Meaning<'a>,
    pub groups: Meaning<'a>,
    /// Whether it has an address in the internet.
    pub is_public: Public,
    /// The only ports that it listens on, if that is known.
    pub listens: Option<Vec<i64>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Public {
    Yes,
    No,
    /// As its subnet says.
    OfSubnet,
}

impl<'a> Interface<'a> {
    /// The interfaces of a resource; none if it is of a kind that has none.
    pub fn of(network: &Network<'a>, owner: Node) -> Option<Interface<'a>> {
        let sight = network.sight;
        let list = |path: &[&str]| sight.at(owner, path);
        let is = |path: &[&str], text: &str| sight.at(owner, path).is(text);
        let (subnets, groups, is_public, listens) = match sight.type_of(owner) {
            "AWS::ECS::Service" => {
                let at = |name| list(&["NetworkConfiguration", "AwsvpcConfiguration", name]);
                if at("Subnets").is_nothing() {
                    return None;
                }
                let public = if at("AssignPublicIp").is("ENABLED") { Public::Yes } else { Public::No };
                (at("Subnets"), at("SecurityGroups"), public, exposed(sight, &sight.property(owner, "TaskDefinition")))
            }
            "AWS::Batch::ComputeEnvironment" => {
                let at = |name| list(&["ComputeResources", name]);
                if at("Subnets").is_nothing() {
                    return None;
                }
                // a job on Fargate says for itself whether it has a public address
                let is_fargate = at("Type").text().is_some_and(|kind| kind.starts_with("FARGATE"));
                let public = match is_fargate {
                    true if jobs_are_public(sight) => Public::Yes,
                    true => Public::No,
                    false => Public::OfSubnet,
                };
                (at("Subnets"), at("SecurityGroupIds"), public, Some(Vec::new()))
            }
            "AWS::Lambda::Function" => {
                let at = |name| list(&["VpcConfig", name]);
                if at("SubnetIds").items().is_empty() {
                    return None;
                }
                (at("SubnetIds"), at("SecurityGroupIds"), Public::No, Some(Vec::new()))
            }
            "AWS::EC2::Instance" => {
                let first = list(&["NetworkInterfaces"]).items().first().cloned().unwrap_or(Meaning::Nothing);
                let either = |own: &str, of_first: &str| match list(&[own]) {
                    Meaning::Nothing => first.get(of_first).clone(),
                    own => own,
                };
                let public = match first.get("AssociatePublicIpAddress").boolean() {
                    _ if has_elastic_address(sight, owner) => Public::Yes,
                    Some(true) => Public::Yes,
                    Some(false) => Public::No,
                    None => Public::OfSubnet,
                };
                (either("SubnetId", "SubnetId"), either("SecurityGroupIds", "GroupSet"), public, None)
            }
            "AWS::RDS::DBInstance" | "AWS::RDS::DBCluster" => {
                let group = sight.named(&list(&["DBSubnetGroupName"]), "AWS::RDS::DBSubnetGroup", "DBSubnetGroupName");
                let subnets = match group {
                    Some(group) => sight.property(group, "SubnetIds"),
                    None => Meaning::Unknown("its subnet group is not in the app"),
                };
                let groups = match sight.type_of(owner) {
                    "AWS::RDS::DBCluster" => list(&["VpcSecurityGroupIds"]),
                    _ => list(&["VPCSecurityGroups"]),
                };
                let public = if is(&["PubliclyAccessible"], "true") { Public::Yes } else { Public::No };
                (subnets, groups, public, database_port(sight, owner).map(|port| vec![port]))
            }
            "AWS::ElasticLoadBalancingV2::LoadBalancer" => {
                let mapped = || {
                    let mapped = list(&["SubnetMappings"]);
                    Meaning::List(mapped.items().iter().map(|one| one.get("SubnetId").clone()).collect())
                };
                let subnets = if list(&["Subnets"]).is_nothing() { mapped() } else { list(&["Subnets"]) };
                let public = if is(&["Scheme"], "internal") { Public::No } else { Public::Yes };
                (subnets, list(&["SecurityGroups"]), public, super::balancer::ports(sight, owner))
            }
            _ => return None,
        };
        Some(Interface { owner, subnets, groups, is_public, listens })
    }

    pub fn of_endpoint(endpoint: &Endpoint<'a>) -> Interface<'a> {
        Interface {
            owner: endpoint.node,
            subnets: endpoint.subnets.clone(),
            groups: endpoint.groups.clone(),
            is_public: Public::No,
            listens: None,
        }
    }

    /// Whether it is in a group.
    pub fn is_in(&self, group: &Meaning<'a>) -> bool {
        self.groups.items().iter().any(|own| own == group || own.node().is_some() && own.node() == group.node())
    }
}

/// The port that a database listens on: its own, or the one of its engine.
pub fn database_port(sight: &Sight<'_>, database: Node) -> Option<i64> {
    let own = sight.property(database, "Port");
    if !own.is_nothing() {
        return own.integer();
    }
    let engine = sight.property(database, "Engine").text()?;
    Some(match engine.as_ref() {
        "postgres" | "aurora-postgresql" => 5_432,
        "mysql" | "mariadb" => 3_306,
        // a cluster of MySQL listens as MySQL does only since it is one of its own kind
        "aurora-mysql" => 3_306,
        engine if engine.starts_with("oracle-") => 1_521,
        engine if engine.starts_with("sqlserver-") => 1_433,
        engine if engine.starts_with("db2-") => 50_000,
        _ => return None,
    })
}

/// The ports that the containers of a task declare. Containers of `awsvpc` tasks are reached on others too, but nothing
/// says that they listen there.
fn exposed(sight: &Sight<'_>, task: &Meaning<'_>) -> Option<Vec<i64>> {
    let task = task.node().filter(|node| sight.is(*node, "AWS::ECS::TaskDefinition"))?;
    let containers = sight.property(task, "ContainerDefinitions");
    let ports = containers.items().iter().flat_map(|one| one.get("PortMappings").items().to_vec());
    ports.map(|one| one.get("ContainerPort").integer()).collect()
}

fn jobs_are_public(sight: &Sight<'_>) -> bool {
    sight
        .of_type("AWS::Batch::JobDefinition")
        .any(|job| sight.at(job, &["ContainerProperties", "NetworkConfiguration", "AssignPublicIp"]).is("ENABLED"))
}

fn has_elastic_address(sight: &Sight<'_>, instance: Node) -> bool {
    let of = |kind: &'static str| sight.of_type(kind);
    of("AWS::EC2::EIP")
        .chain(of("AWS::EC2::EIPAssociation"))
        .any(|one| sight.property(one, "InstanceId").node() == Some(instance))
}
