//! What is found before anything is made.

mod online;

use formwork::Language;
use formwork_deploy::preflight::{Check, Verdict, offline};
use formwork_deploy::target::{Target, TargetStack};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const REGION: &str = "ap-northeast-1";

fn target(stacks: &[(&str, Value)]) -> Target {
    let stack = |(id, template): &(&str, Value)| TargetStack {
        id: (*id).to_string(),
        name: format!("demo-dev-{id}"),
        region: REGION.to_string(),
        text: template.to_string(),
        template: template.clone(),
        is_chosen: true,
        ..TargetStack::default()
    };
    let stacks = stacks.iter().map(stack).collect();
    Target { environment: "dev".to_string(), account: None, region: REGION.to_string(), stacks }
}

/// One stack with a parameter of this declaration and value.
fn parameter(declared: Value, value: &str) -> Vec<Check> {
    let topic = json!({"T": {"Type": "AWS::SNS::Topic"}});
    let mut target = target(&[("AppStack", json!({"Parameters": {"Value": declared}, "Resources": topic}))]);
    target.stacks[0].parameters.insert("Value".to_string(), value.to_string());
    offline(&target)
}

fn words(checks: &[Check]) -> Vec<String> {
    checks.iter().map(|check| format!("{} {}", check.check, check.word())).collect()
}

fn slugs(checks: &[Check]) -> Vec<&'static str> {
    checks.iter().filter_map(Check::problem).map(|problem| problem.code.slug).collect()
}

fn said(checks: &[Check]) -> String {
    checks.iter().filter_map(Check::problem).map(|problem| problem.render(Language::English)).collect()
}

#[test]
fn a_value_is_refused_where_its_parameter_does_not_take_it() {
    let cases = [
        (json!({"Type": "String", "AllowedPattern": "[a-z]+"}), "abc1", "abc"),
        (json!({"Type": "String", "AllowedPattern": "(?!10\\.)[0-9.]+"}), "10.1", "11.1"),
        (json!({"Type": "String", "AllowedValues": ["a", "b"]}), "c", "b"),
        (json!({"Type": "String", "MinLength": 3}), "ab", "abc"),
        (json!({"Type": "String", "MaxLength": "3"}), "abcd", "abc"),
        (json!({"Type": "Number"}), "many", "7"),
        (json!({"Type": "Number", "MinValue": 1}), "0", "1"),
        (json!({"Type": "Number", "MaxValue": "10"}), "11", "10"),
        (json!({"Type": "CommaDelimitedList", "AllowedPattern": "[a-z]"}), "a,b,C", "a, b,c"),
        (json!({"Type": "List<Number>"}), "1,x", "1,2"),
        (json!({"Type": "AWS::EC2::VPC::Id"}), "subnet-1", "vpc-1"),
        (json!({"Type": "List<AWS::EC2::Subnet::Id>"}), "subnet-1,vpc-1", "subnet-1,subnet-2"),
    ];
    for (declared, wrong, right) in cases {
        assert_eq!(slugs(&parameter(declared.clone(), wrong)), ["wrong-value"], "{declared} {wrong}");
        assert_eq!(words(&parameter(declared.clone(), right)), ["parameter pass"], "{declared} {right}");
    }
}

#[test]
fn a_secret_value_that_is_refused_is_not_shown() {
    let checks = parameter(json!({"Type": "String", "NoEcho": true, "MinLength": 12}), "hunter2");
    assert_eq!(slugs(&checks), ["wrong-value"]);
    assert!(!said(&checks).contains("hunter2"), "{}", said(&checks));
}

#[test]
fn a_pattern_that_cannot_be_read_is_unknown_and_no_pass() {
    let checks = parameter(json!({"Type": "String", "AllowedPattern": "(["}), "x");
    assert_eq!(words(&checks), ["parameter unknown"]);
}

#[test]
fn one_name_for_two_things_is_found() {
    let table =
        |name: &str| json!({"Resources": {"T": {"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": name}}}});
    let checks = offline(&target(&[("OneStack", table("orders")), ("TwoStack", table("orders"))]));
    assert_eq!(slugs(&checks), ["name-twice"]);
    assert!(said(&checks).contains("TwoStack and OneStack both have a AWS::DynamoDB::Table called orders"));
    assert!(offline(&target(&[("OneStack", table("orders")), ("TwoStack", table("items"))])).is_empty());
}

/// A task that takes a member of a secret in another stack.
fn task(member: &str) -> Target {
    let secret = json!({"Type": "AWS::SecretsManager::Secret", "Properties": {"GenerateSecretString": {
        "SecretStringTemplate": "{\"username\":\"postgres\"}", "GenerateStringKey": "password",
    }}});
    let outputs = json!({"Secret": {"Value": {"Ref": "Secret"}, "Export": {"Name": "secret"}}});
    let from = json!({"Fn::Join": ["", [{"Fn::ImportValue": "secret"}, format!(":{member}::")]]});
    let containers = json!([{"Name": "app", "Secrets": [{"Name": "PASSWORD", "ValueFrom": from}]}]);
    let task = json!({"Type": "AWS::ECS::TaskDefinition", "Properties": {"ContainerDefinitions": containers}});
    target(&[
        ("DataStack", json!({"Resources": {"Secret": secret}, "Outputs": outputs})),
        ("AppStack", json!({"Resources": {"Task": task}})),
    ])
}

#[test]
fn a_member_that_a_secret_does_not_have_is_found() {
    assert_eq!(words(&offline(&task("password"))), ["secret pass"]);
    assert_eq!(words(&offline(&task("username"))), ["secret pass"]);
    let checks = offline(&task("DATABASE_URL"));
    assert_eq!(slugs(&checks), ["no-member"]);
    assert!(said(&checks).contains("it has: username, password"), "{}", said(&checks));
}

fn logging(group: Value, others: Value) -> Value {
    let options = json!({"awslogs-group": group});
    let containers = json!([{"Name": "app", "LogConfiguration": {"LogDriver": "awslogs", "Options": options}}]);
    let task = json!({"Type": "AWS::ECS::TaskDefinition", "Properties": {"ContainerDefinitions": containers}});
    let mut resources = others;
    resources["Task"] = task;
    json!({"Resources": resources})
}

#[test]
fn a_log_group_that_nobody_makes_is_unknown_until_the_account_is_asked() {
    let group = || json!({"Logs": {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": "/app"}}});
    for (value, others, word) in [
        (json!({"Ref": "Logs"}), group(), "log_group pass"),
        (json!("/app"), group(), "log_group pass"),
        (json!("/other"), group(), "log_group unknown"),
    ] {
        assert_eq!(words(&offline(&target(&[("AppStack", logging(value, others))]))), [word]);
    }
}

fn balancer(zones: [&str; 2]) -> Target {
    let subnet = |zone: &str| json!({"Type": "AWS::EC2::Subnet", "Properties": {"AvailabilityZone": zone}});
    let outputs = json!({
        "A": {"Value": {"Ref": "A"}, "Export": {"Name": "a"}},
        "B": {"Value": {"Ref": "B"}, "Export": {"Name": "b"}},
    });
    let network = json!({"Resources": {"A": subnet(zones[0]), "B": subnet(zones[1])}, "Outputs": outputs});
    let subnets = json!([{"Fn::ImportValue": "a"}, {"Fn::ImportValue": "b"}]);
    let edge = json!({"Resources": {"Balancer": {
        "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {"Subnets": subnets},
    }}});
    target(&[("NetworkStack", network), ("EdgeStack", edge)])
}

#[test]
fn a_load_balancer_in_one_zone_is_found_through_the_stacks() {
    assert_eq!(words(&offline(&balancer(["a", "c"]))), ["zone pass"]);
    assert_eq!(slugs(&offline(&balancer(["a", "a"]))), ["one-zone"]);
    let foreign = json!({"Resources": {"Group": {
        "Type": "AWS::RDS::DBSubnetGroup", "Properties": {"SubnetIds": ["subnet-1", "subnet-2"]},
    }}});
    assert_eq!(words(&offline(&target(&[("DataStack", foreign)]))), ["zone unknown"]);
}

fn listener(arn: &str) -> Target {
    let listener = json!({"Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": {
        "Certificates": [{"CertificateArn": arn}],
    }});
    let record = json!({"Type": "AWS::Route53::RecordSet", "Properties": {"Name": "app.example.com", "Type": "A"}});
    target(&[("EdgeStack", json!({"Resources": {"Listener": listener, "Record": record}}))])
}

const CERTIFICATE: &str = "arn:aws:acm:ap-northeast-1:123456789012:certificate/1";

#[test]
fn a_certificate_of_another_region_is_found() {
    assert_eq!(words(&offline(&listener(CERTIFICATE))), ["certificate pass"]);
    assert_eq!(slugs(&offline(&listener(&CERTIFICATE.replace(REGION, "us-east-1")))), ["certificate-elsewhere"]);
}

#[test]
fn the_stacks_of_the_system_fail_nothing() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cfn-out");
    for environment in ["dev", "prod"] {
        let assembly = formwork::output::read(&folder).expect("a folder that is whole");
        let target = formwork_deploy::rehearsal::target(assembly, environment, &BTreeMap::new()).expect("stacks");
        let checks = offline(&target);
        assert!(slugs(&checks).is_empty(), "{}", said(&checks));
        for check in ["secret", "log_group", "zone"] {
            let of = checks.iter().filter(|one| one.check == check);
            let passed = of.filter(|one| matches!(one.verdict, Verdict::Pass)).count();
            assert!(passed > 0, "{environment} {check}: {checks:?}");
        }
    }
}
