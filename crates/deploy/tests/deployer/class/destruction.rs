use super::case::Case;
use formwork_deploy::plan::class::{
    Class, DroppedExport, Effect, Kind, StackAction, StackChanges, classify, is_stateful,
};
use serde_json::{Value, json};

const TABLE: &str = "AWS::DynamoDB::Table";
const DATABASE: &str = "AWS::RDS::DBInstance";

#[test]
fn what_holds_data_is_known() {
    for type_name in
        ["AWS::RDS::DBInstance", "AWS::S3::Bucket", "AWS::ECR::Repository", "AWS::KMS::Key", "AWS::Cognito::UserPool"]
    {
        assert!(is_stateful(type_name), "{type_name}");
    }
    assert!(!is_stateful("AWS::ECS::Service"));
}

#[test]
fn removing_data_is_destructive_unless_it_stays() {
    assert_eq!(Case::removed(TABLE, json!({})).grave(), [Kind::DataDeleted]);
    assert_eq!(
        Case::removed(TABLE, json!({})).attribute("DeletionPolicy", Some("Retain"), None).class(),
        Class::InPlace
    );
    assert_eq!(
        Case::removed(TABLE, json!({})).attribute("DeletionPolicy", Some("Snapshot"), None).class(),
        Class::Replacement
    );
    let kept = Case::removed(TABLE, json!({})).policy_action("Retain").classified();
    assert_eq!((kept.class, kept.effect), (Class::InPlace, Effect::Left));
    assert_eq!(Case::removed("AWS::SNS::Topic", json!({})).class(), Class::Replacement);
}

#[test]
fn a_database_leaves_a_snapshot_unless_its_policy_or_its_cluster_says_otherwise() {
    assert_eq!(Case::removed(DATABASE, json!({})).class(), Class::Replacement);
    assert_eq!(
        Case::removed(DATABASE, json!({})).attribute("DeletionPolicy", Some("Delete"), None).class(),
        Class::Destructive
    );
    assert_eq!(Case::removed(DATABASE, json!({"DBClusterIdentifier": "c"})).class(), Class::Destructive);
}

#[test]
fn replacing_data_follows_the_other_policy() {
    let case = || Case::modified(TABLE, json!({"TableName": "a"}), json!({"TableName": "b"})).replaced();
    assert_eq!(case().class(), Class::Destructive);
    assert_eq!(case().attribute("DeletionPolicy", Some("Retain"), Some("Retain")).class(), Class::Destructive);
    let kept = case().attribute("UpdateReplacePolicy", Some("Retain"), Some("Retain")).classified();
    assert_eq!(kept.class, Class::Replacement);
    assert!(kept.has(Kind::DataLeftBehind));
    assert_eq!(
        case().attribute("UpdateReplacePolicy", None, Some("Retain")).class(),
        Class::Replacement,
        "the new one counts"
    );
    assert!(case().attribute("UpdateReplacePolicy", Some("Retain"), None).grave().contains(&Kind::DataDeleted));
    assert_eq!(case().policy_action("ReplaceAndDelete").class(), Class::Destructive);
    assert_eq!(case().policy_action("ReplaceAndRetain").class(), Class::Replacement);
    let topic = Case::modified("AWS::SNS::Topic", json!({"TopicName": "a"}), json!({"TopicName": "b"})).replaced();
    assert_eq!(topic.class(), Class::Replacement);
}

#[test]
fn a_policy_that_kept_and_now_deletes_is_destructive_by_itself() {
    let case = |name: &str, before: Option<&str>, after: Option<&str>| {
        Case::modified("AWS::SNS::Topic", json!({}), json!({})).attribute(name, before, after).grave()
    };
    for name in ["DeletionPolicy", "UpdateReplacePolicy"] {
        assert_eq!(case(name, Some("Retain"), Some("Delete")), [Kind::PolicyToDelete]);
        assert_eq!(case(name, Some("RetainExceptOnCreate"), None), [Kind::PolicyToDelete]);
        assert_eq!(case(name, Some("Snapshot"), Some("Delete")), [Kind::PolicyToDelete]);
        assert_eq!(case(name, Some("Delete"), Some("Retain")), []);
        assert_eq!(case(name, Some("Retain"), Some("RetainExceptOnCreate")), []);
    }
}

#[test]
fn protection_that_goes_is_destructive() {
    let changed = |type_name: &str, before: Value, after: Value| Case::modified(type_name, before, after).grave();
    let protection = |on: Value| json!({"DeletionProtection": on});
    assert_eq!(changed(DATABASE, protection(json!(true)), protection(json!(false))), [Kind::ProtectionOff]);
    assert_eq!(changed(DATABASE, protection(json!("true")), json!({})), [Kind::ProtectionOff]);
    assert_eq!(changed(DATABASE, protection(json!(true)), protection(json!({"Ref": "P"}))), [Kind::ProtectionOff]);
    assert_eq!(changed(DATABASE, protection(json!(false)), protection(json!(true))), []);
    assert_eq!(
        changed("AWS::Cognito::UserPool", protection(json!("ACTIVE")), protection(json!("INACTIVE"))),
        [Kind::ProtectionOff]
    );
    let balancer = |on: &str| json!({"Scheme": "internal", "LoadBalancerAttributes": [{"Key": "deletion_protection.enabled", "Value": on}]});
    let type_name = "AWS::ElasticLoadBalancingV2::LoadBalancer";
    assert_eq!(changed(type_name, balancer("true"), balancer("false")), [Kind::ProtectionOff]);
    assert_eq!(changed(type_name, balancer("false"), balancer("true")), []);
    let days = |days: u32| json!({"BackupRetentionPeriod": days});
    assert_eq!(changed(DATABASE, days(7), days(0)), [Kind::BackupsDropped]);
    assert_eq!(changed(DATABASE, days(7), days(3)), []);
}

fn stack(
    action: StackAction,
    deployed: &Value,
    wanted: &Value,
    protection: (bool, bool),
    dropped: &[DroppedExport],
) -> Vec<(Option<String>, Vec<Kind>)> {
    let input = StackChanges {
        stack: "prooflink-test-case",
        action,
        account: None,
        changes: &[],
        deployed,
        wanted,
        termination_protection: protection,
        dropped_exports: dropped,
    };
    let kinds = |change: formwork_deploy::plan::class::Classified| {
        (change.logical_id, change.reasons.iter().map(|reason| reason.kind).collect())
    };
    classify(&input).into_iter().map(kinds).collect()
}

#[test]
fn a_stack_that_is_deleted_takes_its_resources_along() {
    let deployed = json!({"Resources": {
        "Table": {"Type": TABLE},
        "Kept": {"Type": TABLE, "DeletionPolicy": "Retain"},
        "Topic": {"Type": "AWS::SNS::Topic"},
    }});
    let found = stack(StackAction::Delete, &deployed, &Value::Null, (false, false), &[]);
    let expected = [
        (None, vec![Kind::StackDeleted]),
        (Some("Kept".to_string()), vec![Kind::Left]),
        (Some("Table".to_string()), vec![Kind::DataDeleted, Kind::Removed]),
        (Some("Topic".to_string()), vec![Kind::Removed]),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_stack_that_is_emptied_or_loses_its_protection_or_an_export_in_use_is_destructive() {
    let full = json!({"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}});
    let empty = json!({"Resources": {}});
    let update =
        |deployed, wanted, protection, dropped| stack(StackAction::Update, deployed, wanted, protection, dropped);
    assert_eq!(update(&full, &empty, (false, false), &[]), [(None, vec![Kind::StackEmptied])]);
    assert_eq!(update(&empty, &empty, (false, false), &[]), []);
    assert_eq!(update(&full, &full, (true, false), &[]), [(None, vec![Kind::ProtectionOff])]);
    assert_eq!(update(&full, &full, (false, true), &[]), []);
    let dropped = [DroppedExport { name: "Vpc".into(), importers: vec!["prooflink-test-app".into()] }];
    assert_eq!(update(&full, &full, (false, false), &dropped), [(None, vec![Kind::ExportDropped])]);
}
