//! What a deletion would fail on, said before anything is deleted.

use super::harness::{Asked, Bench, said, slugs, stacks, with, with_template};
use formwork_deploy::ending::Ending;
use formwork_deploy::execute::{Outcome, Request, Task};
use formwork_deploy::model::{Deed, Fault};
use serde_json::{Value, json};

fn bucket(policy: &str) -> Value {
    json!({"Type": "AWS::S3::Bucket", "DeletionPolicy": policy, "Properties": {"BucketName": "files"}})
}

fn database(is_protected: bool) -> Value {
    let properties = json!({"DBInstanceIdentifier": "db", "DeletionProtection": is_protected});
    json!({"Type": "AWS::RDS::DBInstance", "DeletionPolicy": "Delete", "Properties": properties})
}

/// A topic, and this beside it; deployed, and then to be destroyed.
async fn deployed(bench: &Bench, logical_id: &str, resource: Value) -> Request {
    let resources = json!({"Topic": {"Type": "AWS::SNS::Topic"}, logical_id: resource});
    let request = stacks(&[("DataStack", "data", json!({"Resources": resources}))]);
    assert_eq!(bench.run(&request).await.ending, Ending::Fine);
    Request { task: Task::Destroy, ..request }
}

fn asking(filled: &[&'static str]) -> Bench {
    let mut bench = Bench::new();
    bench.asked = Some(Asked { filled: filled.to_vec() });
    bench
}

fn refused(outcome: &Outcome) -> bool {
    (outcome.ending, slugs(outcome)) == (Ending::Preflight, vec!["deletion-blocked"])
}

#[tokio::test(start_paused = true)]
async fn a_bucket_with_something_in_it_is_refused_before_anything_is_deleted() {
    let bench = asking(&["files"]);
    let request = deployed(&bench, "Files", bucket("Delete")).await;
    let outcome = bench.run(&request).await;
    assert!(refused(&outcome), "{}", said(&outcome));
    assert!(said(&outcome).contains("`--empty-buckets`"), "{}", said(&outcome));
    assert_eq!(bench.status("data"), "CREATE_COMPLETE");
    let outcome = bench.run(&with(&request, |options| options.empty_buckets = true)).await;
    assert_eq!(outcome.ending, Ending::Fine, "{}", said(&outcome));
}

#[tokio::test(start_paused = true)]
async fn what_is_empty_or_kept_stands_in_nobodys_way() {
    for (filled, policy) in [(vec![], "Delete"), (vec!["files"], "Retain"), (vec!["files"], "RetainExceptOnCreate")] {
        let bench = asking(&filled);
        let request = deployed(&bench, "Files", bucket(policy)).await;
        let outcome = bench.run(&request).await;
        assert_eq!(outcome.ending, Ending::Fine, "{policy} {}", said(&outcome));
    }
}

#[tokio::test(start_paused = true)]
async fn what_protects_itself_is_refused_unless_it_is_to_stay() {
    let bench = Bench::new();
    let request = deployed(&bench, "Database", database(true)).await;
    let outcome = bench.run(&request).await;
    assert!(refused(&outcome), "{}", said(&outcome));
    assert!(said(&outcome).contains("/Properties/DeletionProtection protects it"), "{}", said(&outcome));
    assert_eq!(bench.status("data"), "CREATE_COMPLETE");
    let outcome = bench.run(&with(&request, |options| options.retain = vec!["Database".to_string()])).await;
    assert_eq!(outcome.ending, Ending::Fine, "{}", said(&outcome));
    let bench = Bench::new();
    let request = deployed(&bench, "Database", database(false)).await;
    assert_eq!(bench.run(&request).await.ending, Ending::Fine);
}

#[tokio::test(start_paused = true)]
async fn an_update_says_what_it_will_leave_behind() {
    let bench = asking(&["files"]);
    let request = deployed(&bench, "Files", bucket("Delete")).await;
    let request = with_template(&Request { task: Task::Deploy, ..request }, "DataStack", |template| {
        template["Resources"].as_object_mut().expect("resources").remove("Files");
    });
    let remarks = std::cell::RefCell::new(Vec::new());
    let outcome = bench
        .run_deciding(&request, &|plan| {
            *remarks.borrow_mut() = plan.remarks.to_vec();
            Ok(true)
        })
        .await;
    assert_eq!(*remarks.borrow(), ["DataStack Files stays behind: there are objects in it"], "{}", said(&outcome));
}

#[tokio::test(start_paused = true)]
async fn what_a_stack_left_behind_is_taken_in_again_where_that_is_wanted() {
    let bench = Bench::new();
    let request = deployed(&bench, "Files", bucket("Retain")).await;
    assert_eq!(bench.run(&request).await.ending, Ending::Fine);
    let request = Request { task: Task::Deploy, ..request };
    let outcome = bench.run(&request).await;
    assert_eq!(outcome.ending, Ending::RolledBack, "the name is taken: {}", said(&outcome));
    let taking = with(&request, |options| options.import_existing = true);
    let outcome = bench.run(&taking).await;
    assert_eq!((outcome.ending, bench.status("data")), (Ending::Fine, "CREATE_COMPLETE".to_string()));
    let resources = bench.somebody().await.resources("data").await.expect("resources");
    let files = resources.iter().find(|one| one.logical_id == "Files").expect("the bucket");
    assert_eq!((files.status.as_str(), files.physical_id.as_str()), ("IMPORT_COMPLETE", "files"));
}

#[tokio::test(start_paused = true)]
async fn what_would_go_with_its_stack_is_not_taken_in() {
    let bench = Bench::new();
    let request = deployed(&bench, "Files", bucket("Retain")).await;
    assert_eq!(bench.run(&request).await.ending, Ending::Fine);
    let request = with_template(&Request { task: Task::Deploy, ..request }, "DataStack", |template| {
        template["Resources"]["Files"]["DeletionPolicy"] = json!("Delete");
    });
    let outcome = bench.run(&with(&request, |options| options.import_existing = true)).await;
    assert_eq!(outcome.ending, Ending::RolledBack, "{}", said(&outcome));
}

#[tokio::test(start_paused = true)]
async fn what_was_never_made_stands_in_nobodys_way() {
    let bench = Bench::new();
    bench.account.fault(Fault::resource("Topic", Deed::Create, "no capacity"));
    let mut database = database(true);
    database["DependsOn"] = json!("Topic");
    let resources = json!({"Topic": {"Type": "AWS::SNS::Topic"}, "Database": database});
    let request = stacks(&[("DataStack", "data", json!({"Resources": resources}))]);
    assert_eq!(bench.run(&request).await.ending, Ending::RolledBack);
    assert_eq!(bench.status("data"), "ROLLBACK_COMPLETE");
    let outcome = bench.run(&Request { task: Task::Destroy, ..request }).await;
    assert_eq!(outcome.ending, Ending::Fine, "{}", said(&outcome));
}

#[tokio::test(start_paused = true)]
async fn what_a_replacement_leaves_behind_follows_the_policy_of_replacements() {
    for (policy, expected) in
        [("Delete", vec!["DataStack Files stays behind: there are objects in it"]), ("Retain", vec![])]
    {
        let bench = asking(&["files"]);
        let request = deployed(&bench, "Files", bucket("Retain")).await;
        let request = with_template(&Request { task: Task::Deploy, ..request }, "DataStack", |template| {
            template["Resources"]["Files"]["UpdateReplacePolicy"] = json!(policy);
            template["Resources"]["Files"]["Properties"]["BucketName"] = json!("others");
        });
        let remarks = std::cell::RefCell::new(Vec::new());
        let outcome = bench
            .run_deciding(&request, &|plan| {
                *remarks.borrow_mut() = plan.remarks.to_vec();
                Ok(true)
            })
            .await;
        assert_eq!(*remarks.borrow(), expected, "{policy} {}", said(&outcome));
    }
}
