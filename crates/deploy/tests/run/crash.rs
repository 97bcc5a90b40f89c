//! A program that is killed after any record of its journal loses nothing.

use super::folder::Folder;
use super::harness::{BEGINNING_MS, Bench, request, system, with_template};
use formwork::{App, CustomResource, Environment};
use formwork_deploy::clock::Clock;
use formwork_deploy::codes;
use formwork_deploy::ending::{Ending, Stop};
use formwork_deploy::execute::{Interrupt, Outcome, Plan, Request, Task};
use formwork_deploy::journal::{self, Interrupted, Journal};
use formwork_deploy::model::{Account, CallFault, Deed, Fault};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// What happens to an account before the run.
type Before = fn(&Account);

/// A run that is killed.
#[derive(Clone, Copy)]
struct Scenario<'s> {
    name: &'s str,
    /// What is deployed before.
    earlier: Option<&'s Request>,
    before: Before,
    request: &'s Request,
}

/// How a program dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Death {
    /// Its last record is on the disk.
    Written,
    /// What its last record says was done, and only half of the record is on the disk. The answers to the next calls are
    /// lost as well.
    Cut,
}

impl Scenario<'_> {
    /// An account in which the run can begin.
    fn bench(&self) -> Bench {
        let bench = Bench::new();
        if let Some(earlier) = self.earlier {
            assert_eq!(bench.put(earlier), [""; 0]);
        }
        (self.before)(&bench.account);
        bench
    }

    async fn undisturbed(&self) -> (Outcome, Value, u64) {
        let bench = self.bench();
        let clock = Clock::at(BEGINNING_MS);
        let journal = Journal::nowhere("crashing", clock);
        let nothing = Interrupted::default();
        let outcome = bench.run_with(self.request, &|_| Ok(true), &journal, clock, &nothing, Interrupt::None).await;
        (outcome, bench.account.snapshot(), journal.written())
    }

    /// Runs the request, killed after so many records, and again after the next ones, and resumes until it ends. None
    /// where this death is no other than the one before.
    async fn killed(&self, records: u64, death: Death) -> Option<(Outcome, Bench)> {
        let bench = self.bench();
        let folder = Folder::new(&format!("{}-{records}-{death:?}", self.name));
        let clock = Clock::at(BEGINNING_MS);
        let journal = Journal::begin(&folder.0, "crashing", clock).expect("a journal");
        journal.crash_after(records);
        let nothing = Interrupted::default();
        let outcome = bench.run_with(self.request, &|_| Ok(true), &journal, clock, &nothing, Interrupt::None).await;
        drop(journal);
        if death == Death::Cut {
            if !folder.cut() {
                return None;
            }
            for action in ["CreateChangeSet", "ExecuteChangeSet", "DeleteStack"] {
                bench.account.fault(Fault::call(action, CallFault::AcceptedThenReset));
            }
        } else if outcome.ending != Ending::Internal {
            return Some((outcome, bench)); // it ended before
        }
        for attempt in 0..2 {
            let interrupted = journal::read(&folder.0).expect("the first record is whole");
            assert_eq!(interrupted.ended, None);
            let request = Request::from_json(&interrupted.request).expect("a request");
            let journal = Journal::go_on(&folder.0, &interrupted.run, clock).expect("a journal");
            if attempt == 0 {
                journal.crash_after(2); // killed once more, right away
            }
            // what was approved is finished; nobody is asked again
            let is_approved = interrupted.approved.is_some();
            let decide = |_: &Plan<'_>| if is_approved { Err(refusal()) } else { Ok(true) };
            let outcome = bench.run_with(&request, &decide, &journal, clock, &interrupted, Interrupt::None).await;
            if outcome.ending != Ending::Internal {
                return Some((outcome, bench));
            }
        }
        panic!("killed after {records} records, it did not end");
    }

    /// Kills it in this way after each of its records.
    async fn survives(&self, death: Death) {
        let (expected, snapshot, records) = self.undisturbed().await;
        assert!(records > 5, "{records} records");
        for after in 1..=records {
            let Some((outcome, bench)) = self.killed(after, death).await else { continue };
            assert_eq!(outcome.ending, expected.ending, "{death:?} after {after}: {outcome:#?}");
            assert_eq!(bench.account.snapshot(), snapshot, "{death:?} after {after} of {records}");
            // once for each purpose; a failure that was written down is tried again, under another token
            let limit = 1 + usize::from(expected.ending != Ending::Fine);
            for (purpose, tokens) in done(&bench.account) {
                assert!(tokens.len() <= limit, "{death:?} after {after}: {purpose:?} {tokens:?}");
            }
        }
    }
}

/// The tokens under which the run executed and deleted, by action and step. CloudFormation does nothing at a second call
/// with the same token.
fn done(account: &Account) -> BTreeMap<(String, String), BTreeSet<String>> {
    let mut done: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for call in account.calls().into_iter().filter(|call| call.is_done) {
        let token = call.token.unwrap_or_default();
        let Some(step) = token.strip_prefix("formwork-crashing-") else { continue };
        let step = step.trim_end_matches("-execute").trim_end_matches("-delete-stack");
        let step = step.trim_end_matches(|letter: char| letter == '-' || letter.is_ascii_digit()).to_string();
        if matches!(call.action.as_str(), "ExecuteChangeSet" | "DeleteStack") {
            done.entry((call.action, step)).or_default().insert(token);
        }
    }
    done
}

fn refusal() -> Stop {
    Stop::new(Ending::Approval, codes::APPROVAL_REFUSED.problem())
}

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
async fn deleting_everything_survives_a_kill_after_each_record() {
    let earlier = system("dev");
    let request = Request { task: Task::Destroy, ..earlier.clone() };
    let scenario = Scenario { name: "destroy", earlier: Some(&earlier), before: nothing, request: &request };
    scenario.survives(Death::Written).await;
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
