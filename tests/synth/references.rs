//! References: what names nothing is found where it stands.

use crate::sample::{dev, findings, rendered, topic};
use formwork::check::check;
use formwork::{
    AssembledEnvironment, AssembledStack, Assembly, Condition, ConditionExpression, Environment, Mapping, Output,
    Parameter, Stack, Template, Text, Value, function, pseudo,
};
use serde_json::json;

/// The findings about one stack.
fn in_stack(build: impl FnOnce(&Stack)) -> Vec<String> {
    let (app, dev) = dev();
    build(&dev.stack("DataStack"));
    findings(app)
}

/// The findings about a template from anywhere.
fn in_template(template: serde_json::Value) -> Vec<String> {
    let stack = AssembledStack {
        id: "DataStack".into(),
        stack_name: "data".into(),
        region: "ap-northeast-1".into(),
        dependencies: Vec::new(),
        termination_protection: false,
        tags: Vec::new(),
        template: Template::from_json(&template.to_string()).expect("a template"),
        places: Default::default(),
    };
    let environment = AssembledEnvironment {
        name: "dev".into(),
        account: None,
        region: stack.region.clone(),
        stacks: vec![stack],
        expectations: Vec::new(),
    };
    match check(Assembly { environments: vec![environment], problems: Vec::new() }) {
        Ok(_) => Vec::new(),
        Err(rejected) => rendered(&rejected.problems),
    }
}

#[test]
fn what_raw_json_names_is_judged_like_everything_else() {
    let text = json!({"Fn::Sub": "${Alarm.TopicName}-${AWS::Region}-${!X}"});
    let (list, attribute) =
        (json!([{"Key": "a", "Value": {"Ref": "alarms"}}]), json!({"Fn::GetAtt": ["Alarmz", "TopicName"]}));
    let line = line!() + 2;
    let found = in_stack(|stack| {
        stack.add("Alarms", topic().property("TopicName", text));
        stack.add("Mail", topic().property("Tags", list));
        stack.add("Text", topic().property("DisplayName", attribute));
    });
    assert_eq!(
        found,
        [
            format!(
                "error[R0006]: `${{Alarm.TopicName}}` in the text of Fn::Sub is no variable
  --> dev/DataStack/Alarms   tests/synth/references.rs:{line}   /Resources/Alarms/Properties/TopicName
  note: it names no resource, no parameter, and nothing that was given beside the text
  help: put the text together with `text!`, or write `${{!Alarm.TopicName}}` if the letters are meant as they are; \
                 the nearest name is `Alarms`
"
            ),
            format!(
                "error[R0001]: `alarms` is neither a resource nor a parameter of the template
  --> dev/DataStack/Mail   tests/synth/references.rs:{}   /Resources/Mail/Properties/Tags/0/Value
  note: Ref names it
  help: refer to it through its handle; the nearest name is `Alarms`
",
                line + 1
            ),
            format!(
                "error[R0002]: `Alarmz` is no resource of the template
  --> dev/DataStack/Text   tests/synth/references.rs:{}   /Resources/Text/Properties/DisplayName
  note: Fn::GetAtt names it
  help: refer to it through its handle; the nearest name is `Alarms`
",
                line + 2
            ),
        ]
    );
}

#[test]
fn what_exists_may_be_named_everywhere() {
    let found = in_stack(|stack| {
        let size = stack.add("Size", Parameter::text());
        let hosts = stack.add("Hosts", Mapping::new().row("ap-northeast-1", [("Mail", "smtp.example.jp")]));
        let large = stack.add("IsLarge", Condition::new(ConditionExpression::equals(size.value(), "large")));
        stack.add("IsSmall", Condition::new(!ConditionExpression::from(&large)));
        let host: Value<Text> = hosts.find(pseudo::region(), "Mail");
        let alarms = stack.add("Alarms", topic().property("DisplayName", large.choose::<Text>(host, size.value())));
        alarms.condition(&large);
        let mail =
            stack.add("Mail", topic().property("DisplayName", function::sub("${Size}-${Alarms}-${Alarms.TopicName}")));
        mail.depends_on(&alarms);
        let own = function::sub_with("${Own}-${Its.Own}", [("Own", size.value()), ("Its.Own", pseudo::region())]);
        stack.add("Text", topic().property("DisplayName", own));
        stack.add("Shown", Output::new(alarms.get_att::<Text>("TopicName")).condition(&large));
    });
    assert_eq!(found, [""; 0]);
}

#[test]
fn every_part_of_any_template_is_judged() {
    let found = in_template(json!({
        "Parameters": {"Size": {"Type": "String"}},
        "Rules": {"Known": {"Assertions": [{"Assert": {"Fn::Contains": [["a"], {"Ref": "Topic"}]}}]}},
        "Mappings": {"Hosts": {"tokyo": {"Mail": "smtp"}}},
        "Conditions": {
            "IsLarge": {"Fn::And": [{"Condition": "IsLarg"}, {"Fn::Equals": [{"Ref": "Size"}, "large"]}]},
        },
        "Resources": {
            "Topic": {"Type": "AWS::SNS::Topic", "Condition": "Is", "DependsOn": ["Topic2", "Topic3"]},
            "Topic2": {"Type": "AWS::SNS::Topic", "DependsOn": "Nothing", "Properties": {"DisplayName": {"Fn::If": ["No", "a", "b"]}}},
            "Topic3": {"Type": "Custom::Topic", "Metadata": {"About": {"Ref": "Nobody"}}, "Properties": {
                "A": {"Fn::FindInMap": ["Host", "tokyo", "Mail"]},
                "B": {"Fn::FindInMap": ["Hosts", "osaka", "Mail"]},
                "C": {"Fn::FindInMap": ["Hosts", "tokyo", "Mali"]},
                "D": {"Fn::FindInMap": ["Hosts", "osaka", "Mail", {"DefaultValue": "none"}]},
                "Policy": {"Condition": "a word of the policy, not of the template"},
            }},
        },
        "Outputs": {"Shown": {"Condition": "Maybe", "Value": {"Ref": "Topic4"}}},
    }));
    let heads: Vec<String> = found.iter().map(|text| text.lines().take(2).collect::<Vec<_>>().join("")).collect();
    assert_eq!(
        heads,
        [
            "error[R0003]: `IsLarg` is no condition of the template  --> dev/DataStack   /Conditions/IsLarge/Fn::And/0/Condition",
            "error[R0003]: `Maybe` is no condition of the template  --> dev/DataStack   /Outputs/Shown/Condition",
            "error[R0001]: `Topic4` is neither a resource nor a parameter of the template  --> dev/DataStack   /Outputs/Shown/Value",
            "error[R0003]: `Is` is no condition of the template  --> dev/DataStack   /Resources/Topic/Condition",
            "error[R0002]: `Nothing` is no resource of the template  --> dev/DataStack   /Resources/Topic2/DependsOn",
            "error[R0003]: `No` is no condition of the template  --> dev/DataStack   /Resources/Topic2/Properties/DisplayName",
            "error[R0001]: `Nobody` is neither a resource nor a parameter of the template  --> dev/DataStack   /Resources/Topic3/Metadata/About",
            "error[R0004]: `Host` is no mapping of the template  --> dev/DataStack   /Resources/Topic3/Properties/A",
            "error[R0005]: the mapping `Hosts` has no row `osaka`  --> dev/DataStack   /Resources/Topic3/Properties/B",
            "error[R0005]: the mapping `Hosts` has no cell in its row `tokyo` called `Mali`  --> dev/DataStack   /Resources/Topic3/Properties/C",
            "error[R0007]: a condition or rule refers to the resource `Topic`  --> dev/DataStack   /Rules/Known/Assertions/0/Assert/Fn::Contains/1",
        ]
    );
}

#[test]
fn what_a_macro_may_add_is_left_alone() {
    let template = |transform: &str| {
        in_template(json!({
            "Transform": transform,
            "Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": {"Ref": "Made"}}}},
        }))
    };
    assert_eq!(template("AWS::Serverless-2016-10-31"), [""; 0]);
    assert_eq!(template("AWS::LanguageExtensions").len(), 1);
}

#[test]
fn a_circle_through_a_text_is_found() {
    let found = in_stack(|stack| {
        stack.add("Left", topic().property("DisplayName", function::sub("${Right}")));
        stack.add("Middle", topic().property("DisplayName", function::sub("${Left.TopicName}")));
        stack.add("Right", topic().property("DisplayName", json!({"Ref": "Middle"})));
        stack.add("Behind", topic().property("DisplayName", function::sub("${Left}")));
    });
    let [found] = found.as_slice() else { panic!("{found:?}") };
    let what = "error[R0010]: resources depend on each other in a circle: dev/DataStack/Left -> dev/DataStack/Right -> \
                dev/DataStack/Middle -> dev/DataStack/Left\n";
    assert!(found.starts_with(what), "{found}");
}

#[test]
fn a_circle_that_synthesis_found_is_not_found_again() {
    let found = in_stack(|stack| {
        let left = stack.add("Left", topic());
        let right = stack.add("Right", topic().property("DisplayName", left.get_att::<Text>("TopicName")));
        left.depends_on(&right);
    });
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("error[A0009]"), "{}", found[0]);
}

#[test]
fn a_reference_that_synthesis_could_not_resolve_is_not_found_again() {
    let (app, dev) = dev();
    let (_other_app, other) = crate::sample::dev();
    let foreign = other.stack("OtherStack").add("Mail", topic());
    crate::sample::follower(&dev.stack("DataStack"), &foreign);
    let found = findings(app);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("error[A0005]"), "{}", found[0]);
}

#[test]
fn two_exports_of_one_name_are_found_with_both_places() {
    let (app, dev) = dev();
    let (first, second) = (dev.stack("FirstStack"), dev.stack("SecondStack").name("second"));
    first.add("Only", topic());
    second.add("Only", topic());
    let line = line!() + 1;
    first.add("Shown", Output::new("text").export("second-mail"));
    second.add("Shown", Output::new("text").export(function::sub("${AWS::StackName}-mail")));
    let expected = format!(
        "error[A0012]: two outputs export the name `second-mail` in one account and region
  --> dev/SecondStack/Shown   tests/synth/references.rs:{}   /Outputs/Shown
  note: the other one is dev/FirstStack/Shown (tests/synth/references.rs:{line})
  help: export one of them under another name
",
        line + 1
    );
    assert_eq!(findings(app), [expected]);
}

#[test]
fn one_name_may_be_exported_once_in_each_region_and_account_and_under_either_of_two_conditions() {
    let app = formwork::App::new("demo");
    for (environment, account) in [("dev", "123456789012"), ("prod", "210987654321")] {
        let environment = app.environment(Environment::new(environment, "ap-northeast-1").account(account));
        for stack in [environment.stack("HereStack"), environment.stack("ThereStack").region("us-east-1")] {
            stack.add("Only", topic());
            let is_large = stack.add("IsLarge", Condition::new(ConditionExpression::equals(pseudo::region(), "a")));
            let is_small = stack.add("IsSmall", Condition::new(!ConditionExpression::from(&is_large)));
            stack.add("Large", Output::new("large").export("size").condition(&is_large));
            stack.add("Small", Output::new("small").export("size").condition(&is_small));
        }
    }
    assert_eq!(findings(app), [""; 0]);
}

#[test]
fn an_import_by_name_waits_for_its_export() {
    let build = |waits: bool| {
        let (app, dev) = dev();
        let (data, between, user) = (dev.stack("DataStack"), dev.stack("BetweenStack"), dev.stack("UserStack"));
        data.add("Only", topic());
        between.add("Only", topic());
        data.add("Shown", Output::new("text").export("mail"));
        user.add("Mail", topic().property("DisplayName", function::import_value::<Text>("mail")));
        if waits {
            user.depends_on(&between);
            between.depends_on(&data);
        }
        findings(app)
    };
    assert_eq!(build(true), [""; 0]);
    let found = build(false);
    let [found] = found.as_slice() else { panic!("{found:?}") };
    let what =
        "error[R0008]: the export `mail` is imported by a stack that is not deployed after the one that exports it\n";
    assert!(found.starts_with(what), "{found}");
    assert!(found.contains("note: it is exported by dev/DataStack/Shown (tests/synth/references.rs:"), "{found}");
}

#[test]
fn an_import_of_its_own_export_is_found_and_one_of_another_program_is_allowed() {
    let found = in_stack(|stack| {
        stack.add("Shown", Output::new("text").export("mail"));
        stack.add("Own", topic().property("DisplayName", function::import_value::<Text>("mail")));
        stack.add("Foreign", topic().property("DisplayName", function::import_value::<Text>("network-vpc")));
    });
    let [found] = found.as_slice() else { panic!("{found:?}") };
    assert!(found.starts_with("error[R0009]: the stack imports its own export `mail`\n"), "{found}");
}

#[test]
fn a_value_read_by_name_where_a_change_replaces_the_resource_is_a_warning() {
    let read = |property: &str| {
        let (app, dev) = dev();
        let name = dev.stack("DataStack").add("Alarms", topic()).reference();
        dev.stack("WebStack").add("Mail", topic().property(property.to_string(), name.weak()));
        let verified = check(app.synth()).expect("no errors");
        let slugs = verified.warnings().iter().map(|problem| problem.code.slug);
        slugs.collect::<Vec<_>>()
    };
    assert_eq!(read("TopicName"), ["weak-reference-in-create-only-property"]);
    assert!(read("DisplayName").is_empty());
}
