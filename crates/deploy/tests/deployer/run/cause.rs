//! What a person is told of a failure.

use super::harness::{Bench, app, request, said, slugs, template, topics};
use formwork::{App, CustomResource, Environment};
use formwork_deploy::ending::Ending;
use formwork_deploy::execute::{Interrupt, Notice, Request, StepResult};
use formwork_deploy::model::{Deed, Fault};
use serde_json::json;

/// A stack with topics, one that imports from it, and one that needs neither.
fn three() -> Request {
    let app = App::new("demo");
    let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
    let topic = || CustomResource::new("AWS::SNS::Topic");
    let producer = dev.stack("ProducerStack");
    producer.add("First", topic().property("DisplayName", "first"));
    let alarms = producer.scope("Inside").add("Alarms", topic().property("DisplayName", "alarms")); // declared here
    let consumer = dev.stack("ConsumerStack");
    consumer.add("User", topic().property("DisplayName", alarms.reference()));
    dev.stack("OtherStack").add("Orders", topic());
    request(app.synth(), "dev")
}

fn line_of(comment: &str) -> u32 {
    let source = include_str!("cause.rs");
    let at = source.lines().position(|line| line.ends_with(&format!("// {comment}"))).expect("a line");
    u32::try_from(at + 1).expect("few lines")
}

fn result<'o>(outcome: &'o formwork_deploy::execute::Outcome, step: &str) -> &'o StepResult {
    &outcome.steps.iter().find(|(known, _)| known == step).expect("a step").1
}

#[tokio::test(start_paused = true)]
async fn the_first_real_cause_is_told_with_its_construct_and_line() {
    let bench = Bench::new();
    bench.account.fault(Fault::delay("First", 60)); // runs when the other one fails, and is cancelled
    let request = three();
    let id = request.target.stacks[0].template["Resources"].as_object().expect("resources");
    let id = id.keys().find(|id| id.contains("Alarms")).expect("a topic").clone();
    bench.account.fault(Fault::resource(id.clone(), Deed::Create, "no more topics"));
    let outcome = bench.run(&request).await;
    assert_eq!(outcome.ending, Ending::RolledBack, "{outcome:#?}");
    assert_eq!(slugs(&outcome), ["resource-failed", "producer-failed"]);
    let place = outcome.problems[0].place.as_ref().expect("a place");
    assert_eq!(place.path, "dev/ProducerStack/Inside/Alarms");
    assert_eq!(place.source.as_ref().map(|source| source.line), Some(line_of("declared here")));
    assert_eq!(place.pointer.as_deref(), Some(format!("/Resources/{id}").as_str()));
    let text = said(&outcome);
    assert!(text.contains("no more topics") && !text.contains("cancelled"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn what_needs_a_stack_that_failed_is_not_begun_and_the_rest_goes_on() {
    let bench = Bench::new();
    bench.account.fault(Fault::resource("AWS::SNS::Topic", Deed::Create, "no").in_stack("demo-dev-producer"));
    let outcome = bench.run(&three()).await;
    assert_eq!(outcome.ending, Ending::RolledBack);
    assert!(matches!(result(&outcome, "ProducerStack"), StepResult::Failed(_)), "{outcome:#?}");
    assert!(matches!(result(&outcome, "ConsumerStack"), StepResult::NotBegun(problems) if problems.len() == 1));
    assert!(matches!(result(&outcome, "OtherStack"), StepResult::Changed));
    let text = said(&outcome);
    assert!(text.contains("ConsumerStack was not begun") && text.contains("it needs ProducerStack"), "{text}");
    assert_eq!(bench.status("demo-dev-other"), "CREATE_COMPLETE");
    assert_eq!(bench.status("demo-dev-consumer"), "", "nothing of it is left");
}

#[tokio::test(start_paused = true)]
async fn an_update_that_fails_says_that_all_is_as_before() {
    let bench = Bench::new();
    bench.run(&app(topics(&[("Alarms", "one")]))).await;
    bench.account.fault(Fault::resource("Alarms", Deed::Update, "not now"));
    let outcome = bench.run(&app(topics(&[("Alarms", "two")]))).await;
    assert_eq!((outcome.ending, bench.status("app").as_str()), (Ending::RolledBack, "UPDATE_ROLLBACK_COMPLETE"));
    let text = said(&outcome);
    assert!(text.contains("AWS::SNS::Topic Alarms failed while AppStack was updated"), "{text}");
    assert!(text.contains("not now") && text.contains("as it was before"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn a_rollback_that_fails_says_what_failed_first_and_what_is_stuck() {
    let bench = Bench::new();
    bench.run(&app(topics(&[("Alarms", "one")]))).await;
    bench.account.fault(Fault::resource("Alarms", Deed::Update, "not now"));
    bench.account.fault(Fault::resource("Alarms", Deed::Update, "still not"));
    let outcome = bench.run(&app(topics(&[("Alarms", "two")]))).await;
    assert_eq!((outcome.ending, bench.status("app").as_str()), (Ending::Repair, "UPDATE_ROLLBACK_FAILED"));
    assert_eq!(slugs(&outcome), ["resource-failed", "rollback-stuck"]);
    let text = said(&outcome);
    assert!(text.contains("not now") && !text.contains("still not"), "{text}");
    assert!(text.contains("needs repair"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_somebody_deletes_while_it_is_made_has_failed() {
    let bench = Bench::new();
    bench.account.fault(Fault::delay("Alarms", 600));
    let request = app(topics(&[("Alarms", "one")]));
    let deletion = async {
        tokio::time::sleep(std::time::Duration::from_secs(60)).await;
        let mode = formwork_deploy::api::DeletionMode::Standard;
        bench.somebody().await.delete_stack("app", "their-deletion", &mode).await.expect("begun");
    };
    let (outcome, ()) = futures_util::future::join(bench.run(&request), deletion).await;
    assert_eq!((outcome.ending, slugs(&outcome)), (Ending::RolledBack, vec!["stack-failed"]), "{outcome:#?}");
    assert!(said(&outcome).contains("DELETE_COMPLETE"), "{}", said(&outcome));
}

#[tokio::test(start_paused = true)]
async fn an_update_that_is_cancelled_is_rolled_back() {
    let bench = Bench::new();
    bench.run(&app(topics(&[("Alarms", "one")]))).await;
    bench.account.fault(Fault::delay("Alarms", 600));
    let of_resource = |notice: &Notice| matches!(notice, Notice::Resource { .. });
    bench.interrupt.set(Some((Interrupt::Cancel, of_resource)));
    bench.notices.borrow_mut().clear();
    let outcome = bench.run(&app(topics(&[("Alarms", "two")]))).await;
    assert_eq!(outcome.ending, Ending::RolledBack, "{outcome:#?}");
    assert_eq!(bench.status("app"), "UPDATE_ROLLBACK_COMPLETE");
}

#[tokio::test(start_paused = true)]
async fn a_stack_in_a_worse_state_decides_how_the_run_ends() {
    let bench = Bench::new();
    let bucket = template(&[
        ("Alarms", "AWS::SNS::Topic", json!({})),
        ("Files", "AWS::S3::Bucket", json!({"BucketName": "files-of-app"})),
    ]);
    bench.account.fill("files-of-app");
    bench.account.fault(Fault::delay("Alarms", 60));
    bench.account.fault(Fault::resource("Alarms", Deed::Create, "no more topics").times(2));
    let both =
        super::harness::stacks(&[("AppStack", "app", bucket), ("OtherStack", "other", topics(&[("Alarms", "one")]))]);
    let outcome = bench.run(&both).await;
    assert_eq!(outcome.ending, Ending::Repair, "one was rolled back, one could not be: {outcome:#?}");
    assert_eq!((bench.status("app"), bench.status("other")), ("ROLLBACK_FAILED".into(), "ROLLBACK_COMPLETE".into()));
}

#[tokio::test(start_paused = true)]
async fn where_a_name_is_taken_the_ways_out_are_named() {
    let bench = Bench::new();
    let table = |policy: &str| {
        let table = json!({
            "Type": "AWS::DynamoDB::Table",
            "DeletionPolicy": policy,
            "Properties": {"TableName": "orders"},
        });
        json!({"Resources": {"Orders": table}})
    };
    bench.account.put_stack("somebody-else", &table("Delete").to_string(), &[], &[]).expect("a stack");
    let outcome = bench.run(&app(table("Delete"))).await;
    assert!(said(&outcome).contains("with the deletion policy Retain"), "{}", said(&outcome));
    let outcome = bench.run(&app(table("Retain"))).await;
    let help = "`deploy AppStack dev --import-existing` takes it into the stack";
    assert!(said(&outcome).contains(help), "{}", said(&outcome));
    bench.account.fault(Fault::early_validation("Orders", "NAME_CONFLICT_VALIDATION", "orders already exists"));
    let outcome = bench.run(&app(table("Retain"))).await;
    assert_eq!(slugs(&outcome), ["early-validation"]);
    assert!(said(&outcome).contains(help), "{}", said(&outcome));
}

#[tokio::test(start_paused = true)]
async fn a_hook_that_fails_a_change_set_says_why_and_how_to_mend_it() {
    let bench = Bench::new();
    bench.account.fault(Fault::hook("MyOrg::Guard::Names", "topics have a display name", "set DisplayName"));
    let outcome = bench.run(&app(topics(&[("Alarms", "alarms")]))).await;
    assert_eq!(outcome.ending, Ending::Preflight);
    assert_eq!(slugs(&outcome), ["hook-failed"]);
    let said = said(&outcome);
    assert!(said.contains("MyOrg::Guard::Names") && said.contains("rule-1: topics have a display name"), "{said}");
    assert!(said.contains("help: set DisplayName"), "{said}");
    assert!(bench.account.snapshot()["stacks"]["app"].is_null(), "the shell is gone");
}
