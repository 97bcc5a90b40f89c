//! What fails, and where the stack is then.

use super::caller::{Caller, refusal};
use formwork_deploy::model::{Deed, Fault};
use serde_json::{Value, json};

fn two(timeout: u32) -> Value {
    json!({ "Resources": {
        "Bucket": { "Type": "AWS::S3::Bucket", "Properties": {
            "Tags": [{ "Key": "k", "Value": timeout.to_string() }],
        } },
        "Queue": { "Type": "AWS::SQS::Queue", "Properties": { "VisibilityTimeout": timeout } },
        "Policy": { "Type": "AWS::SQS::QueuePolicy", "Properties": {
            "Queues": [{ "Ref": "Queue" }], "PolicyDocument": {},
        } },
    }})
}

#[tokio::test(start_paused = true)]
async fn a_failed_creation_cancels_its_siblings_and_goes_back() {
    let caller = Caller::new();
    caller.account.fault(Fault::resource("Queue", Deed::Create, "no queue today").in_stack("one"));
    assert_eq!(caller.deploy("one", &two(30)).await, "ROLLBACK_COMPLETE");
    let told = caller.told("one").await;
    assert!(told.contains(&"Queue CREATE_FAILED no queue today".to_owned()), "{told:#?}");
    assert!(told.contains(&"Bucket CREATE_FAILED Resource creation cancelled".to_owned()));
    let reason = "The following resource(s) failed to create: [Bucket, Queue]. Rollback requested by user.";
    assert!(
        told.iter().any(|one| one.starts_with("one ROLLBACK_IN_PROGRESS The following resource(s) failed to create:")),
        "{reason}"
    );
    assert!(told.contains(&"Bucket DELETE_COMPLETE".to_owned()));
    assert!(!told.iter().any(|one| one.starts_with("Policy")));
    let set =
        caller.client.create_change_set().stack_name("one").change_set_name("b").template_body(two(30).to_string());
    let (_, message) = refusal(&set.send().await.expect_err("only to be deleted"));
    assert!(message.ends_with("is in ROLLBACK_COMPLETE state and can not be updated."), "{message}");
}

#[tokio::test(start_paused = true)]
async fn a_failed_update_leaves_everything_as_it_was() {
    let caller = Caller::new();
    caller.deploy("one", &two(30)).await;
    let before = caller.account.snapshot();
    caller.account.fault(Fault::resource("AWS::SQS::Queue", Deed::Update, "not now"));
    assert_eq!(caller.deploy("one", &two(60)).await, "UPDATE_ROLLBACK_COMPLETE");
    let after = caller.account.snapshot();
    for id in ["Bucket", "Queue", "Policy"] {
        let properties = |snapshot: &Value| snapshot["stacks"]["one"]["resources"][id]["properties"].clone();
        assert_eq!(properties(&before), properties(&after));
    }
    assert_eq!(before["stacks"]["one"]["template"], after["stacks"]["one"]["template"]);
}

#[tokio::test(start_paused = true)]
async fn a_rollback_that_fails_is_continued_without_what_fails() {
    let caller = Caller::new();
    caller.deploy("one", &two(30)).await;
    caller.account.fault(Fault::resource("Queue", Deed::Update, "not now").times(2));
    assert_eq!(caller.deploy("one", &two(60)).await, "UPDATE_ROLLBACK_FAILED");
    let call = || caller.client.continue_update_rollback().stack_name("one");
    let (_, message) = refusal(&call().resources_to_skip("Bucket").send().await.expect_err("it has not failed"));
    assert!(message.contains("Bucket"), "{message}");
    call().resources_to_skip("Queue").send().await.expect("continued");
    assert_eq!(caller.settled("one").await, "UPDATE_ROLLBACK_COMPLETE");
}

#[tokio::test(start_paused = true)]
async fn without_rollback_a_stack_stays_failed_until_it_is_rolled_back() {
    let caller = Caller::new();
    caller.deploy("one", &two(30)).await;
    caller.account.fault(Fault::resource("Queue", Deed::Update, "not now"));
    let set = caller.plan("one", "b", &two(60), &[]).await;
    let id = set.change_set_id().expect("an id");
    caller.client.execute_change_set().change_set_name(id).disable_rollback(true).send().await.expect("executed");
    assert_eq!(caller.settled("one").await, "UPDATE_FAILED");
    assert_eq!(
        caller.account.snapshot()["stacks"]["one"]["resources"]["Bucket"]["properties"]["Tags"][0]["Value"],
        "60"
    );
    caller.client.rollback_stack().stack_name("one").send().await.expect("rolled back");
    assert_eq!(caller.settled("one").await, "UPDATE_ROLLBACK_COMPLETE");
    assert_eq!(
        caller.account.snapshot()["stacks"]["one"]["resources"]["Bucket"]["properties"]["Tags"][0]["Value"],
        "30"
    );
}

#[tokio::test(start_paused = true)]
async fn a_failed_stack_is_fixed_forward() {
    let caller = Caller::new();
    caller.account.fault(Fault::resource("Queue", Deed::Create, "not now"));
    let set = caller.plan("one", "a", &two(30), &[]).await;
    let id = set.change_set_id().expect("an id");
    caller.client.execute_change_set().change_set_name(id).disable_rollback(true).send().await.expect("executed");
    assert_eq!(caller.settled("one").await, "CREATE_FAILED");
    assert_eq!(caller.deploy("one", &two(60)).await, "UPDATE_COMPLETE");
    assert_eq!(caller.account.snapshot()["stacks"]["one"]["resources"]["Queue"]["properties"]["VisibilityTimeout"], 60);
}

#[tokio::test(start_paused = true)]
async fn an_update_is_cancelled_and_goes_back() {
    let caller = Caller::new();
    caller.deploy("one", &two(30)).await;
    let set = caller.plan("one", "b", &two(60), &[]).await;
    caller.execute(&set).await;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    caller.client.cancel_update_stack().stack_name("one").send().await.expect("cancelled");
    assert_eq!(caller.settled("one").await, "UPDATE_ROLLBACK_COMPLETE");
    let error = caller.client.cancel_update_stack().stack_name("one").send().await.expect_err("nothing runs");
    assert_eq!(refusal(&error).1, "CancelUpdateStack cannot be called from current stack status");
}

#[tokio::test(start_paused = true)]
async fn what_is_protected_or_full_is_not_deleted() {
    let caller = Caller::new();
    let template = json!({ "Resources": {
        "Bucket": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "full" } },
        "Kept": { "Type": "AWS::S3::Bucket", "DeletionPolicy": "Retain", "Properties": { "BucketName": "kept" } },
    }});
    caller.deploy("one", &template).await;
    caller.account.fill("full");
    let protect = |on: bool| {
        caller.client.update_termination_protection().stack_name("one").enable_termination_protection(on).send()
    };
    protect(true).await.expect("protected");
    let error = caller.client.delete_stack().stack_name("one").send().await.expect_err("protected");
    assert_eq!(refusal(&error).1, "Stack [one] cannot be deleted while TerminationProtection is enabled");
    protect(false).await.expect("not protected");
    caller.client.delete_stack().stack_name("one").send().await.expect("begun");
    assert_eq!(caller.settled("one").await, "DELETE_FAILED");
    assert!(caller.told("one").await.contains(&"Kept DELETE_SKIPPED".to_owned()));
    caller.account.empty("full");
    caller.client.delete_stack().stack_name("one").send().await.expect("begun");
    assert_eq!(caller.settled("one").await, "DELETE_COMPLETE");
    assert_eq!(caller.account.snapshot()["retained"], json!([["AWS::S3::Bucket", "kept"]]));
    let error = caller.client.describe_stacks().stack_name("one").send().await.expect_err("gone");
    assert_eq!(refusal(&error).1, "Stack with id one does not exist");
}

#[tokio::test(start_paused = true)]
async fn a_stack_policy_denies_what_it_names() {
    let caller = Caller::new();
    caller.deploy("one", &two(30)).await;
    let policy = json!({ "Statement": [
        { "Effect": "Allow", "Action": "Update:*", "Principal": "*", "Resource": "*" },
        { "Effect": "Deny", "Action": "Update:*", "Principal": "*", "Resource": "LogicalResourceId/Queue" },
    ]});
    caller.client.set_stack_policy().stack_name("one").stack_policy_body(policy.to_string()).send().await.expect("set");
    assert_eq!(caller.deploy("one", &two(60)).await, "UPDATE_ROLLBACK_COMPLETE");
    assert!(
        caller.told("one").await.iter().any(|one| one.starts_with("Queue UPDATE_FAILED Action denied by stack policy"))
    );
}
