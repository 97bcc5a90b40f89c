//! The short forms of functions in YAML.

use serde_json::{Map, Value};

/// Every short form, without its `!`.
pub const SHORT_FORMS: [&str; 27] = [
    "And",
    "Base64",
    "Cidr",
    "Condition",
    "Contains",
    "EachMemberEquals",
    "EachMemberIn",
    "Equals",
    "FindInMap",
    "GetAZs",
    "GetAtt",
    "GetStackOutput",
    "If",
    "ImportValue",
    "Join",
    "Length",
    "Not",
    "Or",
    "Ref",
    "RefAll",
    "Select",
    "Split",
    "Sub",
    "ToJsonString",
    "Transform",
    "ValueOf",
    "ValueOfAll",
];

/// The long form of a value with a tag; none where there is no such tag.
///
/// Those of YAML itself (`!!str`) are left to whoever reads the value.
pub fn long_form(tag: &str, value: Value) -> Option<Value> {
    let known = SHORT_FORMS.iter().find(|known| **known == tag)?;
    let (name, value) = match (*known, value) {
        ("Ref" | "Condition", value) => ((*known).to_string(), value),
        ("GetAtt", Value::String(path)) => (
            "Fn::GetAtt".to_string(),
            match path.split_once('.') {
                Some((id, attribute)) => Value::from(vec![id, attribute]),
                None => Value::String(path),
            },
        ),
        (known, value) => (format!("Fn::{known}"), value),
    };
    Some(Value::Object(Map::from_iter([(name, value)])))
}
