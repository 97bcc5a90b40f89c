//! Parameters, mappings, conditions, rules and outputs.

use crate::sample::{dev, json, only_stack, thing};
use formwork_core::{
    Condition, ConditionExpression, Mapping, Output, Parameter, Rule, RuleExpression, Stack, Text, Value, function,
    pseudo, text,
};
use serde_json::{Value as Json, json};
use std::collections::HashMap;

/// The template of a stack.
fn template(build: impl FnOnce(&Stack)) -> Json {
    let (app, dev) = dev();
    build(&dev.stack("DemoStack"));
    json(&only_stack(app).template)
}

#[test]
fn a_parameter_says_all_that_cloudformation_knows_of_one() {
    let template = template(|stack| {
        let name = Parameter::text()
            .default("main")
            .description("The name")
            .allowed_values(["main", "other"])
            .allowed_pattern("[a-z]+")
            .constraint_description("letters")
            .length(1..=20)
            .no_echo();
        stack.add("Name", name);
        stack.add("Count", Parameter::number().default(2).range(1..=10).allowed_values([1, 2, 3]));
        stack.add("Zones", Parameter::list().default(["a", "b"]));
        stack.add("Vpc", Parameter::<Text>::of("AWS::EC2::VPC::Id"));
    });
    assert_eq!(
        template["Parameters"],
        json!({
            "Count": {
                "AllowedValues": [1, 2, 3],
                "Default": 2,
                "MaxValue": 10,
                "MinValue": 1,
                "Type": "Number",
            },
            "Name": {
                "AllowedPattern": "[a-z]+",
                "AllowedValues": ["main", "other"],
                "ConstraintDescription": "letters",
                "Default": "main",
                "Description": "The name",
                "MaxLength": 20,
                "MinLength": 1,
                "NoEcho": true,
                "Type": "String",
            },
            "Vpc": {"Type": "AWS::EC2::VPC::Id"},
            "Zones": {"Default": "a,b", "Type": "CommaDelimitedList"},
        })
    );
}

#[test]
fn a_parameter_is_used_by_ref() {
    let template = template(|stack| {
        let count = stack.add("Count", Parameter::number());
        assert_eq!(count.path(), "dev/DemoStack/Count");
        stack.add("User", thing().property("Count", count.value()));
    });
    assert_eq!(template["Resources"]["User"]["Properties"], json!({"Count": {"Ref": "Count"}}));
}

#[test]
fn a_mapping_is_a_table_with_sorted_rows_and_cells() {
    let template = template(|stack| {
        let mapping = Mapping::new().row("us", [("Mail", "old")]).row("jp", HashMap::from([("Web", 1), ("Mail", 2)]));
        let hosts = stack.add("Hosts", mapping.row("us", [("Mail", text!["smtp", ".example.com"])]));
        let host: Value<Text> = hosts.find(pseudo::region(), "Mail");
        stack.add("User", thing().property("Host", host));
    });
    assert_eq!(
        template["Mappings"].to_string(),
        r#"{"Hosts":{"jp":{"Mail":2,"Web":1},"us":{"Mail":"smtp.example.com"}}}"#
    );
    assert_eq!(
        template["Resources"]["User"]["Properties"]["Host"],
        json!({"Fn::FindInMap": ["Hosts", {"Ref": "AWS::Region"}, "Mail"]})
    );
}

#[test]
fn conditions_are_made_of_parameters_and_of_each_other() {
    let template = template(|stack| {
        let size = stack.add("Size", Parameter::text());
        let large = stack.add("IsLarge", Condition::new(ConditionExpression::equals(size.value(), "large")));
        let tokyo = ConditionExpression::equals(pseudo::region(), "ap-northeast-1");
        let both = ConditionExpression::from(&large).and(tokyo.clone());
        stack.add("IsBoth", Condition::new(both));
        stack.add("IsEither", Condition::new((!tokyo).or(&large)));
        let class: Value<Text> = large.choose("big", text!["small-", pseudo::region()]);
        let count: Value<i64> = large.only(3);
        stack.add("User", thing().property("Class", class).property("Count", count)).condition(&large);
    });
    let tokyo = json!({"Fn::Equals": [{"Ref": "AWS::Region"}, "ap-northeast-1"]});
    assert_eq!(
        template["Conditions"],
        json!({
            "IsBoth": {"Fn::And": [{"Condition": "IsLarge"}, tokyo]},
            "IsEither": {"Fn::Or": [{"Fn::Not": [tokyo]}, {"Condition": "IsLarge"}]},
            "IsLarge": {"Fn::Equals": [{"Ref": "Size"}, "large"]},
        })
    );
    assert_eq!(
        template["Resources"]["User"],
        json!({
            "Type": "Custom::Thing",
            "Condition": "IsLarge",
            "Properties": {
                "Class": {"Fn::If": ["IsLarge", "big", {"Fn::Join": ["", ["small-", {"Ref": "AWS::Region"}]]}]},
                "Count": {"Fn::If": ["IsLarge", 3, {"Ref": "AWS::NoValue"}]},
            },
        })
    );
}

#[test]
fn a_rule_asserts_about_parameters() {
    let template = template(|stack| {
        let size = stack.add("Size", Parameter::text());
        let zones = stack.add("Zones", Parameter::list());
        let known = RuleExpression::contains(["small", "large"], size.value());
        let near = RuleExpression::each_member_in(zones.value(), ["a", "b"]);
        let same = RuleExpression::each_member_equals(zones.value(), "a");
        let large = RuleExpression::equals(size.value(), "large");
        let rule = Rule::new().when(large.clone().and(!large.clone())).assert(known, "a known size");
        stack.add("Sizes", rule.assert(near.or(same), "near zones"));
        stack.add("Always", Rule::new().assert(large, "large"));
    });
    let large = json!({"Fn::Equals": [{"Ref": "Size"}, "large"]});
    assert_eq!(
        template["Rules"],
        json!({
            "Always": {"Assertions": [{"Assert": large, "AssertDescription": "large"}]},
            "Sizes": {
                "Assertions": [
                    {
                        "Assert": {"Fn::Contains": [["small", "large"], {"Ref": "Size"}]},
                        "AssertDescription": "a known size",
                    },
                    {
                        "Assert": {"Fn::Or": [
                            {"Fn::EachMemberIn": [{"Ref": "Zones"}, ["a", "b"]]},
                            {"Fn::EachMemberEquals": [{"Ref": "Zones"}, "a"]},
                        ]},
                        "AssertDescription": "near zones",
                    },
                ],
                "RuleCondition": {"Fn::And": [large, {"Fn::Not": [large]}]},
            },
        })
    );
}

#[test]
fn an_output_shows_exports_and_may_have_a_condition() {
    let template = template(|stack| {
        let topic = stack.add("Topic", thing());
        let here = stack.add("IsHere", Condition::new(ConditionExpression::equals(pseudo::region(), "here")));
        let output = Output::new(topic.reference()).description("The topic").condition(&here);
        stack.add("TopicName", output.export(text![pseudo::stack_name(), "-topic"]));
        stack.add("Plain", Output::new("text"));
    });
    assert_eq!(
        template["Outputs"],
        json!({
            "Plain": {"Value": "text"},
            "TopicName": {
                "Condition": "IsHere",
                "Description": "The topic",
                "Export": {"Name": {"Fn::Join": ["", [{"Ref": "AWS::StackName"}, "-topic"]]}},
                "Value": {"Ref": "Topic"},
            },
        })
    );
}

#[test]
fn elements_in_scopes_have_logical_ids_like_resources() {
    let template = template(|stack| {
        let scope = stack.scope("Mail");
        let address = scope.add("Address", Parameter::text());
        scope.add("Shown", Output::new(address.value()));
    });
    assert_eq!(
        template,
        json!({
            "Parameters": {"MailAddress8BE46523": {"Type": "String"}},
            "Resources": {},
            "Outputs": {"MailShown6D5C56C1": {"Value": {"Ref": "MailAddress8BE46523"}}},
        })
    );
}

#[test]
fn functions_of_rules_and_a_cell_that_may_be_missing() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    let vpc = stack.add("Vpc", Parameter::<Text>::of("AWS::EC2::VPC::Id"));
    let all = function::ref_all("AWS::EC2::VPC::Id");
    let default = RuleExpression::each_member_equals(all, "vpc-1");
    let same = RuleExpression::equals(function::value_of(&vpc, "Tags.Owner"), "us");
    let owners = function::value_of_all("AWS::EC2::VPC::Id", "Tags.Owner");
    stack.add(
        "Owned",
        Rule::new().assert(default.and(same), "ours").assert(RuleExpression::contains(owners, "us"), "also ours"),
    );
    let sizes = stack.add("Sizes", Mapping::new().row("dev", [("Cpu", "256")]));
    let cpu: Value<Text> = sizes.find_or("prod", "Cpu", "512");
    stack.add("Cpu", Output::new(cpu));
    stack.add("Zones", Output::new(formwork_core::join(",", function::availability_zones_of("us-east-1"))));
    let template = json(&only_stack(app).template);
    let rule = &template["Rules"]["Owned"]["Assertions"];
    assert_eq!(
        rule[0]["Assert"],
        json!({"Fn::And": [
            {"Fn::EachMemberEquals": [{"Fn::RefAll": "AWS::EC2::VPC::Id"}, "vpc-1"]},
            {"Fn::Equals": [{"Fn::ValueOf": ["Vpc", "Tags.Owner"]}, "us"]}
        ]})
    );
    assert_eq!(
        rule[1]["Assert"],
        json!({"Fn::Contains": [{"Fn::ValueOfAll": ["AWS::EC2::VPC::Id", "Tags.Owner"]}, "us"]})
    );
    assert_eq!(
        template["Outputs"]["Cpu"]["Value"],
        json!({"Fn::FindInMap": ["Sizes", "prod", "Cpu", {"DefaultValue": "512"}]})
    );
    assert_eq!(template["Outputs"]["Zones"]["Value"]["Fn::Join"][1], json!({"Fn::GetAZs": "us-east-1"}));
}
