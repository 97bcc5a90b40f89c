//! From every state that a stack can be in.

use super::harness::{Bench, app, said, slugs, stacks, template, topics};
use formwork_deploy::ending::Ending;
use formwork_deploy::execute::{Notice, Options, Request, StepResult, Task};
use formwork_deploy::model::{Deed, Fault};
use serde_json::{Value, json};
use std::time::Duration;

fn first() -> Value {
    topics(&[("Alarms", "one"), ("Orders", "one")])
}

fn second() -> Value {
    topics(&[("Alarms", "two"), ("Orders", "two")])
}

fn with_bucket() -> Value {
    template(&[
        ("Alarms", "AWS::SNS::Topic", json!({"DisplayName": "one"})),
        ("Files", "AWS::S3::Bucket", json!({"BucketName": "files-of-app"})),
    ])
}

fn with(request: &Request, change: impl Fn(&mut Options)) -> Request {
    let mut request = request.clone();
    change(&mut request.options);
    request
}

async fn deployed(bench: &Bench, template: Value) {
    assert_eq!(bench.run(&app(template)).await.ending, Ending::Fine);
}

fn title(bench: &Bench, topic: &str) -> Value {
    bench.account.snapshot()["stacks"]["app"]["resources"][topic]["properties"]["DisplayName"].clone()
}

/// A creation of `with_bucket` failed, and the bucket could not be deleted: `ROLLBACK_FAILED`.
async fn half_made() -> Bench {
    let bench = Bench::new();
    bench.account.fault(Fault::resource("Alarms", Deed::Create, "no more topics"));
    bench.account.fault(Fault::delay("Alarms", 60));
    bench.account.fill("files-of-app");
    let outcome = bench.run(&app(with_bucket())).await;
    assert_eq!(bench.status("app"), "ROLLBACK_FAILED", "{outcome:#?}");
    assert_eq!(outcome.ending, Ending::Repair);
    bench
}

/// An update of `first` to `second` failed so often.
async fn failed_updates(times: u32) -> Bench {
    let bench = Bench::new();
    deployed(&bench, first()).await;
    bench.account.fault(Fault::resource("Alarms", Deed::Update, "not now").times(times));
    let outcome = bench.run(&app(second())).await;
    assert_eq!(outcome.ending, if times == 1 { Ending::RolledBack } else { Ending::Repair }, "{outcome:#?}");
    bench
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
    let refuse = |_: &formwork_deploy::execute::Plan<'_>| {
        Err(formwork_deploy::ending::Stop { ending: Ending::Approval, problems: Vec::new() })
    };
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
        let mode = formwork_deploy::api::DeletionMode::Standard;
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
async fn a_creation_that_was_rolled_back_is_deleted_and_made_again() {
    let bench = Bench::new();
    bench.account.fault(Fault::resource("Alarms", Deed::Create, "no more topics"));
    let outcome = bench.run(&app(first())).await;
    assert_eq!((outcome.ending, bench.status("app").as_str()), (Ending::RolledBack, "ROLLBACK_COMPLETE"));
    let outcome = bench.run_deciding(&app(first()), &|_| Ok(false)).await;
    assert_eq!(outcome.ending, Ending::Fine, "nothing is left that needs approval: {outcome:#?}");
    assert_eq!(bench.status("app"), "CREATE_COMPLETE");
}

#[tokio::test(start_paused = true)]
async fn leftovers_that_hold_data_are_in_the_plan_and_stay_unless_they_were_approved() {
    let bench = half_made().await;
    let seen = std::cell::RefCell::new(Vec::new());
    let look = |plan: &formwork_deploy::execute::Plan<'_>| {
        let worst = plan.changes.iter().max_by_key(|change| change.class).expect("changes");
        let class = worst.class.number();
        seen.borrow_mut().push((worst.logical_id.clone().unwrap_or_default(), worst.effect.word().to_string(), class));
        Ok(false)
    };
    let outcome = bench.run_deciding(&app(with_bucket()), &look).await;
    assert_eq!(*seen.borrow(), [("Files".to_string(), "removed".to_string(), 5)]);
    assert_eq!((outcome.ending, slugs(&outcome)), (Ending::Approval, vec!["leftovers"]));
    assert!(said(&outcome).contains("Files"), "{}", said(&outcome));
    assert_eq!(bench.status("app"), "ROLLBACK_FAILED", "nothing was touched");

    bench.account.empty("files-of-app");
    let outcome = bench.run(&app(with_bucket())).await;
    assert_eq!(outcome.ending, Ending::Fine, "{outcome:#?}");
    assert_eq!(bench.status("app"), "CREATE_COMPLETE");
}

#[tokio::test(start_paused = true)]
async fn an_express_creation_that_failed_is_deleted_and_made_again() {
    let bench = Bench::new();
    bench.account.fault(Fault::resource("Alarms", Deed::Create, "no more topics"));
    let outcome = bench.run(&with(&app(first()), |options| options.express = true)).await;
    assert_eq!((outcome.ending, bench.status("app").as_str()), (Ending::Repair, "CREATE_FAILED"));
    let outcome = bench.run(&app(first())).await;
    assert_eq!(outcome.ending, Ending::Fine, "{outcome:#?}");
    assert_eq!(bench.status("app"), "CREATE_COMPLETE");
}

#[tokio::test(start_paused = true)]
async fn an_express_update_that_failed_is_fixed_forward_in_express_mode() {
    let bench = Bench::new();
    deployed(&bench, first()).await;
    bench.account.fault(Fault::resource("Alarms", Deed::Update, "not now"));
    let outcome = bench.run(&with(&app(second()), |options| options.express = true)).await;
    assert_eq!((outcome.ending, bench.status("app").as_str()), (Ending::Repair, "UPDATE_FAILED"));
    let outcome = bench.run(&app(second())).await;
    assert_eq!(outcome.ending, Ending::Fine, "{outcome:#?}");
    assert_eq!((bench.status("app").as_str(), title(&bench, "Alarms")), ("UPDATE_COMPLETE", json!("two")));
    let last = bench.accepted("CreateChangeSet").pop().expect("a change set");
    assert_eq!(last.fields.get("DeploymentConfig.Mode").map(String::as_str), Some("EXPRESS"));

    assert_eq!(bench.run(&app(first())).await.ending, Ending::Fine);
    let last = bench.accepted("CreateChangeSet").pop().expect("a change set");
    assert_eq!(last.fields.get("DeploymentConfig.Mode"), None, "and then it is as it was asked for");
}

#[tokio::test(start_paused = true)]
async fn an_update_that_was_rolled_back_is_made_again() {
    let bench = failed_updates(1).await;
    assert_eq!(bench.status("app"), "UPDATE_ROLLBACK_COMPLETE");
    assert_eq!(bench.run(&app(second())).await.ending, Ending::Fine);
    assert_eq!(title(&bench, "Alarms"), "two");
}

#[tokio::test(start_paused = true)]
async fn a_rollback_that_failed_is_finished_before_anything_else() {
    let bench = failed_updates(2).await;
    assert_eq!(bench.status("app"), "UPDATE_ROLLBACK_FAILED");
    let third = topics(&[("Alarms", "three"), ("Orders", "three")]);
    let outcome = bench.run(&app(third)).await;
    assert_eq!(outcome.ending, Ending::Fine, "{outcome:#?}");
    assert_eq!(bench.accepted("ContinueUpdateRollback").len(), 1);
    assert_eq!((bench.status("app").as_str(), title(&bench, "Alarms")), ("UPDATE_COMPLETE", json!("three")));
}

#[tokio::test(start_paused = true)]
async fn after_a_finished_rollback_what_no_plan_could_show_is_asked_for() {
    let bench = failed_updates(2).await;
    // the template of the update that failed is still the stack's: whatever is compared with it seems to be there
    let outcome = bench.run(&app(second())).await;
    assert_eq!((outcome.ending, slugs(&outcome)), (Ending::Approval, vec!["plan-grew"]), "{outcome:#?}");
    assert_eq!(bench.status("app"), "UPDATE_ROLLBACK_COMPLETE");
    assert_eq!(bench.run(&app(second())).await.ending, Ending::Fine);
    assert_eq!(title(&bench, "Alarms"), "two");
}

#[tokio::test(start_paused = true)]
async fn a_rollback_that_fails_again_names_what_could_be_skipped() {
    let bench = failed_updates(3).await;
    let third = topics(&[("Alarms", "three"), ("Orders", "three")]);
    let outcome = bench.run(&app(third.clone())).await;
    assert_eq!(outcome.ending, Ending::Repair);
    assert_eq!(slugs(&outcome), ["resource-failed", "rollback-stuck"]);
    assert!(said(&outcome).contains("--skip Alarms"), "{}", said(&outcome));

    let elsewhere = |options: &mut Options| options.skip = vec!["Elsewhere".to_string(), "Alarms".to_string()];
    let outcome = bench.run(&with(&app(third), elsewhere)).await;
    assert_eq!(outcome.ending, Ending::Fine, "what is named for another stack does no harm: {outcome:#?}");
    let call = bench.accepted("ContinueUpdateRollback").pop().expect("a call");
    assert_eq!(call.fields.get("ResourcesToSkip.member.1").map(String::as_str), Some("Alarms"));
    assert_eq!(call.fields.get("ResourcesToSkip.member.2"), None);
}

#[tokio::test(start_paused = true)]
async fn a_deletion_that_failed_names_what_stands_in_its_way() {
    let bench = Bench::new();
    deployed(&bench, with_bucket()).await;
    bench.account.fill("files-of-app");
    let destroy = Request { task: Task::Destroy, ..app(with_bucket()) };
    let outcome = bench.run(&destroy).await;
    assert_eq!((outcome.ending, slugs(&outcome)), (Ending::Repair, vec!["deletion-stuck"]));
    let text = said(&outcome);
    assert!(text.contains("Files: The bucket you tried to delete is not empty"), "{text}");
    assert!(text.contains("--retain Files"), "{text}");
    assert_eq!(bench.status("app"), "DELETE_FAILED");

    // its data stays where nobody approved its deletion
    let outcome = bench.run_deciding(&app(with_bucket()), &|_| Ok(false)).await;
    assert_eq!((outcome.ending, slugs(&outcome)), (Ending::Approval, vec!["leftovers"]));

    let retaining = with(&destroy, |options| options.retain = vec!["Files".to_string(), "Elsewhere".to_string()]);
    let outcome = bench.run(&retaining).await;
    assert_eq!((outcome.ending, bench.status("app").as_str()), (Ending::Fine, ""), "{outcome:#?}");
    assert_eq!(bench.account.snapshot()["retained"], json!([["AWS::S3::Bucket", "files-of-app"]]));
}

#[tokio::test(start_paused = true)]
async fn what_is_to_be_kept_is_kept_in_the_first_deletion_already() {
    let bench = Bench::new();
    deployed(&bench, with_bucket()).await;
    bench.account.fill("files-of-app");
    let destroy = Request { task: Task::Destroy, ..app(with_bucket()) };
    let outcome = bench.run(&with(&destroy, |options| options.retain = vec!["Files".to_string()])).await;
    assert_eq!((outcome.ending, bench.status("app").as_str()), (Ending::Fine, ""), "{outcome:#?}");
    assert_eq!(bench.account.snapshot()["retained"], json!([["AWS::S3::Bucket", "files-of-app"]]));
}

#[tokio::test(start_paused = true)]
async fn a_stack_whose_deletion_failed_is_deleted_and_made_again() {
    let bench = Bench::new();
    deployed(&bench, with_bucket()).await;
    bench.account.fill("files-of-app");
    bench.run(&Request { task: Task::Destroy, ..app(with_bucket()) }).await;
    assert_eq!(bench.status("app"), "DELETE_FAILED");
    bench.account.empty("files-of-app");
    let outcome = bench.run(&app(with_bucket())).await;
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
    bench.interrupt.set(Some((formwork_deploy::execute::Interrupt::Detach, of_resource)));
    let request = stacks(&[("OneStack", "one", first()), ("TwoStack", "two", first())]);
    let outcome = bench.run(&with(&request, |options| options.parallel = 1)).await;
    assert_eq!(outcome.ending, Ending::Detached);
    let words: Vec<&str> = outcome.steps.iter().map(|(_, result)| result.word()).collect();
    assert_eq!(words, ["detached", "not begun"]);
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(bench.status("one"), "CREATE_COMPLETE");
}
