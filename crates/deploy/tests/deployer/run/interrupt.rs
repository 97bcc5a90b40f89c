//! Ctrl-C: nothing new begins; what runs is waited for, left alone, or cancelled.

use super::folder::Folder;
use super::harness::{BEGINNING_MS, Bench, request, with_template};
use formwork::{App, CustomResource, Environment};
use formwork_deploy::clock::Clock;
use formwork_deploy::ending::Ending;
use formwork_deploy::execute::{Interrupt, Outcome, Request, Services, StepResult, Surroundings, run};
use formwork_deploy::journal::{self, Interrupted, Journal};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, sleep};

/// Two stacks: a gateway, which takes minutes, and a parameter that imports it.
fn pair() -> Request {
    let app = App::new("demo");
    let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
    let nat = CustomResource::new("AWS::EC2::NatGateway").property("ConnectivityType", "private");
    let nat = nat.property("SubnetId", "subnet-1");
    let nat = dev.stack("FirstStack").add("Nat", nat);
    let parameter = CustomResource::new("AWS::SSM::Parameter").property("Type", "String");
    dev.stack("SecondStack").add("Id", parameter.property("Value", nat.reference()));
    request(app.synth(), "dev")
}

/// The same, with a load balancer more in the first stack: an update that takes minutes.
fn bigger() -> Request {
    let balancer = |template: &mut Value| {
        template["Resources"]["Balancer"] = json!({"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer"});
    };
    with_template(&pair(), "FirstStack", balancer)
}

impl Bench {
    /// Runs a request, interrupted as soon as this is true of the account.
    async fn run_until(
        &self,
        request: &Request,
        journal: &Journal,
        when: &dyn Fn(&Bench) -> bool,
        what: Interrupt,
    ) -> Outcome {
        let connection = self.connection().await;
        let (sender, interrupt) = watch::channel(Interrupt::None);
        let around = Surroundings {
            connection: &connection,
            services: Services::default(),
            clock: Clock::at(BEGINNING_MS),
            journal,
            notices: &|notice| self.notices.borrow_mut().push(notice.clone()),
            interrupt,
            decide: &|_| Ok(true),
            standing: None,
            interrupted: &Interrupted::default(),
        };
        let press = async {
            while !when(self) {
                sleep(Duration::from_millis(20)).await;
            }
            sender.send(what).expect("a run");
            std::future::pending::<()>().await;
        };
        tokio::select! {
            outcome = run(request, &around) => outcome,
            () = press => unreachable!("it goes on for ever"),
        }
    }

    async fn resume(&self, folder: &Folder) -> Outcome {
        let clock = Clock::at(BEGINNING_MS);
        let interrupted = journal::read(&folder.0).expect("a run");
        assert_eq!(interrupted.ended, None, "it goes on");
        let request = Request::from_json(&interrupted.request).expect("a request");
        let journal = Journal::go_on(&folder.0, &interrupted.run, clock).expect("a journal");
        self.run_with(&request, &|_| Ok(true), &journal, clock, &interrupted, Interrupt::None).await
    }

    fn times(&self, action: &str) -> usize {
        self.account.calls().iter().filter(|call| call.is_done && call.action == action).count()
    }
}

fn begin(folder: &Folder) -> Journal {
    Journal::begin(&folder.0, "interrupted", Clock::at(BEGINNING_MS)).expect("a journal")
}

fn first_runs(bench: &Bench) -> bool {
    bench.status("demo-dev-first").ends_with("CREATE_IN_PROGRESS")
        || bench.status("demo-dev-first") == "UPDATE_IN_PROGRESS"
}

#[tokio::test(start_paused = true)]
async fn waiting_ends_what_runs_and_begins_nothing() {
    let (bench, folder) = (Bench::new(), Folder::new("wait"));
    let journal = begin(&folder);
    let outcome = bench.run_until(&pair(), &journal, &first_runs, Interrupt::Wait).await;
    drop(journal);
    assert_eq!(outcome.ending, Ending::Detached);
    assert_eq!(bench.status("demo-dev-first"), "CREATE_COMPLETE", "it was waited for");
    assert_eq!(bench.status("demo-dev-second"), "", "nothing new was begun");
    assert!(matches!(outcome.steps[1].1, StepResult::NotBegun(_)), "{:#?}", outcome.steps);

    assert_eq!(bench.resume(&folder).await.ending, Ending::Fine);
    assert_eq!(bench.status("demo-dev-second"), "CREATE_COMPLETE");
    assert_eq!(bench.times("ExecuteChangeSet"), 2, "one for each stack");
}

#[tokio::test(start_paused = true)]
async fn detaching_ends_at_once_and_resume_goes_on_with_what_runs() {
    let (bench, folder) = (Bench::new(), Folder::new("detach"));
    let journal = begin(&folder);
    let began = Instant::now();
    let outcome = bench.run_until(&pair(), &journal, &first_runs, Interrupt::Detach).await;
    drop(journal);
    assert_eq!(outcome.ending, Ending::Detached);
    assert!(outcome.problems.is_empty(), "what was left is no failure: {:?}", outcome.problems);
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    assert_eq!(bench.status("demo-dev-first"), "CREATE_IN_PROGRESS", "it goes on");

    assert_eq!(bench.resume(&folder).await.ending, Ending::Fine);
    assert_eq!(bench.status("demo-dev-second"), "CREATE_COMPLETE");
    assert_eq!(bench.times("ExecuteChangeSet"), 2, "what runs is attached to, not begun again");
}

#[tokio::test(start_paused = true)]
async fn detaching_lets_resume_see_what_ended_meanwhile() {
    let (bench, folder) = (Bench::new(), Folder::new("meanwhile"));
    let journal = begin(&folder);
    bench.run_until(&pair(), &journal, &first_runs, Interrupt::Detach).await;
    drop(journal);
    sleep(Duration::from_secs(3600)).await;
    let outcome = bench.resume(&folder).await;
    assert_eq!(outcome.ending, Ending::Fine);
    assert!(outcome.steps.iter().all(|(_, result)| matches!(result, StepResult::Changed)), "{:#?}", outcome.steps);
    assert_eq!(bench.times("ExecuteChangeSet"), 2);
}

#[tokio::test(start_paused = true)]
async fn cancelling_rolls_an_update_back() {
    let bench = Bench::new();
    assert_eq!(bench.run(&pair()).await.ending, Ending::Fine);
    let before = bench.account.snapshot();
    let folder = Folder::new("cancel");
    let journal = begin(&folder);
    let outcome = bench.run_until(&bigger(), &journal, &first_runs, Interrupt::Cancel).await;
    assert_eq!(outcome.ending, Ending::RolledBack, "{outcome:#?}");
    assert_eq!(bench.status("demo-dev-first"), "UPDATE_ROLLBACK_COMPLETE");
    assert_eq!(bench.times("CancelUpdateStack"), 1);
    let after = bench.account.snapshot();
    assert_eq!(after["stacks"]["demo-dev-first"]["resources"], before["stacks"]["demo-dev-first"]["resources"]);
    assert_eq!(after["stacks"]["demo-dev-second"], before["stacks"]["demo-dev-second"]);
}

#[tokio::test(start_paused = true)]
async fn cancelling_lets_a_creation_end_by_itself() {
    let (bench, folder) = (Bench::new(), Folder::new("creation"));
    let journal = begin(&folder);
    let outcome = bench.run_until(&pair(), &journal, &first_runs, Interrupt::Cancel).await;
    drop(journal);
    assert_eq!(outcome.ending, Ending::Detached, "{outcome:#?}");
    assert_eq!(
        (bench.status("demo-dev-first").as_str(), bench.status("demo-dev-second").as_str()),
        ("CREATE_COMPLETE", "")
    );
    assert_eq!(bench.resume(&folder).await.ending, Ending::Fine);
}

/// Whether the change set of the second stack is being made: its step has begun, and nothing runs for it yet.
fn second_is_prepared(bench: &Bench) -> bool {
    bench.status("demo-dev-second") == "REVIEW_IN_PROGRESS"
}

#[tokio::test(start_paused = true)]
async fn what_was_not_executed_yet_is_not_executed_any_more() {
    for what in [Interrupt::Detach, Interrupt::Cancel] {
        let (bench, folder) = (Bench::new(), Folder::new(&format!("prepared-{what:?}")));
        let journal = begin(&folder);
        let outcome = bench.run_until(&pair(), &journal, &second_is_prepared, what).await;
        drop(journal);
        assert_eq!(outcome.ending, Ending::Detached, "{what:?}");
        assert_eq!(bench.status("demo-dev-second"), "REVIEW_IN_PROGRESS", "{what:?}");
        assert_eq!(bench.times("ExecuteChangeSet"), 1, "{what:?}");
        assert_eq!(bench.resume(&folder).await.ending, Ending::Fine, "{what:?}");
        assert_eq!(bench.times("ExecuteChangeSet"), 2, "{what:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_interruption_while_the_plan_is_made_begins_nothing() {
    for what in [Interrupt::Wait, Interrupt::Detach, Interrupt::Cancel] {
        let (bench, folder) = (Bench::new(), Folder::new(&format!("plan-{what:?}")));
        let journal = begin(&folder);
        let is_planning = |bench: &Bench| bench.status("demo-dev-first") == "REVIEW_IN_PROGRESS";
        let outcome = bench.run_until(&pair(), &journal, &is_planning, what).await;
        drop(journal);
        assert_eq!((outcome.ending, bench.times("ExecuteChangeSet")), (Ending::Detached, 0), "{what:?}");
        assert_eq!(bench.resume(&folder).await.ending, Ending::Fine, "{what:?}");
    }
}
