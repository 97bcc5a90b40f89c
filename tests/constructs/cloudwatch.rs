//! Alarms, as their templates say.
#![cfg(feature = "cloudwatch")]

use formwork::cloudwatch::{Alarm, Comparison, Metric, MissingData, Statistic};
use formwork::ids::sns::TopicArn;
use formwork::sns::Topic;
use formwork::{App, Duration, Environment, Language, Stack};
use serde_json::{Value, json};

/// Builds one stack and returns the properties of its alarms, and what was wrong.
fn alarms(build: impl FnOnce(&Stack)) -> (Vec<Value>, Vec<String>) {
    let app = App::new("demo");
    build(&app.environment(Environment::new("dev", "ap-northeast-1")).stack("AlarmStack"));
    let assembly = app.synth();
    let template: Value =
        serde_json::from_str(&assembly.environments[0].stacks[0].template.to_json()).expect("a template is JSON");
    let resources = template["Resources"].as_object().cloned().unwrap_or_default();
    let alarms = resources.values().filter(|resource| resource["Type"] == "AWS::CloudWatch::Alarm");
    let problems = assembly.problems.iter().map(|problem| problem.render(Language::English)).collect();
    (alarms.map(|alarm| alarm["Properties"].clone()).collect(), problems)
}

fn cpu(period: Duration) -> Metric {
    Metric::new("AWS/ECS", "CPUUtilization", Statistic::Average, period)
}

#[test]
fn an_alarm_says_what_cloudformation_wants_and_nothing_more() {
    let alarm = Alarm::new(cpu(Duration::minutes(5)), Comparison::Above, 80);
    let (alarms, problems) = alarms(|stack| drop(stack.add("Alarm", alarm)));
    assert_eq!(problems, Vec::<String>::new());
    let expected = json!({
        "ComparisonOperator": "GreaterThanThreshold",
        "EvaluationPeriods": 1,
        "MetricName": "CPUUtilization",
        "Namespace": "AWS/ECS",
        "Period": 300,
        "Statistic": "Average",
        "Threshold": 80,
    });
    assert_eq!(alarms, [expected]);
}

#[test]
fn an_alarm_says_everything_that_was_asked_for() {
    let (alarms, problems) = alarms(|stack| {
        let made = stack.add("Topic", Topic::new());
        let arn = TopicArn::literal("arn:aws:sns:ap-northeast-1:123456789012:alarms");
        let imported = stack.add("Imported", Topic::from_arn(arn));
        let latency = Metric::new("App", "Latency", Statistic::Extended("p99".into()), Duration::seconds(30))
            .dimension("Screen", "login")
            .unit(formwork::cloudwatch::alarm::Unit::Milliseconds);
        let alarm = Alarm::new(latency, Comparison::AtLeast, 0.5)
            .periods(3)
            .datapoints(2)
            .missing_data(MissingData::NotBreaching)
            .name("latency")
            .description("Look at the database")
            .action(&made)
            .ok_action(&imported)
            .insufficient_data_action(&imported);
        stack.add("Alarm", alarm);
    });
    assert_eq!(problems, Vec::<String>::new());
    let expected = json!({
        "AlarmActions": [{"Ref": "TopicBFC7AF6E"}],
        "AlarmDescription": "Look at the database",
        "AlarmName": "latency",
        "ComparisonOperator": "GreaterThanOrEqualToThreshold",
        "DatapointsToAlarm": 2,
        "Dimensions": [{"Name": "Screen", "Value": "login"}],
        "EvaluationPeriods": 3,
        "ExtendedStatistic": "p99",
        "InsufficientDataActions": ["arn:aws:sns:ap-northeast-1:123456789012:alarms"],
        "MetricName": "Latency",
        "Namespace": "App",
        "OKActions": ["arn:aws:sns:ap-northeast-1:123456789012:alarms"],
        "Period": 30,
        "Threshold": 0.5,
        "TreatMissingData": "notBreaching",
        "Unit": "Milliseconds",
    });
    assert_eq!(alarms, [expected]);
}

#[test]
fn a_topic_of_another_stack_is_told() {
    let app = App::new("demo");
    let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
    let topic = dev.stack("TopicStack").add("Topic", Topic::new());
    let alarm = Alarm::new(cpu(Duration::minutes(5)), Comparison::Below, 1).action(&topic);
    dev.stack("AlarmStack").add("Alarm", alarm);
    let assembly = app.synth();
    assert!(assembly.problems.is_empty());
    assert_eq!(assembly.environments[0].stacks[1].dependencies, ["TopicStack"]);
}

#[test]
fn a_period_that_cloudwatch_does_not_have_is_a_problem() {
    for seconds in [0, 1, 45, 61] {
        let alarm = Alarm::new(cpu(Duration::seconds(seconds)), Comparison::Above, 80);
        let (_, problems) = alarms(|stack| drop(stack.add("Alarm", alarm)));
        let expected = format!("error[C0521]: an alarm does not take a period of {seconds} seconds\n");
        assert!(problems.len() == 1 && problems[0].starts_with(&expected), "{problems:?}");
    }
    for seconds in [10, 20, 30, 60, 300, 86_400] {
        let alarm = Alarm::new(cpu(Duration::seconds(seconds)), Comparison::Above, 80);
        let (_, problems) = alarms(|stack| drop(stack.add("Alarm", alarm)));
        assert_eq!(problems, Vec::<String>::new());
    }
}

#[test]
fn an_alarm_looks_back_a_day_or_by_the_hour_a_week() {
    let found = |period: Duration, periods: u32| {
        let alarm = Alarm::new(cpu(period), Comparison::Above, 80).periods(periods);
        let (_, problems) = alarms(|stack| drop(stack.add("Alarm", alarm)));
        problems.iter().map(|problem| problem[6..11].to_string()).collect::<Vec<_>>()
    };
    let none = Vec::<String>::new();
    assert_eq!(found(Duration::minutes(5), 288), none);
    assert_eq!(found(Duration::minutes(5), 289), ["C0522"]);
    assert_eq!(found(Duration::hours(1), 168), none);
    assert_eq!(found(Duration::hours(1), 169), ["C0522"]);
    assert_eq!(found(Duration::hours(1), u32::MAX), ["C0522"]);
    assert_eq!(found(Duration::hours(1), 0), ["C0523"]);
}

#[test]
fn more_datapoints_than_periods_is_a_problem() {
    let alarm = Alarm::new(cpu(Duration::minutes(5)), Comparison::AtMost, 80).periods(2).datapoints(3);
    let (_, problems) = alarms(|stack| drop(stack.add("Alarm", alarm)));
    let expected = "error[C0523]: the alarm waits for 3 of 2 periods\n";
    assert!(problems.len() == 1 && problems[0].starts_with(expected), "{problems:?}");
}
