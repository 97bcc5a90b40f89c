//! Functions, parameters and conditions.

use super::caller::Caller;
use serde_json::{Value, json};

fn outputs(values: &[(&str, Value)]) -> Value {
    let outputs: serde_json::Map<String, Value> =
        values.iter().map(|(key, value)| ((*key).to_owned(), json!({ "Value": value }))).collect();
    json!({
        "Parameters": {
            "Size": { "Type": "Number", "Default": 3 },
            "Zones": { "Type": "CommaDelimitedList", "Default": "a,b" },
            "Secret": { "Type": "String", "NoEcho": true, "Default": "hidden" },
        },
        "Mappings": { "Map": { "ap-northeast-1": { "Key": "mapped" } } },
        "Conditions": {
            "IsThree": { "Fn::Equals": [{ "Ref": "Size" }, "3"] },
            "IsNot": { "Fn::Not": [{ "Condition": "IsThree" }] },
        },
        "Resources": {
            "Role": { "Type": "AWS::IAM::Role", "Properties": { "RoleName": "r", "AssumeRolePolicyDocument": {} } },
            "Never": { "Type": "AWS::SQS::Queue", "Condition": "IsNot" },
        },
        "Outputs": outputs,
    })
}

#[tokio::test(start_paused = true)]
async fn every_function_has_its_value() {
    let caller = Caller::new();
    let cases = [
        ("Arn", json!({ "Fn::GetAtt": ["Role", "Arn"] }), "arn:aws:iam::123456789012:role/r"),
        ("Base64", json!({ "Fn::Base64": "a" }), "YQ=="),
        ("Cidr", json!({ "Fn::Select": [1, { "Fn::Cidr": ["10.0.0.0/16", 2, 8] }] }), "10.0.1.0/24"),
        ("If", json!({ "Fn::If": ["IsThree", "yes", "no"] }), "yes"),
        ("Join", json!({ "Fn::Join": ["-", { "Ref": "Zones" }] }), "a-b"),
        ("Map", json!({ "Fn::FindInMap": ["Map", { "Ref": "AWS::Region" }, "Key"] }), "mapped"),
        ("Ref", json!({ "Ref": "Role" }), "r"),
        ("Split", json!({ "Fn::Select": [0, { "Fn::Split": ["|", "x|y"] }] }), "x"),
        (
            "Sub",
            json!({ "Fn::Sub": "${AWS::AccountId} ${Role} ${Role.Arn} ${!Kept}" }),
            "123456789012 r arn:aws:iam::123456789012:role/r ${Kept}",
        ),
        ("SubOwn", json!({ "Fn::Sub": ["${A}", { "A": { "Ref": "Size" } }] }), "3"),
        ("Zone", json!({ "Fn::Select": [2, { "Fn::GetAZs": "" }] }), "ap-northeast-1d"),
    ];
    let values: Vec<(&str, Value)> = cases.iter().map(|(key, value, _)| (*key, value.clone())).collect();
    assert_eq!(caller.deploy("one", &outputs(&values)).await, "CREATE_COMPLETE");
    for (key, _, expected) in cases {
        assert_eq!(caller.output("one", key).await, expected, "{key}");
    }
    assert!(caller.account.snapshot()["stacks"]["one"]["resources"]["Never"].is_null());
    let parameters = caller.stack("one").await;
    let secret = parameters.parameters().iter().find(|one| one.parameter_key() == Some("Secret")).expect("a parameter");
    assert_eq!(secret.parameter_value(), Some("****"));
}

#[tokio::test(start_paused = true)]
async fn another_stacks_output_is_known_only_when_it_is_executed() {
    let caller = Caller::new();
    caller.deploy("producer", &outputs(&[("Out", json!("10.0.0.0/16"))])).await;
    let consumer = json!({ "Resources": { "Vpc": { "Type": "AWS::EC2::VPC", "Properties": { "CidrBlock":
        { "Fn::GetStackOutput": { "StackName": "producer", "OutputName": "Out" } } } } } });
    let set = caller.plan("consumer", "a", &consumer, &[]).await;
    let after = super::caller::change(&set, "Vpc").after_context().expect("a context").to_owned();
    assert_eq!(after, r#"{"Properties":{"CidrBlock":"{{changeSet:KNOWN_AFTER_APPLY}}"}}"#);
    caller.execute(&set).await;
    assert_eq!(caller.settled("consumer").await, "CREATE_COMPLETE");
    assert_eq!(
        caller.account.snapshot()["stacks"]["consumer"]["resources"]["Vpc"]["properties"]["CidrBlock"],
        "10.0.0.0/16"
    );
}

#[tokio::test(start_paused = true)]
async fn a_changed_parameter_is_named_as_the_cause() {
    let caller = Caller::new();
    let template = json!({
        "Parameters": { "Timeout": { "Type": "Number" } },
        "Resources": { "Queue": { "Type": "AWS::SQS::Queue", "Properties": {
            "VisibilityTimeout": { "Ref": "Timeout" },
        } } },
    });
    caller.deploy_with("one", &template, &[("Timeout", "30")]).await;
    let set = caller.plan("one", "b", &template, &[("Timeout", "60")]).await;
    let detail = &super::caller::change(&set, "Queue").details()[0];
    assert_eq!(detail.change_source().map(|source| source.as_str()), Some("ParameterReference"));
    assert_eq!(detail.causing_entity(), Some("Timeout"));
}
