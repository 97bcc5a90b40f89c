//! Schedules, as their templates say.
#![cfg(feature = "scheduler")]

use formwork::iam::{Principal, Role, RoleRef};
use formwork::ids::iam::RoleArn;
use formwork::scheduler::{Automation, Schedule, ScheduleExpression, ScheduleTarget};
use formwork::{App, CustomResource, Duration, Environment, Language, Parameter, Stack, document};
use serde_json::{Value, json};

/// Builds one stack and returns its template, and what was wrong, in full.
fn synth(build: impl FnOnce(&Stack)) -> (Value, Vec<String>) {
    let app = App::new("demo");
    build(&app.environment(Environment::new("dev", "ap-northeast-1")).stack("DataStack"));
    let assembly = app.synth();
    let template = serde_json::from_str(&assembly.environments[0].stacks[0].template.to_json()).expect("JSON");
    (template, assembly.problems.iter().map(|problem| problem.render(Language::English)).collect())
}

/// The resources of one stack that has nothing wrong with it.
fn resources(build: impl FnOnce(&Stack)) -> Value {
    let (mut template, problems) = synth(build);
    assert_eq!(problems, Vec::<String>::new());
    template["Resources"].take()
}

/// What is wrong, without its place, which has line numbers in it.
fn wrong(build: impl FnOnce(&Stack)) -> Vec<String> {
    let (_, problems) = synth(build);
    let without_place = |problem: &String| {
        let lines = problem.lines().filter(|line| !line.starts_with("  --> "));
        lines.collect::<Vec<_>>().join("\n")
    };
    problems.iter().map(without_place).collect()
}

fn of_type<'a>(resources: &'a Value, type_name: &str) -> Vec<&'a Value> {
    let resources = resources.as_object().expect("resources").values();
    resources.filter(|resource| resource["Type"] == type_name).collect()
}

/// A text as it reads: `${Id}` for `Ref`, `${Id.Attribute}` for `Fn::GetAtt`, `${=Export}` for `Fn::ImportValue`.
fn read(value: &Value) -> String {
    if let Some(text) = value.as_str() {
        return text.to_string();
    }
    let (function, argument) = value.as_object().and_then(|map| map.iter().next()).expect("a function");
    match function.as_str() {
        "Ref" => format!("${{{}}}", argument.as_str().expect("an id")),
        "Fn::GetAtt" => {
            format!("${{{}.{}}}", argument[0].as_str().expect("an id"), argument[1].as_str().expect("a name"))
        }
        "Fn::ImportValue" => format!("${{={}}}", argument.as_str().expect("a name")),
        "Fn::Join" => argument[1].as_array().expect("parts").iter().map(read).collect(),
        other => panic!("{other}"),
    }
}

fn role(stack: &Stack) -> RoleRef {
    let arn = RoleArn::literal("arn:aws:iam::123456789012:role/scheduler");
    stack.add("Imported", Role::from_arn(arn))
}

fn schedule(stack: &Stack, expression: ScheduleExpression) -> Schedule {
    Schedule::new(
        expression,
        ScheduleTarget::call("sqs", "purgeQueue", document!({ "QueueUrl": "https://q" }), &role(stack)),
    )
}

/// The schedule expression that a template holds.
fn expression(expression: ScheduleExpression) -> Value {
    let resources = resources(|stack| drop(stack.add("Schedule", schedule(stack, expression))));
    resources["Schedule83A77FD1"]["Properties"]["ScheduleExpression"].clone()
}

#[test]
fn a_schedule_calls_any_action_at_the_minute() {
    let resources = resources(|stack| drop(stack.add("Schedule", schedule(stack, ScheduleExpression::daily(9, 5)))));
    let mut schedule = resources["Schedule83A77FD1"].clone();
    let arn = read(&schedule["Properties"]["Target"]["Arn"].take());
    assert_eq!(arn, "arn:${AWS::Partition}:scheduler:::aws-sdk:sqs:purgeQueue");
    assert_eq!(
        schedule,
        json!({
            "Type": "AWS::Scheduler::Schedule",
            "Properties": {
                "FlexibleTimeWindow": {"Mode": "OFF"},
                "ScheduleExpression": "cron(5 9 * * ? *)",
                "Target": {
                    "Arn": null,
                    "Input": "{\"QueueUrl\":\"https://q\"}",
                    "RoleArn": "arn:aws:iam::123456789012:role/scheduler",
                },
            },
        })
    );
}

#[test]
fn a_schedule_has_everything_else_where_asked() {
    let resources = resources(|stack| {
        let schedule = schedule(stack, ScheduleExpression::daily(22, 0))
            .time_zone("Asia/Tokyo")
            .name("purge")
            .description("Empties the queue")
            .group("nightly")
            .enabled(false);
        let made = stack.add("Schedule", schedule);
        let reader = CustomResource::new("Custom::Reader").property("Arn", made.schedule_arn());
        stack.add("Reader", reader.property("Name", made.schedule_name()));
    });
    let properties = &resources["Schedule83A77FD1"]["Properties"];
    for (name, value) in [
        ("ScheduleExpressionTimezone", "Asia/Tokyo"),
        ("Name", "purge"),
        ("Description", "Empties the queue"),
        ("GroupName", "nightly"),
        ("State", "DISABLED"),
    ] {
        assert_eq!(properties[name], value);
    }
    assert_eq!(read(&resources["Reader"]["Properties"]["Arn"]), "${Schedule83A77FD1.Arn}");
    assert_eq!(read(&resources["Reader"]["Properties"]["Name"]), "${Schedule83A77FD1}");
}

#[test]
fn times_are_written_as_the_scheduler_reads_them() {
    assert_eq!(expression(ScheduleExpression::cron("0 9 ? * MON-FRI *")), "cron(0 9 ? * MON-FRI *)");
    assert_eq!(expression(ScheduleExpression::daily(0, 0)), "cron(0 0 * * ? *)");
    assert_eq!(expression(ScheduleExpression::rate(Duration::minutes(1))), "rate(1 minute)");
    assert_eq!(expression(ScheduleExpression::rate(Duration::minutes(90))), "rate(90 minutes)");
    assert_eq!(expression(ScheduleExpression::rate(Duration::hours(2))), "rate(2 hours)");
    assert_eq!(expression(ScheduleExpression::rate(Duration::hours(24))), "rate(1 day)");
    assert_eq!(expression(ScheduleExpression::at("2027-03-31T18:00:00")), "at(2027-03-31T18:00:00)");
}

#[test]
fn parameters_become_json_with_expressions_in_it() {
    let resources = resources(|stack| {
        let name = stack.add("Name", Parameter::text()).value();
        let parameters = document!({
            "Text": "a \"quoted\" text\n",
            "Names": [(name.clone()), "b"],
            "Flags": [true, false],
            "Number": 3,
            "Nothing": {}
        });
        let target = ScheduleTarget::call("demo", "doIt", parameters, &role(stack));
        stack.add("Schedule", Schedule::new(ScheduleExpression::daily(9, 0), target));
    });
    let input = read(&resources["Schedule83A77FD1"]["Properties"]["Target"]["Input"]).replace("${Name}", "a");
    let input: Value = serde_json::from_str(&input).expect("JSON");
    let flags = json!([true, false]);
    let wanted =
        json!({"Text": "a \"quoted\" text\n", "Names": ["a", "b"], "Flags": flags, "Number": 3, "Nothing": {}});
    assert_eq!(input, wanted);
}

#[test]
fn a_runbook_is_started_with_a_role_for_its_steps() {
    let resources = resources(|stack| {
        let steps = stack.add("Steps", Role::new(Principal::service("ssm.amazonaws.com")));
        let database = stack.add("Database", CustomResource::new("Custom::Database"));
        let stop = Automation::new("AWS-StopRdsInstance", &steps).parameter("InstanceId", database.reference());
        let target = ScheduleTarget::automation(&stop, &role(stack));
        stack.add("Stop", Schedule::new(ScheduleExpression::daily(22, 0), target).time_zone("Asia/Tokyo"));
    });
    let target = &resources["Stop580F65EA"]["Properties"]["Target"];
    assert_eq!(read(&target["Arn"]), "arn:${AWS::Partition}:scheduler:::aws-sdk:ssm:startAutomationExecution");
    let input: Value = serde_json::from_str(&read(&target["Input"])).expect("JSON");
    let parameters = json!({"InstanceId": ["${Database}"], "AutomationAssumeRole": ["${Steps623F8541.Arn}"]});
    assert_eq!(input, json!({"DocumentName": "AWS-StopRdsInstance", "Parameters": parameters}));
}

#[test]
fn whoever_starts_a_runbook_may_start_this_one_and_pass_this_role_and_the_schedule_waits_for_that() {
    let resources = resources(|stack| {
        let steps = stack.add("Steps", Role::new(Principal::service("ssm.amazonaws.com")));
        let scheduler = stack.add("Role", Role::new(Principal::service("scheduler.amazonaws.com")));
        let stop = Automation::new("AWS-StopRdsInstance", &steps).parameter("InstanceId", "shop");
        let target = ScheduleTarget::automation(&stop, &scheduler);
        stack.add("Stop", Schedule::new(ScheduleExpression::daily(22, 0), target));
        stop.grant_start(&scheduler); // after the schedule, and yet there before it
    });
    assert_eq!(resources["Stop580F65EA"]["DependsOn"], "RoleDefaultPolicy5FFB7DAB");
    let policy = of_type(&resources, "AWS::IAM::Policy")[0];
    let statements = &policy["Properties"]["PolicyDocument"]["Statement"];
    assert_eq!(statements[0]["Action"], "ssm:StartAutomationExecution");
    let on: Vec<String> = statements[0]["Resource"].as_array().expect("resources").iter().map(read).collect();
    let ssm = "arn:${AWS::Partition}:ssm:${AWS::Region}:";
    assert_eq!(
        on,
        [
            format!("{ssm}:document/AWS-StopRdsInstance"),
            format!("{ssm}:automation-definition/AWS-StopRdsInstance:*"),
            format!("{ssm}${{AWS::AccountId}}:automation-execution/*"),
        ]
    );
    assert_eq!(
        statements[1],
        json!({
            "Effect": "Allow",
            "Action": "iam:PassRole",
            "Resource": {"Fn::GetAtt": ["Steps623F8541", "Arn"]},
            "Condition": {"StringEquals": {"iam:PassedToService": "ssm.amazonaws.com"}},
        })
    );
    assert_eq!(statements.as_array().map(Vec::len), Some(2));
}

#[test]
fn a_cron_has_six_fields_and_one_open_day() {
    let line = line!() + 2;
    let (_, problems) = synth(|stack| {
        stack.add("Schedule", schedule(stack, ScheduleExpression::cron("0 9 * * * *")));
    });
    assert_eq!(problems, [format!(
        "error[C0441]: `0 9 * * * *` is no schedule
  --> dev/DataStack/Schedule   tests/constructs/scheduler.rs:{line}
  note: it has six fields: minute, hour, day of the month, month, day of the week, year; one of the two days is ? and the other is not
  help: write it as 0 9 * * ? * for every day at 9:00, or use ScheduleExpression::daily
"
    )]);
    let cron = |fields: &'static str| {
        wrong(move |stack| drop(stack.add("Schedule", schedule(stack, ScheduleExpression::cron(fields))))).len()
    };
    assert_eq!(["", "0 9 * * ?", "0 9 ? * ? *", "0  9 * * ? *", "0 9 * * ? * *"].map(cron), [1; 5]);
    assert_eq!(["0 9 * * ? *", "0/5 8-18 ? * 2-6 2027"].map(cron), [0; 2]);
}

#[test]
fn times_that_there_are_not_are_errors() {
    let with = |expression: ScheduleExpression| wrong(|stack| drop(stack.add("Schedule", schedule(stack, expression))));
    assert_eq!(
        with(ScheduleExpression::daily(24, 0)),
        ["error[C0443]: `24:00` is no time of a day
  help: hours are 0 to 23, minutes 0 to 59"]
    );
    assert_eq!(with(ScheduleExpression::daily(9, 60)).len(), 1);
    assert_eq!(
        with(ScheduleExpression::rate(Duration::seconds(90))),
        ["error[C0442]: a schedule of every 90 seconds
  note: the scheduler counts in whole minutes, and one is the least
  help: choose whole minutes, hours or days"]
    );
    assert_eq!(with(ScheduleExpression::rate(Duration::seconds(0))).len(), 1);
}
