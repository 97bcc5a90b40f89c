//! Calls that go wrong.

use super::harness::{BEGINNING_MS, Bench, app, request, said, slugs, template, topics};
use formwork::{App, CustomResource, Environment};
use formwork_deploy::clock::Clock;
use formwork_deploy::ending::Ending;
use formwork_deploy::execute::{Interrupt, Request, StepResult};
use formwork_deploy::journal::{self, Interrupted, Journal};
use formwork_deploy::model::{CallFault, Fault};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

const LOST: [CallFault; 5] = [
    CallFault::Throttle,
    CallFault::ServerError(500),
    CallFault::ServerError(503),
    CallFault::ConnectionReset,
    CallFault::AcceptedThenReset,
];

fn first() -> Value {
    topics(&[("Alarms", "one"), ("Orders", "one")])
}

fn second() -> Value {
    topics(&[("Alarms", "two"), ("Orders", "two")])
}

/// `first` is deployed, and the calls of that do not count.
async fn deployed() -> (Bench, usize) {
    let bench = Bench::new();
    assert_eq!(bench.run(&app(first())).await.ending, Ending::Fine);
    let executed = bench.account.calls().len();
    (bench, executed)
}

/// The update to `second` was made once, under one token.
async fn was_made_once(bench: &Bench, before: usize, what: &str) {
    let calls = bench.account.calls().into_iter().skip(before);
    let executed = calls.filter(|call| call.action == "ExecuteChangeSet" && call.is_done);
    let tokens: BTreeSet<Option<String>> = executed.map(|call| call.token).collect();
    assert_eq!(tokens.len(), 1, "{what}: {tokens:?}");
    assert_eq!(bench.begun("app", "UPDATE_IN_PROGRESS").await, 1, "{what}");
    assert_eq!(bench.status("app"), "UPDATE_COMPLETE", "{what}");
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_refused_or_lost_is_made_again_and_executes_once() {
    let actions = [
        "GetCallerIdentity",
        "DescribeStacks",
        "GetTemplate",
        "GetTemplateSummary",
        "ListExports",
        "CreateChangeSet",
        "DescribeChangeSet",
        "ExecuteChangeSet",
        "DescribeStackEvents",
    ];
    for action in actions {
        for lost in LOST {
            let (bench, before) = deployed().await;
            bench.account.fault(Fault::call(action, lost).times(3));
            let outcome = bench.run(&app(second())).await;
            assert_eq!(outcome.ending, Ending::Fine, "{action} {lost:?}: {outcome:#?}");
            was_made_once(&bench, before, &format!("{action} {lost:?}")).await;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn minutes_of_refusals_and_silence_after_the_execution_fail_nothing() {
    for lost in LOST {
        let (bench, before) = deployed().await;
        bench.account.fault(Fault::call("DescribeStackEvents", lost).times(100));
        let outcome = bench.run(&app(second())).await;
        assert_eq!(outcome.ending, Ending::Fine, "{lost:?}: {outcome:#?}");
        was_made_once(&bench, before, &format!("{lost:?}")).await;
    }
}

#[tokio::test(start_paused = true)]
async fn an_execution_that_does_not_arrive_for_a_minute_is_made_once() {
    for lost in [CallFault::ConnectionReset, CallFault::AcceptedThenReset, CallFault::ServerError(500)] {
        let (bench, before) = deployed().await;
        bench.account.fault(Fault::call("ExecuteChangeSet", lost).times(20));
        bench.account.fault(Fault::call("DescribeStackEvents", CallFault::ConnectionReset).times(8));
        let outcome = bench.run(&app(second())).await;
        assert_eq!(outcome.ending, Ending::Fine, "{lost:?}: {outcome:#?}");
        was_made_once(&bench, before, &format!("{lost:?}")).await;
    }
}

#[tokio::test(start_paused = true)]
async fn where_nothing_answers_before_anything_was_begun_nothing_is_begun() {
    let (bench, _) = deployed().await;
    bench.account.fault(Fault::call("CreateChangeSet", CallFault::ConnectionReset).always());
    let outcome = bench.run(&app(second())).await;
    assert_eq!((outcome.ending, slugs(&outcome)), (Ending::Detached, vec!["no-answer"]));
    assert_eq!(bench.status("app"), "CREATE_COMPLETE");
}

#[tokio::test(start_paused = true)]
async fn a_description_that_is_older_than_the_call_deceives_nobody() {
    for reads in 1..8 {
        let bench = Bench::new();
        bench.account.fault(Fault::call("DescribeStacks", CallFault::StaleRead).times(reads));
        assert_eq!(bench.run(&app(first())).await.ending, Ending::Fine, "{reads}");
        assert_eq!(bench.begun("app", "CREATE_IN_PROGRESS").await, 1, "{reads}");
        assert_eq!(bench.status("app"), "CREATE_COMPLETE", "{reads}");
    }
}

#[tokio::test(start_paused = true)]
async fn mistakes_that_early_validation_finds_are_told_one_by_one_with_their_lines() {
    let bench = Bench::new();
    let program = App::new("demo");
    let stack = program.environment(Environment::new("dev", "ap-northeast-1")).stack("DemoStack");
    stack.add("Alarms", CustomResource::new("AWS::SNS::Topic"));
    stack.add("Orders", CustomResource::new("AWS::SNS::Topic"));
    let line = line!() - 1;
    bench.account.fault(Fault::early_validation("Alarms", "PROPERTY_VALIDATION", "#/DisplayName: too long"));
    bench.account.fault(Fault::early_validation("Orders", "NAME_CONFLICT_VALIDATION", "it exists already"));
    let outcome = bench.run(&request(program.synth(), "dev")).await;
    assert_eq!((outcome.ending, slugs(&outcome)), (Ending::Preflight, vec!["early-validation", "early-validation"]));
    let text = said(&outcome);
    assert!(text.contains("Alarms: #/DisplayName: too long") && text.contains("Orders: it exists already"), "{text}");
    let of_orders = outcome.problems.iter().filter_map(|problem| problem.place.as_ref());
    let of_orders = of_orders.into_iter().find(|place| place.path == "dev/DemoStack/Orders").expect("a place");
    assert_eq!(of_orders.source.as_ref().map(|source| source.line), Some(line));
    assert_eq!(of_orders.pointer.as_deref(), Some("/Resources/Orders/Properties"));
    assert_eq!(bench.status("demo-dev-demo"), "", "nothing is left of it");
}

#[tokio::test(start_paused = true)]
async fn a_change_set_that_cannot_be_made_is_told_and_gone() {
    let broken = template(&[
        ("Alarms", "AWS::SNS::Topic", json!({"DisplayName": {"Ref": "Orders"}})),
        ("Orders", "AWS::SNS::Topic", json!({"DisplayName": {"Ref": "Alarms"}})),
    ]);
    let bench = Bench::new();
    let outcome = bench.run(&app(broken.clone())).await;
    assert_eq!((outcome.ending, slugs(&outcome)), (Ending::Preflight, vec!["change-set-failed"]), "{outcome:#?}");
    assert!(said(&outcome).to_lowercase().contains("circular"), "{}", said(&outcome));
    assert_eq!(bench.status("app"), "", "no shell is left");

    let (bench, _) = deployed().await;
    let outcome = bench.run(&app(broken)).await;
    assert_eq!((outcome.ending, slugs(&outcome)), (Ending::Preflight, vec!["change-set-failed"]), "{outcome:#?}");
    assert_eq!(bench.status("app"), "CREATE_COMPLETE");
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_not_allowed_is_named() {
    let reads = ["GetCallerIdentity", "DescribeStacks", "GetTemplateSummary", "CreateChangeSet"];
    for action in reads.into_iter().chain(["ExecuteChangeSet", "DescribeStackEvents"]) {
        let bench = Bench::new();
        bench.account.fault(Fault::call(action, CallFault::AccessDenied).always());
        let outcome = bench.run(&app(first())).await;
        assert_eq!((outcome.ending, slugs(&outcome)), (Ending::Credentials, vec!["access-denied"]), "{action}");
        assert!(said(&outcome).contains(action), "{}", said(&outcome));
    }
}

#[tokio::test(start_paused = true)]
async fn credentials_that_expire_on_the_way_end_the_run_and_it_can_be_resumed() {
    // right before the execution, right after it, and while it is waited for
    for (action, earlier) in [("ExecuteChangeSet", 0), ("DescribeStackEvents", 0), ("DescribeStackEvents", 3)] {
        let (bench, before) = deployed().await;
        bench.account.fault(Fault::call(action, CallFault::ServerError(503)).times(earlier));
        bench.account.fault(Fault::call(action, CallFault::ExpiredToken));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("expired-{action}-{earlier}"));
        let _ = std::fs::remove_dir_all(&folder);
        let clock = Clock::at(BEGINNING_MS);
        let journal = Journal::begin(&folder, "expiring", clock).expect("a journal");
        let nothing = Interrupted::default();
        let approve = |_: &formwork_deploy::execute::Plan<'_>| Ok(true);
        let outcome = bench.run_with(&app(second()), &approve, &journal, clock, &nothing, Interrupt::None).await;
        assert_eq!((outcome.ending, slugs(&outcome)), (Ending::Credentials, vec!["no-credentials"]), "{action}");
        drop(journal);

        let interrupted = journal::read(&folder).expect("a run");
        let request = Request::from_json(&interrupted.request).expect("a request");
        let journal = Journal::go_on(&folder, &interrupted.run, clock).expect("a journal");
        let outcome = bench.run_with(&request, &approve, &journal, clock, &interrupted, Interrupt::None).await;
        assert_eq!(outcome.ending, Ending::Fine, "{action} {earlier}: {outcome:#?}");
        assert!(
            matches!(outcome.steps.as_slice(), [(_, StepResult::Changed)]),
            "it is known what it did: {outcome:#?}"
        );
        was_made_once(&bench, before, action).await;
        let _ = std::fs::remove_dir_all(&folder);
    }
}

#[tokio::test(start_paused = true)]
async fn a_journal_that_cannot_be_written_stops_everything_before_it_is_done() {
    let (bench, _) = deployed().await;
    let clock = Clock::at(BEGINNING_MS);
    let journal = Journal::nowhere("broken", clock);
    journal.crash_after(1);
    let nothing = Interrupted::default();
    let outcome = bench.run_with(&app(second()), &|_| Ok(true), &journal, clock, &nothing, Interrupt::None).await;
    assert_eq!(outcome.ending, Ending::Internal);
    assert_eq!(bench.accepted("ExecuteChangeSet").len(), 1, "the first one");
}
