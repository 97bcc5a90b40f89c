use super::case::Case;
use formwork_deploy::change::{Detail, Replacement};
use formwork_deploy::plan::class::{Class, INTERRUPTIONS, Kind};
use serde_json::{Value, json};

fn class(type_name: &str, before: Value, after: Value) -> Class {
    Case::modified(type_name, before, after).class()
}

#[test]
fn a_database_restarts_with_its_class_and_not_with_its_window() {
    let of = |name: &str, value: &str| json!({name: value});
    let database = "AWS::RDS::DBInstance";
    assert_eq!(class(database, of("DBInstanceClass", "a"), of("DBInstanceClass", "b")), Class::Interruption);
    assert_eq!(class(database, of("PreferredBackupWindow", "a"), of("PreferredBackupWindow", "b")), Class::InPlace);
    let days = |days: u32| json!({"BackupRetentionPeriod": days});
    assert_eq!(class(database, days(1), days(7)), Class::InPlace);
    assert_eq!(class(database, days(0), days(7)), Class::Interruption);
}

#[test]
fn a_service_rolls_with_its_task_and_a_function_stops_nothing() {
    let task = |id: &str| json!({"TaskDefinition": {"Ref": id}});
    let rolled = Case::modified("AWS::ECS::Service", task("A"), task("B")).classified();
    assert!(rolled.has(Kind::Rolls));
    assert_eq!(rolled.class, Class::Interruption);
    let memory = |size: u32| json!({"MemorySize": size});
    assert_eq!(class("AWS::Lambda::Function", memory(128), memory(256)), Class::InPlace);
}

#[test]
fn metadata_and_tags_are_class_0() {
    let tags = |value: &str| json!({"Tags": [{"Key": "Owner", "Value": value}]});
    assert_eq!(class("AWS::SNS::Topic", tags("a"), tags("b")), Class::Metadata);
    let mut scoped = Case::modified("AWS::SNS::Topic", json!({}), json!({}));
    scoped.change.scope = vec!["Metadata".into(), "Tags".into()];
    assert_eq!(scoped.class(), Class::Metadata);
    scoped.change.scope.push("Properties".into());
    assert_eq!(scoped.class(), Class::InPlace);
    let both = |value: &str| json!({"DisplayName": value, "Tags": [{"Key": "Owner", "Value": value}]});
    assert_eq!(class("AWS::SNS::Topic", both("a"), both("b")), Class::InPlace);
}

#[test]
fn what_is_only_known_after_apply_is_class_2() {
    let mut case = Case::modified(
        "AWS::SNS::Subscription",
        json!({"Endpoint": "a"}),
        json!({"Endpoint": {"Fn::GetStackOutput": {}}}),
    );
    case.change.details = vec![Detail {
        attribute: "Properties".into(),
        name: Some("Endpoint".into()),
        after: Some("{{changeSet:KNOWN_AFTER_APPLY}}".into()),
        ..Detail::default()
    }];
    assert!(case.classified().has(Kind::KnownAfterApply));
    case.change.replacement = Replacement::Conditional;
    assert!(case.classified().has(Kind::MayBeReplaced));
    assert_eq!(case.class(), Class::Interruption);
}

#[test]
fn every_property_that_interrupts_exists() {
    for interruption in INTERRUPTIONS {
        let facts = formwork::facts::resource(interruption.type_name);
        let facts = facts.unwrap_or_else(|| panic!("no type {}", interruption.type_name));
        for property in interruption.properties {
            assert!(facts.property(property).is_some(), "no property {property} of {}", interruption.type_name);
        }
    }
}
