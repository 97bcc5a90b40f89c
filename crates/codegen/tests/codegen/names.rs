//! AWS's words in Rust's case.

use formwork_codegen::name::exceptions::RESERVED_ATTRIBUTES;
use formwork_codegen::name::{attribute, pascal, singular, snake, variant};

#[test]
fn properties_are_words_in_snake_case() {
    let cases = [
        ("AvailabilityZones", "availability_zones"),
        ("CIDRBlock", "cidr_block"),
        ("CidrBlock", "cidr_block"),
        ("DBInstanceClass", "db_instance_class"),
        ("EnableDnsSupport", "enable_dns_support"),
        ("IPv6CidrBlock", "ipv6_cidr_block"),
        ("Ipv6CidrBlock", "ipv6_cidr_block"),
        ("KMSKeyARN", "kms_key_arn"),
        ("KmsKeyId", "kms_key_id"),
        ("MaxVCPUs", "max_vcpus"),
        ("MaxvCpus", "max_vcpus"),
        ("S3BucketName", "s3_bucket_name"),
        ("SSEAlgorithm", "sse_algorithm"),
        ("VPCSecurityGroups", "vpc_security_groups"),
        ("VPCs", "vpcs"),
        ("VpcId", "vpc_id"),
        ("WebACLArn", "web_acl_arn"),
        ("maxReceiveCount", "max_receive_count"),
    ];
    for (name, expected) in cases {
        assert_eq!(snake(name), expected, "{name}");
    }
}

#[test]
fn types_are_words_in_pascal_case() {
    let cases = [
        ("BucketEncryption", "BucketEncryption"),
        ("DBInstance", "DbInstance"),
        ("IPSet", "IpSet"),
        ("VPCEndpoint", "VpcEndpoint"),
        ("VPCPeeringConnection", "VpcPeeringConnection"),
        ("WebACL", "WebAcl"),
        ("iso8601UTC", "Iso8601Utc"),
    ];
    for (name, expected) in cases {
        assert_eq!(pascal(name), expected, "{name}");
    }
}

#[test]
fn words_of_rust_and_methods_of_handles_get_an_underscore() {
    assert_eq!(snake("Type"), "type_");
    assert_eq!(snake("Override"), "override_");
    assert_eq!(attribute("Path"), "path_");
    assert_eq!(snake("Path"), "path");
}

#[test]
fn variants_are_named_after_the_text() {
    let cases = [
        ("", "Empty"),
        ("*", "Any"),
        ("1.2", "V1_2"),
        ("EC2", "Ec2"),
        ("FARGATE_SPOT", "FargateSpot"),
        ("OTHER", "AnyOther"),
        ("PassThrough", "PassThrough"),
        ("arn:aws:iam::aws:policy/ReadOnlyAccess", "ArnAwsIamAwsPolicyReadOnlyAccess"),
        ("nodejs22.x", "Nodejs22X"),
        ("python3.12", "Python3_12"),
        ("self-hosted", "SelfHosted"),
        ("t3.micro", "T3Micro"),
    ];
    for (value, expected) in cases {
        assert_eq!(variant(value), expected, "{value}");
    }
}

#[test]
fn one_item_of_a_list_has_a_singular_name() {
    let cases = [
        ("Addresses", "Address"),
        ("Architectures", "Architecture"),
        ("Policies", "Policy"),
        ("Protocols", "Protocol"),
        ("Status", "Status"),
        ("Statuses", "Status"),
        ("Access", "Access"),
    ];
    for (plural, expected) in cases {
        assert_eq!(singular(plural), expected, "{plural}");
    }
}

/// A method of every handle would hide an attribute of the same name.
#[test]
fn no_attribute_is_named_like_a_method_of_every_handle() {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/../core/src/resource.rs");
    let source = std::fs::read_to_string(source).expect("the source of handles can be read");
    let block = source.split("impl<R: Resource> Ref<R> {").nth(1).expect("the methods of handles");
    let block = block.split("\n}").next().expect("their end");
    let methods = block.lines().filter_map(|line| line.trim().strip_prefix("pub fn "));
    let names: Vec<&str> = methods.filter_map(|method| method.split(['(', '<']).next()).collect();
    assert!(names.contains(&"depends_on"), "{names:?}");
    for name in names {
        let known = RESERVED_ATTRIBUTES.contains(&name);
        assert!(known, "`{name}` is a method of every handle: add it to RESERVED_ATTRIBUTES in name/exceptions.rs");
    }
}
