//! Tags: whose counts, and in which form they stand.

use crate::sample::{Listed, Mapped, Propagated, Untagged, dev, json, resource, stack, synth, thing};
use formwork_core::{Data, IntoValue, Json, Name, Resource, pseudo, text};
use serde_json::json;

fn with_tags<R: Resource>(mut properties: formwork_core::Properties, name: &'static str, tags: serde_json::Value) -> R {
    properties.put(Name::Borrowed(name), IntoValue::<Json>::into_value(tags).into_data());
    R::from_properties(properties)
}

fn listed(tags: serde_json::Value) -> Listed {
    with_tags(Listed::new().0, "Tags", tags)
}

fn mapped(tags: serde_json::Value) -> Mapped {
    with_tags(Mapped::new().0, "ThingTags", tags)
}

#[test]
fn the_nearest_tag_counts() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    let scope = stack.scope("Scope");
    let thing = scope.add("Thing", Listed::new());
    let keys = ["App", "Environment", "Stack", "Scope", "Thing"];
    for key in &keys[..] {
        app.tag(*key, "app");
    }
    for key in &keys[1..] {
        dev.tag(*key, "environment");
    }
    for key in &keys[2..] {
        stack.tag(*key, "stack");
    }
    for key in &keys[3..] {
        scope.tag(*key, "scope");
    }
    thing.tag("Thing", "thing");
    let assembly = synth(app);
    let template = json(&stack_of(&assembly).template);
    let tags =
        template["Resources"].as_object().expect("resources").values().next().expect("one")["Properties"].clone();
    assert_eq!(
        tags["Tags"],
        json!([
            {"Key": "App", "Value": "app"},
            {"Key": "Environment", "Value": "environment"},
            {"Key": "Scope", "Value": "scope"},
            {"Key": "Stack", "Value": "stack"},
            {"Key": "Thing", "Value": "thing"},
        ])
    );
    let tags = stack_of(&assembly).tags.iter().map(|(key, value)| (key.as_str(), value.as_str()));
    assert_eq!(
        tags.collect::<Vec<_>>(),
        [("App", "app"), ("Environment", "environment"), ("Scope", "stack"), ("Stack", "stack"), ("Thing", "stack")]
    );
}

fn stack_of(assembly: &formwork_core::Assembly) -> &formwork_core::AssembledStack {
    stack(assembly, "dev/DemoStack")
}

#[test]
fn a_tag_reaches_only_what_is_below_it() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    stack.scope("Tagged").tag("Owner", "a").add("Default", Listed::new());
    stack.scope("Bare").add("Default", Listed::new());
    let template = json(&stack_of(&synth(app)).template)["Resources"].take();
    assert_eq!(template["Tagged"]["Properties"]["Tags"], json!([{"Key": "Owner", "Value": "a"}]));
    assert_eq!(template["Bare"].get("Properties"), None);
}

#[test]
fn the_last_word_on_a_tag_counts() {
    let (app, dev) = dev();
    dev.stack("DemoStack").add("Thing", Listed::new()).tag("Owner", "a").tag("Owner", "b");
    assert_eq!(resource(app, "Thing")["Properties"]["Tags"], json!([{"Key": "Owner", "Value": "b"}]));
}

#[test]
fn each_type_has_its_tags_in_its_own_form() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    stack.tag("B", "2").tag("A", "1");
    stack.add("Listed", Listed::new());
    stack.add("Propagated", Propagated::new());
    stack.add("Mapped", Mapped::new());
    stack.add("Untagged", Untagged::new());
    stack.add("Custom", thing());
    assert_eq!(
        json(&stack_of(&synth(app)).template)["Resources"],
        json!({
            "Custom": {"Type": "Custom::Thing"},
            "Listed": {
                "Type": "Test::Tagged::Listed",
                "Properties": {"Tags": [{"Key": "A", "Value": "1"}, {"Key": "B", "Value": "2"}]},
            },
            "Mapped": {"Type": "Test::Tagged::Mapped", "Properties": {"ThingTags": {"A": "1", "B": "2"}}},
            "Propagated": {
                "Type": "Test::Tagged::Propagated",
                "Properties": {"Tags": [
                    {"Key": "A", "PropagateAtLaunch": true, "Value": "1"},
                    {"Key": "B", "PropagateAtLaunch": true, "Value": "2"},
                ]},
            },
            "Untagged": {"Type": "Test::Tagged::Untagged"},
        })
    );
}

#[test]
fn tags_that_a_resource_sets_as_a_property_count_most() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    stack.tag("Owner", "scope").tag("Team", "scope");
    stack.add("Thing", listed(json!([{"Key": "Owner", "Value": "own"}]))).tag("Owner", "tag");
    stack.add("Mapped", mapped(json!({"Team": "scope", "Owner": "own"}))).tag("Owner", "tag");
    let template = json(&stack_of(&synth(app)).template)["Resources"].take();
    assert_eq!(
        template["Thing"]["Properties"]["Tags"],
        json!([{"Key": "Owner", "Value": "own"}, {"Key": "Team", "Value": "scope"}])
    );
    assert_eq!(template["Mapped"]["Properties"]["ThingTags"].to_string(), r#"{"Owner":"own","Team":"scope"}"#);
}

#[test]
fn nothing_is_added_to_tags_that_are_an_expression() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    stack.tag("Owner", "scope");
    stack.add("Thing", listed(json!({"Fn::Transform": {"Name": "Tags"}})));
    stack.add("Mapped", mapped(json!({"Fn::Transform": {"Name": "Tags"}})));
    let template = json(&stack_of(&synth(app)).template)["Resources"].take();
    assert_eq!(template["Thing"]["Properties"]["Tags"], json!({"Fn::Transform": {"Name": "Tags"}}));
    assert_eq!(template["Mapped"]["Properties"]["ThingTags"], json!({"Fn::Transform": {"Name": "Tags"}}));
}

#[test]
fn a_tag_may_be_an_expression_even_one_of_another_stack() {
    let (app, dev) = dev();
    let topic = dev.stack("DataStack").add("Topic", thing());
    let web = dev.stack("WebStack");
    web.tag("Where", text!["in-", pseudo::region()]).tag("Topic", topic.reference()).add("Thing", Listed::new());
    let assembly = synth(app);
    assert_eq!(
        json(&stack(&assembly, "dev/WebStack").template)["Resources"]["Thing"]["Properties"]["Tags"],
        json!([
            {"Key": "Topic", "Value": {"Fn::ImportValue": "demo-dev-data:TopicRef"}},
            {"Key": "Where", "Value": {"Fn::Join": ["", ["in-", {"Ref": "AWS::Region"}]]}},
        ])
    );
    assert!(stack(&assembly, "dev/WebStack").tags.is_empty(), "a stack's own tags are texts");
}

#[test]
fn a_tag_counts_wherever_in_the_program_it_stands() {
    let tagged = |first: bool| {
        let (app, dev) = dev();
        let stack = dev.stack("DemoStack");
        if first {
            stack.tag("Owner", "a");
        }
        stack.add("Thing", Listed::new());
        if !first {
            stack.tag("Owner", "a");
        }
        resource(app, "Thing")
    };
    assert_eq!(tagged(true), tagged(false));
    assert_eq!(tagged(true)["Properties"]["Tags"][0]["Value"], "a");
}

#[test]
fn an_explicit_list_keeps_its_order_where_no_tag_is_added() {
    let (app, dev) = dev();
    let tags = json!([{"Key": "B", "Value": "1"}, {"Key": "A", "Value": "2"}]);
    dev.stack("DemoStack").add("Thing", listed(tags.clone()));
    assert_eq!(resource(app, "Thing")["Properties"]["Tags"], tags);
    assert_eq!(Data::from(tags).items().len(), 2);
}
