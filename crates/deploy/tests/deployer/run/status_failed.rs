//! From every state in which something has failed.

use super::harness::{Bench, app, said, slugs, template, topics, with};
use super::status::{deployed, first, second, title};
use formwork_deploy::ending::Ending;
use formwork_deploy::execute::{Options, Plan, Request, Task};
use formwork_deploy::model::{Deed, Fault};
use serde_json::{Value, json};
use std::cell::RefCell;

fn with_bucket() -> Value {
    template(&[
        ("Alarms", "AWS::SNS::Topic", json!({"DisplayName": "one"})),
        ("Files", "AWS::S3::Bucket", json!({"BucketName": "files-of-app"})),
    ])
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
    let seen = RefCell::new(Vec::new());
    let look = |plan: &Plan<'_>| {
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
