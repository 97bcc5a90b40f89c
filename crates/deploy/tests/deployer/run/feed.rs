//! Values that cross stacks without an export: brought as parameters, or read by name.

use super::harness::{Bench, find, request, said, slugs};
use formwork::{App, CustomResource, Environment, Text, Value};
use formwork_deploy::ending::Ending;
use formwork_deploy::execute::{Outcome, Plan, Request, StepResult};
use formwork_deploy::plan::class::Class;
use std::cell::RefCell;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    Strong,
    Weak,
    Fed,
}

/// A parameter, which is a new one under another name, and a topic that shows the name.
fn pair(way: Way, name: &str) -> Request {
    let app = App::new("demo");
    let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
    let parameter = CustomResource::new("AWS::SSM::Parameter").property("Type", "String").property("Value", "x");
    let parameter = parameter.property("Name", name.to_string());
    let shown: Value<Text> = dev.stack("ProducerStack").add("Parameter", parameter).reference();
    let shown = match way {
        Way::Strong => shown,
        Way::Weak => shown.weak(),
        Way::Fed => shown.fed(),
    };
    let topic = CustomResource::new("AWS::SNS::Topic").property("DisplayName", formwork::text!["for ", shown]);
    dev.stack("ConsumerStack").add("Topic", topic);
    request(app.synth(), "dev")
}

impl Bench {
    /// What the topic shows, and what it should.
    fn shown(&self) -> (String, String) {
        let snapshot = self.account.snapshot();
        let resource = |stack: &str, id: &str| snapshot["stacks"][stack]["resources"][id].clone();
        let topic = resource("demo-dev-consumer", "Topic");
        let parameter = resource("demo-dev-producer", "Parameter");
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_string();
        (text(&topic["properties"]["DisplayName"]), format!("for {}", text(&parameter["physicalId"])))
    }

    async fn fine(&self, request: &Request) -> Outcome {
        let outcome = self.run(request).await;
        assert_eq!(outcome.ending, Ending::Fine, "{}", said(&outcome));
        let (shown, expected) = self.shown();
        assert!(!expected.ends_with("for "), "{:#}", self.account.snapshot());
        assert_eq!(shown, expected);
        outcome
    }
}

fn words(outcome: &Outcome) -> Vec<String> {
    outcome.steps.iter().map(|(step, result)| format!("{step} {}", result.word())).collect()
}

#[tokio::test(start_paused = true)]
async fn a_value_reaches_its_consumer_and_a_second_run_does_nothing() {
    for way in [Way::Weak, Way::Fed] {
        let bench = Bench::new();
        bench.fine(&pair(way, "/one")).await;
        let writes = bench.writes().len();
        let outcome = bench.fine(&pair(way, "/one")).await;
        assert_eq!(words(&outcome), ["ProducerStack unchanged", "ConsumerStack unchanged"], "{way:?}");
        assert_eq!(bench.writes().len(), writes, "{way:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_value_that_moves_reaches_its_consumer_in_the_same_run() {
    for way in [Way::Weak, Way::Fed] {
        let bench = Bench::new();
        bench.fine(&pair(way, "/one")).await;
        let before = bench.shown();
        let outcome = bench.fine(&pair(way, "/two")).await;
        assert_ne!(bench.shown(), before, "{way:?}");
        assert_eq!(words(&outcome), ["ProducerStack changed", "ConsumerStack changed"], "{way:?}: in one pass");
    }
}

#[tokio::test(start_paused = true)]
async fn what_may_move_stands_in_the_plan_so_that_nobody_is_asked_twice() {
    for way in [Way::Weak, Way::Fed] {
        let bench = Bench::new();
        bench.fine(&pair(way, "/one")).await;
        let planned = RefCell::new(Vec::new());
        let decide = |plan: &Plan<'_>| {
            *planned.borrow_mut() = plan.changes.clone();
            Ok(true)
        };
        let outcome = bench.run_deciding(&pair(way, "/two"), &decide).await;
        assert_eq!(outcome.ending, Ending::Fine, "{way:?}: {}", said(&outcome));
        let planned = planned.into_inner();
        let topic = planned.iter().find(|change| change.logical_id.as_deref() == Some("Topic"));
        assert!(topic.is_some_and(|change| change.class >= Class::InPlace), "{way:?}: {planned:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_value_that_moved_while_the_consumer_was_left_out_is_caught_up() {
    for way in [Way::Weak, Way::Fed] {
        let bench = Bench::new();
        bench.fine(&pair(way, "/one")).await;
        let mut alone = pair(way, "/two");
        find(&mut alone.target, "ConsumerStack").is_chosen = false;
        let outcome = bench.run(&alone).await;
        assert_eq!(outcome.ending, Ending::Fine, "nothing holds it: {}", said(&outcome));
        assert_ne!(bench.shown().0, bench.shown().1);
        let outcome = bench.fine(&pair(way, "/two")).await;
        assert!(matches!(outcome.steps.last(), Some((_, StepResult::Changed))), "{way:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn one_way_becomes_the_other_in_one_run() {
    let bench = Bench::new();
    bench.fine(&pair(Way::Strong, "/one")).await;
    for (way, name) in [
        (Way::Fed, "/two"),
        (Way::Weak, "/one"),
        (Way::Strong, "/two"),
        (Way::Weak, "/two"),
        (Way::Strong, "/one"),
        (Way::Fed, "/one"),
    ] {
        bench.fine(&pair(way, name)).await;
        let outcome = bench.fine(&pair(way, name)).await;
        assert!(outcome.steps.iter().all(|(_, result)| matches!(result, StepResult::Unchanged)), "{way:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_output_that_is_not_there_is_named() {
    let bench = Bench::new();
    let mut alone = pair(Way::Fed, "/one");
    find(&mut alone.target, "ProducerStack").is_chosen = false;
    let outcome = bench.run(&alone).await;
    assert_eq!(outcome.ending, Ending::Preflight);
    assert_eq!(slugs(&outcome), ["no-output"]);
    assert!(said(&outcome).contains("demo-dev-producer"), "{}", said(&outcome));
    assert!(bench.accepted("CreateChangeSet").is_empty());
}
