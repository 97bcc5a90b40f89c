//! Two deployers at once, in a thousand ways: nothing is lost, nothing is done twice.

use super::harness::{BEGINNING_MS, Bench, request};
use crate::chance::Chance;
use formwork::{App, CustomResource, Environment};
use formwork_deploy::clock::Clock;
use formwork_deploy::codes;
use formwork_deploy::ending::{Ending, Stop};
use formwork_deploy::execute::{Interrupt, Outcome, Plan, Request, Task};
use formwork_deploy::journal::{Interrupted, Journal};
use formwork_deploy::model::{CallFault, Fault};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::time::Duration;
use tokio::time::sleep;

/// One stack of two resources, or two of them: the second one imports from the first one.
fn app(value: &'static str, stacks: usize) -> Request {
    let app = App::new("demo");
    let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
    let parameter = || CustomResource::new("AWS::SSM::Parameter").property("Type", "String");
    let first = dev.stack("FirstStack");
    let topic = first.add("Alarms", CustomResource::new("AWS::SNS::Topic"));
    first.add("Value", parameter().property("Value", value));
    if stacks > 1 {
        let second = dev.stack("SecondStack");
        second.add("Value", parameter().property("Value", value));
        second.add("Arn", parameter().property("Value", topic.reference()));
    }
    request(app.synth(), "dev")
}

/// One of the two.
struct Deployer<'d> {
    name: &'static str,
    request: &'d Request,
    starts_after: Duration,
    waits: bool,
    /// Whether it is told to go on when it shows its plan.
    approves: bool,
}

impl Deployer<'_> {
    async fn run(&self, bench: &Bench) -> Outcome {
        sleep(self.starts_after).await;
        let clock = Clock::at(BEGINNING_MS);
        let journal = Journal::nowhere(self.name, clock);
        let mut request = self.request.clone();
        request.options.wait = self.waits;
        let refused = || Stop::new(Ending::Approval, codes::APPROVAL_REFUSED.problem());
        let decide = |_: &Plan<'_>| if self.approves { Ok(true) } else { Err(refused()) };
        bench.run_with(&request, &decide, &journal, clock, &Interrupted::default(), Interrupt::None).await
    }
}

fn lose_something(bench: &Bench, chance: &mut Chance) {
    let actions = ["CreateChangeSet", "DescribeChangeSet", "ExecuteChangeSet", "DescribeStacks", "DescribeStackEvents"];
    let faults = [CallFault::Throttle, CallFault::ServerError(503), CallFault::AcceptedThenReset];
    for _ in 0..chance.below(3) {
        let (action, fault) = (actions[chance.below(actions.len())], faults[chance.below(faults.len())]);
        bench.account.fault(Fault::call(action, fault).times(2));
    }
}

/// The tokens under which change sets were executed, by deployer and step, and how often each stack was.
fn executed(bench: &Bench) -> (BTreeMap<String, BTreeSet<String>>, BTreeMap<String, BTreeSet<String>>) {
    let (mut by_step, mut by_stack) = (BTreeMap::<_, BTreeSet<_>>::new(), BTreeMap::<_, BTreeSet<_>>::new());
    for call in bench.account.calls().into_iter().filter(|call| call.is_done && call.action == "ExecuteChangeSet") {
        let token = call.token.expect("a token");
        let step = token.trim_end_matches("-execute").trim_end_matches(|letter: char| letter.is_ascii_digit());
        by_step.entry(step.to_string()).or_default().insert(token.clone());
        by_stack.entry(call.stack.expect("a stack")).or_default().insert(token);
    }
    (by_step, by_stack)
}

/// Two deployers in as many ways as there are seeds. `is_there`: whether an older version is there before.
async fn interleaved(seeds: Range<u64>, stacks: usize, is_there: bool) {
    let [old, a, b] = ["old", "a", "b"].map(|value| app(value, stacks));
    let mut endings: BTreeMap<(Ending, Ending), usize> = BTreeMap::new();
    for seed in seeds {
        let mut chance = Chance::new(seed);
        let bench = Bench::new();
        if is_there {
            assert_eq!(bench.put(&old), [""; 0]);
        }
        let is_equal = chance.of(1, 3);
        let mut deployer = |name, request| Deployer {
            name,
            request,
            starts_after: Duration::from_millis(chance.below(25_000) as u64),
            waits: chance.of(1, 2),
            approves: chance.of(9, 10),
        };
        let (one, two) = (deployer("one", &a), deployer("two", if is_equal { &a } else { &b }));
        if stacks > 1 && chance.of(1, 2) {
            lose_something(&bench, &mut chance);
        }
        let (first, second) = tokio::join!(one.run(&bench), two.run(&bench));
        *endings.entry((first.ending, second.ending)).or_default() += 1;

        for outcome in [&first, &second] {
            let is_known =
                matches!(outcome.ending, Ending::Fine | Ending::Locked | Ending::Approval | Ending::Preflight);
            assert!(
                is_known && (outcome.ending == Ending::Fine || !outcome.problems.is_empty()),
                "{seed}: {outcome:#?}"
            );
        }
        let snapshot = bench.account.snapshot();
        for (at, stack) in a.target.stacks.iter().enumerate() {
            let there = &snapshot["stacks"][&stack.name];
            let wanted = [(&one, &first), (&two, &second)].map(|(deployer, outcome)| {
                (outcome.ending == Ending::Fine, &deployer.request.target.stacks[at].template)
            });
            let is_wanted = wanted.iter().any(|(_, template)| there["template"] == **template);
            let is_old = match is_there {
                true => there["template"] == old.target.stacks[at].template,
                false => there.is_null() || there["status"] == "REVIEW_IN_PROGRESS",
            };
            let is_fine = wanted.iter().any(|(is_fine, _)| *is_fine);
            assert!(is_wanted || is_old && !is_fine, "{seed}: {there:#} {first:#?} {second:#?}");
            let status = there["status"].as_str().unwrap_or("none");
            let is_whole = status.ends_with("E_COMPLETE") && !status.contains("ROLLBACK") || !is_fine && is_old;
            assert!(is_whole, "{seed}: {status} {first:#?} {second:#?}");
        }
        let (by_step, by_stack) = executed(&bench);
        assert!(by_step.values().all(|tokens| tokens.len() == 1), "{seed}: {by_step:#?}");
        let most = if is_equal { 1 } else { 2 };
        assert!(by_stack.values().all(|tokens| tokens.len() <= most), "{seed}: {by_stack:#?}");
    }
    assert!(endings.keys().any(|(one, two)| *one == Ending::Fine && *two == Ending::Fine), "{endings:?}");
    assert!(endings.keys().any(|(one, two)| *one == Ending::Locked || *two == Ending::Locked), "{endings:?}");
}

#[tokio::test(start_paused = true)]
async fn two_deployers_of_a_new_stack_do_nothing_twice_and_leave_what_one_of_them_wanted() {
    interleaved(0..400, 1, false).await;
}

#[tokio::test(start_paused = true)]
async fn two_deployers_of_an_update_do_nothing_twice_and_leave_what_one_of_them_wanted() {
    interleaved(400..860, 1, true).await;
}

#[tokio::test(start_paused = true)]
async fn two_deployers_of_two_stacks_do_so_even_where_answers_are_lost() {
    interleaved(860..930, 2, false).await;
    interleaved(930..1_000, 2, true).await;
}

#[tokio::test(start_paused = true)]
async fn a_deployer_and_one_who_deletes_leave_a_whole_stack_or_none() {
    let [old, new] = ["old", "a"].map(|value| app(value, 1));
    let gone = Request { task: Task::Destroy, ..old.clone() };
    for seed in 0..80 {
        let mut chance = Chance::new(seed);
        let bench = Bench::new();
        if chance.of(2, 3) {
            assert_eq!(bench.put(&old), [""; 0]);
        }
        let mut deployer = |name, request| Deployer {
            name,
            request,
            starts_after: Duration::from_millis(chance.below(25_000) as u64),
            waits: chance.of(1, 2),
            approves: true,
        };
        let (one, two) = (deployer("one", &new), deployer("two", &gone));
        let (deployed, deleted) = tokio::join!(one.run(&bench), two.run(&bench));
        let status = bench.status("demo-dev-first");
        let is_whole = matches!(status.as_str(), "" | "CREATE_COMPLETE" | "UPDATE_COMPLETE");
        assert!(is_whole, "{seed}: {status} {deployed:#?} {deleted:#?}");
        for outcome in [&deployed, &deleted] {
            let is_known =
                matches!(outcome.ending, Ending::Fine | Ending::Locked | Ending::Approval | Ending::Preflight);
            assert!(
                is_known && (outcome.ending == Ending::Fine || !outcome.problems.is_empty()),
                "{seed}: {outcome:#?}"
            );
        }
        let (by_step, _) = executed(&bench);
        assert!(by_step.values().all(|tokens| tokens.len() == 1), "{seed}: {by_step:#?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_plan_that_is_refused_leaves_the_change_set_of_another_deployer() {
    let request = app("a", 1);
    let bench = Bench::new();
    let deployer =
        |name, starts_after, approves| Deployer { name, request: &request, starts_after, waits: false, approves };
    let refuses = deployer("refuses", Duration::ZERO, false);
    let approves = deployer("approves", Duration::from_secs(1), true);
    let (refused, approved) = tokio::join!(refuses.run(&bench), approves.run(&bench));
    assert_eq!((refused.ending, approved.ending), (Ending::Approval, Ending::Fine), "{approved:#?}");
    assert_eq!(bench.status("demo-dev-first"), "CREATE_COMPLETE");
}
