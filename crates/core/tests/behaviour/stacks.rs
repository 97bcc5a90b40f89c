//! Stacks: their names, and what is said of them as a whole.

use crate::sample::{dev, json, only_stack, synth, thing};
use formwork_core::{App, Environment, function};
use serde_json::json;

#[test]
fn a_stack_is_named_after_app_environment_and_id() {
    for (id, name) in [
        ("NetworkStack", "demo-dev-network"),
        ("DataLakeStack", "demo-dev-data-lake"),
        ("VPCStack", "demo-dev-vpc"),
        ("AppV2Stack", "demo-dev-app-v2"),
        ("Plain", "demo-dev-plain"),
        ("Stack", "demo-dev-stack"),
        ("in/side", "demo-dev-in--side"),
    ] {
        let (app, dev) = dev();
        let stack = dev.stack(id);
        assert_eq!(stack.stack_name(), name);
        assert_eq!(only_stack(app).stack_name, name);
    }
}

#[test]
fn a_stack_can_have_a_name_of_its_own() {
    let (app, dev) = dev();
    assert_eq!(dev.stack("NetworkStack").name("shared-network").stack_name(), "shared-network");
    assert_eq!(only_stack(app).stack_name, "shared-network");
}

#[test]
fn a_stack_says_what_it_is_for_and_whether_it_can_be_deleted() {
    let (app, dev) = dev();
    dev.stack("DataStack").description("Database and files").termination_protection(true).tag("Owner", "data");
    dev.stack("WebStack");
    let assembly = synth(app);
    let stacks = &assembly.environments[0].stacks;
    assert_eq!(json(&stacks[0].template), json!({"Description": "Database and files", "Resources": {}}));
    assert!(stacks[0].termination_protection);
    assert_eq!(stacks[0].tags, [("Owner".to_string(), "data".to_string())]);
    assert_eq!(json(&stacks[1].template), json!({"Resources": {}}));
    assert!(!stacks[1].termination_protection);
}

#[test]
fn a_template_goes_through_the_macros_that_its_stack_names() {
    let (app, dev) = dev();
    let one = dev.stack("OneStack").transform("AWS::LanguageExtensions");
    one.add("Thing", thing().property("Text", function::to_json_string(json!({"a": 1}))));
    dev.stack("TwoStack").transform("First").transform("Second");
    let assembly = synth(app);
    let stacks = &assembly.environments[0].stacks;
    assert_eq!(json(&stacks[0].template)["Transform"], "AWS::LanguageExtensions");
    assert_eq!(json(&stacks[1].template)["Transform"], json!(["First", "Second"]));
}

#[test]
fn a_stack_is_in_the_region_of_its_environment_or_its_own() {
    let (_app, dev) = dev();
    assert_eq!(dev.region(), "ap-northeast-1");
    assert_eq!(dev.stack("HomeStack").region_name(), "ap-northeast-1");
    assert_eq!(dev.stack("EdgeStack").region("us-east-1").region_name(), "us-east-1");
}

#[test]
fn stacks_stand_in_the_order_in_which_they_were_added() {
    let (app, dev) = dev();
    for id in ["ZStack", "AStack", "MStack"] {
        dev.stack(id);
    }
    let ids = synth(app).environments.remove(0).stacks.into_iter().map(|stack| stack.id);
    assert_eq!(ids.collect::<Vec<_>>(), ["ZStack", "AStack", "MStack"]);
}

#[test]
fn places_lead_to_the_nearest_thing_that_was_declared() {
    let (app, dev) = dev();
    dev.stack("DemoStack").add("Thing", thing());
    let stack = only_stack(app);
    assert_eq!(stack.place("").path, "dev/DemoStack");
    assert_eq!(stack.place("/Resources/Thing/Properties/A/0").path, "dev/DemoStack/Thing");
    assert_eq!(stack.place("/Resources/Unknown").path, "dev/DemoStack");
    assert_eq!(stack.place("no pointer").path, "");
}

#[test]
fn an_app_without_anything_is_an_empty_assembly() {
    let assembly = synth(App::new("empty"));
    assert!(assembly.environments.is_empty());
    let app = App::new("empty");
    app.environment(Environment::new("dev", "eu-west-1"));
    assert!(synth(app).environments[0].stacks.is_empty());
}
