//! Whatever is deployed and whatever fails: a stack comes to rest, and an account that has no stack has nothing.

use super::caller::Caller;
use aws_sdk_cloudformation::types::ChangeSetType;
use formwork_deploy::model::{Deed, Fault};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Which queues there are, which one each comes after, how they are set, whether they have names of their own.
type Shape = Vec<(bool, usize, u32, bool)>;

/// A shape, what fails on the way to it, and whether the stack stays there then.
type Step = (Shape, Option<(usize, Deed)>, bool);

fn template(shape: &Shape) -> Value {
    let made = |at: usize| shape.get(at).is_some_and(|one| one.0);
    let mut resources = json!({ "Topic": { "Type": "AWS::SNS::Topic" } });
    for (at, (_, after, timeout, is_named)) in shape.iter().enumerate().filter(|(_, one)| one.0) {
        let mut queue = json!({ "Type": "AWS::SQS::Queue", "Properties": { "VisibilityTimeout": timeout } });
        if *is_named {
            queue["Properties"]["QueueName"] = json!(format!("queue-{at}"));
        }
        if *after < at && made(*after) {
            queue["Properties"]["Tags"] =
                json!([{ "Key": "after", "Value": { "Fn::GetAtt": [format!("Q{after}"), "Arn"] } }]);
        }
        resources[format!("Q{at}")] = queue;
    }
    json!({ "Resources": resources })
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let shape = prop::collection::vec((any::<bool>(), 0..5_usize, 0..3_u32, any::<bool>()), 5);
    let deed = prop_oneof![Just(Deed::Create), Just(Deed::Update), Just(Deed::Delete)];
    prop::collection::vec((shape, prop::option::of((0..5_usize, deed)), any::<bool>()), 1..6)
}

async fn run(steps: &[Step]) -> Value {
    let caller = Caller::new();
    for (at, (shape, fault, disable_rollback)) in steps.iter().enumerate() {
        if let Some((of, deed)) = fault {
            caller.account.fault(Fault::resource(format!("Q{of}"), *deed, "by chance"));
        }
        let exists = caller.client.describe_stacks().stack_name("one").send().await.is_ok();
        let kind = if exists { ChangeSetType::Update } else { ChangeSetType::Create };
        let call = caller.client.create_change_set().stack_name("one").change_set_name(format!("set-{at}"));
        let Ok(made) = call.change_set_type(kind).template_body(template(shape).to_string()).send().await else {
            caller.client.delete_stack().stack_name("one").send().await.expect("begun");
            caller.settled("one").await;
            continue;
        };
        let set = caller.ready(made.id().expect("an id")).await;
        if set.execution_status().map(|status| status.as_str()) == Some("AVAILABLE") {
            let id = set.change_set_id().expect("an id");
            let call = caller.client.execute_change_set().change_set_name(id).disable_rollback(*disable_rollback);
            call.send().await.expect("executed");
            caller.settled("one").await;
        }
    }
    // a fault that is left may keep the stack once, not twice
    for _ in 0..8 {
        if caller.client.describe_stacks().stack_name("one").send().await.is_ok() {
            caller.client.delete_stack().stack_name("one").send().await.expect("begun");
            caller.settled("one").await;
        }
    }
    caller.account.snapshot()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn a_stack_always_comes_to_rest_and_leaves_nothing(steps in steps()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
        let snapshot = runtime.expect("a runtime").block_on(run(&steps));
        prop_assert_eq!(&snapshot["stacks"], &json!({}));
        // what could not be cleaned up keeps its name, and nothing else does
        let kept = snapshot["retained"].to_string();
        for name in snapshot["names"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            prop_assert!(kept.contains(name.rsplit(' ').next().unwrap_or(name)), "{} is taken, {}", name, kept);
        }
    }
}
