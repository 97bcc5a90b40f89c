//! From every state that a stack can be in.

use super::harness::{Bench, app, said, slugs, stacks, topics, with};
use formwork_deploy::api::DeletionMode;
use formwork_deploy::ending::{Ending, Stop};
use formwork_deploy::execute::{Interrupt, Notice, Plan, Request, StepResult, Task};
use formwork_deploy::model::Fault;
use serde_json::{Value, json};
use std::time::Duration;

pub fn first() -> Value {
    topics(&[("Alarms", "one"), ("Orders", "one")])
}

pub fn second() -> Value {
    topics(&[("Alarms", "two"), ("Orders", "two")])
}

pub async fn deployed(bench: &Bench, template: Value) {
    assert_eq!(bench.run(&app(template)).await.ending, Ending::Fine);
}

pub fn title(bench: &Bench, topic: &str) -> Value {
    bench.account.snapshot()["stacks"]["app"]["resources"][topic]["properties"]["DisplayName"].clone()
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_is_not_there_is_made_and_one_that_was_deleted_as_well() {
    let bench = Bench::new();
    deployed(&bench, first()).await;
    assert_eq!(bench.status("app"), "CREATE_COMPLETE");
    let outcome = bench.run(&Request { task: Task::Destroy, ..app(first()) }).await;
    assert_eq!((outcome.ending, bench.status("app").as_str()), (Ending::Fine, ""));
    deployed(&bench, first()).await;
    assert_eq!(bench.status("app"), "CREATE_COMPLETE");
}

#[tokio::test(start_paused = true)]
async fn the_shell_that_a_run_left_is_used_by_the_next() {
    let bench = Bench::new();
    bench.somebody_plans("app", "formwork-killed-AppStack-0", &first()).await;
    assert_eq!(bench.status("app"), "REVIEW_IN_PROGRESS");
    deployed(&bench, first()).await;
    assert_eq!(bench.status("app"), "CREATE_COMPLETE");
    assert_eq!(bench.begun("app", "REVIEW_IN_PROGRESS").await, 1, "the same stack");
}

#[tokio::test(start_paused = true)]
async fn the_shell_of_somebody_else_is_used_but_not_taken_away() {
    let bench = Bench::new();
    bench.somebody_plans("app", "theirs", &first()).await;
    let refuse = |_: &Plan<'_>| Err(Stop { ending: Ending::Approval, problems: Vec::new() });
    assert_eq!(bench.run_deciding(&app(first()), &refuse).await.ending, Ending::Approval);
    assert_eq!(bench.status("app"), "REVIEW_IN_PROGRESS");
    let theirs = bench.somebody().await.change_set("app", "theirs").await;
    assert!(theirs.is_ok_and(|set| set.is_some()), "their change set is theirs");
    deployed(&bench, first()).await;
    assert_eq!(bench.status("app"), "CREATE_COMPLETE");
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_somebody_else_updates_is_left_alone() {
    let bench = Bench::new();
    deployed(&bench, first()).await;
    bench.somebody_begins("app", &topics(&[("Alarms", "theirs"), ("Orders", "one")])).await;
    let outcome = bench.run(&app(second())).await;
    assert_eq!((outcome.ending, slugs(&outcome)), (Ending::Locked, vec!["stack-busy"]));
    assert!(said(&outcome).contains("UPDATE_IN_PROGRESS"), "{}", said(&outcome));
    assert_eq!(bench.accepted("ExecuteChangeSet").len(), 2, "theirs and the first");
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_somebody_else_updates_keeps_the_others_from_beginning() {
    let bench = Bench::new();
    deployed(&bench, first()).await;
    bench.somebody_begins("app", &topics(&[("Alarms", "theirs"), ("Orders", "one")])).await;
    let outcome = bench.run(&stacks(&[("OtherStack", "other", first()), ("AppStack", "app", second())])).await;
    assert_eq!((outcome.ending, slugs(&outcome)), (Ending::Locked, vec!["stack-busy"]));
    assert_eq!(bench.status("other"), "", "nobody was asked to approve a plan that could not be carried out");
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_somebody_takes_before_its_turn_is_left_alone() {
    let bench = Bench::new();
    deployed(&bench, first()).await;
    bench.account.fault(Fault::delay("Alarms", 600).in_stack("other"));
    let mut request = stacks(&[("OtherStack", "other", first()), ("AppStack", "app", second())]);
    request.target.stacks[1].after = vec![0];
    let theirs = async {
        tokio::time::sleep(Duration::from_secs(300)).await;
        bench.account.fault(Fault::delay("Alarms", 6000).in_stack("app"));
        bench.somebody_begins("app", &topics(&[("Alarms", "theirs"), ("Orders", "one")])).await;
    };
    let (outcome, ()) = futures_util::future::join(bench.run(&request), theirs).await;
    assert_eq!((outcome.ending, slugs(&outcome)), (Ending::Locked, vec!["stack-busy"]), "{outcome:#?}");
    assert_eq!(
        (bench.status("other").as_str(), bench.status("app").as_str()),
        ("CREATE_COMPLETE", "UPDATE_IN_PROGRESS")
    );
}

#[tokio::test(start_paused = true)]
async fn with_wait_it_is_updated_when_the_others_are_done() {
    let bench = Bench::new();
    deployed(&bench, first()).await;
    bench.account.fault(Fault::delay("Alarms", 300));
    bench.somebody_begins("app", &topics(&[("Alarms", "theirs"), ("Orders", "one")])).await;
    let outcome = bench.run(&with(&app(second()), |options| options.wait = true)).await;
    assert_eq!(outcome.ending, Ending::Fine, "{outcome:#?}");
    assert_eq!(title(&bench, "Alarms"), "two");
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_somebody_else_works_on_is_not_deleted_but_with_wait() {
    let bench = Bench::new();
    deployed(&bench, first()).await;
    bench.somebody_begins("app", &second()).await;
    let request = Request { task: Task::Destroy, ..app(first()) };
    let outcome = bench.run(&request).await;
    assert_eq!((outcome.ending, slugs(&outcome)), (Ending::Locked, vec!["stack-busy"]));
    let outcome = bench.run(&with(&request, |options| options.wait = true)).await;
    assert_eq!((outcome.ending, bench.status("app").as_str()), (Ending::Fine, ""), "{outcome:#?}");
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_somebody_else_deletes_is_waited_for_and_made_again() {
    let bench = Bench::new();
    deployed(&bench, first()).await;
    let delete = async |bench: &Bench| {
        let mode = DeletionMode::Standard;
        bench.somebody().await.delete_stack("app", "their-deletion", &mode).await.expect("begun");
    };
    delete(&bench).await;
    let outcome = bench.run(&Request { task: Task::Destroy, ..app(first()) }).await;
    assert_eq!((outcome.ending, slugs(&outcome)), (Ending::Locked, vec!["stack-busy"]));
    let outcome = bench.run(&with(&app(second()), |options| options.wait = true)).await;
    assert_eq!(outcome.ending, Ending::Fine, "{outcome:#?}");
    assert_eq!(bench.status("app"), "CREATE_COMPLETE");
}

#[tokio::test(start_paused = true)]
async fn a_stack_without_changes_is_left_as_it_is() {
    let bench = Bench::new();
    deployed(&bench, first()).await;
    let mut same = app(first());
    same.target.stacks[0].template["Metadata"] = json!({"Note": "changes no resource"});
    same.target.stacks[0].text = same.target.stacks[0].template.to_string();
    let outcome = bench.run(&same).await;
    assert_eq!(outcome.ending, Ending::Fine);
    assert!(matches!(outcome.steps.as_slice(), [(_, StepResult::Unchanged)]), "{outcome:#?}");
    assert_eq!(bench.accepted("ExecuteChangeSet").len(), 1);
    let left = bench.somebody().await.change_set("app", "formwork-run2-AppStack-0").await;
    assert!(left.is_ok_and(|set| set.is_none()), "its change set is gone");
}

#[tokio::test(start_paused = true)]
async fn a_run_that_is_detached_from_goes_on_without_it() {
    let bench = Bench::new();
    let of_resource = |notice: &Notice| matches!(notice, Notice::Resource { .. });
    bench.interrupt.set(Some((Interrupt::Detach, of_resource)));
    let request = stacks(&[("OneStack", "one", first()), ("TwoStack", "two", first())]);
    let outcome = bench.run(&with(&request, |options| options.parallel = 1)).await;
    assert_eq!(outcome.ending, Ending::Detached);
    let words: Vec<&str> = outcome.steps.iter().map(|(_, result)| result.word()).collect();
    assert_eq!(words, ["detached", "not begun"]);
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(bench.status("one"), "CREATE_COMPLETE");
}
