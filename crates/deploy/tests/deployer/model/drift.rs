//! Drift, imports, and the express mode.

use super::caller::{Caller, change, refusal};
use aws_sdk_cloudformation::types::{
    ChangeSetType, DeploymentConfig, DeploymentConfigMode, DeploymentMode, ResourceToImport, StackResourceDriftStatus,
};
use serde_json::{Value, json};
use std::time::Duration;

fn log(days: u32) -> Value {
    json!({ "Resources": { "Log": { "Type": "AWS::Logs::LogGroup", "DeletionPolicy": "Retain",
        "Properties": { "LogGroupName": "/a", "RetentionInDays": days } } } })
}

#[tokio::test(start_paused = true)]
async fn drift_is_found_shown_and_reverted() {
    let caller = Caller::new();
    caller.deploy("one", &log(7)).await;
    caller.account.drift("one", "Log", "/RetentionInDays", json!(1));
    let begun = caller.client.detect_stack_drift().stack_name("one").send().await.expect("begun");
    let id = begun.stack_drift_detection_id().expect("an id").to_owned();
    tokio::time::sleep(Duration::from_secs(6)).await;
    let found = caller
        .client
        .describe_stack_drift_detection_status()
        .stack_drift_detection_id(&id)
        .send()
        .await
        .expect("found");
    assert_eq!(found.stack_drift_status().map(|status| status.as_str()), Some("DRIFTED"));
    let drifts = caller.client.describe_stack_resource_drifts().stack_name("one");
    let drifts =
        drifts.stack_resource_drift_status_filters(StackResourceDriftStatus::Modified).send().await.expect("drifts");
    let difference = &drifts.stack_resource_drifts()[0].property_differences()[0];
    assert_eq!((difference.expected_value(), difference.actual_value()), (Some("7"), Some("1")));

    let call =
        caller.client.create_change_set().stack_name("one").change_set_name("revert").use_previous_template(true);
    let made = call.deployment_mode(DeploymentMode::RevertDrift).send().await.expect("made");
    let set = caller.ready(made.id().expect("an id")).await;
    let target = change(&set, "Log").details()[0].target().expect("a target");
    assert_eq!((target.before_value(), target.after_value()), (Some("1"), Some("7")));
    assert_eq!(target.drift().and_then(|drift| drift.previous_value()), Some("7"));
    caller.execute(&set).await;
    assert_eq!(caller.settled("one").await, "UPDATE_COMPLETE");
    let shown = caller.account.snapshot();
    assert_eq!(shown["stacks"]["one"]["resources"]["Log"]["properties"]["RetentionInDays"], 7);
}

#[tokio::test(start_paused = true)]
async fn what_was_kept_is_imported() {
    let caller = Caller::new();
    caller.deploy("one", &log(7)).await;
    caller.client.delete_stack().stack_name("one").send().await.expect("begun");
    let id = caller.stack("one").await.stack_id().expect("an id").to_owned();
    assert_eq!(caller.settled(&id).await, "DELETE_COMPLETE");
    assert_eq!(caller.deploy("two", &log(7)).await, "ROLLBACK_COMPLETE", "the name is taken");
    let wanted = ResourceToImport::builder().resource_type("AWS::Logs::LogGroup").logical_resource_id("Log");
    let wanted = wanted.resource_identifier("LogGroupName", "/a").build();
    let call = caller
        .client
        .create_change_set()
        .stack_name("three")
        .change_set_name("a")
        .change_set_type(ChangeSetType::Import);
    let made = call.resources_to_import(wanted).template_body(log(7).to_string()).send().await.expect("made");
    let set = caller.ready(made.id().expect("an id")).await;
    assert_eq!(change(&set, "Log").action().map(|action| action.as_str()), Some("Import"));
    caller.execute(&set).await;
    assert_eq!(caller.settled("three").await, "IMPORT_COMPLETE");
}

#[tokio::test(start_paused = true)]
async fn a_replacement_in_express_mode_wedges_the_stack() {
    let caller = Caller::new();
    let vpc = |cidr: &str| json!({ "Type": "AWS::EC2::VPC", "Properties": { "CidrBlock": cidr } });
    let network = |cidr: &str| json!({ "Resources": { "Vpc": vpc(cidr) } });
    caller.deploy("net", &network("10.0.0.0/16")).await;
    let express = DeploymentConfig::builder().mode(DeploymentConfigMode::Express).build();
    let call = caller.client.create_change_set().stack_name("net").change_set_name("x").deployment_config(express);
    let made = call.template_body(network("10.1.0.0/16").to_string()).send().await.expect("made");
    let set = caller.ready(made.id().expect("an id")).await;
    caller.execute(&set).await;
    assert_eq!(caller.settled("net").await, "UPDATE_FAILED");
    let error = caller.client.rollback_stack().stack_name("net").send().await.expect_err("not supported");
    let message = "RollbackStack is not supported for stacks that were last updated using EXPRESS deployment mode";
    assert_eq!(refusal(&error).1, message);
    assert_eq!(caller.deploy("net", &network("10.0.0.0/16")).await, "UPDATE_COMPLETE", "the last good template");
}
