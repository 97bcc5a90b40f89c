/// Types that hold data or cannot be made again as they were, although AWS's schemas do not say so.
const MORE: &[&str] = &[
    "AWS::ACMPCA::CertificateAuthority", // its key
    "AWS::AmazonMQ::Broker",
    "AWS::Backup::LogicallyAirGappedBackupVault",
    "AWS::Cassandra::Keyspace",
    "AWS::Cassandra::Table",
    "AWS::CloudTrail::EventDataStore",
    "AWS::CodeCommit::Repository",
    "AWS::DocDBElastic::Cluster",
    "AWS::ECR::PublicRepository",
    "AWS::ECR::Repository",
    "AWS::ElastiCache::ServerlessCache",
    "AWS::KMS::ReplicaKey",
    "AWS::Lightsail::Database",
    "AWS::Lightsail::Disk",
    "AWS::MSK::Cluster",
    "AWS::MSK::ServerlessCluster",
    "AWS::MemoryDB::Cluster",
    "AWS::NeptuneGraph::Graph",
    "AWS::OpenSearchServerless::Collection",
    "AWS::RDS::GlobalCluster",
    "AWS::RedshiftServerless::Namespace",
    "AWS::Route53::HostedZone", // its name servers, which the registrar knows
    "AWS::S3Express::DirectoryBucket",
    "AWS::S3Tables::Table",
    "AWS::S3Tables::TableBucket",
    "AWS::S3Vectors::Index",
    "AWS::S3Vectors::VectorBucket",
    "AWS::Timestream::Database",
    "AWS::Timestream::InfluxDBInstance",
    "AWS::Timestream::Table",
];

/// Whether a resource of this type holds data that deleting it loses.
///
/// ```
/// use formwork_deploy::plan::class::is_stateful;
/// assert!(is_stateful("AWS::RDS::DBInstance") && is_stateful("AWS::ECR::Repository"));
/// assert!(!is_stateful("AWS::EC2::Subnet"));
/// ```
pub fn is_stateful(type_name: &str) -> bool {
    MORE.binary_search(&type_name).is_ok() || formwork::facts::resource(type_name).is_some_and(|facts| facts.stateful)
}
