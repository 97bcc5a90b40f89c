//! What goes wrong on demand.

use super::caller::{Caller, refusal};
use aws_sdk_cloudformation::types::ChangeSetType;
use formwork_deploy::model::{CallFault, Fault};
use serde_json::json;

fn queue() -> serde_json::Value {
    json!({ "Resources": { "Queue": { "Type": "AWS::SQS::Queue" } } })
}

#[tokio::test(start_paused = true)]
async fn calls_are_refused_and_then_they_are_not() {
    let caller = Caller::new();
    caller.deploy("one", &queue()).await;
    let describe = || caller.client.describe_stacks().stack_name("one").send();
    let faults = [
        (CallFault::Throttle, "Throttling"),
        (CallFault::ServerError(503), "ServiceUnavailable"),
        (CallFault::AccessDenied, "AccessDenied"),
        (CallFault::ExpiredToken, "ExpiredToken"),
    ];
    for (fault, code) in faults {
        caller.account.fault(Fault::call("DescribeStacks", fault));
        assert_eq!(refusal(&describe().await.expect_err("a fault")).0, code);
        describe().await.expect("once");
    }
    caller.account.fault(Fault::call("DescribeStacks", CallFault::ConnectionReset));
    assert!(describe().await.expect_err("a fault").as_service_error().is_none());
}

#[tokio::test(start_paused = true)]
async fn a_lost_reply_is_of_a_call_that_was_done() {
    let caller = Caller::new();
    let set = caller.plan("one", "a", &queue(), &[]).await;
    caller.account.fault(Fault::call("ExecuteChangeSet", CallFault::AcceptedThenReset));
    let call = caller.client.execute_change_set().change_set_name(set.change_set_id().expect("an id"));
    call.client_request_token("token").send().await.expect_err("a lost reply");
    assert_eq!(caller.settled("one").await, "CREATE_COMPLETE");
    assert!(caller.account.calls().iter().any(|call| call.action == "ExecuteChangeSet" && call.is_done));
}

#[tokio::test(start_paused = true)]
async fn a_stale_read_shows_the_previous_status() {
    let caller = Caller::new();
    let set = caller.plan("one", "a", &queue(), &[]).await;
    caller.execute(&set).await;
    caller.account.fault(Fault::call("DescribeStacks", CallFault::StaleRead));
    assert_eq!(caller.status("one").await, "REVIEW_IN_PROGRESS");
    assert_eq!(caller.status("one").await, "CREATE_IN_PROGRESS");
}

#[tokio::test(start_paused = true)]
async fn too_many_calls_in_a_second_are_throttled() {
    let caller = Caller::new();
    caller.account.limit_calls(3);
    tokio::time::sleep(std::time::Duration::from_secs(5)).await;
    for _ in 0..3 {
        caller.client.list_exports().send().await.expect("within the limit");
    }
    assert_eq!(refusal(&caller.client.list_exports().send().await.expect_err("too many")).0, "Throttling");
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    caller.client.list_exports().send().await.expect("a second later");
}

#[tokio::test(start_paused = true)]
async fn early_validation_says_why_only_in_events() {
    let caller = Caller::new();
    caller.account.fault(Fault::early_validation("Queue", "PROPERTY_VALIDATION", "#/VisibilityTimeout: too long"));
    let set = caller.plan("one", "a", &queue(), &[]).await;
    assert_eq!(
        set.status_reason(),
        Some("The following hook(s)/validation failed: [AWS::EarlyValidation::PropertyValidation].")
    );
    let events = caller
        .client
        .describe_events()
        .change_set_name(set.change_set_id().expect("an id"))
        .send()
        .await
        .expect("events");
    let event = events.operation_events().first().expect("an event");
    assert_eq!(event.validation_status_reason(), Some("#/VisibilityTimeout: too long"));
}

#[tokio::test(start_paused = true)]
async fn property_values_are_lost_with_a_warning_and_there_without_values() {
    let caller = Caller::new();
    caller.account.fault(Fault::drop_property_values());
    let mut template = queue();
    template["Resources"]["Second"] = json!({ "Type": "AWS::SQS::Queue" });
    let set = caller.plan("one", "a", &template, &[]).await;
    assert_eq!(set.changes().len(), 1);
    assert!(set.status_reason().is_some_and(|reason| {
        reason.starts_with("[WARN] --include-property-values option can return incomplete ChangeSet data")
    }));
    let whole = caller.client.describe_change_set().change_set_name(set.change_set_id().expect("an id")).send().await;
    assert_eq!(whole.expect("a change set").changes().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_template_in_a_bucket_is_read_from_there() {
    let caller = Caller::new();
    caller.account.put_object("staging", "one.json", &queue().to_string());
    let call =
        caller.client.create_change_set().stack_name("one").change_set_name("a").change_set_type(ChangeSetType::Create);
    let made =
        call.template_url("https://staging.s3.ap-northeast-1.amazonaws.com/one.json").send().await.expect("made");
    let set = caller.ready(made.id().expect("an id")).await;
    assert_eq!(set.changes().len(), 1);
}
