//! How long things take: typical times, in seconds, by type.

use super::fault::Deed;

/// Create, update and delete.
type Seconds = [u64; 3];

const USUAL: Seconds = [5, 4, 4];

/// Sorted by type.
const KNOWN: &[(&str, Seconds)] = &[
    ("AWS::Batch::ComputeEnvironment", [25, 20, 60]),
    ("AWS::CertificateManager::Certificate", [90, 3, 5]),
    ("AWS::CloudFront::Distribution", [240, 180, 300]),
    ("AWS::DynamoDB::Table", [20, 30, 15]),
    ("AWS::EC2::EIP", [15, 5, 3]),
    ("AWS::EC2::InternetGateway", [15, 5, 5]),
    ("AWS::EC2::NatGateway", [110, 10, 60]),
    ("AWS::EC2::Subnet", [6, 5, 5]),
    ("AWS::EC2::VPC", [12, 10, 3]),
    ("AWS::EC2::VPCEndpoint", [60, 45, 60]),
    ("AWS::EC2::VPCGatewayAttachment", [12, 5, 10]),
    ("AWS::ECS::Service", [120, 180, 90]),
    ("AWS::ElastiCache::ReplicationGroup", [600, 600, 600]),
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", [180, 10, 20]),
    ("AWS::ElasticLoadBalancingV2::TargetGroup", [15, 5, 5]),
    ("AWS::IAM::InstanceProfile", [130, 5, 5]),
    ("AWS::IAM::ManagedPolicy", [16, 5, 5]),
    ("AWS::IAM::Policy", [16, 16, 3]),
    ("AWS::IAM::Role", [18, 12, 3]),
    ("AWS::Lambda::Function", [12, 10, 5]),
    ("AWS::OpenSearchService::Domain", [900, 1800, 900]),
    ("AWS::RDS::DBCluster", [60, 60, 180]),
    ("AWS::RDS::DBInstance", [420, 180, 240]),
    ("AWS::RDS::DBSubnetGroup", [3, 3, 2]),
    ("AWS::Route53::RecordSet", [35, 35, 35]),
    ("AWS::S3::Bucket", [20, 10, 5]),
    ("AWS::SecretsManager::SecretTargetAttachment", [3, 3, 2]),
    ("AWS::WAFv2::WebACL", [6, 6, 5]),
];

/// How long a deed takes, in milliseconds.
pub fn milliseconds(type_name: &str, deed: Deed) -> u64 {
    let known = KNOWN.binary_search_by(|(known, _)| (*known).cmp(type_name)).ok().and_then(|at| KNOWN.get(at));
    let [create, update, delete] = known.map_or(USUAL, |(_, seconds)| *seconds);
    1000 * match deed {
        Deed::Create => create,
        Deed::Update => update,
        Deed::Delete => delete,
    }
}
