//! What change sets say, and when.

use super::caller::{Caller, change, refusal};
use aws_sdk_cloudformation::error::ProvideErrorMetadata;
use aws_sdk_cloudformation::types::{ChangeSetType, Replacement};
use serde_json::{Value, json};
use std::time::Duration;

fn queue(timeout: u32) -> Value {
    json!({ "Resources": {
        "Queue": { "Type": "AWS::SQS::Queue", "Properties": { "VisibilityTimeout": timeout } },
    }})
}

async fn refused(caller: &Caller, template: &str) -> (String, String) {
    let call = caller.client.create_change_set().stack_name("one").change_set_name("a").template_body(template);
    let error = call.change_set_type(ChangeSetType::Create).send().await.expect_err("refused");
    refusal(&error)
}

#[tokio::test(start_paused = true)]
async fn a_change_set_is_pending_then_in_progress_then_complete() {
    let caller = Caller::new();
    let call = caller.client.create_change_set().stack_name("one").change_set_name("a");
    let made =
        call.change_set_type(ChangeSetType::Create).template_body(queue(30).to_string()).send().await.expect("made");
    let status = async || {
        let set =
            caller.client.describe_change_set().change_set_name(made.id().expect("an id")).send().await.expect("a set");
        (set.status().expect("a status").as_str().to_owned(), set.execution_status().expect("one").as_str().to_owned())
    };
    assert_eq!(status().await, ("CREATE_PENDING".into(), "UNAVAILABLE".into()));
    assert_eq!(caller.status("one").await, "REVIEW_IN_PROGRESS");
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(status().await.0, "CREATE_IN_PROGRESS");
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(status().await, ("CREATE_COMPLETE".into(), "AVAILABLE".into()));
}

#[tokio::test(start_paused = true)]
async fn what_is_wrong_with_a_template_is_said_at_once() {
    let caller = Caller::new();
    let code = "ValidationError".to_owned();
    let template =
        json!({ "Resources": { "A": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": { "Ref": "B" } } } } });
    let message = "Template format error: Unresolved resource dependencies [B] in the Resources block of the template";
    assert_eq!(refused(&caller, &template.to_string()).await, (code.clone(), message.into()));
    let template = json!({ "Resources": { "A": { "Type": "AWS::SQS::Queu" } } });
    let message = "Template format error: Unrecognized resource types: [AWS::SQS::Queu]";
    assert_eq!(refused(&caller, &template.to_string()).await, (code.clone(), message.into()));
    let template = json!({ "Parameters": { "X": { "Type": "String" } }, "Resources": queue(1)["Resources"] });
    assert_eq!(
        refused(&caller, &template.to_string()).await,
        (code.clone(), "Parameters: [X] must have values".into())
    );
    let circle = json!({ "Resources": {
        "A": { "Type": "AWS::SQS::Queue", "DependsOn": "B" }, "B": { "Type": "AWS::SQS::Queue", "DependsOn": "A" },
    }});
    let message = "Circular dependency between resources: [A, B]";
    assert_eq!(refused(&caller, &circle.to_string()).await, (code.clone(), message.into()));
    let (large, message) = refused(&caller, &format!("{}{}", " ".repeat(51_200), queue(1))).await;
    assert_eq!(large, code);
    assert!(message.ends_with("Member must have length less than or equal to 51200"), "{message}");
    let empty = refused(&caller, r#"{"Resources":{}}"#).await;
    assert_eq!(empty.1, "Template format error: At least one Resources member must be defined.");
}

#[tokio::test(start_paused = true)]
async fn a_named_role_needs_its_capability() {
    let caller = Caller::new();
    let properties = json!({ "RoleName": "r", "AssumeRolePolicyDocument": {} });
    let role = json!({ "Resources": { "R": { "Type": "AWS::IAM::Role", "Properties": properties } } });
    let expected =
        ("InsufficientCapabilitiesException".into(), "Requires capabilities : [CAPABILITY_NAMED_IAM]".into());
    assert_eq!(refused(&caller, &role.to_string()).await, expected);
}

#[tokio::test(start_paused = true)]
async fn a_name_is_used_once_and_a_token_makes_it_the_same_request() {
    let caller = Caller::new();
    let call = |token: &str| {
        let call = caller.client.create_change_set().stack_name("one").change_set_name("a").client_token(token);
        call.change_set_type(ChangeSetType::Create).template_body(queue(30).to_string()).send()
    };
    let first = call("t1").await.expect("made");
    let again = call("t1").await.expect("the same");
    assert_eq!(first.id(), again.id());
    let error = call("t2").await.expect_err("a stranger's");
    assert_eq!(error.code(), Some("AlreadyExistsException"));
}

#[tokio::test(start_paused = true)]
async fn outputs_alone_make_an_executable_change_set_without_changes() {
    let caller = Caller::new();
    caller.deploy("one", &queue(30)).await;
    let mut template = queue(30);
    template["Outputs"] = json!({ "Url": { "Value": { "Ref": "Queue" } } });
    let set = caller.plan("one", "b", &template, &[]).await;
    assert_eq!(set.execution_status().map(|status| status.as_str()), Some("AVAILABLE"));
    assert!(set.changes().is_empty());
    caller.execute(&set).await;
    assert_eq!(caller.settled("one").await, "UPDATE_COMPLETE");
    assert!(!caller.output("one", "Url").await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_modification_shows_before_and_after() {
    let caller = Caller::new();
    caller.deploy("one", &queue(30)).await;
    let set = caller.plan("one", "b", &queue(60), &[]).await;
    let modified = change(&set, "Queue");
    assert_eq!(modified.replacement(), Some(&Replacement::False));
    let target = modified.details()[0].target().expect("a target");
    assert_eq!(target.path(), Some("/Properties/VisibilityTimeout"));
    assert_eq!((target.before_value(), target.after_value()), (Some("30"), Some("60")));
    assert_eq!(modified.before_context(), Some(r#"{"Properties":{"VisibilityTimeout":30}}"#));
}

#[tokio::test(start_paused = true)]
async fn a_change_set_is_executed_once_and_the_others_are_obsolete() {
    let caller = Caller::new();
    caller.deploy("one", &queue(30)).await;
    let (first, second) =
        (caller.plan("one", "b", &queue(60), &[]).await, caller.plan("one", "c", &queue(90), &[]).await);
    caller.execute(&first).await;
    caller.execute(&first).await; // the same token: the same request
    let stranger =
        |id: &str| caller.client.execute_change_set().change_set_name(id).client_request_token("other").send();
    let again = stranger(first.change_set_id().expect("an id")).await.expect_err("executed already");
    assert_eq!(again.code(), Some("InvalidChangeSetStatus"));
    assert_eq!(caller.settled("one").await, "UPDATE_COMPLETE");
    let late = stranger(second.change_set_id().expect("an id")).await.expect_err("obsolete");
    assert_eq!(late.code(), Some("InvalidChangeSetStatus"));
    assert!(late.message().is_some_and(|message| message.ends_with("[OBSOLETE]")));
    let executions = caller.told("one").await.iter().filter(|told| told.starts_with("one UPDATE_IN_PROGRESS")).count();
    assert_eq!(executions, 1);
}

#[tokio::test(start_paused = true)]
async fn long_change_sets_have_pages() {
    let caller = Caller::new();
    let resources: serde_json::Map<String, Value> =
        (0..120).map(|at| (format!("Queue{at:03}"), json!({ "Type": "AWS::SQS::Queue" }))).collect();
    let set = caller.plan("one", "a", &json!({ "Resources": resources }), &[]).await;
    assert_eq!(set.changes().len(), 50);
    let pages = caller
        .client
        .describe_change_set()
        .change_set_name(set.change_set_id().expect("an id"))
        .into_paginator()
        .send();
    let pages = pages.collect::<Result<Vec<_>, _>>().await.expect("pages");
    assert_eq!(pages.iter().map(|page| page.changes().len()).sum::<usize>(), 120);
}

#[tokio::test(start_paused = true)]
async fn a_stack_in_progress_refuses_an_update() {
    let caller = Caller::new();
    caller.deploy("one", &queue(30)).await;
    let set = caller.plan("one", "b", &queue(60), &[]).await;
    caller.execute(&set).await;
    let call =
        caller.client.create_change_set().stack_name("one").change_set_name("c").template_body(queue(90).to_string());
    let error = call.send().await.expect_err("refused");
    let id = set.stack_id().expect("an id");
    assert_eq!(error.message(), Some(&*format!("Stack:{id} is in UPDATE_IN_PROGRESS state and can not be updated.")));
}
