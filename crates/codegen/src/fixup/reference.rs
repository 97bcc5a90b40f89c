//! References that neither the data nor a rule knows, in the services that most systems use.

use super::{Change, Fixup};

pub const FIXUPS: &[Fixup] = &[
    Fixup {
        name: "taken-security-groups",
        reason: "network interfaces and associations take ids of security groups",
        change: Change::Takes(
            &[
                "AWS::EC2::EC2Fleet#NetworkInterfaceSpecificationRequest/Groups",
                "AWS::EC2::SecurityGroupVpcAssociation/GroupId",
                "AWS::EC2::SpotFleet#GroupIdentifier/GroupId",
                "AWS::EC2::SpotFleet#InstanceNetworkInterfaceSpecification/Groups",
            ],
            &[("AWS::EC2::SecurityGroup", "Id")],
        ),
    },
    Fixup {
        name: "taken-addresses",
        reason: "an allocation is that of an elastic address",
        change: Change::Takes(
            &[
                "AWS::EC2::EIPAssociation/AllocationId",
                "AWS::EC2::NatGateway#AvailabilityZoneAddress/AllocationIds",
                "AWS::EC2::NatGateway/SecondaryAllocationIds",
                "AWS::ElasticLoadBalancingV2::LoadBalancer#SubnetMapping/AllocationId",
            ],
            &[("AWS::EC2::EIP", "AllocationId")],
        ),
    },
    Fixup {
        name: "taken-prefix-lists",
        reason: "routes and rules lead to prefix lists",
        change: Change::Takes(
            &[
                "AWS::EC2::Route/DestinationPrefixListId",
                "AWS::EC2::SecurityGroup#Egress/DestinationPrefixListId",
                "AWS::EC2::SecurityGroup#Ingress/SourcePrefixListId",
                "AWS::EC2::SecurityGroupEgress/DestinationPrefixListId",
            ],
            &[("AWS::EC2::PrefixList", "PrefixListId")],
        ),
    },
    Fixup {
        name: "taken-address-pools",
        reason: "address ranges come from IPAM pools",
        change: Change::Takes(
            &[
                "AWS::EC2::IPAMPool/SourceIpamPoolId",
                "AWS::EC2::Subnet/Ipv4IpamPoolId",
                "AWS::EC2::Subnet/Ipv6IpamPoolId",
                "AWS::EC2::SubnetCidrBlock/Ipv6IpamPoolId",
                "AWS::EC2::VPC/Ipv4IpamPoolId",
                "AWS::EC2::VPCCidrBlock/Ipv4IpamPoolId",
                "AWS::EC2::VPCCidrBlock/Ipv6IpamPoolId",
                "AWS::ElasticLoadBalancingV2::LoadBalancer/Ipv4IpamPoolId",
            ],
            &[("AWS::EC2::IPAMPool", "IpamPoolId")],
        ),
    },
    Fixup {
        name: "taken-instances-and-volumes",
        reason: "an attachment names the instance",
        change: Change::Takes(
            &["AWS::EC2::NetworkInterfaceAttachment/InstanceId"],
            &[("AWS::EC2::Instance", "InstanceId")],
        ),
    },
    Fixup {
        name: "taken-source-volume",
        reason: "a volume can be a copy of another",
        change: Change::Takes(&["AWS::EC2::Volume/SourceVolumeId"], &[("AWS::EC2::Volume", "VolumeId")]),
    },
    Fixup {
        name: "taken-instance-profiles",
        reason: "instances get a role through a profile",
        change: Change::Takes(
            &[
                "AWS::Batch::ComputeEnvironment#InstanceLaunchTemplate/Ec2InstanceProfileArn",
                "AWS::EC2::EC2Fleet#IamInstanceProfileSpecification/Arn",
                "AWS::EC2::LaunchTemplate#IamInstanceProfile/Arn",
                "AWS::EC2::SpotFleet#IamInstanceProfileSpecification/Arn",
                "AWS::ECS::CapacityProvider#InstanceLaunchTemplate/Ec2InstanceProfileArn",
            ],
            &[("AWS::IAM::InstanceProfile", "Arn")],
        ),
    },
    Fixup {
        name: "taken-identity-providers",
        reason: "a client VPN logs in through a provider of IAM",
        change: Change::Takes(
            &[
                "AWS::EC2::ClientVpnEndpoint#FederatedAuthenticationRequest/SAMLProviderArn",
                "AWS::EC2::ClientVpnEndpoint#FederatedAuthenticationRequest/SelfServiceSAMLProviderArn",
            ],
            &[("AWS::IAM::SAMLProvider", "Arn")],
        ),
    },
    Fixup {
        name: "taken-certificates",
        reason: "an endpoint shows a certificate",
        change: Change::Takes(
            &[
                "AWS::EC2::ClientVpnEndpoint/ServerCertificateArn",
                "AWS::EC2::VerifiedAccessEndpoint/DomainCertificateArn",
            ],
            &[("AWS::CertificateManager::Certificate", "CertificateArn")],
        ),
    },
    Fixup {
        name: "taken-listener-certificates",
        reason: "a listener takes certificates of both services, as it does in its own property",
        change: Change::Takes(
            &["AWS::ElasticLoadBalancingV2::ListenerCertificate#Certificate/CertificateArn"],
            &[("AWS::CertificateManager::Certificate", "CertificateArn"), ("AWS::IAM::ServerCertificate", "Arn")],
        ),
    },
    Fixup {
        name: "taken-load-balancers",
        reason: "the name says which load balancer",
        change: Change::Takes(
            &[
                "AWS::EC2::TrafficMirrorTarget/NetworkLoadBalancerArn",
                "AWS::EC2::VPCEndpointService/GatewayLoadBalancerArns",
                "AWS::EC2::VerifiedAccessEndpoint#LoadBalancerOptions/LoadBalancerArn",
            ],
            &[("AWS::ElasticLoadBalancingV2::LoadBalancer", "LoadBalancerArn")],
        ),
    },
    Fixup {
        name: "taken-target-groups",
        reason: "tasks and instances register in target groups",
        change: Change::Takes(
            &[
                "AWS::EC2::SpotFleet#TargetGroup/Arn",
                "AWS::ECS::Service#AdvancedConfiguration/AlternateTargetGroupArn",
                "AWS::ECS::TaskSet#LoadBalancer/TargetGroupArn",
            ],
            &[("AWS::ElasticLoadBalancingV2::TargetGroup", "TargetGroupArn")],
        ),
    },
    Fixup {
        name: "taken-lattice",
        reason: "the name says what of VPC Lattice",
        change: Change::Takes(
            &[
                "AWS::ECS::Service#VpcLatticeConfiguration/TargetGroupArn",
                "AWS::ECS::Service#VpcLatticeAdvancedConfiguration/AlternateTargetGroupArn",
            ],
            &[("AWS::VpcLattice::TargetGroup", "Arn")],
        ),
    },
    Fixup {
        name: "taken-lattice-resources",
        reason: "the name says what of VPC Lattice",
        change: Change::Takes(
            &["AWS::EC2::VPCEndpoint/ResourceConfigurationArn"],
            &[("AWS::VpcLattice::ResourceConfiguration", "Arn")],
        ),
    },
    Fixup {
        name: "taken-lattice-networks",
        reason: "the name says what of VPC Lattice",
        change: Change::Takes(
            &["AWS::EC2::VPCEndpoint/ServiceNetworkArn"],
            &[("AWS::VpcLattice::ServiceNetwork", "Arn")],
        ),
    },
    Fixup {
        name: "taken-core-network",
        reason: "a route can lead to a core network",
        change: Change::Takes(
            &["AWS::EC2::Route/CoreNetworkArn"],
            &[("AWS::NetworkManager::CoreNetwork", "CoreNetworkArn")],
        ),
    },
    Fixup {
        name: "taken-oracle-network",
        reason: "a route can lead to a network of Oracle Database@AWS",
        change: Change::Takes(&["AWS::EC2::Route/OdbNetworkArn"], &[("AWS::ODB::OdbNetwork", "OdbNetworkArn")]),
    },
    Fixup {
        name: "taken-clusters",
        reason: "whatever runs on ECS says on which cluster",
        change: Change::Takes(
            &[
                "AWS::ECS::ExpressGatewayService/Cluster",
                "AWS::ECS::GatewayClusterAssociations/Cluster",
                "AWS::ECS::PrimaryTaskSet/Cluster",
                "AWS::ECS::TaskSet/Cluster",
            ],
            &[("AWS::ECS::Cluster", "Arn"), ("AWS::ECS::Cluster", "ClusterName")],
        ),
    },
    Fixup {
        name: "taken-task-definitions",
        reason: "a task is started from a definition",
        change: Change::Takes(
            &["AWS::ECS::TaskSet/TaskDefinition", "AWS::Scheduler::Schedule#EcsParameters/TaskDefinitionArn"],
            &[("AWS::ECS::TaskDefinition", "TaskDefinitionArn")],
        ),
    },
    Fixup {
        name: "taken-registries",
        reason: "the registry of tasks is a service of Cloud Map",
        change: Change::Takes(
            &["AWS::ECS::Service#ServiceRegistry/RegistryArn", "AWS::ECS::TaskSet#ServiceRegistry/RegistryArn"],
            &[("AWS::ServiceDiscovery::Service", "Arn")],
        ),
    },
    Fixup {
        name: "taken-authorities",
        reason: "a private authority signs",
        change: Change::Takes(
            &[
                "AWS::CertificateManager::Certificate/CertificateAuthorityArn",
                "AWS::ECS::Service#ServiceConnectTlsCertificateAuthority/AwsPcaAuthorityArn",
            ],
            &[("AWS::ACMPCA::CertificateAuthority", "Arn")],
        ),
    },
    Fixup {
        name: "taken-hosted-zones",
        reason: "validation records go into a zone",
        change: Change::Takes(
            &[
                "AWS::CertificateManager::AcmeDomainValidation#DnsPrevalidationOptions/HostedZoneId",
                "AWS::CertificateManager::Certificate#DomainValidationOption/HostedZoneId",
            ],
            &[("AWS::Route53::HostedZone", "Id")],
        ),
    },
    Fixup {
        name: "taken-file-systems",
        reason: "the volume is a file system of EFS",
        change: Change::Takes(
            &["AWS::Batch::JobDefinition#EFSVolumeConfiguration/FileSystemId"],
            &[("AWS::EFS::FileSystem", "FileSystemId")],
        ),
    },
    Fixup {
        name: "taken-access-points",
        reason: "the volume is reached through an access point of EFS",
        change: Change::Takes(
            &["AWS::Batch::JobDefinition#EFSAuthorizationConfig/AccessPointId"],
            &[("AWS::EFS::AccessPoint", "AccessPointId")],
        ),
    },
    Fixup {
        name: "taken-kubernetes-cluster",
        reason: "jobs can run on a cluster of EKS",
        change: Change::Takes(
            &["AWS::Batch::ComputeEnvironment#EksConfiguration/EksClusterArn"],
            &[("AWS::EKS::Cluster", "Arn")],
        ),
    },
    Fixup {
        name: "taken-source-database",
        reason: "a replica has a source",
        change: Change::Takes(
            &["AWS::RDS::DBCluster/SourceDBClusterIdentifier", "AWS::RDS::DBInstance/SourceDBClusterIdentifier"],
            &[("AWS::RDS::DBCluster", "DBClusterIdentifier")],
        ),
    },
    Fixup {
        name: "taken-dead-letters",
        reason: "messages that nobody could handle go to another queue",
        change: Change::Takes(&["AWS::SQS::Queue#RedrivePolicy/deadLetterTargetArn"], &[("AWS::SQS::Queue", "Arn")]),
    },
    Fixup {
        name: "taken-keys",
        reason: "a signing or a replica key is a key",
        change: Change::Takes(
            &["AWS::KMS::ReplicaKey/PrimaryKeyArn", "AWS::Route53::KeySigningKey/KeyManagementServiceArn"],
            &[("AWS::KMS::Key", "Arn")],
        ),
    },
    Fixup {
        name: "taken-table-buckets",
        reason: "metadata of a bucket goes into a bucket of tables",
        change: Change::Takes(
            &[
                "AWS::S3::Bucket#MetadataDestination/TableBucketArn",
                "AWS::S3::Bucket#S3TablesDestination/TableBucketArn",
            ],
            &[("AWS::S3Tables::TableBucket", "TableBucketARN")],
        ),
    },
    Fixup {
        name: "taken-roles",
        reason: "the service acts as a role",
        change: Change::Takes(
            &["AWS::EC2::FlowLog/DeliverCrossAccountRole", "AWS::Lambda::NetworkConnector/OperatorRole"],
            &[("AWS::IAM::Role", "Arn")],
        ),
    },
];
