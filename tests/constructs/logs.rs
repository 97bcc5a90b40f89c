//! Log groups and saved queries, as their templates say.
#![cfg(all(feature = "iam", feature = "logs"))]

use formwork::ids::logs::LogGroupName;
use formwork::logs::{LogGroup, QueryDefinition, Retention};
use formwork::{App, CustomResource, DeletionPolicy, Environment, Language, Stack};
use serde_json::{Value, json};

/// Builds one stack and returns its resources, and what was wrong.
fn synth(build: impl FnOnce(&Stack)) -> (Value, Vec<String>) {
    let app = App::new("demo");
    build(&app.environment(Environment::new("dev", "ap-northeast-1")).stack("LogStack"));
    let assembly = app.synth();
    let template: Value =
        serde_json::from_str(&assembly.environments[0].stacks[0].template.to_json()).expect("a template is JSON");
    let problems = assembly.problems.iter().map(|problem| problem.render(Language::English)).collect();
    (template["Resources"].clone(), problems)
}

/// The only resource of this type.
fn only<'a>(resources: &'a Value, type_name: &str) -> &'a Value {
    let resources = resources.as_object().expect("resources").values();
    let found: Vec<&Value> = resources.filter(|resource| resource["Type"] == type_name).collect();
    assert_eq!(found.len(), 1, "{type_name}");
    found[0]
}

#[test]
fn a_log_group_says_nothing_that_nobody_asked_for() {
    let (resources, problems) = synth(|stack| drop(stack.add("Group", LogGroup::new())));
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(resources, json!({"GroupC77FDACD": {"Type": "AWS::Logs::LogGroup"}}));
}

#[test]
fn a_log_group_keeps_what_it_is_told_to_keep() {
    let group = LogGroup::new()
        .name("/ecs/app")
        .retention(Retention::Days30)
        .deletion_policy(DeletionPolicy::RetainExceptOnCreate);
    let (resources, problems) = synth(|stack| drop(stack.add("Group", group)));
    assert_eq!(problems, Vec::<String>::new());
    let expected = json!({
        "Type": "AWS::Logs::LogGroup",
        "Properties": {"LogGroupName": "/ecs/app", "RetentionInDays": 30},
        "DeletionPolicy": "RetainExceptOnCreate",
        "UpdateReplacePolicy": "Retain",
    });
    assert_eq!(only(&resources, "AWS::Logs::LogGroup"), &expected);
}

#[test]
fn every_retention_is_found_by_its_days_and_no_other_is() {
    let known: Vec<i64> = Retention::ALL.into_iter().map(Retention::as_days).collect();
    for days in 0..4000 {
        assert_eq!(Retention::from_days(days).map(Retention::as_days), known.contains(&days).then_some(days));
    }
    assert!(known.is_sorted());
}

#[test]
fn a_name_that_logs_do_not_take_is_a_problem() {
    let (_, problems) = synth(|stack| {
        stack.add("Group", LogGroup::new().name("/ecs/app logs"));
        stack.add("Other", LogGroup::from_name(LogGroupName::literal("")));
    });
    assert_eq!(problems.len(), 2);
    let expected = "error[C0501]: a log group does not take the name `/ecs/app logs`\n  --> dev/LogStack/Group";
    assert!(problems[0].starts_with(expected), "{}", problems[0]);
}

#[test]
fn an_imported_group_is_used_like_one_that_was_made() {
    let (resources, problems) = synth(|stack| {
        let made = stack.add("Made", LogGroup::new());
        let imported = stack.add("Imported", LogGroup::from_name(LogGroupName::literal("/audit")));
        let query = QueryDefinition::new("all", "fields @message").log_group(&made).log_group(&imported);
        stack.add("Query", query);
        let arn = CustomResource::new("Custom::Arn").property("Arn", imported.log_group_arn());
        stack.add("Arn", arn);
    });
    assert_eq!(problems, Vec::<String>::new());
    let query = &only(&resources, "AWS::Logs::QueryDefinition")["Properties"];
    assert_eq!(query["LogGroupNames"], json!([{"Ref": "MadeC17AB48A"}, "/audit"]));
    let arn = &only(&resources, "Custom::Arn")["Properties"]["Arn"]["Fn::Join"][1];
    assert_eq!(
        arn,
        &json!([
            "arn:", {"Ref": "AWS::Partition"}, ":logs:", {"Ref": "AWS::Region"}, ":", {"Ref": "AWS::AccountId"},
            ":log-group:/audit:*"
        ])
    );
}

#[test]
fn a_role_may_write_to_a_group_and_nothing_else() {
    use formwork::iam::{Principal, Role};
    let (resources, problems) = synth(|stack| {
        let role = stack.add("Role", Role::new(Principal::service("ec2.amazonaws.com")));
        let group = stack.add("Group", LogGroup::new());
        assert!(group.resource().is_some());
        group.grant_write(&role);
    });
    assert_eq!(problems, Vec::<String>::new());
    let statement = json!({
        "Effect": "Allow",
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": {"Fn::GetAtt": ["GroupC77FDACD", "Arn"]},
    });
    assert_eq!(only(&resources, "AWS::IAM::Policy")["Properties"]["PolicyDocument"]["Statement"], json!([statement]));
}

#[test]
fn a_group_of_another_stack_is_imported_by_name() {
    let app = App::new("demo");
    let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
    let group = dev.stack("LogStack").add("Group", LogGroup::new());
    dev.stack("QueryStack").add("Query", QueryDefinition::new("all", "fields @message").log_group(&group));
    let assembly = app.synth();
    assert!(assembly.problems.is_empty());
    let stack = &assembly.environments[0].stacks[1];
    assert_eq!(stack.dependencies, ["LogStack"]);
    assert!(stack.template.to_json().contains(r#""Fn::ImportValue": "demo-dev-log:GroupC77FDACDRef""#));
}

#[test]
fn a_query_has_only_what_it_was_given() {
    let (resources, problems) =
        synth(|stack| drop(stack.add("Query", QueryDefinition::new("app/errors", "fields @message"))));
    assert_eq!(problems, Vec::<String>::new());
    let properties = json!({"Name": "app/errors", "QueryString": "fields @message"});
    assert_eq!(only(&resources, "AWS::Logs::QueryDefinition")["Properties"], properties);
}

#[test]
fn a_query_has_parameters_and_each_of_them_is_used() {
    let (resources, problems) = synth(|stack| {
        let query = "filter userId = {{userId}}";
        stack.add("Good", QueryDefinition::new("good", query).parameter("userId", "123", "Whose messages"));
        stack.add("Typo", QueryDefinition::new("typo", query).parameter("userid", "123", "Whose messages"));
        stack.add("Form", QueryDefinition::new("form", query).parameter("user-id", "123", "Whose messages"));
    });
    let good = resources.as_object().expect("resources").values().find(|query| query["Properties"]["Name"] == "good");
    let parameter = json!([{"DefaultValue": "123", "Description": "Whose messages", "Name": "userId"}]);
    assert_eq!(good.expect("good")["Properties"]["Parameters"], parameter);
    let codes: Vec<&str> = problems.iter().filter_map(|problem| problem.lines().next()).collect();
    assert_eq!(
        codes,
        [
            "error[C0503]: the query does not use its parameter `userid`",
            "error[C0502]: a query does not take a parameter of the name `user-id`",
        ]
    );
}
