//! From a schema to the text of facts.

use formwork_codegen::{import, parse, write};
use serde_json::{Value, json};

/// The text without its first line, which says who made it.
fn facts(schema: &Value) -> String {
    let mut facts = import::resource("AWS::Test::Thing", schema).expect("a schema that can be read");
    import::prune(&mut facts);
    write::service(&[&facts]).lines().skip(2).map(|line| format!("{line}\n")).collect()
}

#[test]
fn limits_and_replacement_stand_beside_the_kind() {
    let schema = json!({
        "properties": {
            "Name": {"type": "string", "minLength": 1, "maxLength": 64, "pattern": "^[a-z ]+$"},
            "Count": {"type": "integer", "minimum": 0, "maximum": 9},
            "Names": {"type": "array", "items": {"type": "string"}, "maxItems": 5, "uniqueItems": true},
            "Secret": {"type": "string"}
        },
        "required": ["Name"],
        "createOnlyProperties": ["/properties/Name"],
        "conditionalCreateOnlyProperties": ["/properties/Count"],
        "writeOnlyProperties": ["/properties/Secret"]
    });
    assert_eq!(
        facts(&schema),
        " Count integer replace? range=0..9\n \
           Name text required replace length=1..64 pattern=^[a-z ]+$\n \
           Names list<text> unique items=..5\n \
           Secret text write-only\n"
    );
}

#[test]
fn what_aws_sets_is_an_attribute_down_to_its_leaves() {
    let schema = json!({
        "properties": {
            "Arn": {"type": "string"},
            "Endpoint": {"type": "object", "properties": {"Port": {"type": "integer"}, "Address": {"type": "string"}}},
            "Zones": {"type": "array", "items": {"type": "string"}},
            "Parts": {"type": "array", "items": {"type": "object", "properties": {"Id": {"type": "string"}}}},
            "Size": {"type": "integer"}
        },
        "readOnlyProperties": ["/properties/Arn", "/properties/Endpoint", "/properties/Zones", "/properties/Parts"],
        "primaryIdentifier": ["/properties/Arn"]
    });
    assert_eq!(
        facts(&schema),
        " identifier Arn\n \
           ref Arn\n \
           get Arn text\n \
           get Endpoint.Address text\n \
           get Endpoint.Port integer\n \
           get Zones list<text>\n \
           Size integer\n"
    );
}

#[test]
fn parts_are_named_by_their_definition_or_their_property() {
    let schema = json!({
        "properties": {
            "Rules": {"type": "array", "items": {"$ref": "#/definitions/Rule"}},
            "Target": {"type": "object", "properties": {"Port": {"type": "integer"}}}
        },
        "definitions": {
            "Rule": {"type": "object", "properties": {"Then": {"$ref": "#/definitions/Rule"}}, "required": ["Then"]},
            "Unused": {"type": "object", "properties": {"A": {"type": "string"}}}
        }
    });
    assert_eq!(
        facts(&schema),
        " Rules list<Rule>\n \
           Target Target\n \
           type Rule\n  \
            Then Rule required\n \
           type Target\n  \
            Port integer\n"
    );
}

#[test]
fn enumerations_of_one_name_share_it_only_if_they_allow_the_same() {
    let status =
        |values: &[&str]| json!({"type": "object", "properties": {"Status": {"type": "string", "enum": values}}});
    let schema = |second: &[&str]| {
        json!({
            "properties": {"First": {"$ref": "#/definitions/A"}, "Second": {"$ref": "#/definitions/B"}},
            "definitions": {"A": status(&["On", "Off"]), "B": status(second)}
        })
    };
    let enums =
        |text: String| text.lines().filter(|line| line.starts_with(" enum")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(enums(facts(&schema(&["On", "Off"]))), [" enum Status On|Off"]);
    assert_eq!(enums(facts(&schema(&["Up", "Down"]))), [" enum AStatus On|Off", " enum BStatus Up|Down"]);
}

#[test]
fn alternatives_become_one_part_and_what_cannot_be_told_is_json() {
    let schema = json!({
        "properties": {
            "Either": {"type": "object", "oneOf": [
                {"properties": {"A": {"type": "string"}}, "required": ["A"]},
                {"properties": {"B": {"type": "string"}}, "required": ["B"]}
            ]},
            "Document": {"type": ["object", "string"]},
            "Labels": {"type": "object", "patternProperties": {".*": {"type": "string"}}}
        }
    });
    assert_eq!(
        facts(&schema),
        " Document json\n \
           Either Either\n \
           Labels map<text>\n \
           type Either\n  \
            exactly-one A B\n  \
            A text\n  \
            B text\n"
    );
}

#[test]
fn formats_name_the_resource_whose_id_it_is() {
    let schema = json!({
        "properties": {
            "Key": {"type": "string", "anyOf": [{"format": "AWS::KMS::Key.Arn"}, {"format": "AWS::KMS::Alias.AliasName"}]},
            "Subnets": {"type": "array", "items": {"type": "string", "format": "AWS::EC2::Subnet.Id"}}
        }
    });
    assert_eq!(
        facts(&schema),
        " Key text -> AWS::KMS::Alias.AliasName,AWS::KMS::Key.Arn\n \
           Subnets list<text> -> AWS::EC2::Subnet.Id\n"
    );
}

#[test]
fn properties_that_exclude_or_need_each_other_are_groups() {
    let schema = json!({
        "properties": {"A": {"type": "string"}, "B": {"type": "string"}, "C": {"type": "string"}},
        "requiredXor": ["A", "B"],
        "dependentRequired": {"C": ["A"]},
        "dependentExcluded": {"C": ["B"]}
    });
    let text = facts(&schema);
    assert!(text.starts_with(" exactly-one A B\n needs C A\n excludes C B\n"), "{text}");
}

#[test]
fn a_line_that_cannot_be_read_is_an_error_and_not_a_property() {
    for line in [
        " Name",
        " Name ",
        " Name list<text",
        " Name text surprise",
        " tags heap Tags",
        " Size integer range=1",
        "  A text",
    ] {
        let text: &'static str = format!("resource AWS::Test::Thing\n{line}\n").leak();
        let unreadable = parse::resource(text).expect_err(line);
        assert!(unreadable.to_string().contains(line), "{unreadable}");
    }
}

#[test]
fn control_characters_of_patterns_are_escaped() {
    let schema = json!({"properties": {"A": {"type": "string", "pattern": "^[^\n\u{0}]$"}}});
    assert_eq!(facts(&schema), " A text pattern=^[^\\n\\x00]$\n");
}
