//! Resources: what is said of them beside their properties, and what happens to them later.

use crate::sample::{Listed, dev, json, only_stack, resource, thing};
use formwork_core::{
    Condition, ConditionExpression, Construct, CustomResource, DeletionPolicy, IntoValue, Ref, Scope, Text, codes,
    pseudo,
};
use serde_json::{Value as Json, json};

/// A resource after `change`, without its type.
fn changed(change: impl FnOnce(&Ref<CustomResource>)) -> Json {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    change(&stack.add("Thing", thing()));
    let mut resource = resource(app, "Thing");
    assert_eq!(resource.as_object_mut().expect("a resource").remove("Type"), Some(json!("Custom::Thing")));
    resource
}

#[test]
fn a_resource_without_properties_says_its_type_only() {
    assert_eq!(changed(|_| {}), json!({}));
}

#[test]
fn the_same_resource_can_have_everything() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    let here = stack.add("IsHere", Condition::new(ConditionExpression::equals(pseudo::region(), "here")));
    let thing = stack.add("Thing", thing().property("Name", "a"));
    thing
        .metadata("Why", "because")
        .update_policy(json!({"AutoScalingRollingUpdate": {"MinInstancesInService": 1}}))
        .creation_policy(json!({"ResourceSignal": {"Count": 1}}))
        .deletion_policy(DeletionPolicy::Snapshot)
        .update_replace_policy(DeletionPolicy::Retain)
        .condition(&here)
        .depends_on(&stack.add("Other", Listed::new()));
    assert_eq!(
        resource(app, "Thing").to_string(),
        concat!(
            r#"{"Type":"Custom::Thing","Condition":"IsHere","DependsOn":"Other","Properties":{"Name":"a"},"#,
            r#""CreationPolicy":{"ResourceSignal":{"Count":1}},"#,
            r#""UpdatePolicy":{"AutoScalingRollingUpdate":{"MinInstancesInService":1}},"#,
            r#""DeletionPolicy":"Snapshot","UpdateReplacePolicy":"Retain","Metadata":{"Why":"because"}}"#
        )
    );
}

#[test]
fn several_dependencies_are_sorted_and_said_once() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    let (b, a) = (stack.add("B", thing()), stack.add("A", thing()));
    stack.add("Thing", thing()).depends_on(&b).depends_on(&a).depends_on(&b);
    assert_eq!(resource(app, "Thing")["DependsOn"], json!(["A", "B"]));
}

#[test]
fn what_is_replaced_is_treated_as_what_is_deleted() {
    let policies = |policy| {
        changed(|thing| {
            thing.deletion_policy(policy);
        })
    };
    for (policy, name, replaced) in [
        (DeletionPolicy::Delete, "Delete", "Delete"),
        (DeletionPolicy::Retain, "Retain", "Retain"),
        (DeletionPolicy::RetainExceptOnCreate, "RetainExceptOnCreate", "Retain"),
        (DeletionPolicy::Snapshot, "Snapshot", "Snapshot"),
    ] {
        assert_eq!(policies(policy), json!({"DeletionPolicy": name, "UpdateReplacePolicy": replaced}));
    }
}

#[test]
fn the_replace_policy_follows_the_last_deletion_policy() {
    let changed = changed(|thing| {
        thing.deletion_policy(DeletionPolicy::Retain).deletion_policy(DeletionPolicy::Delete);
    });
    assert_eq!(changed, json!({"DeletionPolicy": "Delete", "UpdateReplacePolicy": "Delete"}));
}

#[test]
fn the_replace_policy_that_was_said_stays_in_any_order() {
    let expected = json!({"DeletionPolicy": "Delete", "UpdateReplacePolicy": "Snapshot"});
    let (delete, snapshot) = (DeletionPolicy::Delete, DeletionPolicy::Snapshot);
    assert_eq!(
        changed(|thing| {
            thing.deletion_policy(delete).update_replace_policy(snapshot);
        }),
        expected
    );
    assert_eq!(
        changed(|thing| {
            thing.update_replace_policy(snapshot).deletion_policy(delete);
        }),
        expected
    );
    assert_eq!(
        changed(|thing| {
            thing.update_replace_policy(snapshot);
        }),
        json!({"UpdateReplacePolicy": "Snapshot"})
    );
}

#[test]
fn metadata_is_sorted_and_its_last_word_counts() {
    let changed = changed(|thing| {
        thing.metadata("B", 1).metadata("A", "x").metadata("B", json!({"c": pseudo_region()}));
    });
    assert_eq!(changed.to_string(), r#"{"Metadata":{"A":"x","B":{"c":{"Ref":"AWS::Region"}}}}"#);
}

fn pseudo_region() -> Json {
    json!({"Ref": "AWS::Region"})
}

#[test]
fn properties_are_sorted_and_the_last_value_counts() {
    let (app, dev) = dev();
    dev.stack("DemoStack").add("Thing", thing().property("B", 1).property("A", 2).property("B", 3));
    assert_eq!(resource(app, "Thing")["Properties"].to_string(), r#"{"A":2,"B":3}"#);
}

#[test]
fn an_edit_sees_the_properties_and_may_use_other_handles() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    let first = stack.add("Thing", thing().property("A", 1));
    first.edit(|properties| {
        let second = stack.add("Second", thing());
        second.edit(|second| second.property("Of", first.path()));
        properties.property("Second", second.reference()).property("Path", second.path())
    });
    assert_eq!(
        resource(app, "Thing"),
        json!({"Type": "Custom::Thing", "Properties": {"A": 1, "Path": "dev/DemoStack/Second", "Second": {"Ref": "Second"}}})
    );
}

#[test]
fn a_resource_keeps_the_id_that_it_had_elsewhere() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    let files = stack.scope("Storage").add("Files", thing());
    files.renamed_from("Data/Bucket/Resource");
    stack.add("User", thing().property("Files", files.reference()));
    let stack = only_stack(app);
    let ids: Vec<&str> = stack.template.resources.keys().map(String::as_str).collect();
    assert_eq!(ids, [formwork_core::logical_id(["Data", "Bucket", "Resource"]).expect("an id").as_str(), "User"]);
    assert_eq!(stack.place(&format!("/Resources/{}", ids[0])).path, "dev/DemoStack/Storage/Files");
    assert_eq!(json(&stack.template)["Resources"]["User"]["Properties"]["Files"], json!({"Ref": ids[0]}));
}

#[test]
fn a_scope_keeps_the_ids_that_its_content_had_elsewhere() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    let storage = stack.scope("New");
    storage.renamed_from("Old/Storage");
    storage.scope("Deep").add("Files", thing());
    stack.scope("Moved").renamed_from("Plain").add("Default", thing());
    let ids: Vec<String> = only_stack(app).template.resources.into_keys().collect();
    assert_eq!(ids, [formwork_core::logical_id(["Old", "Storage", "Deep", "Files"]).expect("an id"), "Plain".into()]);
}

struct Pair;

impl Construct for Pair {
    type Handle = (Ref<CustomResource>, Ref<CustomResource>);

    fn build(self, scope: Scope) -> Self::Handle {
        let left = scope.add("Left", thing());
        (left, scope.scope("Inner").add("Right", thing()))
    }
}

#[test]
fn what_a_construct_adds_was_declared_where_the_construct_was() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    let (left, right) = stack.add("Pair", Pair);
    let line = line!() - 1;
    assert_eq!(
        (left.path(), right.path()),
        ("dev/DemoStack/Pair/Left".into(), "dev/DemoStack/Pair/Inner/Right".into())
    );
    let stack = only_stack(app);
    for id in stack.template.resources.keys() {
        let source = stack.place(&format!("/Resources/{id}/Type")).source.expect("a source");
        assert_eq!((source.file.as_ref(), source.line), (file!(), line));
    }
}

#[test]
fn what_a_method_of_a_handle_adds_was_declared_where_it_was_called() {
    #[track_caller]
    fn grant(scope: &Scope) {
        scope.here().scope("Grant").add("Policy", thing());
    }
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    grant(&stack);
    let line = line!() - 1;
    let stack = only_stack(app);
    let id = stack.template.resources.keys().next().expect("one").clone();
    assert_eq!(stack.place(&format!("/Resources/{id}")).source.expect("a source").line, line);
}

#[test]
fn handles_say_what_they_are() {
    let (_app, dev) = dev();
    let stack = dev.stack("DemoStack");
    let thing = stack.scope("A").add("Thing", Listed::new());
    assert_eq!(format!("{:?}", thing.clone()), "Ref(Test::Tagged::Listed at dev/DemoStack/A/Thing)");
    assert_eq!(stack.scope("B").path(), "dev/DemoStack/B");
    assert_eq!(stack.scope("C").stack().path(), "dev/DemoStack");
    assert_eq!(stack.scope("D").environment().name(), "dev");
    assert!(thing.is_in_stack_of(&stack));
    assert!(!thing.is_in_stack_of(&dev.stack("OtherStack")));
    let value = IntoValue::<Text>::into_value(thing.arn());
    assert_eq!(format!("{value:?}").matches("Target(dev/DemoStack/A/Thing)").count(), 1);
}

#[test]
fn handles_may_outlive_their_app() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    let thing = stack.add("Thing", Listed::new());
    let value = thing.arn();
    drop(app.synth());
    thing.tag("Late", "yes").edit(|thing| thing).deletion_policy(DeletionPolicy::Retain);
    stack.add("Later", Listed::new()).depends_on(&thing);
    drop((stack, thing, dev));
    assert!(format!("{value:?}").contains("Target(of an app that is gone)"));
}

struct Refusing {
    beside: Scope,
}

impl Construct for Refusing {
    type Handle = ();

    fn build(self, scope: Scope) {
        scope.report(codes::INVALID_ID.problem().with("scope", scope.path()));
        self.beside.at(&scope).scope("Deep").add("Thing", thing());
    }
}

#[test]
fn a_construct_reports_and_adds_elsewhere_where_it_was_declared() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    let beside = stack.scope("Beside");
    stack.add("Refusing", Refusing { beside });
    let line = line!() - 1;
    let assembly = app.synth();
    let place = assembly.problems[0].place.clone().expect("a place");
    assert_eq!((place.path.as_str(), place.source.map(|source| source.line)), ("dev/DemoStack/Refusing", Some(line)));
    let stack = &assembly.environments[0].stacks[0];
    let id = stack.template.resources.keys().next().expect("one");
    assert_eq!(stack.place(&format!("/Resources/{id}")).source.map(|source| source.line), Some(line));
}

#[test]
fn scopes_know_the_order_of_their_stacks() {
    let (_app, dev) = dev();
    let (first, second) = (dev.stack("AStack"), dev.stack("BStack"));
    assert!(second.scope("A").is_declared_after(&first.scope("B")));
    assert!(!first.is_declared_after(&second) && !first.is_declared_after(&first));
    assert!(first.scope("C").is_in_stack_of(&first) && !first.is_in_stack_of(&second));
}
