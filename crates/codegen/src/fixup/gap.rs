//! References that the data does not know.

use super::{Change, Fixup};

pub const FIXUPS: &[Fixup] = &[
    Fixup {
        name: "policy-attachments",
        reason: "an inline policy takes the names of what it is attached to",
        change: Change::Takes(&["AWS::IAM::Policy/Roles"], &[("AWS::IAM::Role", "RoleName")]),
    },
    Fixup {
        name: "policy-users",
        reason: "an inline policy takes the names of what it is attached to",
        change: Change::Takes(&["AWS::IAM::Policy/Users"], &[("AWS::IAM::User", "UserName")]),
    },
    Fixup {
        name: "policy-groups",
        reason: "an inline policy takes the names of what it is attached to",
        change: Change::Takes(&["AWS::IAM::Policy/Groups"], &[("AWS::IAM::Group", "GroupName")]),
    },
    Fixup {
        name: "log-delivery-stream",
        reason: "the stream of a Firehose configuration is one of Firehose, though its name is that of Kinesis",
        change: Change::Takes(
            &["AWS::Cognito::LogDeliveryConfiguration#FirehoseConfiguration/StreamArn"],
            &[("AWS::KinesisFirehose::DeliveryStream", "Arn")],
        ),
    },
    Fixup {
        name: "data-streams",
        reason: "the type says which service's stream it is, where the name alone does not",
        change: Change::Takes(
            &[
                "AWS::DMS::Endpoint#KinesisSettings/StreamArn",
                "AWS::DynamoDB::GlobalTable#KinesisStreamSpecification/StreamArn",
            ],
            &[("AWS::Kinesis::Stream", "Arn")],
        ),
    },
    Fixup {
        name: "ip-set-reference",
        reason: "the statement refers to an IP set by its ARN",
        change: Change::Takes(
            &["AWS::WAFv2::RuleGroup#IPSetReferenceStatement/Arn", "AWS::WAFv2::WebACL#IPSetReferenceStatement/Arn"],
            &[("AWS::WAFv2::IPSet", "Arn")],
        ),
    },
    Fixup {
        name: "pattern-set-reference",
        reason: "the statement refers to a set of patterns by its ARN",
        change: Change::Takes(
            &[
                "AWS::WAFv2::RuleGroup#RegexPatternSetReferenceStatement/Arn",
                "AWS::WAFv2::WebACL#RegexPatternSetReferenceStatement/Arn",
            ],
            &[("AWS::WAFv2::RegexPatternSet", "Arn")],
        ),
    },
    Fixup {
        name: "rule-group-reference",
        reason: "the statement refers to a rule group by its ARN",
        change: Change::Takes(
            &["AWS::WAFv2::WebACL#RuleGroupReferenceStatement/Arn"],
            &[("AWS::WAFv2::RuleGroup", "Arn")],
        ),
    },
    Fixup {
        name: "user-pool-client",
        reason: "the id of a client, and not also that of its pool",
        change: Change::Takes(
            &["AWS::ElasticLoadBalancingV2::Listener#AuthenticateCognitoConfig/UserPoolClientId"],
            &[("AWS::Cognito::UserPoolClient", "ClientId")],
        ),
    },
    Fixup {
        name: "waf-log-destinations",
        reason: "destinations are ARNs",
        change: Change::Takes(
            &["AWS::WAFv2::LoggingConfiguration/LogDestinationConfigs"],
            &[
                ("AWS::KinesisFirehose::DeliveryStream", "Arn"),
                ("AWS::Logs::LogGroup", "Arn"),
                ("AWS::S3::Bucket", "Arn"),
            ],
        ),
    },
    Fixup {
        name: "log-stream-name",
        reason: "the name of the stream, and not also that of its group",
        change: Change::Takes(
            &["AWS::KinesisFirehose::DeliveryStream#CloudWatchLoggingOptions/LogStreamName"],
            &[("AWS::Logs::LogStream", "LogStreamName")],
        ),
    },
    Fixup {
        name: "crawled-database",
        reason: "the name of a database, and not also that of a bucket",
        change: Change::Takes(&["AWS::Glue::Crawler/DatabaseName"], &[("AWS::Glue::Database", "DatabaseName")]),
    },
    Fixup {
        name: "redshift-security-groups",
        reason: "the ids of security groups, and not also that of the VPC",
        change: Change::Takes(&["AWS::Redshift::Cluster/VpcSecurityGroupIds"], &[("AWS::EC2::SecurityGroup", "Id")]),
    },
    Fixup {
        name: "redshift-classic-security-groups",
        reason: "outside a VPC only Redshift's own groups count",
        change: Change::Takes(
            &["AWS::Redshift::Cluster/ClusterSecurityGroups"],
            &[("AWS::Redshift::ClusterSecurityGroup", "Id")],
        ),
    },
];
