//! What things are called: physical ids and attributes, made up from a token of their own.

use super::facts;
use super::name;
use super::parameter::plain;
use super::stack::Resource;
use formwork::facts::Kind;
use serde_json::{Value, json};

/// Where things are.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    pub account: &'a str,
    pub region: &'a str,
    pub stack: &'a str,
}

/// Beginnings of ids, by type.
const PREFIXES: &[(&str, &str)] = &[
    ("AWS::EC2::FlowLog", "fl-"),
    ("AWS::EC2::Instance", "i-"),
    ("AWS::EC2::InternetGateway", "igw-"),
    ("AWS::EC2::LaunchTemplate", "lt-"),
    ("AWS::EC2::NatGateway", "nat-"),
    ("AWS::EC2::NetworkAcl", "acl-"),
    ("AWS::EC2::NetworkInterface", "eni-"),
    ("AWS::EC2::RouteTable", "rtb-"),
    ("AWS::EC2::SecurityGroup", "sg-"),
    ("AWS::EC2::SecurityGroupEgress", "sgr-"),
    ("AWS::EC2::SecurityGroupIngress", "sgr-"),
    ("AWS::EC2::Subnet", "subnet-"),
    ("AWS::EC2::SubnetRouteTableAssociation", "rtbassoc-"),
    ("AWS::EC2::VPC", "vpc-"),
    ("AWS::EC2::VPCEndpoint", "vpce-"),
];

/// The 17 hexadecimal digits that stand in everything that is made up for a resource.
pub fn token(stack: &str, logical_id: &str, generation: u32) -> String {
    // FNV-1a: short, and the same everywhere
    let bytes = stack.bytes().chain([0]).chain(logical_id.bytes()).chain([0]).chain(generation.to_be_bytes());
    let hash =
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("0{hash:016x}")
}

/// What a new resource is called: what `Ref` returns.
pub fn physical_id(resource: &Resource, place: Place<'_>) -> String {
    let token = &resource.token;
    let type_name = resource.type_name.as_str();
    if let Some((_, prefix)) = PREFIXES.iter().find(|(known, _)| *known == type_name) {
        return format!("{prefix}{token}");
    }
    let facts = facts::of(type_name);
    let reference = facts.as_ref().and_then(|facts| facts.reference);
    match type_name {
        "AWS::EC2::EIP" => return public_address(token),
        "AWS::SecretsManager::Secret" => return arn(resource, place),
        "AWS::SecretsManager::SecretTargetAttachment" => {
            return resource.properties.get("SecretId").map(plain).unwrap_or_default();
        }
        "AWS::WAFv2::WebACL" | "AWS::WAFv2::IPSet" => {
            let scope = resource.properties.get("Scope").map(plain).unwrap_or_default();
            return format!("{}|{token}|{scope}", own_name(resource, place));
        }
        _ if reference.is_some_and(|reference| reference.ends_with("Arn")) => return arn(resource, place),
        _ => {}
    }
    match reference.and_then(|reference| resource.properties.get(reference)).and_then(Value::as_str) {
        Some(given) => given.to_owned(),
        None if reference == Some("Id") => format!("{}-{token}", resource.logical_id),
        None => own_name(resource, place),
    }
}

/// The name that was given, or one that is made up.
fn own_name(resource: &Resource, place: Place<'_>) -> String {
    if let Some(name) = name::given(&resource.type_name, &resource.properties) {
        return name.to_owned();
    }
    let made_up = format!("{}-{}-{}", place.stack, resource.logical_id, resource.token);
    match resource.type_name.as_str() {
        "AWS::S3::Bucket" | "AWS::ECR::Repository" => made_up.to_lowercase(),
        name if name.starts_with("AWS::RDS::") => made_up.to_lowercase(),
        _ => made_up,
    }
}

fn public_address(token: &str) -> String {
    let at =
        |range: std::ops::Range<usize>| u8::from_str_radix(token.get(range).unwrap_or("0"), 16).unwrap_or_default();
    format!("203.{}.{}.{}", at(11..13), at(13..15), at(15..17))
}

fn arn(resource: &Resource, place: Place<'_>) -> String {
    let Place { account, region, .. } = place;
    let (name, token) = (own_name(resource, place), &resource.token);
    let type_name = resource.type_name.as_str();
    let text = |property: &str| resource.properties.get(property).map(plain);
    let load_balancing = |rest: String| format!("arn:aws:elasticloadbalancing:{region}:{account}:{rest}");
    match type_name {
        "AWS::ElasticLoadBalancingV2::LoadBalancer" => {
            return load_balancing(format!("loadbalancer/app/{name}/{token}"));
        }
        "AWS::ElasticLoadBalancingV2::TargetGroup" => return load_balancing(format!("targetgroup/{name}/{token}")),
        "AWS::ElasticLoadBalancingV2::Listener" => {
            let of = text("LoadBalancerArn").unwrap_or_default();
            return format!("{}/{token}", of.replace(":loadbalancer/", ":listener/"));
        }
        "AWS::ECS::Service" => {
            let cluster = text("Cluster").unwrap_or_else(|| "default".to_owned());
            let cluster = cluster.rsplit('/').next().unwrap_or_default();
            return format!("arn:aws:ecs:{region}:{account}:service/{cluster}/{name}");
        }
        "AWS::ECS::TaskDefinition" => {
            let family = text("Family").unwrap_or(name);
            return format!("arn:aws:ecs:{region}:{account}:task-definition/{family}:{}", resource.generation);
        }
        "AWS::Batch::JobDefinition" => {
            let name = text("JobDefinitionName").unwrap_or(name);
            return format!("arn:aws:batch:{region}:{account}:job-definition/{name}:{}", resource.generation);
        }
        "AWS::SecretsManager::Secret" => {
            return format!(
                "arn:aws:secretsmanager:{region}:{account}:secret:{name}-{}",
                token.get(11..).unwrap_or(token)
            );
        }
        "AWS::CertificateManager::Certificate" => {
            return format!("arn:aws:acm:{region}:{account}:certificate/{token}");
        }
        "AWS::SNS::Subscription" => return format!("{}:{token}", text("TopicArn").unwrap_or_default()),
        _ => {}
    }
    let facts = facts::of(type_name);
    let id = match PREFIXES.iter().find(|(known, _)| *known == type_name) {
        Some((_, prefix)) => format!("{prefix}{token}"),
        None => name,
    };
    match facts.as_ref().and_then(|facts| facts.arn) {
        Some(template) => filled_in(template, place, &id),
        None => {
            let mut parts = type_name.split("::").skip(1).map(str::to_lowercase);
            let (service, kind) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            format!("arn:aws:{service}:{region}:{account}:{kind}/{id}")
        }
    }
}

/// An ARN whose `${..}` are filled in: what is neither partition, region nor account is the name.
fn filled_in(template: &str, place: Place<'_>, name: &str) -> String {
    let mut parts = template.split("${");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (hole, rest) = part.split_once('}').unwrap_or((part, ""));
        text.push_str(match hole {
            "Partition" => "aws",
            "Region" => place.region,
            "Account" => place.account,
            _ => name,
        });
        text.push_str(rest);
    }
    text
}

/// What `Fn::GetAtt` returns.
pub fn attribute(resource: &Resource, name: &str, place: Place<'_>) -> Value {
    if let Some(given) = resource.properties.get(name) {
        return given.clone();
    }
    let id = resource.physical_id.as_deref().unwrap_or_default();
    let facts = facts::of(&resource.type_name);
    if facts.as_ref().is_some_and(|facts| facts.reference == Some(name)) {
        return json!(id);
    }
    let token = &resource.token;
    let kind = facts.as_ref().and_then(|facts| facts.attribute(name)).map(|attribute| &attribute.kind);
    match (name, kind) {
        ("Arn", _) => json!(arn(resource, place)),
        (name, _) if name.ends_with("Arn") && name.len() > 3 && is_own(resource, name) => json!(arn(resource, place)),
        ("AllocationId", _) => json!(format!("eipalloc-{token}")),
        ("GroupId", _) => json!(id),
        ("Endpoint.Address", _) => json!(format!("{id}.{token}.{}.rds.amazonaws.com", place.region)),
        ("Endpoint.Port", _) => json!(resource.properties.get("Port").map_or_else(|| "5432".to_owned(), plain)),
        ("DNSName", _) => json!(format!("{id}-{token}.{}.elb.amazonaws.com", place.region).replace(['/', ':'], "-")),
        ("LoadBalancerFullName" | "TargetGroupFullName", _) => {
            json!(id.split_once(":loadbalancer/").map_or_else(|| id.rsplit(':').next().unwrap_or(id), |(_, name)| name))
        }
        ("LoadBalancerName" | "TargetGroupName" | "Name", _) => json!(own_name(resource, place)),
        ("DomainName", _) => json!(format!("{id}.s3.amazonaws.com")),
        ("RegionalDomainName", _) => json!(format!("{id}.s3.{}.amazonaws.com", place.region)),
        ("RepositoryUri", _) => json!(format!("{}.dkr.ecr.{}.amazonaws.com/{id}", place.account, place.region)),
        (_, Some(Kind::Integer | Kind::Number)) => json!(0),
        (_, Some(Kind::Bool)) => json!(false),
        (_, Some(Kind::List(_))) => json!([format!("{name}-{token}")]),
        _ => json!(format!("{name}-{token}")),
    }
}

/// Whether an ARN is the resource's own, as `TopicArn` of a topic.
fn is_own(resource: &Resource, name: &str) -> bool {
    let kind = resource.type_name.rsplit("::").next().unwrap_or_default();
    name.strip_suffix("Arn").is_some_and(|start| kind.ends_with(start))
}
