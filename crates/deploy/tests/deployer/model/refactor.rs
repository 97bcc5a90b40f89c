//! Stack refactoring moves resources and changes nothing else.

use super::caller::Caller;
use aws_sdk_cloudformation::types::{ResourceLocation, ResourceMapping, StackDefinition};
use serde_json::{Value, json};
use std::time::Duration;

fn queues(ids: &[&str], timeout: u32) -> Value {
    let queue = json!({ "Type": "AWS::SQS::Queue", "Properties": { "VisibilityTimeout": timeout } });
    json!({ "Resources": ids.iter().map(|id| ((*id).to_owned(), queue.clone())).collect::<serde_json::Map<_, _>>() })
}

fn location(stack: &str, id: &str) -> ResourceLocation {
    ResourceLocation::builder().stack_name(stack).logical_resource_id(id).build()
}

async fn refactored(
    caller: &Caller,
    definitions: &[(&str, Value)],
    from: (&str, &str),
    to: (&str, &str),
) -> Result<(), String> {
    let mut call = caller.client.create_stack_refactor();
    for (stack, template) in definitions {
        call = call.stack_definitions(
            StackDefinition::builder().stack_name(*stack).template_body(template.to_string()).build(),
        );
    }
    let mapping = ResourceMapping::builder().source(location(from.0, from.1)).destination(location(to.0, to.1)).build();
    let made = call.resource_mappings(mapping).send().await.expect("made");
    let id = made.stack_refactor_id().expect("an id");
    tokio::time::sleep(Duration::from_secs(3)).await;
    let described = caller.client.describe_stack_refactor().stack_refactor_id(id).send().await.expect("described");
    if described.status().map(|status| status.as_str()) != Some("CREATE_COMPLETE") {
        return Err(described.status_reason().unwrap_or_default().to_owned());
    }
    caller.client.execute_stack_refactor().stack_refactor_id(id).send().await.expect("executed");
    Ok(())
}

fn physical_id(caller: &Caller, stack: &str, id: &str) -> Value {
    caller.account.snapshot()["stacks"][stack]["resources"][id]["physicalId"].clone()
}

#[tokio::test(start_paused = true)]
async fn a_resource_keeps_what_it_is_under_another_name_and_in_another_stack() {
    let caller = Caller::new();
    caller.deploy("one", &queues(&["A", "B"], 30)).await;
    caller.deploy("two", &queues(&["C"], 30)).await;
    let was = physical_id(&caller, "one", "A");
    let definitions = [("one", queues(&["B"], 30)), ("two", queues(&["C", "D"], 30))];
    refactored(&caller, &definitions, ("one", "A"), ("two", "D")).await.expect("moved");
    assert_eq!(physical_id(&caller, "two", "D"), was);
    assert!(physical_id(&caller, "one", "A").is_null());
    let set = caller.plan("two", "after", &queues(&["C", "D"], 30), &[]).await;
    assert_eq!(set.status().map(|status| status.as_str()), Some("FAILED"), "nothing is left to change");
}

#[tokio::test(start_paused = true)]
async fn a_refactoring_neither_modifies_nor_adds() {
    let caller = Caller::new();
    caller.deploy("one", &queues(&["A", "B"], 30)).await;
    let error = refactored(&caller, &[("one", queues(&["B", "C"], 60))], ("one", "A"), ("one", "C")).await;
    assert_eq!(error, Err("Stack refactor does not modify resources: [B, C]".into()));
    let error = refactored(&caller, &[("one", queues(&["B", "C", "D"], 30))], ("one", "A"), ("one", "C")).await;
    assert!(error.is_err_and(|reason| reason.starts_with("Stack refactor does not add or remove resources")));
}
