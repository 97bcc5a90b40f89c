//! Replacement: the new one first, then the old one goes.

use super::caller::{Caller, change};
use aws_sdk_cloudformation::types::{EvaluationType, Replacement};
use serde_json::{Value, json};

fn network(cidr: &str) -> Value {
    json!({ "Resources": {
        "Vpc": { "Type": "AWS::EC2::VPC", "Properties": { "CidrBlock": cidr } },
        "Group": { "Type": "AWS::EC2::SecurityGroup", "Properties": {
            "GroupDescription": "g", "VpcId": { "Ref": "Vpc" },
        } },
    }})
}

#[tokio::test(start_paused = true)]
async fn what_refers_to_a_replaced_thing_is_replaced_conditionally() {
    let caller = Caller::new();
    caller.deploy("net", &network("10.0.0.0/16")).await;
    let set = caller.plan("net", "b", &network("10.1.0.0/16"), &[]).await;
    let vpc = change(&set, "Vpc");
    assert_eq!(
        (vpc.replacement(), vpc.policy_action().map(|one| one.as_str())),
        (Some(&Replacement::True), Some("ReplaceAndDelete"))
    );
    let group = change(&set, "Group");
    assert_eq!(group.replacement(), Some(&Replacement::Conditional));
    let detail = &group.details()[0];
    assert_eq!(detail.evaluation(), Some(&EvaluationType::Dynamic));
    assert_eq!(detail.causing_entity(), Some("Vpc"));
    assert_eq!(detail.target().and_then(|target| target.after_value()), Some("{{changeSet:KNOWN_AFTER_APPLY}}"));
}

#[tokio::test(start_paused = true)]
async fn the_old_one_is_deleted_after_the_new_one_is_there() {
    let caller = Caller::new();
    caller.deploy("net", &network("10.0.0.0/16")).await;
    assert_eq!(caller.deploy("net", &network("10.1.0.0/16")).await, "UPDATE_COMPLETE");
    let told = caller.told("net").await;
    let at = |text: &str| told.iter().rposition(|one| one == text).unwrap_or_else(|| panic!("{text} in {told:#?}"));
    assert!(at("Vpc UPDATE_COMPLETE") < at("Group UPDATE_COMPLETE"));
    assert!(at("Group UPDATE_COMPLETE") < at("net UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"));
    assert!(at("net UPDATE_COMPLETE_CLEANUP_IN_PROGRESS") < at("Group DELETE_COMPLETE"));
    assert!(at("Group DELETE_COMPLETE") < at("Vpc DELETE_IN_PROGRESS"), "a group goes before its VPC");
    assert_eq!(told.last().map(String::as_str), Some("net UPDATE_COMPLETE"));
}

#[tokio::test(start_paused = true)]
async fn a_fixed_name_collides_with_itself_and_everything_goes_back() {
    let caller = Caller::new();
    let template = |engine: &str| {
        json!({ "Resources": { "Group": {
            "Type": "AWS::ElasticLoadBalancingV2::TargetGroup",
            "Properties": { "Name": "web", "Protocol": engine, "Port": 80, "VpcId": "vpc-1" },
        }}})
    };
    caller.deploy("web", &template("HTTP")).await;
    let before = caller.account.snapshot();
    assert_eq!(caller.deploy("web", &template("HTTPS")).await, "UPDATE_ROLLBACK_COMPLETE");
    let told = caller.told("web").await;
    assert!(told.iter().any(|one| one.starts_with("Group UPDATE_FAILED web already exists in stack")), "{told:#?}");
    assert_eq!(
        before["stacks"]["web"]["resources"]["Group"]["properties"],
        caller.account.snapshot()["stacks"]["web"]["resources"]["Group"]["properties"]
    );
}

#[tokio::test(start_paused = true)]
async fn names_are_one_per_account_and_of_groups_one_per_vpc() {
    let caller = Caller::new();
    let bucket = json!({ "Resources": { "B": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "mine" } } } });
    assert_eq!(caller.deploy("one", &bucket).await, "CREATE_COMPLETE");
    assert_eq!(caller.deploy("two", &bucket).await, "ROLLBACK_COMPLETE");
    let group = |vpc: &str| {
        json!({ "Resources": { "G": { "Type": "AWS::EC2::SecurityGroup",
        "Properties": { "GroupName": "g", "GroupDescription": "g", "VpcId": vpc } } } })
    };
    assert_eq!(caller.deploy("three", &group("vpc-1")).await, "CREATE_COMPLETE");
    assert_eq!(caller.deploy("four", &group("vpc-2")).await, "CREATE_COMPLETE");
    assert_eq!(caller.deploy("five", &group("vpc-1")).await, "ROLLBACK_COMPLETE");
}
