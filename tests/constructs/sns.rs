//! Topics and subscriptions, as their templates say.
#![cfg(feature = "sns")]

use formwork::ids::sns::TopicArn;
use formwork::sns::{Subscription, Topic};
use formwork::{App, CustomResource, Environment, Language, Parameter, Stack};
use serde_json::{Value, json};

const TOPIC: &str = "arn:aws:sns:ap-northeast-1:123456789012:alarms";

/// Builds one stack and returns its resources, and what was wrong.
fn synth(build: impl FnOnce(&Stack)) -> (Value, Vec<String>) {
    let app = App::new("demo");
    build(&app.environment(Environment::new("dev", "ap-northeast-1")).stack("TopicStack"));
    let assembly = app.synth();
    let template: Value =
        serde_json::from_str(&assembly.environments[0].stacks[0].template.to_json()).expect("a template is JSON");
    let problems = assembly.problems.iter().map(|problem| problem.render(Language::English)).collect();
    (template["Resources"].clone(), problems)
}

#[test]
fn a_topic_says_nothing_that_nobody_asked_for() {
    let (resources, problems) = synth(|stack| drop(stack.add("Topic", Topic::new())));
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(resources, json!({"TopicBFC7AF6E": {"Type": "AWS::SNS::Topic"}}));
}

#[test]
fn a_mail_address_is_subscribed_to_a_topic() {
    let (resources, problems) = synth(|stack| {
        let topic = stack.add("Topic", Topic::new().name("alarms").display_name("Alarms"));
        let address = stack.add("AlarmMail", Parameter::text());
        stack.add("Mail", Subscription::mail(&topic, address.value()));
    });
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(resources["TopicBFC7AF6E"]["Properties"], json!({"DisplayName": "Alarms", "TopicName": "alarms"}));
    let subscription = json!({
        "Type": "AWS::SNS::Subscription",
        "Properties": {
            "Endpoint": {"Ref": "AlarmMail"},
            "Protocol": "email",
            "TopicArn": {"Ref": "TopicBFC7AF6E"},
        },
    });
    assert_eq!(resources["Mail6A3D1F64"], subscription);
}

#[test]
fn an_imported_topic_is_used_like_one_that_was_made() {
    let (resources, problems) = synth(|stack| {
        let literal = stack.add("Literal", Topic::from_arn(TopicArn::literal(TOPIC)));
        assert_eq!(literal.topic_name().as_text(), Some("alarms"));
        stack.add("Mail", Subscription::mail(&literal, "ops@example.com"));
        let arn = stack.add("TopicArn", Parameter::<TopicArn>::of("String"));
        let given = stack.add("Given", Topic::from_arn(arn.value()));
        stack.add("Name", CustomResource::new("Custom::Name").property("Name", given.topic_name()));
    });
    assert_eq!(problems, Vec::<String>::new());
    let resources = resources.as_object().expect("resources");
    assert_eq!(resources.len(), 2, "nothing is made for an imported topic");
    let properties = |type_name: &str| {
        let found = resources.values().find(|resource| resource["Type"] == type_name);
        found.expect("resource")["Properties"].clone()
    };
    assert_eq!(properties("AWS::SNS::Subscription")["TopicArn"], TOPIC);
    let name = json!({"Fn::Select": [5, {"Fn::Split": [":", {"Ref": "TopicArn"}]}]});
    assert_eq!(properties("Custom::Name")["Name"], name);
}

#[test]
fn a_topic_of_another_stack_is_imported() {
    let app = App::new("demo");
    let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
    let topic = dev.stack("TopicStack").add("Topic", Topic::new());
    dev.stack("MailStack").add("Mail", Subscription::mail(&topic, "ops@example.com"));
    let assembly = app.synth();
    assert!(assembly.problems.is_empty());
    assert_eq!(assembly.environments[0].stacks[1].dependencies, ["TopicStack"]);
}

#[test]
fn what_is_no_mail_address_is_a_problem() {
    for address in ["ops", "@example.com", "ops@", "ops@a@b", "ops @example.com"] {
        let (_, problems) = synth(|stack| {
            let topic = stack.add("Topic", Topic::new());
            stack.add("Mail", Subscription::mail(&topic, address));
        });
        let expected = format!("error[C0511]: `{address}` is no mail address\n  --> dev/TopicStack/Mail");
        assert!(problems.len() == 1 && problems[0].starts_with(&expected), "{address}: {problems:?}");
    }
    let (_, problems) = synth(|stack| {
        let topic = stack.add("Topic", Topic::new());
        stack.add("Queue", Subscription::to(&topic, "sqs", "arn:aws:sqs:ap-northeast-1:123456789012:alarms"));
    });
    assert_eq!(problems, Vec::<String>::new());
}

#[test]
fn a_name_that_topics_do_not_take_is_a_problem() {
    let (_, problems) = synth(|stack| drop(stack.add("Topic", Topic::new().name("alarms.prod"))));
    let expected = "error[C0512]: a topic does not take the name `alarms.prod`\n";
    assert!(problems.len() == 1 && problems[0].starts_with(expected), "{problems:?}");
}
