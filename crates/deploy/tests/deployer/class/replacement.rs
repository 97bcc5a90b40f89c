use super::case::Case;
use formwork_deploy::change::{Action, Change, Detail, Replacement};
use formwork_deploy::plan::class::{Class, Classified, Effect, StackAction, StackChanges, classify};
use serde_json::json;

const SUBNET: &str = "AWS::EC2::Subnet";

fn detail(name: &str, recreation: Replacement, is_dynamic: bool, values: Option<(&str, &str)>) -> Detail {
    Detail {
        attribute: "Properties".into(),
        name: Some(name.into()),
        path: Some(format!("/Properties/{name}")),
        before: values.map(|(before, _)| before.to_string()),
        after: values.map(|(_, after)| after.to_string()),
        recreation,
        is_dynamic,
        ..Detail::default()
    }
}

fn subnet(replacement: Replacement, details: Vec<Detail>) -> Classified {
    let properties = json!({"VpcId": {"Ref": "Other"}, "CidrBlock": "10.0.0.0/24"});
    let mut case = Case::modified(SUBNET, properties.clone(), properties);
    case.change.replacement = replacement;
    case.change.details = details;
    case.classified()
}

#[test]
fn the_same_value_before_and_after_replaces_nothing() {
    let same = detail("VpcId", Replacement::Always, true, Some(("vpc-1", "vpc-1")));
    let lowered = subnet(Replacement::Conditional, vec![same.clone()]);
    assert_eq!((lowered.effect, lowered.class), (Effect::Modified, Class::InPlace));
    assert!(lowered.recreating.is_empty());
    let other = detail("VpcId", Replacement::Always, true, Some(("vpc-1", "vpc-2")));
    assert_eq!(subnet(Replacement::Conditional, vec![other.clone()]).effect, Effect::PerhapsReplaced);
    assert_eq!(subnet(Replacement::Always, vec![same, other]).effect, Effect::Replaced);
}

#[test]
fn hidden_and_unknown_values_are_never_the_same() {
    for value in ["****", "{{changeSet:KNOWN_AFTER_APPLY}}"] {
        let hidden = detail("VpcId", Replacement::Always, true, Some((value, value)));
        assert_eq!(subnet(Replacement::Always, vec![hidden]).effect, Effect::Replaced, "{value}");
    }
}

#[test]
fn a_certain_cause_is_not_lowered() {
    let certain = detail("CidrBlock", Replacement::Always, false, Some(("10.0.0.0/24", "10.0.0.0/24")));
    assert_eq!(subnet(Replacement::Always, vec![certain]).effect, Effect::Replaced);
    assert_eq!(subnet(Replacement::Always, Vec::new()).effect, Effect::Replaced, "nothing says why");
}

#[test]
fn a_reference_to_what_keeps_its_id_is_the_same_and_to_what_is_replaced_is_not() {
    let reference = detail("VpcId", Replacement::Always, true, None);
    assert_eq!(subnet(Replacement::Conditional, vec![reference.clone()]).effect, Effect::Modified);
    let template = json!({"Resources": {
        "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {}},
        "Subnet": {"Type": SUBNET, "Properties": {"VpcId": {"Ref": "Vpc"}}},
    }});
    let vpc = |replacement| Change {
        logical_id: "Vpc".into(),
        type_name: "AWS::EC2::VPC".into(),
        replacement,
        ..Change::default()
    };
    let subnet = Change {
        logical_id: "Subnet".into(),
        type_name: SUBNET.into(),
        replacement: Replacement::Conditional,
        details: vec![Detail { cause: Some("Vpc".into()), source: Some("ResourceReference".into()), ..reference }],
        ..Change::default()
    };
    let effect = |replacement| {
        let changes = [vpc(replacement), subnet.clone()];
        let input = StackChanges {
            stack: "s",
            action: StackAction::Update,
            account: None,
            changes: &changes,
            deployed: &template,
            wanted: &template,
            termination_protection: (false, false),
            dropped_exports: &[],
        };
        let subnet = classify(&input).into_iter().find(|change| change.logical_id.as_deref() == Some("Subnet"));
        subnet.map(|change| (change.effect, change.recreating.first().and_then(|one| one.cause.clone())))
    };
    assert_eq!(effect(Replacement::Never), Some((Effect::Modified, None)));
    assert_eq!(effect(Replacement::Always), Some((Effect::PerhapsReplaced, Some("Vpc".to_string()))));
}

#[test]
fn a_parameter_may_have_another_value_behind_the_same_text() {
    let properties = json!({"VpcId": {"Ref": "VpcParameter"}});
    let mut case = Case::modified(SUBNET, properties.clone(), properties);
    case.change.replacement = Replacement::Always;
    case.change.details = vec![detail("VpcId", Replacement::Always, true, None)];
    assert_eq!(case.classified().effect, Effect::Replaced);
}

#[test]
fn every_action_has_a_class() {
    let class = |action: Action| {
        let mut case = Case::modified("AWS::SNS::Topic", json!({"A": 1}), json!({"A": 2}));
        case.change.action = action;
        let classified = case.classified();
        (classified.class, classified.drift)
    };
    assert_eq!(class(Action::Modify), (Class::InPlace, false));
    assert_eq!(class(Action::Import), (Class::InPlace, false));
    assert_eq!(class(Action::Dynamic), (Class::Interruption, false));
    assert_eq!(class(Action::SyncWithActual), (Class::Metadata, true));
    assert_eq!(class(Action::Other("Teleport".into())), (Class::Replacement, false));
}

#[test]
fn a_new_revision_of_a_task_is_class_1_and_the_service_that_takes_it_rolls() {
    let task = |image: &str| json!({"ContainerDefinitions": [{"Name": "app", "Image": image}]});
    let case = Case::modified("AWS::ECS::TaskDefinition", task("app:1"), task("app:2")).replaced();
    assert_eq!((case.classified().effect, case.class()), (Effect::Replaced, Class::InPlace));
}
