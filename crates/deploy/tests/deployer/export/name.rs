//! Names of imports that are expressions.

use super::app::App;
use super::case::stack;
use super::cloudformation::Account;
use super::run::{REGION, situation};
use formwork_deploy::plan::export::{Deployed, ExportKey, Listing, Output, Refusal, Situation, StackKey, phases};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A stack `data` whose exports change, and a stack `app` that imports one by this expression.
fn changing(name: Value, parameters: &[(&str, &str)]) -> Situation {
    let data = |key: &str| {
        let mut template = stack(&[("A", key), ("B", key)], &[], &[]);
        template["Outputs"] = json!({
            "A": {"Value": {"Ref": "A"}, "Export": {"Name": "prod-a"}},
            "B": {"Value": {"Ref": "B"}, "Export": {"Name": "prod-b"}},
        });
        template
    };
    let app = json!({
        "Parameters": {"Stage": {"Type": "String", "Default": "prod"}, "Secret": {"Type": "String", "NoEcho": true}},
        "Conditions": {"IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}},
        "Mappings": {"Names": {"prod": {"Which": "a"}}},
        "Resources": {"User": {"Type": "Custom::Thing", "Properties": {"Key": {"Fn::ImportValue": name}}}},
    });
    let after = App::of(&[("data", data("2")), ("app", app.clone())]);
    let mut situation = situation(&Account::default(), &after, &[]);
    let export = |name: &str| Output {
        key: name.to_uppercase(),
        value: format!("value-{name}"),
        export: Some(format!("prod-{name}")),
    };
    let deployed = |name: &str, template: Value, outputs: Vec<Output>| Deployed {
        key: StackKey::new(REGION, name),
        template,
        parameters: parameters.iter().map(|(id, value)| (id.to_string(), value.to_string())).collect(),
        outputs,
        is_ours: true,
    };
    situation.deployed =
        vec![deployed("data", data("1"), vec![export("a"), export("b")]), deployed("app", app, Vec::new())];
    situation
}

/// The value that stands in the detached template.
fn written(situation: &Situation) -> Value {
    let plan = phases(situation).expect("a plan");
    let formwork_deploy::plan::export::Action::Deploy { template, .. } = &plan.steps[0].action else {
        panic!("{plan:?}")
    };
    template["Resources"]["User"]["Properties"]["Key"].clone()
}

#[test]
fn a_name_made_of_what_is_known_is_known() {
    for name in [
        json!("prod-a"),
        json!({"Fn::Sub": "${Stage}-a"}),
        json!({"Fn::Sub": ["${Which}-a", {"Which": {"Ref": "Stage"}}]}),
        json!({"Fn::Join": ["-", [{"Ref": "Stage"}, {"Fn::FindInMap": ["Names", {"Ref": "Stage"}, "Which"]}]]}),
        json!({"Fn::If": ["IsProd", "prod-a", "dev-a"]}),
        json!({"Fn::Select": [1, {"Fn::Split": [",", "x,prod-a"]}]}),
    ] {
        assert_eq!(written(&changing(name.clone(), &[])), json!("value-a"), "{name}");
    }
    assert_eq!(written(&changing(json!({"Fn::Sub": "prod-${Stage}"}), &[("Stage", "b")])), json!("value-b"));
}

#[test]
fn a_name_that_may_be_several_is_refused_when_its_value_has_to_be_written() {
    let situation = changing(json!({"Fn::Sub": "prod-${Secret}"}), &[("Secret", "****")]);
    let refusals = phases(&situation).expect_err("a refusal");
    assert!(
        refusals.iter().all(|refusal| matches!(refusal, Refusal::Unclear { name, .. } if name.to_string() == "prod-*"))
    );
    assert_eq!(refusals.len(), 2);
}

#[test]
fn a_name_that_can_only_be_one_is_that_one() {
    assert_eq!(written(&changing(json!({"Fn::Sub": "${Secret}d-a"}), &[("Secret", "****")])), json!("value-a"));
}

#[test]
fn what_the_account_lists_tells_unknown_names_apart() {
    let mut situation = changing(json!({"Fn::Sub": "prod-${Secret}"}), &[("Secret", "****")]);
    let export = |name: &str| ExportKey::new(REGION, name);
    situation.listing = Some(Listing {
        exports: BTreeMap::from([(export("prod-a"), "data".to_string()), (export("prod-b"), "data".to_string())]),
        importers: BTreeMap::from([
            (export("prod-a"), BTreeSet::new()),
            (export("prod-b"), BTreeSet::from(["app".to_string()])),
        ]),
    });
    assert_eq!(written(&situation), json!("value-b"));
}

#[test]
fn an_import_that_a_condition_leaves_out_is_none() {
    let mut situation = changing(json!({"Fn::If": ["IsProd", "prod-a", "prod-b"]}), &[("Stage", "dev")]);
    assert_eq!(written(&situation), json!("value-b"));
    for template in [&mut situation.wanted[1].template, &mut situation.deployed[1].template] {
        template["Resources"]["User"]["Condition"] = json!("IsProd");
    }
    assert_eq!(phases(&situation).expect("a plan").steps.len(), 1);
}
