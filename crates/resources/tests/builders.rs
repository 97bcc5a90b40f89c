//! What the builders put into a template, and what goes where.

use formwork_core::{Data, IntoValue, Properties, Resource, Tags, Text, Value};
use formwork_resources::ecs::service::{AwsVpcConfiguration, LaunchType, NetworkConfiguration};
use formwork_resources::{Tag, autoscaling, ec2, ecs, ids, s3, sqs};

/// The properties as JSON.
fn json(properties: Properties) -> String {
    format!("{:?}", properties.into_value::<()>())
}

fn literal(value: &Data) -> &str {
    value.as_text().expect("a literal text")
}

#[test]
fn a_setter_sets_the_property_of_its_name() {
    let queue = sqs::CfnQueue::new().visibility_timeout(120).fifo_queue(true).into_properties();
    assert_eq!(queue.get("VisibilityTimeout"), Some(&Data::Integer(120)));
    assert_eq!(queue.get("FifoQueue"), Some(&Data::Bool(true)));
    assert_eq!(sqs::CfnQueue::TYPE, "AWS::SQS::Queue");
}

#[test]
fn the_last_setting_of_a_property_counts() {
    let queue = sqs::CfnQueue::new().queue_name("first").queue_name("second").into_properties();
    assert_eq!(queue.get("QueueName").map(literal), Some("second"));
}

#[test]
fn what_is_required_is_an_argument() {
    let vpc = ids::ec2::VpcId::literal("vpc-0a1b");
    let subnet = ec2::CfnSubnet::new(vpc).cidr_block("10.0.1.0/24").into_properties();
    assert_eq!(subnet.get("VpcId").map(literal), Some("vpc-0a1b"));
}

#[test]
fn parts_nest_and_lists_take_ids_of_one_kind() {
    let network = AwsVpcConfiguration::new()
        .subnets([ids::ec2::SubnetId::literal("subnet-1")])
        .security_groups(vec![ids::ec2::SecurityGroupId::literal("sg-1")]);
    let service =
        ecs::CfnService::new().network_configuration(NetworkConfiguration::new().awsvpc_configuration(network));
    let text = json(service.into_properties());
    assert!(text.contains("AwsvpcConfiguration") && text.contains("subnet-1") && text.contains("sg-1"), "{text}");
}

#[test]
fn an_enumeration_takes_its_variants_text_from_an_expression_and_what_is_newer() {
    let set = |service: ecs::CfnService| service.into_properties().get("LaunchType").map(literal).map(str::to_owned);
    assert_eq!(set(ecs::CfnService::new().launch_type(LaunchType::Fargate)).as_deref(), Some("FARGATE"));
    let parameter: Value<Text> = "EC2".into_value();
    assert_eq!(set(ecs::CfnService::new().launch_type(parameter)).as_deref(), Some("EC2"));
    assert_eq!(set(ecs::CfnService::new().launch_type(LaunchType::Other("MOON".into()))).as_deref(), Some("MOON"));
}

#[test]
fn an_id_goes_where_text_or_one_of_several_kinds_is_wanted() {
    let name: Value<Text> = IntoValue::into_value(ids::ec2::VpcId::literal("vpc-1"));
    assert_eq!(name.as_text(), Some("vpc-1"));
    let by_arn = sqs::CfnQueue::new().kms_master_key_id(ids::kms::KeyArn::literal("arn:aws:kms:::key/1"));
    let by_alias = sqs::CfnQueue::new().kms_master_key_id(ids::kms::AliasName::literal("alias/aws/sqs"));
    assert!(by_arn.into_properties().get("KmsMasterKeyId").is_some());
    assert!(by_alias.into_properties().get("KmsMasterKeyId").is_some());
}

#[test]
fn one_tag_serves_all_resources_and_each_says_how_it_takes_tags() {
    let bucket = s3::CfnBucket::new().tags([Tag::new("team", "web")]).into_properties();
    assert!(json(bucket).contains("team"));
    assert_eq!(s3::CfnBucket::TAGS, Tags::List("Tags"));
    assert_eq!(autoscaling::CfnAutoScalingGroup::TAGS, Tags::Propagated("Tags"));
    assert_eq!(ec2::CfnRoute::TAGS, Tags::None);
}
