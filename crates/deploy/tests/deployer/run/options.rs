//! What is asked for beside the stacks reaches CloudFormation.

use super::harness::{Bench, REGION, app, said, slugs, stacks, template, topics, with};
use formwork_deploy::ending::Ending;
use formwork_deploy::execute::{Request, StepResult, Task};
use formwork_deploy::model::{Call, Deed, Fault};
use serde_json::{Value, json};
use std::collections::BTreeMap;

async fn fine(bench: &Bench, request: &Request) {
    let outcome = bench.run(request).await;
    assert_eq!(outcome.ending, Ending::Fine, "{outcome:#?}");
}

fn field<'c>(call: &'c Call, name: &str) -> Option<&'c str> {
    call.fields.get(name).map(String::as_str)
}

fn last(bench: &Bench, action: &str) -> Call {
    bench.accepted(action).pop().expect("a call")
}

fn bucket(name: &str) -> Value {
    template(&[
        ("Alarms", "AWS::SNS::Topic", json!({"DisplayName": "one"})),
        ("Files", "AWS::S3::Bucket", json!({"BucketName": name})),
    ])
}

#[tokio::test(start_paused = true)]
async fn an_update_of_outputs_alone_is_executed() {
    let bench = Bench::new();
    let mut wanted = topics(&[("Alarms", "one")]);
    fine(&bench, &app(wanted.clone())).await;
    wanted["Outputs"] = json!({"Topic": {"Value": {"Ref": "Alarms"}}});
    let outcome = bench.run(&app(wanted)).await;
    assert!(matches!(outcome.steps.as_slice(), [(_, StepResult::Changed)]), "{outcome:#?}");
    assert_eq!(bench.status("app"), "UPDATE_COMPLETE");
    assert!(bench.account.snapshot()["stacks"]["app"]["outputs"]["Topic"].is_object());
}

#[tokio::test(start_paused = true)]
async fn termination_protection_goes_on_and_off_without_another_change() {
    let bench = Bench::new();
    let mut request = app(topics(&[("Alarms", "one")]));
    fine(&bench, &request).await;
    let is_protected = |bench: &Bench| bench.account.snapshot()["stacks"]["app"]["isProtected"].clone();
    assert_eq!(is_protected(&bench), false);
    request.target.stacks[0].is_protected = true;
    let outcome = bench.run(&request).await;
    assert!(matches!(outcome.steps.as_slice(), [(_, StepResult::Changed)]), "{outcome:#?}");
    assert_eq!(is_protected(&bench), true);
    assert_eq!(bench.accepted("ExecuteChangeSet").len(), 1, "nothing else changed");

    let destroy = Request { task: Task::Destroy, ..request.clone() };
    let outcome = bench.run(&destroy).await;
    assert_eq!((outcome.ending, slugs(&outcome)), (Ending::Preflight, vec!["protected-stack"]));
    request.target.stacks[0].is_protected = false;
    fine(&bench, &request).await;
    assert_eq!(is_protected(&bench), false);

    request.target.stacks[0].is_protected = true;
    fine(&bench, &request).await;
    fine(&bench, &with(&destroy, |options| options.unprotect = true)).await;
    assert_eq!(bench.status("app"), "");
}

#[tokio::test(start_paused = true)]
async fn a_new_stack_is_protected_as_soon_as_it_is_made() {
    let bench = Bench::new();
    let mut request = app(topics(&[("Alarms", "one")]));
    request.target.stacks[0].is_protected = true;
    fine(&bench, &request).await;
    assert_eq!(bench.account.snapshot()["stacks"]["app"]["isProtected"], true);
}

#[tokio::test(start_paused = true)]
async fn a_stack_policy_guards_what_holds_data_against_everybody_else() {
    let bench = Bench::new();
    fine(&bench, &app(bucket("files-one"))).await;
    assert!(bench.accepted("SetStackPolicy").is_empty(), "only where it is asked for");
    let bench = Bench::new();
    fine(&bench, &with(&app(bucket("files-one")), |options| options.stack_policy = true)).await;
    let call = last(&bench, "SetStackPolicy");
    let policy: Value = serde_json::from_str(field(&call, "StackPolicyBody").expect("a policy")).expect("JSON");
    assert_eq!(policy["Statement"][1]["Resource"], json!(["LogicalResourceId/Files"]));
    assert_eq!(policy["Statement"][1]["Action"], json!(["Update:Replace", "Update:Delete"]));

    bench.somebody_begins("app", &bucket("files-two")).await;
    tokio::time::sleep(std::time::Duration::from_secs(120)).await;
    assert_eq!(bench.status("app"), "UPDATE_ROLLBACK_COMPLETE", "somebody else cannot replace it");
}

#[tokio::test(start_paused = true)]
async fn what_was_approved_is_done_in_spite_of_the_stack_policy_and_then_it_guards_again() {
    let bench = Bench::new();
    let policed = |template: Value| with(&app(template), |options| options.stack_policy = true);
    fine(&bench, &policed(bucket("files-one"))).await;
    fine(&bench, &policed(bucket("files-two"))).await;
    let call = last(&bench, "SetStackPolicy");
    assert!(field(&call, "StackPolicyBody").is_some_and(|policy| policy.contains("LogicalResourceId/Files")));

    fine(&bench, &policed(topics(&[("Alarms", "one")]))).await;
    let call = last(&bench, "SetStackPolicy");
    assert!(field(&call, "StackPolicyBody").is_some_and(|policy| !policy.contains("Deny")), "nothing holds data");
}

#[tokio::test(start_paused = true)]
async fn the_stack_policy_guards_again_when_what_was_approved_has_failed() {
    let bench = Bench::new();
    let policed = |template: Value| with(&app(template), |options| options.stack_policy = true);
    fine(&bench, &policed(bucket("files-one"))).await;
    bench.account.fault(Fault::resource("Files", Deed::Update, "not now"));
    assert_eq!(bench.run(&policed(bucket("files-two"))).await.ending, Ending::RolledBack);
    let calls = bench.accepted("SetStackPolicy");
    let guards: Vec<bool> = calls
        .iter()
        .map(|call| field(call, "StackPolicyBody").is_some_and(|policy| policy.contains("LogicalResourceId/Files")))
        .collect();
    assert_eq!(guards, [true, false, true]);
}

#[tokio::test(start_paused = true)]
async fn tags_are_set_changed_and_removed() {
    let bench = Bench::new();
    let mut request = app(topics(&[("Alarms", "one")]));
    let tags = |bench: &Bench| bench.account.snapshot()["stacks"]["app"]["tags"].clone();
    request.target.stacks[0].tags = BTreeMap::from([("Owner".to_string(), "web".to_string())]);
    fine(&bench, &request).await;
    assert_eq!(tags(&bench), json!({"Owner": "web"}));
    request.target.stacks[0].tags = BTreeMap::from([("Owner".to_string(), "data".to_string())]);
    fine(&bench, &request).await;
    assert_eq!(tags(&bench), json!({"Owner": "data"}));
    request.target.stacks[0].tags.clear();
    fine(&bench, &request).await;
    assert_eq!(tags(&bench), json!({}));
    let writes = bench.writes().len();
    fine(&bench, &request).await;
    assert_eq!(bench.writes().len(), writes, "and then there is nothing to do");
}

#[tokio::test(start_paused = true)]
async fn only_the_capability_that_is_needed_is_given() {
    let trust = json!({"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": {"Service": "lambda.amazonaws.com"}}]});
    let role = |properties: Value| template(&[("Role", "AWS::IAM::Role", properties)]);
    let unnamed = role(json!({"AssumeRolePolicyDocument": trust}));
    let named = role(json!({"AssumeRolePolicyDocument": trust, "RoleName": "app"}));
    let cases = [
        (topics(&[("Alarms", "one")]), None),
        (unnamed, Some("CAPABILITY_IAM")),
        (named, Some("CAPABILITY_NAMED_IAM")),
    ];
    for (wanted, capability) in cases {
        let bench = Bench::new();
        fine(&bench, &app(wanted)).await;
        let call = last(&bench, "CreateChangeSet");
        assert_eq!(field(&call, "Capabilities.member.1"), capability);
        assert_eq!(field(&call, "Capabilities.member.2"), None);
    }
}

#[tokio::test(start_paused = true)]
async fn alarms_topics_and_the_role_reach_the_call() {
    let bench = Bench::new();
    let request = with(&app(topics(&[("Alarms", "one")])), |options| {
        options.rollback_alarms = vec!["arn:aws:cloudwatch:ap-northeast-1:123456789012:alarm:errors".to_string()];
        options.monitoring_minutes = 15;
        options.notifications = vec!["arn:aws:sns:ap-northeast-1:123456789012:events".to_string()];
        options.role_arn = Some("arn:aws:iam::123456789012:role/deployer".to_string());
    });
    fine(&bench, &request).await;
    let call = last(&bench, "CreateChangeSet");
    let trigger = "RollbackConfiguration.RollbackTriggers.member.1";
    assert_eq!(
        field(&call, &format!("{trigger}.Arn")),
        Some("arn:aws:cloudwatch:ap-northeast-1:123456789012:alarm:errors")
    );
    assert_eq!(field(&call, &format!("{trigger}.Type")), Some("AWS::CloudWatch::Alarm"));
    assert_eq!(field(&call, "RollbackConfiguration.MonitoringTimeInMinutes"), Some("15"));
    assert_eq!(field(&call, "NotificationARNs.member.1"), Some("arn:aws:sns:ap-northeast-1:123456789012:events"));
    assert_eq!(field(&call, "RoleARN"), Some("arn:aws:iam::123456789012:role/deployer"));
}

#[tokio::test(start_paused = true)]
async fn express_mode_refuses_a_replacement_before_it_starts() {
    let bench = Bench::new();
    let named = |name: &str| template(&[("Alarms", "AWS::SNS::Topic", json!({"TopicName": name}))]);
    fine(&bench, &app(named("one"))).await;
    let outcome = bench.run(&with(&app(named("two")), |options| options.express = true)).await;
    assert_eq!((outcome.ending, slugs(&outcome)), (Ending::Preflight, vec!["express-replacement"]));
    assert_eq!(bench.status("app"), "CREATE_COMPLETE");
    let left = bench.somebody().await.change_set("app", "formwork-run2-AppStack-0").await;
    assert!(left.is_ok_and(|set| set.is_none()), "its change set is gone");
    fine(&bench, &app(named("two"))).await;
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_failed_in_express_mode_refuses_a_replacement_as_well() {
    let bench = Bench::new();
    let titled = |name: &str, title: &str| {
        template(&[("Alarms", "AWS::SNS::Topic", json!({"TopicName": name, "DisplayName": title}))])
    };
    fine(&bench, &app(titled("one", "one"))).await;
    bench.account.fault(Fault::resource("Alarms", Deed::Update, "not now"));
    bench.run(&with(&app(titled("one", "two")), |options| options.express = true)).await;
    assert_eq!(bench.status("app"), "UPDATE_FAILED");
    let outcome = bench.run(&app(titled("two", "two"))).await;
    assert_eq!((outcome.ending, slugs(&outcome)), (Ending::Preflight, vec!["express-replacement"]), "{outcome:#?}");
    fine(&bench, &app(titled("one", "one"))).await;
    fine(&bench, &app(titled("two", "two"))).await;
}

#[tokio::test(start_paused = true)]
async fn what_was_changed_by_hand_is_set_back_where_that_is_asked_for() {
    let bench = Bench::new();
    let request = app(topics(&[("Alarms", "one"), ("Orders", "one")]));
    let title = |bench: &Bench| {
        bench.account.snapshot()["stacks"]["app"]["resources"]["Alarms"]["properties"]["DisplayName"].clone()
    };
    fine(&bench, &request).await;
    bench.account.drift("app", "Alarms", "/DisplayName", json!("by hand"));
    fine(&bench, &request).await;
    assert_eq!(title(&bench), "by hand", "nobody asked");
    let reverting = with(&request, |options| options.revert_drift = true);
    fine(&bench, &reverting).await;
    assert_eq!(title(&bench), "one");
    let outcome = bench.run(&reverting).await;
    assert!(matches!(outcome.steps.as_slice(), [(_, StepResult::Unchanged)]), "{outcome:#?}");
}

fn with_parameters() -> Value {
    let mut wanted = topics(&[("Alarms", "one")]);
    wanted["Parameters"] = json!({
        "Given": {"Type": "String"}, "Defaulted": {"Type": "String", "Default": "usual"},
    });
    wanted["Resources"]["Alarms"]["Properties"]["DisplayName"] = json!({"Fn::Sub": "${Given}-${Defaulted}"});
    wanted
}

#[tokio::test(start_paused = true)]
async fn parameters_have_the_given_value_or_their_default() {
    let bench = Bench::new();
    let mut request = app(with_parameters());
    let parameters = |bench: &Bench| bench.account.snapshot()["stacks"]["app"]["parameters"].clone();
    request.target.stacks[0].parameters = BTreeMap::from([("Given".to_string(), "a".to_string())]);
    fine(&bench, &request).await;
    assert_eq!(parameters(&bench), json!({"Given": "a", "Defaulted": "usual"}));
    request.target.stacks[0].parameters.insert("Defaulted".to_string(), "other".to_string());
    fine(&bench, &request).await;
    assert_eq!(parameters(&bench), json!({"Given": "a", "Defaulted": "other"}));
    request.target.stacks[0].parameters.remove("Defaulted");
    fine(&bench, &request).await;
    assert_eq!(parameters(&bench), json!({"Given": "a", "Defaulted": "usual"}), "what is not set is as in the program");
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_only_steps_aside_keeps_its_parameters() {
    let bench = Bench::new();
    let request = |topic: &str, given: &str| {
        let mut producer = template(&[("Alarms", "AWS::SNS::Topic", json!({"TopicName": topic}))]);
        producer["Outputs"] = json!({"Topic": {"Value": {"Ref": "Alarms"}, "Export": {"Name": "producer:Topic"}}});
        let mut consumer = with_parameters();
        consumer["Resources"]["Mail"] = json!({"Type": "AWS::SNS::Subscription", "Properties": {
            "Protocol": "email", "Endpoint": "x@example.com", "TopicArn": {"Fn::ImportValue": "producer:Topic"}}});
        let mut request = stacks(&[("ProducerStack", "producer", producer), ("ConsumerStack", "consumer", consumer)]);
        request.target.stacks[1].after = vec![0];
        request.target.stacks[1].parameters = BTreeMap::from([("Given".to_string(), given.to_string())]);
        assert_eq!(request.target.region, REGION);
        request
    };
    fine(&bench, &request("one", "a")).await;
    let before = bench.accepted("CreateChangeSet").len();
    fine(&bench, &request("two", "b")).await;
    let calls = bench.accepted("CreateChangeSet").into_iter().skip(before);
    let calls: Vec<Call> = calls.filter(|call| call.stack.as_deref() == Some("consumer")).collect();
    let given: Vec<(Option<&str>, Option<&str>)> = calls
        .iter()
        .map(|call| {
            let at = (1..=2).find(|at| field(call, &format!("Parameters.member.{at}.ParameterKey")) == Some("Given"));
            let of = |name: &str| field(call, &format!("Parameters.member.{}.{name}", at.unwrap_or_default()));
            (of("ParameterValue"), of("UsePreviousValue"))
        })
        .collect();
    assert_eq!(given, [(None, Some("true")), (Some("b"), None)], "{calls:#?}");
    let is = &bench.account.snapshot()["stacks"]["consumer"]["parameters"];
    assert_eq!(is, &json!({"Given": "b", "Defaulted": "usual"}));
}

#[tokio::test(start_paused = true)]
async fn credentials_of_another_account_write_nothing() {
    let bench = Bench::new();
    let mut request = app(topics(&[("Alarms", "one")]));
    request.target.account = Some("999999999999".to_string());
    let outcome = bench.run(&request).await;
    assert_eq!((outcome.ending, slugs(&outcome)), (Ending::Preflight, vec!["wrong-account"]));
    assert!(said(&outcome).contains("999999999999"), "{}", said(&outcome));
    assert!(bench.writes().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_value_that_its_parameter_does_not_take_ends_a_run_before_anything_is_made() {
    let bench = Bench::new();
    let mut request = super::harness::system("prod");
    let edge = super::harness::find(&mut request.target, "EdgeStack");
    edge.parameters.insert("AllowedAddresses".to_string(), "203.0.113.0/24".to_string());
    let outcome = bench.run(&request).await;
    assert_eq!(outcome.ending, Ending::Preflight);
    assert_eq!(super::harness::slugs(&outcome), ["wrong-value"]);
    assert!(said(&outcome).contains("allowed_addresses"), "{}", said(&outcome));
    assert_eq!(bench.writes(), Vec::<String>::new());
}
