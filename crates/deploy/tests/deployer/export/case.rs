//! Each way in which an export is in the way, by itself.

use super::app::App;
use super::cloudformation::Account;
use super::run::{REGION, deployed, execute, situation};
use crate::chance::Chance;
use formwork_deploy::plan::export::{Action, ExportKey, Plan, Refusal, Risk, Situation, StackKey, Why, phases};
use serde_json::{Value, json};

/// A stack of things: id and key. What it exports: name and what it refers to. What it imports: each a thing of its own.
pub fn stack(things: &[(&str, &str)], exports: &[(&str, &str)], imports: &[&str]) -> Value {
    let mut template = json!({"Resources": {}, "Outputs": {}});
    for (id, key) in things {
        template["Resources"][id] = json!({"Type": "Custom::Thing", "Properties": {"Key": key}});
    }
    for name in imports {
        let properties = json!({"Key": {"Fn::ImportValue": name}});
        template["Resources"][format!("Uses{name}")] = json!({"Type": "Custom::Thing", "Properties": properties});
    }
    for (name, id) in exports {
        template["Outputs"][format!("Out{name}")] = json!({"Value": {"Ref": id}, "Export": {"Name": name}});
    }
    template
}

/// The steps from one app to another, as words; and the plan works.
fn steps(before: &App, after: &App) -> Vec<String> {
    let mut account = deployed(before);
    let plan = phases(&situation(&account, after, &[])).expect("a plan");
    execute(&mut account, &plan, &mut Chance::new(1), usize::MAX).expect("steps that CloudFormation takes");
    assert_eq!(account, deployed(after));
    words(&plan)
}

fn words(plan: &Plan) -> Vec<String> {
    let word = |action: &Action| match action {
        Action::Deploy { purpose, .. } => format!("{purpose:?}"),
        Action::Delete => "Delete".to_string(),
    };
    plan.steps.iter().map(|step| format!("{} {}", word(&step.action), step.stack)).collect()
}

fn key(name: &str) -> StackKey {
    StackKey::new(REGION, name)
}

fn with_outsider(account: &mut Account, import: &str) {
    account.deploy("outsider", &stack(&[], &[], &[import])).expect("an import of what is there");
}

#[test]
fn an_importer_that_lets_go_is_deployed_first() {
    let before = App::of(&[
        ("data", stack(&[("Files", "1")], &[("files", "Files")], &[])),
        ("app", stack(&[], &[], &["files"])),
    ]);
    let after = App::of(&[("data", stack(&[("Other", "1")], &[], &[])), ("app", stack(&[("Own", "1")], &[], &[]))]);
    assert_eq!(steps(&before, &after), ["Target app", "Target data"]);
}

#[test]
fn export_is_removed_only_after_its_importers() {
    let before = App::of(&[
        ("data", stack(&[("Files", "1")], &[("files", "Files")], &[])),
        ("app", stack(&[], &[], &["files"])),
    ]);
    // the importer needs something new of its producer: it cannot be first
    let after =
        App::of(&[("data", stack(&[("Disk", "1")], &[("disk", "Disk")], &[])), ("app", stack(&[], &[], &["disk"]))]);
    assert_eq!(steps(&before, &after), ["Target data", "Target app", "Finish data"]);
    let plan = phases(&situation(&deployed(&before), &after, &[])).expect("a plan");
    let Action::Deploy { template, .. } = &plan.steps[0].action else { panic!("{plan:?}") };
    assert_eq!(template["Outputs"]["Outfiles"], before.stacks[0].1["Outputs"]["Outfiles"]);
    assert_eq!(template["Resources"]["Files"], before.stacks[0].1["Resources"]["Files"]);
    assert_eq!(plan.steps[2].after, [0, 1]);
}

#[test]
fn a_value_that_changes_is_written_down_before() {
    let app = stack(&[], &[], &["files"]);
    let before = App::of(&[("data", stack(&[("Files", "1")], &[("files", "Files")], &[])), ("app", app.clone())]);
    let after = App::of(&[("data", stack(&[("Files", "2")], &[("files", "Files")], &[])), ("app", app)]);
    assert_eq!(steps(&before, &after), ["Detach app", "Target data", "Target app"]);
    let account = deployed(&before);
    let plan = phases(&situation(&account, &after, &[])).expect("a plan");
    let Action::Deploy { template, .. } = &plan.steps[0].action else { panic!("{plan:?}") };
    let value = &account.exports()["files"].1;
    assert_eq!(template["Resources"]["Usesfiles"]["Properties"]["Key"], json!(value));
    assert_eq!((plan.hot[0].why.clone(), plan.hot[0].importers.as_slice()), (Why::MayChange, &[key("app")][..]));
    let export = ExportKey::new(REGION, "files");
    assert_eq!(plan.risks, [Risk::ReplacedInUse { export, stack: key("data"), importers: vec![key("app")] }]);
}

#[test]
fn an_export_moves_to_another_stack_while_it_is_imported() {
    let (app, files) = (stack(&[], &[], &["files"]), stack(&[("Files", "1")], &[("files", "Files")], &[]));
    let before = App::of(&[("data", files.clone()), ("other", stack(&[("A", "1")], &[], &[])), ("app", app.clone())]);
    let after = App::of(&[("data", stack(&[("A", "1")], &[], &[])), ("other", files), ("app", app)]);
    // the thing itself stays until the importer has the new one
    assert_eq!(steps(&before, &after), ["Detach app", "Target data", "Target other", "Target app", "Finish data"]);
}

#[test]
fn two_stacks_exchange_their_exports() {
    let side = |name: &str| stack(&[("Thing", "1")], &[(name, "Thing")], &[]);
    let user = stack(&[], &[], &["a", "b"]);
    let before = App::of(&[("first", side("a")), ("second", side("b")), ("user", user.clone())]);
    let after = App::of(&[("first", side("b")), ("second", side("a")), ("user", user)]);
    let steps = steps(&before, &after);
    assert_eq!(steps.len(), 5, "{steps:?}");
    assert_eq!((steps[0].as_str(), steps[4].as_str()), ("Detach user", "Target user"));
    assert_eq!(steps.iter().filter(|step| step.starts_with("Release")).count(), 1);
}

#[test]
fn a_stack_that_is_not_wanted_goes_when_all_that_is_wanted_stands() {
    let before = App::of(&[
        ("data", stack(&[("Files", "1")], &[("files", "Files")], &[])),
        ("app", stack(&[], &[], &["files"])),
    ]);
    let after = App::of(&[("new", stack(&[("A", "1")], &[], &[])), ("app", stack(&[("Own", "1")], &[], &[]))]);
    assert_eq!(steps(&before, &after), ["Target new", "Target app", "Delete data"]);
    assert_eq!(steps(&before, &App::of(&[])), ["Delete app", "Delete data"]);
}

#[test]
fn a_renamed_stack_gives_its_names_free_and_goes_last() {
    let (data, app) = (stack(&[("Files", "1")], &[("files", "Files")], &[]), stack(&[], &[], &["files"]));
    let before = App::of(&[("old", data.clone()), ("app", app.clone())]);
    let steps = steps(&before, &App::of(&[("new", data), ("app", app)]));
    assert_eq!(steps, ["Detach app", "Release old", "Target new", "Target app", "Delete old"]);
}

#[test]
fn a_value_that_is_passed_on_changes_for_all_who_have_it() {
    let passed_on = json!({"Outputs": {"Again": {"Value": {"Fn::ImportValue": "files"}, "Export": {"Name": "again"}}}});
    let app = |key: &str| {
        App::of(&[
            ("data", stack(&[("Files", key)], &[("files", "Files")], &[])),
            ("middle", passed_on.clone()),
            ("last", stack(&[], &[], &["again"])),
        ])
    };
    let found = steps(&app("1"), &app("2"));
    assert_eq!(found, ["Detach middle", "Detach last", "Target data", "Target middle", "Target last"]);
}

#[test]
fn what_a_stack_outside_imports_does_not_change_under_it() {
    let before = App::of(&[("data", stack(&[("Files", "1")], &[("files", "Files")], &[]))]);
    let mut account = deployed(&before);
    with_outsider(&mut account, "files");
    let after = App::of(&[("data", stack(&[("Other", "1")], &[("files", "Other")], &[]))]);
    let refusals = phases(&situation(&account, &after, &["outsider"])).expect_err("a refusal");
    let texts: Vec<String> = refusals.iter().map(Refusal::to_string).collect();
    assert_eq!(texts, ["export files of data changes, and stacks outside the app import it: outsider"]);
}

#[test]
fn a_stack_that_others_import_from_stays() {
    let before =
        App::of(&[("data", stack(&[("Files", "1")], &[("files", "Files")], &[])), ("app", stack(&[], &[], &[]))]);
    let mut account = deployed(&before);
    with_outsider(&mut account, "files");
    let plan = phases(&situation(&account, &App::of(&[]), &["outsider"])).expect("a plan");
    assert_eq!(words(&plan), ["Delete app"]);
    assert_eq!(plan.staying[0].exports, [ExportKey::new(REGION, "files")]);
}

#[test]
fn names_that_cannot_be_are_refused() {
    let files = stack(&[("Files", "1")], &[("files", "Files")], &[]);
    let refused = |account: &Account, after: &[(&str, Value)], outside: &[&str]| -> Vec<String> {
        let refusals = phases(&situation(account, &App::of(after), outside)).expect_err("a refusal");
        refusals.iter().map(Refusal::to_string).collect()
    };
    let nothing = Account::default();
    let twice = refused(&nothing, &[("a", files.clone()), ("b", files.clone())], &[]);
    assert_eq!(twice, ["a and b both export files"]);
    let mut account = deployed(&App::of(&[("data", files.clone())]));
    let missing = refused(&account, &[("data", stack(&[], &[], &[])), ("app", stack(&[], &[], &["files"]))], &[]);
    assert_eq!(missing, ["app imports files, which nothing will export"]);
    account = Account::default();
    account.deploy("outsider", &files).expect("a stack");
    assert_eq!(
        refused(&account, &[("a", files)], &["outsider"]),
        ["a exports files, which outsider outside the app exports already"]
    );
    let circle =
        [("a", stack(&[("A", "1")], &[("a", "A")], &["b"])), ("b", stack(&[("B", "1")], &[("b", "B")], &["a"]))];
    assert_eq!(refused(&nothing, &circle, &[]), ["stacks wait for each other: a, b"]);
}

#[test]
fn what_has_a_name_that_is_wanted_again_is_not_kept() {
    let named = |export: bool| {
        let mut template = stack(&[], &[], &[]);
        template["Resources"]["Queue"] = json!({"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "jobs"}});
        if export {
            template["Outputs"]["Queue"] = json!({"Value": {"Ref": "Queue"}, "Export": {"Name": "queue"}});
        }
        template
    };
    let app = stack(&[], &[], &["queue"]);
    let before = App::of(&[("old", named(true)), ("other", stack(&[("A", "1")], &[], &[])), ("app", app.clone())]);
    let after = App::of(&[("old", stack(&[("A", "1")], &[], &[])), ("other", named(true)), ("app", app)]);
    let plan = phases(&situation(&deployed(&before), &after, &[])).expect("a plan");
    assert_eq!(words(&plan), ["Detach app", "Target old", "Target other", "Target app"]);
    let (export, logical_ids) = (ExportKey::new(REGION, "queue"), vec!["Queue".to_string()]);
    assert_eq!(plan.risks, [Risk::NotKept { export, stack: key("old"), logical_ids }]);
}

#[test]
fn stacks_that_have_nothing_to_do_with_each_other_do_not_wait() {
    let after = App::of(&[("a", stack(&[("A", "1")], &[], &[])), ("b", stack(&[("B", "1")], &[], &[]))]);
    let mut situation: Situation = situation(&Account::default(), &after, &[]);
    let plan = phases(&situation).expect("a plan");
    assert!(plan.steps.iter().all(|step| step.after.is_empty()));
    situation.wanted[1].dependencies = vec![key("a")];
    assert_eq!(phases(&situation).expect("a plan").steps[1].after, [0]);
}
