//! An export in use never blocks a deploy.

use super::harness::{Bench, request};
use formwork::{App, CustomResource, Environment};
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
