//! A template that is read and written again is the same document.

use formwork::{InvalidTemplate, Template};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// What CloudFormation takes for the same: one dependency as a text or a list, an attribute as a text or two, and a
/// section or properties with nothing in them.
pub fn canonical(document: &Value) -> Value {
    let mut document = attributes(document);
    let Some(sections) = document.as_object_mut() else { return document };
    let is_empty = |value: &Value| value.as_object().is_some_and(Map::is_empty);
    sections.retain(|name, section| name == "Resources" || !KNOWN.contains(&name.as_str()) || !is_empty(section));
    for resource in sections.get_mut("Resources").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut) {
        let Some(resource) = resource.as_object_mut() else { continue };
        if resource.get("Properties").is_some_and(is_empty) {
            resource.remove("Properties");
        }
        match resource.get("DependsOn").and_then(Value::as_array).map(Vec::as_slice) {
            Some([]) => drop(resource.remove("DependsOn")),
            Some([one]) => drop(resource.insert("DependsOn".to_string(), one.clone())),
            _ => {}
        }
    }
    document
}

const KNOWN: [&str; 6] = ["Metadata", "Parameters", "Rules", "Mappings", "Conditions", "Outputs"];

fn attributes(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(attributes).collect(),
        Value::Object(members) => {
            if let (1, Some(Value::String(path))) = (members.len(), members.get("Fn::GetAtt"))
                && let Some((id, attribute)) = path.split_once('.')
            {
                return json!({"Fn::GetAtt": [id, attribute]});
            }
            members.iter().map(|(name, value)| (name.clone(), attributes(value))).collect::<Map<_, _>>().into()
        }
        other => other.clone(),
    }
}

/// What comes back, and what was wrong on the way.
pub fn there_and_back(document: &Value) -> (Value, Vec<InvalidTemplate>) {
    let (template, problems) = Template::from_document(document.clone());
    (serde_json::from_str(&template.to_json()).expect("a template is JSON"), problems)
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e9..1e9_f64).prop_map(Value::from),
        "[ -~äλ]{0,12}".prop_map(Value::from),
        "[A-Z][a-z]{0,4}".prop_map(|id| json!({"Ref": id})),
        "[A-Z][a-z]{0,4}".prop_map(|id| json!({"Fn::GetAtt": [id, "Arn"]})),
        "[A-Z][a-z]{0,4}".prop_map(|id| json!({"Fn::GetAtt": format!("{id}.Endpoint.Port")})),
    ];
    leaf.prop_recursive(4, 32, 5, |inner| {
        let key = prop_oneof!["[A-Za-z:/~]{1,8}", Just("Ref".to_string()), Just("Fn::Sub".to_string())];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(key, inner, 0..5).prop_map(|members| json!(members)),
        ]
    })
}

fn any_resource() -> impl Strategy<Value = Value> {
    let ids = prop::collection::vec("[A-Z][a-z]{0,4}", 0..3);
    let properties = prop::collection::btree_map("[A-Z][a-z]{0,6}", any_value(), 0..5);
    (ids, properties, any_value(), any::<bool>()).prop_map(|(ids, properties, metadata, has_condition)| {
        let mut resource =
            json!({"Type": "AWS::S3::Bucket", "DependsOn": ids, "Properties": properties, "Metadata": metadata});
        if has_condition {
            resource["Condition"] = json!("IsProd");
        }
        resource
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_template_comes_back_as_it_went(
        resources in prop::collection::btree_map("[A-Z][a-z0-9]{0,6}", any_resource(), 0..5),
        outputs in prop::collection::btree_map("[A-Z][a-z]{0,6}", any_value(), 0..3),
        other in any_value(),
    ) {
        let document = json!({
            "AWSTemplateFormatVersion": "2010-09-09", "Description": "a", "Transform": "AWS::LanguageExtensions",
            "Resources": resources, "Outputs": outputs, "Hooks": other,
        });
        let (back, problems) = there_and_back(&document);
        prop_assert!(problems.is_empty(), "{problems:?}");
        prop_assert_eq!(canonical(&back), canonical(&document));
    }

    #[test]
    fn no_document_makes_the_reader_fail(document in any_value()) {
        there_and_back(&document);
        there_and_back(&json!({"Resources": document}));
        there_and_back(&json!({"Resources": {"A": document, "B": {"Type": "x", "DependsOn": document, "Condition": document}}}));
    }
}

#[test]
fn every_wrong_shape_is_told_and_the_rest_is_read() {
    let document = json!({
        "Description": 7,
        "Resources": {"A": {"Type": "AWS::SNS::Topic", "DependsOn": [1, "B"]}, "B": [], "C": {"Properties": {}}},
        "Outputs": [],
    });
    let (template, problems) = Template::from_document(document);
    let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
    let expected = [
        "/Resources/A/DependsOn/0 is not a text",
        "/Resources/B is not an object",
        "/Resources/C/Type is not the name of a type",
        "/Description is not a text",
        "/Outputs is not an object",
    ];
    assert_eq!(said, expected);
    assert_eq!(template.resources["A"].depends_on, ["B"]);
}
