//! Relations that point to something that is not there, or to the wrong thing.

use super::{Change, Fixup};

pub const FIXUPS: &[Fixup] = &[
    Fixup {
        name: "certificate-namespace",
        reason: "`AWS::ACM::Certificate` is no type: the service is called after its long name",
        change: Change::Retarget(
            ("AWS::ACM::Certificate", "Arn"),
            ("AWS::CertificateManager::Certificate", "CertificateArn"),
        ),
    },
    Fixup {
        name: "certificate-id",
        reason: "`Id` stands in the schema as if it could be set; it is the ARN, under an older name",
        change: Change::Retarget(
            ("AWS::CertificateManager::Certificate", "Id"),
            ("AWS::CertificateManager::Certificate", "CertificateArn"),
        ),
    },
    Fixup {
        name: "certificate-id-is-no-property",
        reason: "`Id` stands in the schema as if it could be set; it is the ARN, under an older name",
        change: Change::NoProperty("AWS::CertificateManager::Certificate", "Id"),
    },
    Fixup {
        name: "alias-target-is-no-resource",
        reason: "`AWS::Route53::AliasTarget` is a part of a record, and its hosted zone belongs to the target's service",
        change: Change::NoTarget("AWS::Route53::AliasTarget", None),
    },
    Fixup {
        name: "image-is-no-resource",
        reason: "no resource makes a machine image, so no handle could give its id",
        change: Change::NoTarget("AWS::EC2::Image", None),
    },
    Fixup {
        name: "iot-events-is-gone",
        reason: "AWS removed the service, and one relation to it is left",
        change: Change::NoTarget("AWS::IoTEvents::Input", None),
    },
    Fixup {
        name: "security-group-id",
        reason: "`Id`, `Ids` and `GroupId` of a security group are one id",
        change: Change::Retarget(("AWS::EC2::SecurityGroup", "GroupId"), ("AWS::EC2::SecurityGroup", "Id")),
    },
    Fixup {
        name: "security-group-ids",
        reason: "`Id`, `Ids` and `GroupId` of a security group are one id",
        change: Change::Retarget(("AWS::EC2::SecurityGroup", "Ids"), ("AWS::EC2::SecurityGroup", "Id")),
    },
    Fixup {
        name: "default-security-group",
        reason: "the default security group of a VPC is a security group like any other",
        change: Change::Retarget(("AWS::EC2::VPC", "DefaultSecurityGroup"), ("AWS::EC2::SecurityGroup", "Id")),
    },
    Fixup {
        name: "cidr-block-is-no-id",
        reason: "an address range is a text that anybody may write down",
        change: Change::NoTarget("AWS::EC2::VPC", Some("CidrBlock")),
    },
    Fixup {
        name: "launch-template-version-is-no-id",
        reason: "versions are numbers, `$Latest` or `$Default`",
        change: Change::NoTarget("AWS::EC2::LaunchTemplate", Some("LatestVersionNumber")),
    },
    Fixup {
        name: "instance-in-a-group",
        reason: "an instance has no attribute `AutoScalingGroupName`",
        change: Change::NoTarget("AWS::EC2::Instance", Some("AutoScalingGroupName")),
    },
    Fixup {
        name: "repository-in-a-cluster",
        reason: "a repository has no attribute `ClusterName`",
        change: Change::NoTarget("AWS::ECR::Repository", Some("ClusterName")),
    },
    Fixup {
        name: "rest-api-endpoint",
        reason: "a REST API has no attribute `ApiEndpoint`",
        change: Change::NoTarget("AWS::ApiGateway::RestApi", Some("ApiEndpoint")),
    },
    Fixup {
        name: "scaling-policy-id",
        reason: "a scaling policy is known by its ARN",
        change: Change::Retarget(
            ("AWS::ApplicationAutoScaling::ScalingPolicy", "Id"),
            ("AWS::ApplicationAutoScaling::ScalingPolicy", "Arn"),
        ),
    },
    Fixup {
        name: "registry-name",
        reason: "the property is called `Name`",
        change: Change::Retarget(("AWS::Glue::Registry", "RegistryName"), ("AWS::Glue::Registry", "Name")),
    },
    Fixup {
        name: "log-stream-of-its-group",
        reason: "a stream does not give the name of its group",
        change: Change::NoTarget("AWS::Logs::LogStream", Some("LogGroupName")),
    },
    Fixup {
        name: "alias-is-a-function",
        reason: "wherever the ARN of a Lambda function goes, that of its versions and aliases goes",
        change: Change::Widen(&[
            ("AWS::Lambda::Function", "Arn"),
            ("AWS::Lambda::Version", "FunctionArn"),
            ("AWS::Lambda::Alias", "AliasArn"),
        ]),
    },
    Fixup {
        name: "cluster-by-arn",
        reason: "wherever ECS takes the name of a cluster, it takes the ARN",
        change: Change::Widen(&[("AWS::ECS::Cluster", "ClusterName"), ("AWS::ECS::Cluster", "Arn")]),
    },
];
