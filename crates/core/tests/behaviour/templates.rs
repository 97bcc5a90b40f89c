//! Templates as JSON: what is written, and what is read.

use crate::sample::{dev, json, only_stack, thing};
use formwork_core::{
    Condition, ConditionExpression, Data, Function, InvalidTemplate, Mapping, Output, Parameter, Pointer, Reference,
    Rule, RuleExpression, Template, pseudo,
};

#[test]
fn sections_and_ids_stand_in_one_order() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack").description("All of it").transform("Macro");
    stack.add("Shown", Output::new("x"));
    stack.add("Zebra", thing());
    stack.add("Ant", thing().property("A", 1));
    stack.add("IsHere", Condition::new(ConditionExpression::equals(pseudo::region(), "here")));
    stack.add("Hosts", Mapping::new().row("a", [("b", "c")]));
    stack.add("Always", Rule::new().assert(RuleExpression::equals("a", "a"), "yes"));
    stack.add("Size", Parameter::text());
    assert_eq!(
        only_stack(app).template.to_json(),
        r#"{
 "Description": "All of it",
 "Transform": "Macro",
 "Parameters": {
  "Size": {
   "Type": "String"
  }
 },
 "Rules": {
  "Always": {
   "Assertions": [
    {
     "Assert": {
      "Fn::Equals": [
       "a",
       "a"
      ]
     },
     "AssertDescription": "yes"
    }
   ]
  }
 },
 "Mappings": {
  "Hosts": {
   "a": {
    "b": "c"
   }
  }
 },
 "Conditions": {
  "IsHere": {
   "Fn::Equals": [
    {
     "Ref": "AWS::Region"
    },
    "here"
   ]
  }
 },
 "Resources": {
  "Ant": {
   "Type": "Custom::Thing",
   "Properties": {
    "A": 1
   }
  },
  "Zebra": {
   "Type": "Custom::Thing"
  }
 },
 "Outputs": {
  "Shown": {
   "Value": "x"
  }
 }
}
"#
    );
}

#[test]
fn every_section_is_sorted_by_logical_id() {
    let (app, dev) = dev();
    let stack = dev.stack("DemoStack");
    for scope in ["Z", "A"] {
        let scope = stack.scope(scope);
        scope.add("Shown", Output::new("x"));
        scope.add("Thing", thing());
        scope.add("IsHere", Condition::new(ConditionExpression::equals(pseudo::region(), "here")));
        scope.add("Hosts", Mapping::new().row("a", [("b", "c")]));
        scope.add("Always", Rule::new().assert(RuleExpression::equals("a", "a"), "yes"));
        scope.add("Size", Parameter::text());
    }
    let template = json(&only_stack(app).template);
    for section in ["Parameters", "Rules", "Mappings", "Conditions", "Resources", "Outputs"] {
        let ids: Vec<&String> = template[section].as_object().expect("a section").keys().collect();
        assert_eq!(ids.len(), 2, "{section}");
        assert!(ids.is_sorted(), "{section}: {ids:?}");
    }
}

const EVERYTHING: &str = r#"{
    "AWSTemplateFormatVersion": "2010-09-09",
    "Description": "d",
    "Transform": ["A", "B"],
    "Metadata": {"M": {"a": [1, 1.5, null, true]}},
    "Parameters": {"P": {"Type": "String"}},
    "Rules": {"R": {"Assertions": []}},
    "Mappings": {"Map": {"a": {"b": "c"}}},
    "Conditions": {"C": {"Fn::Not": [{"Condition": "D"}]}},
    "Resources": {
        "A": {"Type": "T::A", "DependsOn": "B", "Condition": "C", "DeletionPolicy": "Retain", "Properties": {
            "NotGetAtt": {"Fn::GetAtt": [1, "x"]},
            "Ref": {"Ref": "P"},
            "Short": {"Fn::GetAtt": "B.Endpoint.Address"},
            "Long": {"Fn::GetAtt": ["B", "Endpoint.Address"]},
            "Computed": {"Fn::GetAtt": ["B", {"Ref": "P"}]},
            "Join": {"Fn::Join": ["", ["a", {"Ref": "P"}]]},
            "Map": {"Ref": "P", "Other": 1},
            "NotRef": {"Ref": 1}
        }, "UpdatePolicy": {}, "CreationPolicy": {}, "Metadata": {}},
        "B": {"Type": "T::B", "DependsOn": ["X", "Y"]}
    },
    "Outputs": {"O": {"Value": {"Ref": "A"}}}
}"#;

#[test]
fn everything_that_a_template_says_is_read() {
    let template = Template::from_json(EVERYTHING).expect("a template");
    assert_eq!(template.description.as_deref(), Some("d"));
    assert_eq!(template.transform, Some(Data::List(vec![Data::text("A"), Data::text("B")])));
    assert_eq!(template.metadata.len(), 1);
    let a = &template.resources["A"];
    assert_eq!((a.type_name.as_str(), a.condition.as_deref()), ("T::A", Some("C")));
    assert_eq!(a.depends_on, ["B"]);
    let attributes: Vec<&str> = a.attributes.iter().map(|(name, _)| name.as_ref()).collect();
    assert_eq!(attributes, ["DeletionPolicy", "UpdatePolicy", "CreationPolicy", "Metadata"]);
    assert_eq!(a.property("None"), None);
    let address =
        Function::GetAtt { of: Reference::Name("B".into()), attribute: Data::text("Endpoint.Address"), list: false };
    assert_eq!(a.property("Short"), Some(&Data::Function(Box::new(address.clone()))));
    assert_eq!(a.property("Long"), Some(&Data::Function(Box::new(address))));
    assert!(matches!(a.property("Map"), Some(Data::Map(entries)) if entries.len() == 2));
    assert!(matches!(a.property("NotRef"), Some(Data::Map(_))));
    assert_eq!(template.resources["B"].depends_on, ["X", "Y"]);
}

#[test]
fn what_was_read_is_written_again() {
    let template = Template::from_json(EVERYTHING).expect("a template");
    let again = Template::from_json(&template.to_json()).expect("a template");
    assert_eq!(again, template);
    let mut expected: serde_json::Value = serde_json::from_str(EVERYTHING).expect("JSON");
    expected["Resources"]["A"]["Properties"]["Short"] = expected["Resources"]["A"]["Properties"]["Long"].clone();
    assert_eq!(json(&template), expected);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&template.to_json_minified()).expect("JSON"), expected);
}

#[test]
fn what_is_no_template_is_said_with_its_place() {
    let said = |text: &str| Template::from_json(text).map(drop).map_err(|error| error.to_string());
    assert_eq!(said("{").expect_err("invalid"), "no JSON: EOF while parsing an object at line 1 column 1");
    for (text, message) in [
        ("[]", "the text is not an object"),
        ("{}", "/Resources is not an object"),
        (r#"{"Resources": {"A/B": 1}}"#, "/Resources/A~1B is not an object"),
        (r#"{"Resources": {"A": {}}}"#, "/Resources/A/Type is not the name of a type"),
        (r#"{"Resources": {"A": {"Type": "T", "Properties": []}}}"#, "/Resources/A/Properties is not an object"),
        (r#"{"Resources": {}, "Outputs": "x"}"#, "/Outputs is not an object"),
    ] {
        assert_eq!(said(text).expect_err("invalid"), message);
        assert!(matches!(Template::from_json(text), Err(InvalidTemplate::Shape { .. })));
    }
}

#[test]
fn functions_are_found_with_their_place() {
    let template = Template::from_json(EVERYTHING).expect("a template");
    let mut found = Vec::new();
    for (name, data) in &template.resources["A"].properties {
        let mut pointer = Pointer::new(&["Resources", "A", "Properties", name]);
        data.visit_functions(&mut pointer, &mut |pointer, function| {
            let kind = match function {
                Function::Ref(reference) => format!("Ref {}", reference.name()),
                Function::GetAtt { of, .. } => format!("GetAtt {}", of.name()),
                Function::LogicalId(_) => "LogicalId".into(),
                Function::Call(name, _) => name.to_string(),
            };
            found.push(format!("{} {kind}", pointer.as_str().trim_start_matches("/Resources/A/Properties")));
        });
        assert_eq!(pointer.as_str(), format!("/Resources/A/Properties/{name}"));
    }
    assert_eq!(
        found,
        [
            "/NotGetAtt Fn::GetAtt",
            "/Ref Ref P",
            "/Short GetAtt B",
            "/Long GetAtt B",
            "/Computed GetAtt B",
            "/Computed/Fn::GetAtt/1 Ref P",
            "/Join Fn::Join",
            "/Join/Fn::Join/1/1 Ref P",
        ]
    );
    assert_eq!(Pointer::new(&["a/b", "~"]).as_str(), "/a~1b/~0");
}
