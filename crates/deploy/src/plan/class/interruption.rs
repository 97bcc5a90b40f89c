//! Which modifications interrupt what runs. AWS's schemas do not say it; the documentation of each service does.

use super::sides::Sides;
use super::{Kind, Reason, ValueChange};
use crate::change::Change;
use std::collections::BTreeSet;

/// How a modification interrupts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It is down for minutes: a reboot, a failover, a stop and a start.
    Restarts,
    /// What runs is exchanged step by step.
    Rolls,
}

/// The properties of a type that interrupt.
#[derive(Clone, Copy, Debug)]
pub struct Interruption {
    /// The type.
    pub type_name: &'static str,
    /// How.
    pub how: How,
    /// The properties.
    pub properties: &'static [&'static str],
}

const fn restarts(type_name: &'static str, properties: &'static [&'static str]) -> Interruption {
    Interruption { type_name, how: How::Restarts, properties }
}

const fn rolls(type_name: &'static str, properties: &'static [&'static str]) -> Interruption {
    Interruption { type_name, how: How::Rolls, properties }
}

/// All of them; above each, the page of the AWS documentation that says so.
pub const INTERRUPTIONS: &[Interruption] = &[
    // Amazon MQ Developer Guide, "Rebooting an Amazon MQ broker"
    restarts("AWS::AmazonMQ::Broker", &["Configuration", "EngineVersion", "HostInstanceType", "SecurityGroups"]),
    // Amazon EC2 Auto Scaling User Guide, "Update an Auto Scaling group" with an UpdatePolicy
    rolls(
        "AWS::AutoScaling::AutoScalingGroup",
        &["LaunchConfigurationName", "LaunchTemplate", "MixedInstancesPolicy", "VPCZoneIdentifier"],
    ),
    // AWS Batch User Guide, "Perform infrastructure updates"
    rolls("AWS::Batch::ComputeEnvironment", &["ComputeResources"]),
    // Amazon DocumentDB Developer Guide, "Modifying an Amazon DocumentDB instance"
    restarts("AWS::DocDB::DBCluster", &["DBClusterParameterGroupName", "EngineVersion", "Port"]),
    restarts("AWS::DocDB::DBInstance", &["CACertificateIdentifier", "DBInstanceClass"]),
    // CloudFormation Template Reference, "AWS::EC2::Instance": stopped and started when backed by EBS
    restarts(
        "AWS::EC2::Instance",
        &["AdditionalInfo", "EbsOptimized", "InstanceType", "KernelId", "RamdiskId", "UserData"],
    ),
    // Amazon ECS API Reference, "UpdateService": what starts a new deployment
    rolls(
        "AWS::ECS::Service",
        &[
            "CapacityProviderStrategy",
            "EnableExecuteCommand",
            "ForceNewDeployment",
            "LoadBalancers",
            "NetworkConfiguration",
            "PlatformVersion",
            "ServiceConnectConfiguration",
            "ServiceRegistries",
            "TaskDefinition",
            "VolumeConfigurations",
        ],
    ),
    // Amazon EKS User Guide, "Update a managed node group"
    rolls("AWS::EKS::Nodegroup", &["LaunchTemplate", "ReleaseVersion", "Version"]),
    // Amazon ElastiCache User Guide, "Modifying an ElastiCache cluster"
    restarts("AWS::ElastiCache::CacheCluster", &["CacheNodeType", "CacheParameterGroupName", "EngineVersion"]),
    restarts(
        "AWS::ElastiCache::ReplicationGroup",
        &["CacheNodeType", "CacheParameterGroupName", "Engine", "EngineVersion", "MultiAZEnabled"],
    ),
    // Amazon OpenSearch Service Developer Guide, "Making configuration changes": blue/green
    rolls("AWS::Elasticsearch::Domain", &["ElasticsearchClusterConfig", "ElasticsearchVersion", "VPCOptions"]),
    // Amazon MSK Developer Guide, "Update the configuration of an Amazon MSK cluster"
    rolls("AWS::MSK::Cluster", &["BrokerNodeGroupInfo", "ConfigurationInfo", "KafkaVersion"]),
    // Amazon MemoryDB Developer Guide, "Modifying a MemoryDB cluster"
    restarts("AWS::MemoryDB::Cluster", &["EngineVersion", "NodeType", "ParameterGroupName"]),
    // Neptune User Guide, "Modifying a Neptune DB instance"
    restarts("AWS::Neptune::DBCluster", &["DBClusterParameterGroupName", "DBPort", "EngineVersion"]),
    restarts("AWS::Neptune::DBInstance", &["DBInstanceClass", "DBParameterGroupName"]),
    rolls(
        "AWS::OpenSearchService::Domain",
        &["AdvancedSecurityOptions", "ClusterConfig", "EBSOptions", "EngineVersion", "VPCOptions"],
    ),
    // Amazon Aurora User Guide, "Settings for Amazon Aurora"
    restarts(
        "AWS::RDS::DBCluster",
        &["DBClusterInstanceClass", "DBClusterParameterGroupName", "EngineVersion", "NetworkType", "Port"],
    ),
    // Amazon RDS User Guide, "Settings for DB instances": what says downtime
    restarts(
        "AWS::RDS::DBInstance",
        &[
            "AvailabilityZone",
            "BackupRetentionPeriod",
            "CACertificateIdentifier",
            "DBInstanceClass",
            "DBParameterGroupName",
            "DedicatedLogVolume",
            "Engine",
            "EngineVersion",
            "NetworkType",
            "OptionGroupName",
            "Port",
            "ProcessorFeatures",
            "StorageType",
        ],
    ),
    // Amazon Redshift Management Guide, "Modifying a cluster" and "Resizing a cluster"
    restarts(
        "AWS::Redshift::Cluster",
        &["ClusterParameterGroupName", "ClusterType", "ClusterVersion", "NodeType", "NumberOfNodes", "Port"],
    ),
];

/// Reasons of class 2 that come from a property which interrupts.
pub fn check(sides: &Sides<'_>, change: &Change, values: &[ValueChange], reasons: &mut Vec<Reason>) {
    let changed = changed_properties(change, values);
    for interruption in INTERRUPTIONS.iter().filter(|known| known.type_name == sides.type_name) {
        for property in interruption.properties.iter().filter(|property| changed.contains(**property)) {
            let pointer = format!("/Properties/{property}");
            let (before, after) = sides.at(&pointer);
            if sides.type_name == "AWS::RDS::DBInstance"
                && *property == "BackupRetentionPeriod"
                && !is_switch(before, after)
            {
                continue;
            }
            let kind = match interruption.how {
                How::Restarts => Kind::Restarts,
                How::Rolls => Kind::Rolls,
            };
            reasons.push(Reason::new(kind, &pointer).values(before, after));
        }
    }
}

/// Backups of a database are an outage only when they are switched on or off.
fn is_switch(before: Option<&serde_json::Value>, after: Option<&serde_json::Value>) -> bool {
    let days = |value: Option<&serde_json::Value>| value.map(super::expression::text);
    (days(before).as_deref() == Some("0")) != (days(after).as_deref() == Some("0"))
}

/// The names of the properties that differ, or of which CloudFormation says so.
fn changed_properties(change: &Change, values: &[ValueChange]) -> BTreeSet<String> {
    let told = change.details.iter().filter(|detail| detail.attribute == "Properties");
    let told = told.filter_map(|detail| detail.name.clone());
    let seen = values.iter().filter_map(|value| value.pointer.strip_prefix("/Properties/"));
    let seen = seen.filter_map(|path| path.split('/').next()).map(str::to_string);
    told.chain(seen).collect()
}
