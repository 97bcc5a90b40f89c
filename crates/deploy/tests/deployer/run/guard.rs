//! Tasks that stop as soon as they start.

use super::harness::{Bench, app, said, slugs, template};
use formwork_deploy::ending::Ending;
use formwork_deploy::execute::{Notice, Request, StoppedTasks};
use formwork_deploy::model::{Deed, Fault};
use futures_util::future::LocalBoxFuture;
use serde_json::json;

impl StoppedTasks for Bench {
    fn reasons<'f>(&'f self, service: &'f str, since_ms: i64) -> LocalBoxFuture<'f, Vec<String>> {
        assert!(!service.is_empty() && since_ms > 0, "{service} {since_ms}");
        self.asked_at.borrow_mut().push(tokio::time::Instant::now());
        Box::pin(std::future::ready(self.stopped.borrow().clone()))
    }
}

const PULL: &str = "CannotPullContainerError: image not found";

/// A service that needs an hour, with tasks that have stopped for these reasons.
fn bench(reasons: &[&str]) -> Bench {
    let bench = Bench::new();
    bench.account.fault(Fault::delay("AWS::ECS::Service", 3600));
    *bench.stopped.borrow_mut() = reasons.iter().map(|reason| (*reason).to_string()).collect();
    bench
}

fn service() -> Request {
    app(template(&[("Service", "AWS::ECS::Service", json!({"ServiceName": "web", "DesiredCount": 1}))]))
}

impl Bench {
    fn told(&self) -> usize {
        let notices = self.notices.borrow();
        notices.iter().filter(|notice| matches!(notice, Notice::Remark(text) if text.contains(PULL))).count()
    }
}

#[tokio::test(start_paused = true)]
async fn two_equal_reasons_are_told_once_and_within_two_minutes() {
    let bench = bench(&[PULL, "something else", PULL, PULL]);
    let began = tokio::time::Instant::now();
    let outcome = bench.run(&service()).await;
    assert_eq!(outcome.ending, Ending::Fine, "it fails nothing by itself: {}", said(&outcome));
    assert_eq!(bench.told(), 1);
    let asked = bench.asked_at.borrow();
    assert_eq!(asked.len(), 1, "once it is known, nobody is asked again");
    assert!(asked[0].duration_since(began).as_secs() < 120, "{:?}", asked[0].duration_since(began));
    assert!(began.elapsed().as_secs() > 3600, "the service takes an hour");
}

#[tokio::test(start_paused = true)]
async fn reasons_that_differ_are_not_told() {
    let bench = bench(&[PULL, "ResourceInitializationError: no secret"]);
    bench.run(&service()).await;
    assert_eq!(bench.told(), 0);
    assert!(bench.asked_at.borrow().len() > 10, "it is asked again and again");
}

#[tokio::test(start_paused = true)]
async fn a_failure_names_what_stopped_the_tasks() {
    let bench = bench(&[PULL, PULL]);
    bench.account.fault(Fault::resource("AWS::ECS::Service", Deed::Create, "did not stabilize"));
    let outcome = bench.run(&service()).await;
    assert_eq!(outcome.ending, Ending::RolledBack);
    assert_eq!(slugs(&outcome), ["resource-failed", "tasks-stop"]);
    assert!(said(&outcome).contains(PULL), "{}", said(&outcome));
}
