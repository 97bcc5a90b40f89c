//! A program that is killed after any record of its journal loses nothing.

use super::folder::Folder;
use super::harness::{BEGINNING_MS, request, system, with, with_template};
use super::rename::app as renamed;
use super::scenario::{Death, Scenario, refusal};
use formwork::{App, CustomResource, Environment};
use formwork_deploy::clock::Clock;
use formwork_deploy::ending::Ending;
use formwork_deploy::execute::{Interrupt, Plan, Request, Task};
use formwork_deploy::journal::{self, Interrupted, Journal};
use formwork_deploy::model::{Account, Deed, Fault};
use serde_json::{Value, json};
use std::time::Duration;

fn nothing(_account: &Account) {}

/// Three stacks in a row, each with what the next one imports. Another `name` replaces what is exported.
fn row(name: &str) -> Request {
    let app = App::new("demo");
    let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
    let topic = CustomResource::new("AWS::SNS::Topic").property("TopicName", name.to_string());
    let topic = dev.stack("FirstStack").add("Alarms", topic);
    let parameter =
        |value| CustomResource::new("AWS::SSM::Parameter").property("Type", "String").property("Value", value);
    let second = dev.stack("SecondStack").add("Arn", parameter(topic.reference()));
    dev.stack("ThirdStack").add("Name", parameter(second.reference()));
    request(app.synth(), "dev")
}

#[tokio::test(start_paused = true)]
async fn making_everything_survives_a_kill_after_each_record() {
    let request = system("dev");
    let scenario = Scenario { name: "make", earlier: None, before: nothing, request: &request };
    scenario.survives(Death::Written).await;
}

#[tokio::test(start_paused = true)]
async fn an_update_survives_a_kill_after_each_record() {
    let earlier = system("dev");
    let bigger = |template: &mut Value| {
        template["Resources"]["ServiceD69D759B"]["Properties"]["DesiredCount"] = json!(3);
    };
    let request = with_template(&earlier, "AppStack", bigger);
    let other = |template: &mut Value| template["Description"] = json!("another text");
    let request = with_template(&request, "BatchStack", other);
    let scenario = Scenario { name: "update", earlier: Some(&earlier), before: nothing, request: &request };
    scenario.survives(Death::Written).await;
    scenario.survives(Death::Cut).await;
}

#[tokio::test(start_paused = true)]
async fn an_update_in_phases_survives_a_kill_after_each_record() {
    let (earlier, request) = (row("alarms"), row("alarms-2"));
    let scenario = Scenario { name: "phases", earlier: Some(&earlier), before: nothing, request: &request };
    scenario.survives(Death::Written).await;
    scenario.survives(Death::Cut).await;
}

#[tokio::test(start_paused = true)]
async fn a_failure_survives_a_kill_after_each_record() {
    let broken = |account: &Account| {
        account.fault(Fault::resource("AWS::ECS::Service", Deed::Create, "no capacity").always());
    };
    let request = system("dev");
    let scenario = Scenario { name: "fail", earlier: None, before: broken, request: &request };
    scenario.survives(Death::Written).await;
}

#[tokio::test(start_paused = true)]
async fn a_failed_update_survives_a_kill_after_each_record() {
    let broken = |account: &Account| {
        account.fault(Fault::resource("AWS::SNS::Subscription", Deed::Create, "no capacity").always());
    };
    let earlier = row("alarms");
    let bigger = |template: &mut Value| {
        template["Resources"]["Mail"] = json!({"Type": "AWS::SNS::Subscription", "Properties": {
            "Protocol": "email", "Endpoint": "operator@example.com", "TopicArn": "arn:aws:sns:us-east-1:1:other"}});
    };
    let request = with_template(&with_template(&earlier, "ThirdStack", bigger), "FirstStack", bigger);
    let scenario = Scenario { name: "fail-update", earlier: Some(&earlier), before: broken, request: &request };
    scenario.survives(Death::Written).await;
    scenario.survives(Death::Cut).await;
}

#[tokio::test(start_paused = true)]
async fn making_a_few_stacks_survives_a_lost_record() {
    let request = row("alarms");
    let scenario = Scenario { name: "make-few", earlier: None, before: nothing, request: &request };
    scenario.survives(Death::Cut).await;
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_is_made_again_survives_a_kill_after_each_record() {
    let request = row("alarms");
    let broken = |account: &Account| {
        account.fault(Fault::resource("AWS::SSM::Parameter", Deed::Create, "no capacity").in_stack("demo-dev-second"));
        let text = r#"{"Resources": {"Arn": {"Type": "AWS::SSM::Parameter", "Properties": {"Type": "String", "Value": "x"}}}}"#;
        account.put_stack("demo-dev-second", text, &[], &[]).expect_err("a stack that was rolled back");
    };
    let scenario = Scenario { name: "again", earlier: None, before: broken, request: &request };
    assert_eq!(scenario.bench().status("demo-dev-second"), "ROLLBACK_COMPLETE");
    scenario.survives(Death::Written).await;
    scenario.survives(Death::Cut).await;
}

#[tokio::test(start_paused = true)]
async fn a_refactoring_survives_a_kill_after_each_record() {
    let earlier = renamed("Orders", "Alarms", None);
    let request = with(&renamed("Purchases", "Bells", None), |options| options.refactor = true);
    let other = |template: &mut Value| template["Description"] = json!("another text");
    let request = with_template(&request, "DataStack", other);
    let scenario = Scenario { name: "refactor", earlier: Some(&earlier), before: nothing, request: &request };
    scenario.survives(Death::Written).await;
    scenario.survives(Death::Cut).await;
}

#[tokio::test(start_paused = true)]
async fn deleting_everything_survives_a_kill_after_each_record() {
    let earlier = system("dev");
    let request = Request { task: Task::Destroy, ..earlier.clone() };
    let scenario = Scenario { name: "destroy", earlier: Some(&earlier), before: nothing, request: &request };
    scenario.survives(Death::Written).await;
}

#[tokio::test(start_paused = true)]
async fn deleting_a_few_stacks_survives_a_lost_record() {
    let earlier = row("alarms");
    let request = Request { task: Task::Destroy, ..earlier.clone() };
    let scenario = Scenario { name: "destroy-few", earlier: Some(&earlier), before: nothing, request: &request };
    scenario.survives(Death::Cut).await;
}

#[tokio::test(start_paused = true)]
async fn a_plan_that_is_refused_after_a_kill_leaves_nothing() {
    let request = row("alarms");
    let scenario = Scenario { name: "refused", earlier: None, before: nothing, request: &request };
    let is_open = |records| async move {
        let bench = scenario.bench();
        let folder = Folder::new(&format!("refused-{records}"));
        let clock = Clock::at(BEGINNING_MS);
        let journal = Journal::begin(&folder.0, "crashing", clock).expect("a journal");
        journal.crash_after(records);
        let refuse = |_: &Plan<'_>| Err(refusal());
        let nothing = Interrupted::default();
        let outcome = bench.run_with(scenario.request, &refuse, &journal, clock, &nothing, Interrupt::None).await;
        drop(journal);
        if outcome.ending == Ending::Internal {
            let interrupted = journal::read(&folder.0).expect("a run");
            let journal = Journal::go_on(&folder.0, "crashing", clock).expect("a journal");
            let again = bench.run_with(scenario.request, &refuse, &journal, clock, &interrupted, Interrupt::None).await;
            assert_eq!(again.ending, Ending::Approval, "killed after {records}: {again:#?}");
        }
        tokio::time::sleep(Duration::from_secs(60)).await; // what is being deleted is gone then
        assert_eq!(bench.status("demo-dev-first"), "", "killed after {records}: the shell of a stack is left");
        outcome.ending == Ending::Internal
    };
    let mut records = 1;
    while is_open(records).await {
        records += 1;
    }
    assert!(records > 3, "{records}");
}

#[tokio::test(start_paused = true)]
async fn a_record_that_was_cut_short_does_not_count() {
    let folder = Folder::new("cut");
    let clock = Clock::at(BEGINNING_MS);
    let journal = Journal::begin(&folder.0, "cut", clock).expect("a journal");
    journal.write(&journal::Record::Began(json!({"task": "deploy"}))).expect("written");
    journal.write(&journal::Record::Done { step: "AppStack".to_string(), changed: true }).expect("written");
    drop(journal);
    let path = folder.0.join("run.jsonl");
    let text = std::fs::read_to_string(&path).expect("a journal");
    std::fs::write(&path, &text[..text.len() - 9]).expect("cut");
    let read = journal::read(&folder.0).expect("a run");
    assert_eq!(read.run, "cut");
    assert!(read.done.is_empty());
    let journal = Journal::go_on(&folder.0, "cut", clock).expect("a journal");
    journal.write(&journal::Record::Ended("fine".to_string())).expect("written");
    assert_eq!(journal::read(&folder.0).expect("a run").ended.as_deref(), Some("fine"));
}

#[tokio::test(start_paused = true)]
async fn two_runs_of_one_environment_do_not_share_a_journal() {
    let folder = Folder::new("lock");
    let clock = Clock::at(BEGINNING_MS);
    let first = Journal::begin(&folder.0, "first", clock).expect("a journal");
    let second = Journal::begin(&folder.0, "second", clock);
    assert!(matches!(second, Err(journal::JournalError::Locked { .. })), "{second:?}");
    drop(first);
    Journal::begin(&folder.0, "second", clock).expect("the lock is gone with its holder");
}
