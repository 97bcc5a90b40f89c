//! References between the stacks of one environment: an export, an import, a dependency.

use crate::sample::{Listed, dev, json, stack, synth, thing};
use formwork_core::{
    App, Condition, ConditionExpression, CustomResource, DeletionPolicy, Environment, EnvironmentScope, Output,
    Parameter, Stack, Text, Value, function, pseudo, text,
};
use serde_json::{Value as Json, json};

/// Two stacks, the second of which uses a value of the first: the first's outputs and what the second got.
fn passed(value: impl FnOnce(&Stack) -> Value<Text>) -> (Json, Json) {
    let (app, dev) = dev();
    let (data, web) = (dev.stack("DataStack"), dev.stack("WebStack"));
    web.add("User", thing().property("Used", value(&data)));
    outputs_and_property(app)
}

fn outputs_and_property(app: App) -> (Json, Json) {
    let assembly = synth(app);
    let (data, web) = (stack(&assembly, "dev/DataStack"), stack(&assembly, "dev/WebStack"));
    assert_eq!(data.dependencies, [""; 0]);
    assert_eq!(web.dependencies, ["DataStack"]);
    let user = json(&web.template)["Resources"]["User"]["Properties"]["Used"].take();
    (json(&data.template)["Outputs"].take(), user)
}

#[test]
fn a_reference_becomes_an_export_and_an_import() {
    let (outputs, used) = passed(|data| data.add("Topic", thing()).reference());
    assert_eq!(
        outputs,
        json!({"ExportTopicRef": {"Value": {"Ref": "Topic"}, "Export": {"Name": "demo-dev-data:TopicRef"}}})
    );
    assert_eq!(used, json!({"Fn::ImportValue": "demo-dev-data:TopicRef"}));
}

#[test]
fn an_attribute_is_exported_under_its_name() {
    let (outputs, used) = passed(|data| data.scope("Files").add("Bucket", Listed::new()).arn());
    assert_eq!(
        outputs,
        json!({"ExportFilesBucket819E8D9DArn": {
            "Value": {"Fn::GetAtt": ["FilesBucket819E8D9D", "Arn"]},
            "Export": {"Name": "demo-dev-data:FilesBucket819E8D9DArn"}
        }})
    );
    assert_eq!(used, json!({"Fn::ImportValue": "demo-dev-data:FilesBucket819E8D9DArn"}));
}

#[test]
fn the_dots_of_a_nested_attribute_stand_in_no_name() {
    let (outputs, used) = passed(|data| data.add("Database", thing()).get_att("Endpoint.Address"));
    assert_eq!(
        outputs["ExportDatabaseEndpointAddress"]["Value"],
        json!({"Fn::GetAtt": ["Database", "Endpoint.Address"]})
    );
    assert_eq!(used, json!({"Fn::ImportValue": "demo-dev-data:DatabaseEndpointAddress"}));
}

#[test]
fn an_attribute_of_a_custom_resource_may_have_any_letters() {
    let (outputs, used) = passed(|data| data.add("Seed", thing()).get_att("rows/of_table-1"));
    assert_eq!(outputs["ExportSeedrowsoftable1"]["Value"], json!({"Fn::GetAtt": ["Seed", "rows/of_table-1"]}));
    assert_eq!(used, json!({"Fn::ImportValue": "demo-dev-data:Seedrowsoftable1"}));
}

#[test]
fn a_list_crosses_as_one_text() {
    for joined in [
        passed(|data| data.add("Link", Listed::new()).addresses().assume()),
        passed(|data| data.add("Link", thing()).get_att_list::<Text>("Addresses").assume()),
    ] {
        let (outputs, used) = joined;
        assert_eq!(
            outputs["ExportLinkAddresses"]["Value"],
            json!({"Fn::Join": ["||", {"Fn::GetAtt": ["Link", "Addresses"]}]})
        );
        assert_eq!(used, json!({"Fn::Split": ["||", {"Fn::ImportValue": "demo-dev-data:LinkAddresses"}]}));
    }
}

#[test]
fn a_parameter_crosses_like_a_resource() {
    let (outputs, used) = passed(|data| data.add("Mail", Parameter::text()).value());
    assert_eq!(
        outputs,
        json!({"ExportMailRef": {"Value": {"Ref": "Mail"}, "Export": {"Name": "demo-dev-data:MailRef"}}})
    );
    assert_eq!(used, json!({"Fn::ImportValue": "demo-dev-data:MailRef"}));
}

#[test]
fn a_parameter_that_is_a_list_crosses_as_one_text() {
    for type_name in [
        "CommaDelimitedList",
        "List<Number>",
        "List<AWS::EC2::Subnet::Id>",
        "AWS::SSM::Parameter::Value<List<String>>",
        "AWS::SSM::Parameter::Value<CommaDelimitedList>",
    ] {
        let (outputs, used) = passed(|data| data.add("Zones", Parameter::<Text>::of(type_name)).value());
        assert_eq!(outputs["ExportZonesRef"]["Value"], json!({"Fn::Join": ["||", {"Ref": "Zones"}]}), "{type_name}");
        assert_eq!(used, json!({"Fn::Split": ["||", {"Fn::ImportValue": "demo-dev-data:ZonesRef"}]}), "{type_name}");
    }
}

#[test]
fn what_a_conditional_resource_gives_is_exported_under_its_condition() {
    let (outputs, _) = passed(|data| {
        let large =
            data.add("IsLarge", Condition::new(ConditionExpression::equals(pseudo::region(), "ap-northeast-1")));
        let topic = data.add("Topic", thing());
        topic.condition(&large);
        topic.reference()
    });
    assert_eq!(outputs["ExportTopicRef"]["Condition"], "IsLarge");
}

#[test]
fn the_condition_counts_whichever_stack_comes_first() {
    let (app, dev) = dev();
    let (web, data) = (dev.stack("WebStack"), dev.stack("DataStack"));
    let user = web.add("User", thing());
    let topic = data.add("Topic", thing());
    user.edit(|user| user.property("Used", topic.reference()));
    topic.condition(&data.add("IsHere", Condition::new(ConditionExpression::equals(pseudo::region(), "here"))));
    assert_eq!(outputs_and_property(app).0["ExportTopicRef"]["Condition"], "IsHere");
}

#[test]
fn one_value_is_exported_once() {
    let (app, dev) = dev();
    let topic = dev.stack("DataStack").add("Topic", Listed::new());
    for id in ["AStack", "BStack"] {
        dev.stack(id).add("User", thing().property("Arn", topic.arn()).property("Again", text!["x", topic.arn()]));
    }
    let assembly = synth(app);
    let outputs = json(&stack(&assembly, "dev/DataStack").template)["Outputs"].take();
    assert_eq!(outputs.as_object().expect("outputs").len(), 1);
    assert_eq!(stack(&assembly, "dev/AStack").dependencies, ["DataStack"]);
    assert_eq!(stack(&assembly, "dev/BStack").dependencies, ["DataStack"]);
}

#[test]
fn an_import_takes_the_place_of_a_reference_however_deep_it_stands() {
    let (app, dev) = dev();
    let topic = dev.stack("DataStack").add("Topic", thing());
    let web = dev.stack("WebStack");
    let user = web.add("User", thing());
    user.edit(|user| user.property("Listed", [topic.reference()]).property("Joined", text!["a/", topic.reference()]));
    user.metadata("Of", topic.reference());
    user.creation_policy(formwork_core::document!({"Signal": (topic.reference())}));
    user.override_property("Raw.0", function::sub_with("${T}", [("T", topic.reference())]));
    web.add("Shown", Output::new(topic.reference()));
    let import = json!({"Fn::ImportValue": "demo-dev-data:TopicRef"});
    let assembly = synth(app);
    let web = json(&stack(&assembly, "dev/WebStack").template);
    assert_eq!(
        web["Resources"]["User"]["Properties"],
        json!({
            "Joined": {"Fn::Join": ["", ["a/", import]]},
            "Listed": [import],
            "Raw": [{"Fn::Sub": ["${T}", {"T": import}]}],
        })
    );
    assert_eq!(web["Resources"]["User"]["Metadata"], json!({"Of": import}));
    assert_eq!(web["Resources"]["User"]["CreationPolicy"], json!({"Signal": import}));
    assert_eq!(web["Outputs"]["Shown"]["Value"], import);
}

#[test]
fn a_reference_within_a_stack_stays_a_reference() {
    let (app, dev) = dev();
    let data = dev.stack("DataStack");
    let topic = data.add("Topic", Listed::new());
    data.add("User", thing().property("Arn", topic.arn()));
    let assembly = synth(app);
    let template = json(&stack(&assembly, "dev/DataStack").template);
    assert_eq!(template["Resources"]["User"]["Properties"]["Arn"], json!({"Fn::GetAtt": ["Topic", "Arn"]}));
    assert_eq!(template.get("Outputs"), None);
}

#[test]
fn depending_on_a_resource_of_another_stack_is_depending_on_the_stack() {
    let (app, dev) = dev();
    let (data, web) = (dev.stack("DataStack"), dev.stack("WebStack"));
    let table = data.add("Table", thing());
    web.add("User", thing()).depends_on(&table);
    let assembly = synth(app);
    assert_eq!(stack(&assembly, "dev/WebStack").dependencies, ["DataStack"]);
    assert_eq!(json(&stack(&assembly, "dev/WebStack").template)["Resources"]["User"].get("DependsOn"), None);
    assert_eq!(json(&stack(&assembly, "dev/DataStack").template).get("Outputs"), None);
}

#[test]
fn an_order_of_stacks_may_cross_regions() {
    let (app, dev) = dev();
    let edge = dev.stack("EdgeStack").region("us-east-1");
    let certificate = edge.add("Certificate", thing());
    let web = dev.stack("WebStack");
    web.add("User", thing()).depends_on(&certificate);
    dev.stack("LastStack").depends_on(&edge);
    let assembly = synth(app);
    assert_eq!(stack(&assembly, "dev/WebStack").dependencies, ["EdgeStack"]);
    assert_eq!(stack(&assembly, "dev/LastStack").dependencies, ["EdgeStack"]);
}

#[test]
fn dependencies_are_sorted_and_said_once() {
    let (app, dev) = dev();
    let (z, a, last) = (dev.stack("ZStack"), dev.stack("AStack"), dev.stack("LastStack"));
    let topic = z.add("Topic", thing());
    last.depends_on(&z).depends_on(&a).depends_on(&z).depends_on(&last);
    last.add("User", thing().property("Topic", topic.reference()));
    assert_eq!(stack(&synth(app), "dev/LastStack").dependencies, ["AStack", "ZStack"]);
}

#[test]
fn an_export_carries_the_name_of_a_stack_that_was_named() {
    let (app, dev) = dev();
    let topic = dev.stack("DataStack").name("storage").add("Topic", thing());
    dev.stack("WebStack").add("User", thing().property("Used", topic.reference()));
    assert_eq!(outputs_and_property(app).1, json!({"Fn::ImportValue": "storage:TopicRef"}));
}

#[test]
fn stacks_of_one_region_refer_to_each_other_wherever_the_environment_is() {
    let (app, dev) = dev();
    let topic = dev.stack("DataStack").region("us-east-1").add("Topic", thing());
    dev.stack("WebStack").region("us-east-1").add("User", thing().property("Topic", topic.reference()));
    dev.stack("HomeStack");
    let assembly = synth(app);
    let regions = assembly.environments[0].stacks.iter().map(|stack| stack.region.as_str());
    assert_eq!(regions.collect::<Vec<_>>(), ["us-east-1", "us-east-1", "ap-northeast-1"]);
    assert_eq!(assembly.environments[0].region, "ap-northeast-1");
}

#[test]
fn an_export_is_placed_where_its_resource_was_declared() {
    let (app, dev) = dev();
    let topic = dev.stack("DataStack").add("Topic", thing());
    let line = line!() - 1;
    dev.stack("WebStack").add("User", thing().property("Topic", topic.reference()));
    let assembly = synth(app);
    let place = stack(&assembly, "dev/DataStack").place("/Outputs/ExportTopicRef/Value");
    assert_eq!(place.path, "dev/DataStack/Topic");
    assert_eq!(place.source.map(|source| source.line), Some(line));
    assert_eq!(place.pointer.as_deref(), Some("/Outputs/ExportTopicRef/Value"));
}

/// The same two stacks for any environment.
fn build(environment: &EnvironmentScope) {
    let topic = environment.stack("DataStack").add("Topic", CustomResource::new("AWS::SNS::Topic"));
    topic.deletion_policy(DeletionPolicy::Retain);
    environment.stack("WebStack").add("User", thing().property("Topic", topic.reference()));
}

#[test]
fn a_third_environment_is_one_more_line() {
    let app = App::new("demo");
    build(&app.environment(Environment::new("dev", "ap-northeast-1").account("123456789012")));
    build(&app.environment(Environment::new("prod", "ap-northeast-1")));
    build(&app.environment(Environment::new("staging", "ap-northeast-3")));
    let assembly = synth(app);
    let data = |environment: &str| stack(&assembly, &format!("{environment}/DataStack")).template.to_json();
    let names: Vec<&str> = assembly.environments.iter().map(|environment| environment.name.as_str()).collect();
    assert_eq!(names, ["dev", "prod", "staging"]);
    assert_eq!(assembly.environments[0].account.as_deref(), Some("123456789012"));
    assert_eq!(assembly.environments[1].account, None);
    assert_eq!(assembly.environments[2].region, "ap-northeast-3");
    assert_eq!(stack(&assembly, "staging/WebStack").region, "ap-northeast-3");
    assert_eq!(data("dev").replace("demo-dev-", "demo-staging-"), data("staging"));
    assert_eq!(
        json(&stack(&assembly, "staging/WebStack").template)["Resources"]["User"]["Properties"]["Topic"],
        json!({"Fn::ImportValue": "demo-staging-data:TopicRef"})
    );
}
