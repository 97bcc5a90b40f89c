//! The facts about all types.

use formwork_resources::facts::{self, Bounds, Kind, Replacement, ResourceFacts, Rule, Stage, TagShape};
use std::collections::HashSet;

fn facts(name: &str) -> ResourceFacts {
    facts::resource(name).expect("a type that exists")
}

#[test]
fn every_type_can_be_read() {
    let mut names = HashSet::new();
    for name in facts::types() {
        let facts = facts::resource(name).expect("facts that can be read");
        assert_eq!(facts.name, name);
        assert!(names.insert(name), "{name} is there twice");
        assert!(!facts.identifier.is_empty(), "{name} has nothing that identifies it");
    }
    assert_eq!(names.len(), 1_855);
}

#[test]
fn every_named_kind_is_a_type_or_an_enumeration_of_its_resource() {
    for facts in facts::types().filter_map(facts::resource) {
        for (part, property) in facts.all_properties() {
            if let Some(name) = property.kind.name() {
                let known = facts.part(name).is_some() || facts.enumeration(name).is_some();
                assert!(known, "{} {part:?} {} is a {name}, which is nowhere", facts.name, property.name);
            }
        }
    }
}

#[test]
fn every_relation_leads_to_what_its_resource_has() {
    for facts in facts::types().filter_map(facts::resource) {
        for relation in facts.all_properties().flat_map(|(_, property)| property.relations.clone()) {
            let target = facts::resource(relation.resource).expect("a type that exists");
            let has = target.reference == Some(relation.attribute)
                || target.attribute(relation.attribute).is_some()
                || target.property(relation.attribute).is_some();
            assert!(has, "{} points to {relation:?}, which has no such attribute", facts.name);
        }
    }
}

#[test]
fn properties_can_be_found_by_name() {
    for facts in facts::types().filter_map(facts::resource) {
        for property in &facts.properties {
            assert_eq!(facts.property(property.name), Some(property), "{} is not sorted", facts.name);
        }
        for part in &facts.types {
            for property in &part.properties {
                assert_eq!(part.property(property.name), Some(property), "{}#{} is not sorted", facts.name, part.name);
            }
        }
    }
}

#[test]
fn a_type_that_does_not_exist_has_no_facts() {
    for name in
        ["", "AWS", "AWS::EC2", "AWS::EC2::", "AWS::EC2::Sub", "EC2::Subnet", "Custom::Thing", "AWS::EC2::Subnet\n"]
    {
        assert_eq!(facts::resource(name), None, "{name}");
    }
}

#[test]
fn a_subnet_is_what_the_documentation_says() {
    let subnet = facts("AWS::EC2::Subnet");
    assert_eq!(subnet.reference, Some("SubnetId"));
    assert_eq!(subnet.tags.map(|tags| (tags.shape, tags.property)), Some((TagShape::List, "Tags")));
    let vpc = subnet.property("VpcId").expect("a property that exists");
    assert!(vpc.required && !vpc.open && !vpc.by_rule);
    assert_eq!(vpc.replacement, Replacement::Yes);
    assert_eq!(
        vpc.relations.iter().map(|one| (one.resource, one.attribute)).collect::<Vec<_>>(),
        [("AWS::EC2::VPC", "VpcId")]
    );
    let pair = ["Ipv4IpamPoolId", "Ipv4NetmaskLength"];
    assert!(subnet.groups.iter().any(|group| group.rule == Rule::Needs && group.properties == pair));
}

#[test]
fn what_ref_returns_is_not_always_the_identifier() {
    assert_eq!(facts("AWS::ECS::Service").reference, Some("ServiceArn"));
    assert_eq!(facts("AWS::EC2::EIP").reference, Some("PublicIp"));
    assert_eq!(facts("AWS::Batch::JobDefinition").reference, Some("JobDefinitionArn"));
    assert_eq!(facts("AWS::CertificateManager::Certificate").reference, Some("CertificateArn"));
    assert_eq!(facts("AWS::WAFv2::WebACL").reference, None, "`Ref` gives three parts in one text");
    assert_eq!(facts("AWS::Events::Rule").reference, None, "`Ref` gives two parts in one text");
}

#[test]
fn limits_and_values_are_there() {
    let queue = facts("AWS::SQS::Queue");
    let delay = queue.property("DelaySeconds").expect("a property that exists");
    assert_eq!(delay.range, Some(Bounds { min: Some(0.0), max: Some(900.0) }));
    let service = facts("AWS::ECS::Service");
    let launch = service.property("LaunchType").expect("a property that exists");
    assert!(service.values_of(launch).is_some_and(|values| values.values.contains(&"FARGATE")));
    let database = facts("AWS::RDS::DBInstance");
    assert!(database.property("MasterUserPassword").is_some_and(|password| password.write_only));
    let alarms = facts("AWS::CloudWatch::Alarm");
    assert!(alarms.property("AlarmActions").is_some_and(|actions| actions.open));
}

#[test]
fn what_aws_ends_says_so() {
    let mesh = facts("AWS::AppMesh::Mesh").lifecycle.expect("a type that is being ended");
    assert_eq!((mesh.stage, mesh.date), (Stage::Sunset, "2026-09-30"));
    assert_eq!(facts("AWS::S3::Bucket").lifecycle, None);
    assert!(facts("AWS::S3::Bucket").stateful);
}

#[test]
fn nested_properties_are_found_through_lists() {
    let group = facts("AWS::EC2::SecurityGroup");
    let source = group.property_at(&["SecurityGroupIngress", "SourceSecurityGroupId"]).expect("a nested property");
    assert_eq!(source.kind, Kind::Text);
    assert!(source.relations.iter().any(|one| one.resource == "AWS::EC2::SecurityGroup"));
    assert_eq!(group.property_at(&["SecurityGroupIngress", "Nothing"]), None);
}

#[test]
fn every_type_is_found_by_its_name_and_nothing_else_is() {
    for name in facts::types() {
        assert_eq!(facts::resource(name).map(|facts| facts.name), Some(name));
        assert!(facts::resource(&format!("{name}x")).is_none(), "{name}x");
        assert!(facts::resource(&name[..name.len() - 1]).is_none_or(|other| other.name != name), "{name}");
    }
    assert!(facts::resource("AWS::EC2::").is_none() && facts::resource("AWS::EC2::~").is_none());
}
