//! What is found before anything is made.

use formwork::Language;
use formwork_deploy::preflight::{Answer, Certificate, Check, Lookups, Verdict, offline, online};
use formwork_deploy::target::{Target, TargetStack};
use futures_util::future::LocalBoxFuture;
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

/// An account that says this.
#[derive(Default)]
struct Account {
    there: Vec<(&'static str, &'static str)>,
    count: usize,
    quota: usize,
    certificate: Option<Certificate>,
    is_silent: bool,
}

impl Account {
    fn says<'f, T: 'f>(&'f self, answer: Answer<T>) -> LocalBoxFuture<'f, Answer<T>> {
        let silent = Answer::Unknown("nobody may ask".to_string());
        Box::pin(std::future::ready(if self.is_silent { silent } else { answer }))
    }
}

impl Lookups for Account {
    fn exists<'f>(&'f self, kind: &'f str, identifier: &'f str) -> LocalBoxFuture<'f, Answer<()>> {
        let is_there = self.there.contains(&(kind, identifier))
            || self.there.iter().any(|(known, id)| *known == kind && *id == identifier);
        self.says(if is_there { Answer::Yes(()) } else { Answer::No })
    }

    fn count<'f>(&'f self, _kind: &'f str) -> LocalBoxFuture<'f, Answer<usize>> {
        self.says(Answer::Yes(self.count))
    }

    fn quota<'f>(&'f self, _service: &'f str, _code: &'f str) -> LocalBoxFuture<'f, Answer<usize>> {
        self.says(Answer::Yes(self.quota))
    }

    fn certificate<'f>(&'f self, _arn: &'f str) -> LocalBoxFuture<'f, Answer<Certificate>> {
        self.says(self.certificate.clone().map_or(Answer::No, Answer::Yes))
    }
}

async fn asked(account: &Account, target: &Target, added: &[(usize, &str)]) -> Vec<Check> {
    online(account, target, added).await
}

#[tokio::test]
async fn a_name_that_is_taken_is_found_where_it_would_be_made_and_only_there() {
    let table = json!({"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": "orders"}});
    let target = target(&[("DataStack", json!({"Resources": {"Orders": table}}))]);
    let account = Account { there: vec![("AWS::DynamoDB::Table", "orders")], ..Account::default() };
    let checks = asked(&account, &target, &[(0, "Orders")]).await;
    assert_eq!(slugs(&checks), ["name-taken"]);
    assert!(said(&checks).contains("`deploy DataStack dev --import-existing`"), "{}", said(&checks));
    assert!(asked(&account, &target, &[]).await.is_empty(), "an update does not make it");
    assert_eq!(words(&asked(&Account::default(), &target, &[(0, "Orders")]).await), ["name pass"]);
    let silent = Account { is_silent: true, ..account };
    assert_eq!(words(&asked(&silent, &target, &[(0, "Orders")]).await), ["name unknown"]);
}

#[tokio::test]
async fn a_quota_that_is_too_small_is_found() {
    let address = json!({"Type": "AWS::EC2::EIP"});
    let target = target(&[("NetworkStack", json!({"Resources": {"A": address, "B": address}}))]);
    let added = [(0, "A"), (0, "B")];
    let account = Account { count: 4, quota: 5, ..Account::default() };
    let checks = asked(&account, &target, &added).await;
    assert_eq!(slugs(&checks), ["no-room"]);
    assert!(said(&checks).contains("4 are there, and 5 may be (quota ec2 L-0263D0A3)"), "{}", said(&checks));
    assert_eq!(words(&asked(&Account { count: 3, ..account }, &target, &added).await), ["quota pass"]);
}

#[tokio::test]
async fn a_certificate_has_to_be_issued_and_for_the_host() {
    let target = listener(CERTIFICATE);
    let of = |status: &str, name: &str| {
        let certificate = Certificate { status: status.to_string(), names: vec![name.to_string()] };
        Account { certificate: Some(certificate), ..Account::default() }
    };
    let added = [(0, "Listener")];
    for (account, words_of) in [
        (of("ISSUED", "app.example.com"), "certificate pass"),
        (of("ISSUED", "*.example.com"), "certificate pass"),
        (of("ISSUED", "example.com"), "certificate fail"),
        (of("ISSUED", "*.app.example.com"), "certificate fail"),
        (of("PENDING_VALIDATION", "app.example.com"), "certificate fail"),
        (Account::default(), "certificate fail"),
        (Account { is_silent: true, ..Account::default() }, "certificate unknown"),
    ] {
        assert_eq!(words(&asked(&account, &target, &added).await), [words_of], "{:?}", account.certificate);
    }
}

#[tokio::test]
async fn a_hosted_zone_and_a_log_group_have_to_be_there() {
    let mut target = target(&[("AppStack", logging(json!("/other"), json!({})))]);
    target.stacks[0].template["Parameters"] = json!({"Zone": {"Type": "AWS::Route53::HostedZone::Id"}});
    target.stacks[0].parameters.insert("Zone".to_string(), "Z1".to_string());
    let added = [(0, "Task")];
    let checks = asked(&Account::default(), &target, &added).await;
    assert_eq!(slugs(&checks), ["no-hosted-zone", "log-group-missing"]);
    let there = vec![("AWS::Route53::HostedZone", "Z1"), ("AWS::Logs::LogGroup", "/other")];
    let checks = asked(&Account { there, ..Account::default() }, &target, &added).await;
    assert_eq!(words(&checks), ["hosted_zone pass", "log_group pass"]);
}
