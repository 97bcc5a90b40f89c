//! Raw overrides: what they reach, and when they lead nowhere.

use crate::sample::{Listed, dev, rendered, resource, thing};
use formwork_core::{Condition, ConditionExpression, CustomResource, DeletionPolicy, Ref, Stack, pseudo};
use serde_json::{Value as Json, json};

fn sample() -> CustomResource {
    let rules = json!([{"Port": 80}, {"Port": 443}]);
    thing().property("Name", "a").property("Rules", rules).property("Nested", json!({"B": {"C": 1}}))
}

/// The sample after `change`.
fn changed(change: impl FnOnce(&Ref<CustomResource>, &Stack)) -> Json {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    change(&stack.add("Thing", sample()), &stack);
    resource(app, "Thing")
}

fn properties(change: impl FnOnce(&Ref<CustomResource>)) -> Json {
    changed(|thing, _| change(thing))["Properties"].take()
}

#[test]
fn an_override_replaces_what_is_there() {
    let properties = properties(|thing| {
        thing.override_property("Name", "b").override_property("Rules.1.Port", 8443).override_property("Nested.B.C", 2);
    });
    assert_eq!(properties, json!({"Name": "b", "Nested": {"B": {"C": 2}}, "Rules": [{"Port": 80}, {"Port": 8443}]}));
}

#[test]
fn an_override_makes_the_maps_and_lists_on_its_way() {
    let properties = properties(|thing| {
        thing
            .override_property("Nested.B.A", true)
            .override_property("New.0.Deep.0", "x")
            .override_property("Rules.2.Port", 22);
    });
    assert_eq!(
        properties,
        json!({
            "Name": "a",
            "Nested": {"B": {"A": true, "C": 1}},
            "New": [{"Deep": ["x"]}],
            "Rules": [{"Port": 80}, {"Port": 443}, {"Port": 22}],
        })
    );
}

#[test]
fn a_property_can_be_removed() {
    let properties = properties(|thing| {
        thing.delete_property("Name").delete_property("Rules.0").delete_property("Nested.B.C");
        thing.delete_property("Not.There").delete_property("Rules.7.Port").delete_property("Nested.Z.Z");
    });
    assert_eq!(properties, json!({"Nested": {"B": {}}, "Rules": [{"Port": 443}]}));
}

#[test]
fn an_override_may_hold_references() {
    let properties = changed(|thing, stack| {
        thing.override_property("Name", stack.add("Other", Listed::new()).arn());
    });
    assert_eq!(properties["Properties"]["Name"], json!({"Fn::GetAtt": ["Other", "Arn"]}));
}

#[test]
fn independent_overrides_have_no_order() {
    let one = properties(|thing| {
        thing.override_property("Z", 1).override_property("B", 2).override_property("P", 3);
    });
    let two = properties(|thing| {
        thing.override_property("P", 3).override_property("Z", 1).override_property("B", 2);
    });
    assert_eq!(one.to_string(), two.to_string());
}

#[test]
fn an_override_reaches_everything_that_a_resource_says() {
    let changed = changed(|thing, stack| {
        let other = stack.add("Other", Listed::new());
        let here = stack.add("IsHere", Condition::new(ConditionExpression::equals(pseudo::region(), "here")));
        thing.deletion_policy(DeletionPolicy::Retain).condition(&here).depends_on(&other);
        thing
            .override_raw("Type", "AWS::Other::Thing")
            .override_raw("Condition", "IsThere")
            .override_raw("DependsOn", json!(["A", "B"]))
            .override_raw("Properties", json!({"Only": "this"}))
            .override_raw("DeletionPolicy", "Delete")
            .override_raw("Metadata.Why", "because")
            .override_raw("Unheard.Of", 1);
    });
    assert_eq!(
        changed.to_string(),
        concat!(
            r#"{"Type":"AWS::Other::Thing","Condition":"IsThere","DependsOn":["A","B"],"Properties":{"Only":"this"},"#,
            r#""DeletionPolicy":"Delete","Metadata":{"Why":"because"},"Unheard":{"Of":1},"UpdateReplacePolicy":"Retain"}"#
        )
    );
}

#[test]
fn a_dependency_can_be_said_by_logical_id() {
    let changed = changed(|thing, stack| {
        thing.override_raw("DependsOn", stack.add("Other", Listed::new()).logical_id());
    });
    assert_eq!(changed["DependsOn"], "Other");
}

#[test]
fn an_override_that_leads_nowhere_is_a_problem() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    let thing = stack.add("Thing", sample()); // thing
    thing
        .override_property("Name.First", 1)
        .override_property("Rules.first.Port", 1)
        .override_property("Rules.99999999999999999999", 1)
        .override_raw("Type", 1)
        .override_raw("Type.Name", "x")
        .override_raw("Condition", json!(["A"]))
        .override_raw("DependsOn", json!([1]))
        .override_raw("Properties", "x")
        .delete_property("Name.First");
    let assembly = app.synth();
    let text = rendered(&assembly.problems, include_str!("overrides.rs"));
    let paths = text.lines().filter_map(|line| line.strip_prefix("error[A0013]: the override `"));
    let paths: Vec<&str> = paths.filter_map(|line| line.strip_suffix("` leads nowhere")).collect();
    assert_eq!(
        paths,
        [
            "Properties.Name.First",
            "Properties.Rules.first.Port",
            "Properties.Rules.99999999999999999999",
            "Type",
            "Type.Name",
            "Condition",
            "DependsOn",
            "Properties",
            "Properties.Name.First",
        ]
    );
    assert_eq!(
        rendered(&assembly.problems[..1], include_str!("overrides.rs")),
        "error[A0013]: the override `Properties.Name.First` leads nowhere
  --> dev/DemoStack/Thing   overrides.rs:thing
  note: it leads through something that is neither a map nor a list, or what it puts does not fit there
  help: name a path below which there are properties, or override the whole of it
"
    );
}
