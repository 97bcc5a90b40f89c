//! A program that is killed after any record of its journal loses nothing.

use super::harness::{BEGINNING_MS, Bench, system, with_template};
use formwork_deploy::clock::Clock;
use formwork_deploy::ending::Ending;
use formwork_deploy::execute::{Interrupt, Outcome, Request, Task};
use formwork_deploy::journal::{self, Interrupted, Journal};
use formwork_deploy::model::{Account, Deed, Fault};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The folder of one journal, removed with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("journal-{name}"));
        let _ = std::fs::remove_dir_all(&path);
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What leads to the account as it is when the run begins.
type Before = fn(&Account);

async fn undisturbed(before: Before, earlier: Option<&Request>, request: &Request) -> (Outcome, Value, u64) {
    let bench = Bench::new();
    if let Some(earlier) = earlier {
        assert_eq!(bench.run(earlier).await.ending, Ending::Fine);
    }
    before(&bench.account);
    let clock = Clock::at(BEGINNING_MS);
    let journal = Journal::nowhere("crashing", clock);
    let nothing = Interrupted::default();
    let outcome = bench.run_with(request, &|_| Ok(true), &journal, clock, &nothing, Interrupt::None).await;
    (outcome, bench.account.snapshot(), journal.written())
}

/// Runs a request, killed after so many records, and again after the next one, and resumes until it ends.
async fn killed(
    name: &str,
    before: Before,
    earlier: Option<&Request>,
    request: &Request,
    records: u64,
) -> (Outcome, Bench) {
    let bench = Bench::new();
    if let Some(earlier) = earlier {
        assert_eq!(bench.run(earlier).await.ending, Ending::Fine);
    }
    before(&bench.account);
    let folder = Folder::new(&format!("{name}-{records}"));
    let clock = Clock::at(BEGINNING_MS);
    let journal = Journal::begin(&folder.0, "crashing", clock).expect("a journal");
    journal.crash_after(records);
    let nothing = Interrupted::default();
    let outcome = bench.run_with(request, &|_| Ok(true), &journal, clock, &nothing, Interrupt::None).await;
    drop(journal);
    if outcome.ending != Ending::Internal {
        return (outcome, bench); // it ended before
    }
    for attempt in 0..2 {
        let interrupted = journal::read(&folder.0).expect("the first record is whole");
        assert_eq!(interrupted.ended, None);
        let request = Request::from_json(&interrupted.request).expect("a request");
        let journal = Journal::go_on(&folder.0, &interrupted.run, clock).expect("a journal");
        if attempt == 0 {
            journal.crash_after(2); // killed once more, right away
        }
        let outcome = bench.run_with(&request, &|_| Ok(true), &journal, clock, &interrupted, Interrupt::None).await;
        if outcome.ending != Ending::Internal {
            return (outcome, bench);
        }
    }
    panic!("killed after {records} records, it did not end");
}

/// Kills a scenario after each of its records.
async fn everywhere(name: &str, before: Before, earlier: Option<&Request>, request: &Request) {
    let (expected, snapshot, records) = undisturbed(before, earlier, request).await;
    assert!(records > 5, "{records} records");
    for after in 1..=records {
        let (outcome, bench) = killed(name, before, earlier, request, after).await;
        assert_eq!(outcome.ending, expected.ending, "killed after {after}: {outcome:#?}");
        assert_eq!(bench.account.snapshot(), snapshot, "killed after {after} of {records}");
        // one execution a stack and run; a failure that was written down is tried again, under another token
        let limit = 1 + usize::from(expected.ending != Ending::Fine);
        let mut executed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for call in bench.account.calls().into_iter().filter(|call| call.is_done && call.action == "ExecuteChangeSet") {
            let token = call.token.unwrap_or_default();
            if token.contains("crashing") {
                executed.entry(call.stack.unwrap_or_default()).or_default().insert(token);
            }
        }
        assert!(executed.values().all(|tokens| tokens.len() <= limit), "killed after {after}: {executed:#?}");
    }
}

fn nothing(_account: &Account) {}

#[tokio::test(start_paused = true)]
async fn making_everything_survives_a_kill_after_each_record() {
    everywhere("make", nothing, None, &system("dev")).await;
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
    everywhere("update", nothing, Some(&earlier), &request).await;
}

#[tokio::test(start_paused = true)]
async fn a_failure_survives_a_kill_after_each_record() {
    let broken = |account: &Account| {
        account.fault(Fault::resource("AWS::ECS::Service", Deed::Create, "no capacity").always());
    };
    everywhere("fail", broken, None, &system("dev")).await;
}

#[tokio::test(start_paused = true)]
async fn deleting_everything_survives_a_kill_after_each_record() {
    let earlier = system("dev");
    let request = Request { task: Task::Destroy, ..earlier.clone() };
    everywhere("destroy", nothing, Some(&earlier), &request).await;
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
