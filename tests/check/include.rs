//! Templates that were written by hand, as a part of a stack.

use formwork::check::check;
use formwork::{App, CustomResource, Environment, EnvironmentScope, Text, input};
use serde_json::{Value, json};
use std::path::Path;

const LEGACY: &str = "
Parameters:
  Stage: {Type: String, Default: dev}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Jobs:
    Type: AWS::SQS::Queue
    DependsOn: Dead
    DeletionPolicy: Retain
    Properties: {QueueName: !Sub 'jobs-${Stage}'}
  Dead:
    Type: AWS::SQS::Queue
    Condition: IsProd
Outputs:
  Jobs: {Value: !GetAtt Jobs.Arn}
";

fn dev() -> (App, EnvironmentScope) {
    let app = App::new("demo");
    let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
    (app, dev)
}

#[test]
fn a_template_written_by_hand_is_a_part_of_a_stack_and_its_resources_are_referred_to() {
    let (app, dev) = dev();
    let stack = dev.stack("JobStack");
    let legacy = stack.include(input::template("legacy.yaml", LEGACY).expect("a template"));
    let jobs = legacy.resource("Jobs").expect("a queue");
    assert!(legacy.resource("Job").is_none());
    let arn = || jobs.get_att::<Text>("Arn");
    stack.add("Own", CustomResource::new("AWS::SSM::Parameter").property("Type", "String").property("Value", arn()));
    let other = dev.stack("OtherStack");
    other.add("Theirs", CustomResource::new("AWS::SSM::Parameter").property("Type", "String").property("Value", arn()));

    let verified = check(app.synth()).unwrap_or_else(|rejected| panic!("{rejected}"));
    let template: Value = serde_json::from_str(&verified.texts()[0][0]).expect("JSON");
    let queue = json!({
        "Type": "AWS::SQS::Queue",
        "DependsOn": "Dead",
        "Properties": {"QueueName": {"Fn::Sub": "jobs-${Stage}"}},
        "DeletionPolicy": "Retain",
    });
    assert_eq!(template["Resources"]["Jobs"], queue);
    assert_eq!(template["Resources"]["Dead"]["Condition"], "IsProd");
    assert_eq!(template["Resources"]["Own"]["Properties"]["Value"], json!({"Fn::GetAtt": ["Jobs", "Arn"]}));
    assert_eq!(template["Outputs"]["Jobs"]["Value"], json!({"Fn::GetAtt": ["Jobs", "Arn"]}));
    assert_eq!(template["Outputs"]["ExportJobsArn"]["Value"], json!({"Fn::GetAtt": ["Jobs", "Arn"]}));
    assert_eq!(verified.assembly().environments[0].stacks[1].dependencies, ["JobStack"]);
}

#[test]
fn what_is_included_is_judged_with_the_rest() {
    let (app, dev) = dev();
    let legacy = LEGACY.replace("QueueName", "QueueNames");
    dev.stack("JobStack").include(input::template("legacy.yaml", &legacy).expect("a template"));
    let rejected = check(app.synth()).expect_err("a property that a queue does not have");
    assert_eq!(rejected.problems[0].code.number, "S0002");
    let place = rejected.problems[0].place.clone().unwrap_or_default();
    assert_eq!(
        (place.path.as_str(), place.source.map(|source| source.file)),
        ("dev/JobStack/Jobs", Some(file!().into()))
    );
}

#[test]
fn an_id_that_the_stack_has_already_is_a_problem() {
    let (app, dev) = dev();
    let stack = dev.stack("JobStack");
    stack.add("Jobs", CustomResource::new("AWS::SNS::Topic"));
    stack.add("Stage", formwork::Parameter::text());
    stack.include(input::template("legacy.yaml", LEGACY).expect("a template"));
    let rejected = check(app.synth()).expect_err("two ids twice");
    let codes: Vec<&str> = rejected.problems.iter().map(|problem| problem.code.number).collect();
    assert!(codes.contains(&"A0002") && codes.contains(&"A0003"), "{codes:?}");
}

#[test]
fn each_template_of_strangers_is_the_same_as_a_part_of_a_stack() {
    let mut count = 0;
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/public")).expect("a folder") {
        let path = entry.expect("an entry").path();
        let Some("yaml" | "yml" | "json" | "template") = path.extension().and_then(|ending| ending.to_str()) else {
            continue;
        };
        let text = std::fs::read_to_string(&path).expect("a text");
        let Ok(template) = input::template(&path.display().to_string(), &text) else { continue };
        let (app, dev) = dev();
        dev.stack("OwnStack").include(template.clone());
        let mut assembly = app.synth();
        assert!(assembly.problems.is_empty(), "{}: {:?}", path.display(), assembly.problems);
        let json = |template: &formwork::Template| serde_json::from_str::<Value>(&template.to_json()).expect("JSON");
        let stack = assembly.environments[0].stacks.remove(0);
        assert_eq!(json(&stack.template), json(&template), "{}", path.display());
        count += 1;
    }
    assert!(count >= 100, "{count}");
}
