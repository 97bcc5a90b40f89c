//! What values are as JSON: literals, functions, pseudo parameters, documents, text made of parts.

use crate::sample::{dev, resource, thing};
use formwork_core::{
    Accepts, Data, Duration, IntoValue, IsText, Json, Map, Name, Size, Text, Value, concat, document, function, join,
    pseudo, text,
};
use serde_json::json;

/// The JSON of what a property of type `T` holds.
fn of<T>(value: impl IntoValue<T>) -> serde_json::Value {
    shown(value.into_value())
}

/// The JSON of a value that names no construct.
fn shown<T>(value: Value<T>) -> serde_json::Value {
    serde_json::to_value(value.data()).expect("JSON")
}

#[test]
fn literals_are_what_they_are() {
    assert_eq!(of::<Text>("a"), json!("a"));
    assert_eq!(of::<Text>(String::from("a")), json!("a"));
    assert_eq!(of::<Text>(&String::from("a")), json!("a"));
    assert_eq!(of::<Text>(Name::Borrowed("a")), json!("a"));
    assert_eq!(of::<bool>(true), json!(true));
    assert_eq!(of::<i64>(-5_i64), json!(-5));
    assert_eq!(of::<i64>(5_i32), json!(5));
    assert_eq!(of::<i64>(5_u32), json!(5));
    assert_eq!(of::<i64>(443_u16), json!(443));
    assert_eq!(of::<i64>(5_u8), json!(5));
    assert_eq!(of::<f64>(0.5), json!(0.5));
    assert_eq!(of::<f64>(5), json!(5));
}

#[test]
fn lists_keep_their_order_and_maps_are_sorted() {
    assert_eq!(of::<Vec<Text>>(["b", "a"]), json!(["b", "a"]));
    assert_eq!(of::<Vec<Text>>(vec![String::from("b")]), json!(["b"]));
    assert_eq!(of::<Vec<Text>>(&["b", "a"][..]), json!(["b", "a"]));
    assert_eq!(of::<Vec<i64>>(&vec![2, 1]), json!([2, 1]));
    assert_eq!(of::<Vec<Vec<Text>>>([["a"], ["b"]]), json!([["a"], ["b"]]));
    assert_eq!(of::<Map<Text>>([("b", "1"), ("a", "2"), ("b", "3")]).to_string(), r#"{"a":"2","b":"3"}"#);
    assert_eq!(of::<Map<i64>>(vec![(String::from("b"), 1)]), json!({"b": 1}));
    assert_eq!(of::<Vec<Text>>([pseudo::region(), "a".into_value()]), json!([{"Ref": "AWS::Region"}, "a"]));
}

#[test]
fn everything_goes_where_json_is_wanted() {
    assert_eq!(
        of::<Json>(json!({"a": [1, 2.5, null, true, {"Ref": "B"}]})),
        json!({"a": [1, 2.5, null, true, {"Ref": "B"}]})
    );
    assert_eq!(of::<Json>(["a", "b"]), json!(["a", "b"]));
    assert_eq!(of::<Json>(vec![1, 2]), json!([1, 2]));
    assert_eq!(of::<Json>(Data::Null), json!(null));
    assert_eq!(of::<Json>(pseudo::region()), json!({"Ref": "AWS::Region"}));
    assert_eq!(of::<Json>(function::availability_zones()), json!({"Fn::GetAZs": ""}));
    assert_eq!(of::<Json>(IntoValue::<Map<Text>>::into_value([("a", "b")])), json!({"a": "b"}));
}

#[test]
fn every_function_is_the_json_that_cloudformation_reads() {
    let zones = || function::availability_zones();
    assert_eq!(shown(function::sub("${AWS::Region}a")), json!({"Fn::Sub": "${AWS::Region}a"}));
    assert_eq!(
        shown(function::sub_with("${Host}:${Port}", [("Port", "1".into_value()), ("Host", pseudo::url_suffix())])),
        json!({"Fn::Sub": ["${Host}:${Port}", {"Host": {"Ref": "AWS::URLSuffix"}, "Port": "1"}]})
    );
    assert_eq!(shown(function::select(1, zones())), json!({"Fn::Select": [1, {"Fn::GetAZs": ""}]}));
    assert_eq!(shown::<Text>(function::select(0, ["a", "b"].into_value())), json!({"Fn::Select": [0, ["a", "b"]]}));
    assert_eq!(shown(function::split(",", "a,b")), json!({"Fn::Split": [",", "a,b"]}));
    assert_eq!(shown(zones()), json!({"Fn::GetAZs": ""}));
    assert_eq!(shown(function::cidr("10.0.0.0/16", 6, 8)), json!({"Fn::Cidr": ["10.0.0.0/16", 6, 8]}));
    assert_eq!(shown(function::base64("#!/bin/sh")), json!({"Fn::Base64": "#!/bin/sh"}));
    assert_eq!(shown::<Text>(function::import_value("other:Vpc")), json!({"Fn::ImportValue": "other:Vpc"}));
    assert_eq!(shown(function::length(zones())), json!({"Fn::Length": {"Fn::GetAZs": ""}}));
    assert_eq!(shown(function::to_json_string(json!({"a": 1}))), json!({"Fn::ToJsonString": {"a": 1}}));
    assert_eq!(
        shown::<Text>(function::transform("AWS::Include", [("Location", json!("s3://a/b"))])),
        json!({"Fn::Transform": {"Name": "AWS::Include", "Parameters": {"Location": "s3://a/b"}}})
    );
    assert_eq!(
        shown::<Text>(function::stack_output("network", "VpcId")),
        json!({"Fn::GetStackOutput": {"OutputName": "VpcId", "StackName": "network"}})
    );
    assert_eq!(shown(join(",", zones())), json!({"Fn::Join": [",", {"Fn::GetAZs": ""}]}));
    assert_eq!(shown(join(",", ["a", "b"])), json!({"Fn::Join": [",", ["a", "b"]]}));
}

#[test]
fn every_pseudo_parameter_is_a_ref() {
    for (value, name) in [
        (pseudo::account_id(), "AWS::AccountId"),
        (pseudo::region(), "AWS::Region"),
        (pseudo::partition(), "AWS::Partition"),
        (pseudo::url_suffix(), "AWS::URLSuffix"),
        (pseudo::stack_id(), "AWS::StackId"),
        (pseudo::stack_name(), "AWS::StackName"),
        (pseudo::notification_arns().assume(), "AWS::NotificationARNs"),
        (pseudo::no_value(), "AWS::NoValue"),
    ] {
        assert_eq!(shown(value), json!({"Ref": name}));
    }
}

#[test]
fn the_variables_of_a_sub_have_one_order() {
    let sub = |variables: [(&'static str, &'static str); 3]| shown(function::sub_with("${A}", variables)).to_string();
    assert_eq!(sub([("C", "1"), ("A", "2"), ("B", "3")]), sub([("A", "2"), ("B", "3"), ("C", "1")]));
}

#[test]
fn text_of_literal_parts_is_a_literal() {
    assert_eq!(shown(text!["a", String::from("b"), &String::from("c")]), json!("abc"));
    assert_eq!(shown(text!["", ""]), json!(""));
    assert_eq!(shown(concat([])), json!(""));
}

#[test]
fn text_with_expressions_joins_as_few_parts_as_it_can() {
    let region = pseudo::region();
    assert_eq!(
        shown(text!["arn:", "aws:", &region, "", ":", "x", pseudo::account_id()]),
        json!({"Fn::Join": ["", ["arn:aws:", {"Ref": "AWS::Region"}, ":x", {"Ref": "AWS::AccountId"}]]})
    );
    assert_eq!(shown(text!["", region, ""]), json!({"Ref": "AWS::Region"}));
}

#[test]
fn text_in_text_does_not_nest() {
    let inner = text!["a", pseudo::region(), "b"];
    assert_eq!(
        shown(text!["x", &inner, "y", join("", ["c", "d"]), join(",", ["e", "f"])]),
        json!({"Fn::Join": ["", ["xa", {"Ref": "AWS::Region"}, "bycd", {"Fn::Join": [",", ["e", "f"]]}]]})
    );
    assert_eq!(shown(text![&inner]), shown(inner));
}

#[test]
fn a_document_is_written_as_json_with_values_in_brackets() {
    let actions = ["s3:GetObject", "s3:PutObject"];
    let document = document!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Action": actions,
            "Resource": (text!["arn:aws:s3:::", pseudo::account_id(), "/*"]),
            "Condition": {"Bool": {"aws:SecureTransport": true}, "NumericLessThan": {"s3:max-keys": 10}},
            "Empty": [{}, []],
        }],
    });
    assert_eq!(
        shown(document),
        json!({
            "Version": "2012-10-17",
            "Statement": [{
                "Effect": "Allow",
                "Action": ["s3:GetObject", "s3:PutObject"],
                "Resource": {"Fn::Join": ["", ["arn:aws:s3:::", {"Ref": "AWS::AccountId"}, "/*"]]},
                "Condition": {"Bool": {"aws:SecureTransport": true}, "NumericLessThan": {"s3:max-keys": 10}},
                "Empty": [{}, []],
            }],
        })
    );
}

#[test]
fn a_document_holds_references() {
    let (app, dev) = dev();
    let stack = dev.stack("DataStack");
    let topic = stack.add("Topic", thing());
    stack.add("Policy", thing().property("Document", document!({"Resource": [(topic.reference())]})));
    assert_eq!(resource(app, "Policy")["Properties"]["Document"], json!({"Resource": [{"Ref": "Topic"}]}));
}

#[test]
fn attributes_are_refs_and_get_atts() {
    let (app, dev) = dev();
    let stack = dev.stack("DataStack");
    let topic = stack.add("Topic", thing());
    let user = thing()
        .property("Reference", topic.reference())
        .property("Attribute", topic.get_att::<Text>("Endpoint.Port"))
        .property("List", topic.get_att_list::<Text>("Names"))
        .property("Id", topic.logical_id());
    stack.add("User", user);
    assert_eq!(
        resource(app, "User")["Properties"],
        json!({
            "Attribute": {"Fn::GetAtt": ["Topic", "Endpoint.Port"]},
            "Id": "Topic",
            "List": {"Fn::GetAtt": ["Topic", "Names"]},
            "Reference": {"Ref": "Topic"},
        })
    );
}

struct TopicArn;
impl Accepts<TopicArn> for TopicArn {}
impl IsText for TopicArn {}

#[test]
fn an_id_goes_where_text_is_wanted() {
    let id = || Value::<TopicArn>::literal_text("arn:aws:sns:...");
    assert_eq!(of::<Text>(id()), json!("arn:aws:sns:..."));
    assert_eq!(of::<Vec<Text>>([id()]), json!(["arn:aws:sns:..."]));
    assert_eq!(shown(text![id(), "/x"]), json!("arn:aws:sns:.../x"));
    assert_eq!(of::<TopicArn>(&id()), json!("arn:aws:sns:..."));
}

#[test]
fn a_value_says_whether_it_is_known() {
    let port: Value<i64> = 5432.into_value();
    assert_eq!((port.as_integer(), port.as_text(), port.is_literal()), (Some(5432), None, true));
    let list: Value<Vec<Text>> = ["a".into_value(), pseudo::region()].into_value();
    assert!(!list.is_literal());
    let map: Value<Map<Text>> = [("a", pseudo::region())].into_value();
    assert!(!map.is_literal());
    assert_eq!(format!("{:?}", text!["a", "b"]), r#"Text("ab")"#);
}

#[test]
fn units_round_up_and_never_overflow() {
    assert_eq!(Duration::seconds(90).as_seconds(), 90);
    assert_eq!(Duration::minutes(5).as_seconds(), 300);
    assert_eq!(Duration::hours(2).as_seconds(), 7200);
    assert_eq!(Duration::days(30).as_days(), 30);
    assert_eq!(Duration::seconds(86_401).as_days(), 2);
    assert_eq!(Duration::days(u32::MAX).as_seconds(), i64::from(u32::MAX));
    assert_eq!(Size::gib(2).as_mib(), 2048);
    assert_eq!(Size::mib(1025).as_gib(), 2);
    assert_eq!(Size::gib(u32::MAX).as_mib(), i64::from(u32::MAX));
}
