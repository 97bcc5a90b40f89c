//! An export in use never blocks a deploy.

use super::harness::{Bench, find, request};
use formwork::{App, CustomResource, Environment, Output, function};
use formwork_deploy::ending::Ending;
use formwork_deploy::execute::Request;

/// Two stacks: a topic, and a subscription that imports it. `name` is create-only: another one replaces the topic.
fn app(topic: &str, subscribes: bool) -> Request {
    let app = App::new("demo");
    let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
    let producer = dev.stack("ProducerStack");
    let alarms =
        producer.add("Alarms", CustomResource::new("AWS::SNS::Topic").property("TopicName", topic.to_string()));
    let consumer = dev.stack("ConsumerStack");
    let mail = CustomResource::new("AWS::SNS::Subscription").property("Protocol", "email");
    let mail = mail.property("Endpoint", "operator@example.com");
    let arn = if subscribes { alarms.reference() } else { formwork::function::sub("arn:aws:sns:us-east-1:1:other") };
    consumer.add("Mail", mail.property("TopicArn", arn));
    request(app.synth(), "dev")
}

#[tokio::test(start_paused = true)]
async fn an_imported_value_may_change() {
    let bench = Bench::new();
    assert_eq!(bench.run(&app("alarms", true)).await.ending, Ending::Fine);

    // the usual order is refused by CloudFormation: the export is in use
    let mut naive = app("alarms-2", true);
    naive.target.stacks.truncate(1);
    naive.target.stacks[0].is_chosen = true;
    let refused = bench.run(&naive).await;
    assert_ne!(refused.ending, Ending::Fine, "the consumer is not known here, so nothing steps aside");

    let outcome = bench.run(&app("alarms-2", true)).await;
    assert_eq!(outcome.ending, Ending::Fine, "{outcome:#?}");
    let steps: Vec<&str> = outcome.steps.iter().map(|(step, _)| step.as_str()).collect();
    assert!(steps.contains(&"ConsumerStack/detach"), "{steps:?}");
    assert_eq!(steps.last(), Some(&"ConsumerStack"), "{steps:?}");
    assert!(bench.account.snapshot().to_string().contains("alarms-2"));
    assert_eq!(bench.run(&app("alarms-2", true)).await.steps.len(), 2, "and then there is nothing to do");
}

#[tokio::test(start_paused = true)]
async fn an_export_goes_after_its_last_importer_has_let_go() {
    let bench = Bench::new();
    assert_eq!(bench.run(&app("alarms", true)).await.ending, Ending::Fine);
    let outcome = bench.run(&app("alarms", false)).await;
    assert_eq!(outcome.ending, Ending::Fine, "{outcome:#?}");
    assert!(!bench.account.snapshot().to_string().contains("demo-dev-producer:Alarms"));
}

#[tokio::test(start_paused = true)]
async fn an_export_that_strangers_import_is_refused_and_they_are_named() {
    let bench = Bench::new();
    assert_eq!(bench.run(&app("alarms", true)).await.ending, Ending::Fine);
    let stranger = r#"{"Resources": {"Mail": {"Type": "AWS::SNS::Subscription", "Properties": {
        "Protocol": "email", "Endpoint": "x@example.com", "TopicArn": {"Fn::ImportValue": "demo-dev-producer:AlarmsRef"}}}}}"#;
    bench.account.put_stack("stranger", stranger, &[], &[]).expect("a stack");
    let writes = bench.writes().len();
    let outcome = bench.run(&app("alarms-2", true)).await;
    assert_eq!(outcome.ending, Ending::Preflight);
    let said = outcome.problems[0].render(formwork::Language::English);
    assert!(said.contains("stranger") && said.contains("demo-dev-producer:AlarmsRef"), "{said}");
    assert_eq!(bench.writes().len(), writes, "nothing was written");
}

fn parameter(value: impl formwork::IntoValue<formwork::Json>) -> CustomResource {
    CustomResource::new("AWS::SSM::Parameter").property("Type", "String").property("Value", value)
}

/// Where the topic is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Home {
    First,
    Second,
}

/// Four stacks: a topic in one of two of them, and two others that import it under one name.
fn moving(home: Home) -> Request {
    let app = App::new("demo");
    let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
    let homes = [("FirstStack", Home::First), ("SecondStack", Home::Second)].map(|(id, at)| {
        let stack = dev.stack(id);
        stack.add("Own", parameter("own"));
        if at == home {
            let topic = stack.add("Alarms", CustomResource::new("AWS::SNS::Topic"));
            stack.add("AlarmsArn", Output::new(topic.reference()).export("demo-alarms"));
        }
        stack
    });
    for id in ["ThirdStack", "FourthStack"] {
        let stack = dev.stack(id);
        stack.depends_on(&homes[0]).depends_on(&homes[1]);
        stack.add("Arn", parameter(function::import_value::<formwork::Text>("demo-alarms")));
    }
    request(app.synth(), "dev")
}

/// Three stacks in a row; the last one imports from both others, or has let go of one and imports something new of it.
fn letting_go(has_let_go: bool) -> Request {
    let app = App::new("demo");
    let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
    let (first, second, third) = (dev.stack("FirstStack"), dev.stack("SecondStack"), dev.stack("ThirdStack"));
    let old = first.add("Old", CustomResource::new("AWS::SNS::Topic"));
    let new = first.add("New", CustomResource::new("AWS::SNS::Topic"));
    second.add("Arn", parameter(new.reference()));
    third.add("Arn", parameter(if has_let_go { new.reference() } else { old.reference() }));
    request(app.synth(), "dev")
}

/// Takes an account from one app to another; naively it would have been refused.
async fn goes(before: &Request, after: &Request) -> (Bench, Vec<String>) {
    let naive = Bench::new();
    assert_eq!(naive.run(before).await.ending, Ending::Fine);
    let refused = naive.put(after).join("; "); // each stack by itself, producers first
    assert!(
        refused.contains("in use by") || refused.contains("already exported"),
        "nothing stands in the way: {refused}"
    );

    let bench = Bench::new();
    assert_eq!(bench.run(before).await.ending, Ending::Fine);
    let outcome = bench.run(after).await;
    assert_eq!(outcome.ending, Ending::Fine, "{outcome:#?}");
    let snapshot = bench.account.snapshot();
    for stack in &after.target.stacks {
        assert_eq!(snapshot["stacks"][&stack.name]["template"], stack.template, "{}", stack.name);
    }
    let writes = bench.writes().len();
    assert_eq!(bench.run(after).await.ending, Ending::Fine);
    assert_eq!(bench.writes().len(), writes, "and then there is nothing to do");
    (bench, outcome.steps.into_iter().map(|(step, _)| step).collect())
}

#[tokio::test(start_paused = true)]
async fn an_export_in_use_moves_to_another_stack() {
    let (bench, steps) = goes(&moving(Home::First), &moving(Home::Second)).await;
    for detached in ["ThirdStack/detach", "FourthStack/detach"] {
        assert!(steps.iter().any(|step| step == detached), "{steps:?}");
    }
    let snapshot = bench.account.snapshot();
    let output = &snapshot["stacks"]["demo-dev-second"]["outputs"];
    assert!(output.to_string().contains("demo-alarms"), "{output}");
    assert!(!snapshot["stacks"]["demo-dev-first"].to_string().contains("AWS::SNS::Topic"));
}

#[tokio::test(start_paused = true)]
async fn an_export_is_dropped_while_its_importer_lets_go() {
    let (bench, steps) = goes(&letting_go(false), &letting_go(true)).await;
    assert!(!steps.iter().any(|step| step.ends_with("/detach")), "a value that stays is not written down: {steps:?}");
    assert!(!bench.account.snapshot().to_string().contains("demo-dev-first:OldRef"));
}

#[tokio::test(start_paused = true)]
async fn stacks_that_were_not_chosen_step_aside_and_come_back() {
    let bench = Bench::new();
    let before = app("alarms", true);
    assert_eq!(bench.run(&before).await.ending, Ending::Fine);
    let mut after = app("alarms-2", true);
    find(&mut after.target, "ConsumerStack").is_chosen = false;
    let outcome = bench.run(&after).await;
    assert_eq!(outcome.ending, Ending::Fine, "{outcome:#?}");
    let steps: Vec<&str> = outcome.steps.iter().map(|(step, _)| step.as_str()).collect();
    assert_eq!(steps, ["ConsumerStack/detach", "ProducerStack", "ConsumerStack"]);
    let consumer = &bench.account.snapshot()["stacks"]["demo-dev-consumer"];
    assert_eq!(consumer["template"], before.target.stacks[1].template, "its own template, as it was");
    assert!(consumer["resources"].to_string().contains("alarms-2"), "with the new value");
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_was_not_chosen_and_is_not_in_the_way_stays_as_it_is() {
    let bench = Bench::new();
    assert_eq!(bench.run(&app("alarms", true)).await.ending, Ending::Fine);
    let mut after = app("alarms", false);
    find(&mut after.target, "ProducerStack").is_chosen = false;
    let outcome = bench.run(&after).await;
    assert_eq!(outcome.ending, Ending::Fine, "{outcome:#?}");
    let exported = &bench.account.snapshot()["stacks"]["demo-dev-producer"]["outputs"];
    assert!(exported.to_string().contains("demo-dev-producer:AlarmsRef"), "nobody asked for its export to go");
}
