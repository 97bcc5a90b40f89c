//! Values that cross stacks without an export.

use formwork_core::{App, Assembly, CustomResource, Environment, IntoValue, Json, Text, Value, text};
use serde_json::{Value as JsonValue, json};

fn thing() -> CustomResource {
    CustomResource::new("AWS::SNS::Topic")
}

/// A value of one stack in another, which may live elsewhere.
fn pair(region: Option<&'static str>, change: impl Fn(Value<Text>) -> Value<Text>) -> Assembly {
    let app = App::new("demo");
    let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
    let mut producer = dev.stack("NetworkStack");
    if let Some(region) = region {
        producer = producer.region(region);
    }
    let topic = producer.add("Alarms", thing());
    let value = change(topic.reference());
    let user = thing().property("DisplayName", IntoValue::<Json>::into_value(value));
    dev.stack("AppStack").add("User", user);
    app.synth()
}

fn template(assembly: &Assembly, stack: usize) -> JsonValue {
    assert!(assembly.problems.is_empty(), "{:?}", assembly.problems);
    serde_json::from_str(&assembly.environments[0].stacks[stack].template.to_json()).expect("JSON")
}

#[test]
fn a_weak_value_is_read_by_the_name_of_an_output_that_nobody_exports() {
    let assembly = pair(None, Value::weak);
    let output = json!({"OutputAlarmsRef": {"Value": {"Ref": "Alarms"}}});
    assert_eq!(template(&assembly, 0)["Outputs"], output);
    let read = json!({"Fn::GetStackOutput": {"OutputName": "OutputAlarmsRef", "StackName": "demo-dev-network"}});
    assert_eq!(template(&assembly, 1)["Resources"]["User"]["Properties"]["DisplayName"], read);
    assert_eq!(assembly.environments[0].stacks[1].dependencies, ["NetworkStack"]);
}

#[test]
fn a_fed_value_is_a_parameter_and_the_template_says_where_it_comes_from() {
    let assembly = pair(None, Value::fed);
    assert_eq!(template(&assembly, 0)["Outputs"], json!({"OutputAlarmsRef": {"Value": {"Ref": "Alarms"}}}));
    let consumer = template(&assembly, 1);
    assert_eq!(consumer["Resources"]["User"]["Properties"]["DisplayName"], json!({"Ref": "FromNetworkStackAlarmsRef"}));
    let parameter = &consumer["Parameters"]["FromNetworkStackAlarmsRef"];
    assert_eq!(parameter["Type"], "String");
    assert!(parameter.get("Default").is_none());
    let source = json!({"Output": "OutputAlarmsRef", "Region": "ap-northeast-1", "Stack": "demo-dev-network"});
    assert_eq!(consumer["Metadata"]["formwork:fed"], json!({"FromNetworkStackAlarmsRef": source}));
    let stack = &assembly.environments[0].stacks[1];
    assert_eq!(stack.place("/Parameters/FromNetworkStackAlarmsRef").path, "dev/AppStack/User");
    assert_eq!(stack.dependencies, ["NetworkStack"]);
}

#[test]
fn both_cross_regions_and_an_export_does_not() {
    let weak = pair(Some("us-east-1"), Value::weak);
    let read = &template(&weak, 1)["Resources"]["User"]["Properties"]["DisplayName"]["Fn::GetStackOutput"];
    assert_eq!(read["Region"], "us-east-1");
    let fed = pair(Some("us-east-1"), Value::fed);
    assert_eq!(template(&fed, 1)["Metadata"]["formwork:fed"]["FromNetworkStackAlarmsRef"]["Region"], "us-east-1");
    let strong = pair(Some("us-east-1"), |value| value);
    assert_eq!(strong.problems[0].code.slug, "reference-across-regions");
}

#[test]
fn within_a_stack_they_are_what_they_were() {
    for change in [Value::<Text>::weak, Value::<Text>::fed] {
        let app = App::new("demo");
        let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("AppStack");
        let topic = stack.add("Alarms", thing());
        stack.add("User", thing().property("DisplayName", change(topic.reference())));
        let template = template(&app.synth(), 0);
        assert_eq!(template["Resources"]["User"]["Properties"]["DisplayName"], json!({"Ref": "Alarms"}));
        assert!(template.get("Outputs").is_none() && template.get("Parameters").is_none(), "{template}");
    }
}

#[test]
fn one_value_may_be_exported_and_read_by_name() {
    let app = App::new("demo");
    let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
    let topic = dev.stack("NetworkStack").add("Alarms", thing());
    let stack = dev.stack("AppStack");
    stack.add("One", thing().property("DisplayName", topic.reference()));
    stack.add("Two", thing().property("DisplayName", text!["to ", topic.reference().weak()]));
    let assembly = app.synth();
    let outputs = template(&assembly, 0)["Outputs"].clone();
    assert_eq!(
        outputs.as_object().expect("outputs").keys().collect::<Vec<_>>(),
        ["ExportAlarmsRef", "OutputAlarmsRef"]
    );
    assert!(outputs["OutputAlarmsRef"].get("Export").is_none());
    let text = template(&assembly, 1)["Resources"]["Two"]["Properties"]["DisplayName"].to_string();
    assert!(text.contains("Fn::GetStackOutput"), "{text}");
}

#[test]
fn a_parameter_of_that_name_is_a_clash() {
    let app = App::new("demo");
    let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
    let topic = dev.stack("NetworkStack").add("Alarms", thing());
    let stack = dev.stack("AppStack");
    stack.add("FromNetworkStackAlarmsRef", formwork_core::Parameter::text());
    stack.add("User", thing().property("DisplayName", topic.reference().fed()));
    assert_eq!(app.synth().problems[0].code.slug, "duplicate-logical-id");
}
