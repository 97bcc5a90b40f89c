//! Buckets and repositories that a deletion would fail on.

use super::harness::{Bench, said, stacks, with};
use formwork_deploy::api::Failure;
use formwork_deploy::ending::Ending;
use formwork_deploy::execute::{Emptier, Notice, Request, Task};
use formwork_deploy::preflight::Filled;
use futures_util::future::LocalBoxFuture;
use serde_json::json;

impl Emptier for Bench {
    fn empty<'f>(&'f self, what: Filled, physical_id: &'f str) -> LocalBoxFuture<'f, Option<Result<usize, Failure>>> {
        self.emptied.borrow_mut().push((what, physical_id.to_string()));
        self.account.empty(physical_id);
        Box::pin(std::future::ready(Some(Ok(3))))
    }
}

/// Three buckets, one of which is kept, and a repository, all of them full.
async fn full() -> (Bench, Request) {
    let bucket = |name: &str, policy: &str| json!({"Type": "AWS::S3::Bucket", "DeletionPolicy": policy, "Properties": {"BucketName": name}});
    let repository = json!({"Type": "AWS::ECR::Repository", "Properties": {"RepositoryName": "app"}});
    let template = json!({"Resources": {
        "Files": bucket("files", "Delete"), "Kept": bucket("kept", "Retain"), "Images": repository,
    }});
    let request = stacks(&[("DataStack", "data", template)]);
    let bench = Bench::new();
    assert_eq!(bench.run(&request).await.ending, Ending::Fine);
    ["files", "kept", "app"].into_iter().for_each(|name| bench.account.fill(name));
    (bench, Request { task: Task::Destroy, ..request })
}

#[tokio::test(start_paused = true)]
async fn what_is_full_is_never_emptied_unasked() {
    let (bench, request) = full().await;
    let outcome = bench.run(&request).await;
    assert_eq!(outcome.ending, Ending::Repair, "{}", said(&outcome));
    assert!(bench.emptied.borrow().is_empty());
}

#[tokio::test(start_paused = true)]
async fn what_was_asked_for_is_emptied_and_what_is_kept_is_not() {
    let (bench, request) = full().await;
    let request = with(&request, |options| {
        options.empty_buckets = true;
        options.empty_repositories = true;
    });
    let remarks = std::cell::RefCell::new(Vec::new());
    let outcome = bench
        .run_deciding(&request, &|plan| {
            *remarks.borrow_mut() = plan.remarks.to_vec();
            Ok(true)
        })
        .await;
    assert_eq!(outcome.ending, Ending::Fine, "{}", said(&outcome));
    let emptied = [(Filled::Bucket, "files".to_string()), (Filled::Repository, "app".to_string())];
    assert_eq!(*bench.emptied.borrow(), emptied);
    let remarks = remarks.into_inner();
    assert_eq!(remarks.len(), 2, "{remarks:?}");
    assert!(remarks[0].starts_with("Files of DataStack is emptied"), "{remarks:?}");
    let said_so = |notice: &Notice| matches!(notice, Notice::Remark(text) if text == "files: 3 deleted");
    assert!(bench.notices.borrow().iter().any(said_so));
}

#[tokio::test(start_paused = true)]
async fn one_kind_alone_is_emptied_where_only_that_was_asked_for() {
    let (bench, request) = full().await;
    let request = with(&request, |options| options.empty_buckets = true);
    let outcome = bench.run(&request).await;
    assert_eq!(outcome.ending, Ending::Repair, "the repository is full: {}", said(&outcome));
    assert_eq!(*bench.emptied.borrow(), [(Filled::Bucket, "files".to_string())]);
}
