//! YAML as CloudFormation takes it.

use formwork::input::{Document, document};
use serde_json::{Value, json};

fn value(text: &str) -> Value {
    let read = document("a.yaml", text);
    assert!(read.problems.is_empty(), "{text}: {:?}", slugs(&read));
    read.value
}

fn slugs(read: &Document) -> Vec<&'static str> {
    read.problems.iter().map(|problem| problem.code.slug).collect()
}

#[test]
fn short_forms_are_written_out() {
    let cases = [
        ("!Ref Vpc", json!({"Ref": "Vpc"})),
        ("!Condition IsProd", json!({"Condition": "IsProd"})),
        ("!GetAtt Db.Endpoint.Port", json!({"Fn::GetAtt": ["Db", "Endpoint.Port"]})),
        ("!GetAtt [Db, Endpoint.Port]", json!({"Fn::GetAtt": ["Db", "Endpoint.Port"]})),
        ("!Sub '${A}-b'", json!({"Fn::Sub": "${A}-b"})),
        ("!Sub ['${A}', {A: !Ref B}]", json!({"Fn::Sub": ["${A}", {"A": {"Ref": "B"}}]})),
        ("!Join ['', [a, !Ref B]]", json!({"Fn::Join": ["", ["a", {"Ref": "B"}]]})),
        ("!Select [0, !GetAZs '']", json!({"Fn::Select": [0, {"Fn::GetAZs": ""}]})),
        ("!If [A, !Ref B, !Ref 'AWS::NoValue']", json!({"Fn::If": ["A", {"Ref": "B"}, {"Ref": "AWS::NoValue"}]})),
        ("!Not [!Equals [!Ref A, '']]", json!({"Fn::Not": [{"Fn::Equals": [{"Ref": "A"}, ""]}]})),
        (
            "!And [!Condition A, !Or [!Condition B, !Condition C]]",
            json!({"Fn::And": [
                {"Condition": "A"}, {"Fn::Or": [{"Condition": "B"}, {"Condition": "C"}]},
            ]}),
        ),
        ("!FindInMap [A, !Ref 'AWS::Region', b]", json!({"Fn::FindInMap": ["A", {"Ref": "AWS::Region"}, "b"]})),
        ("!ImportValue net-vpc", json!({"Fn::ImportValue": "net-vpc"})),
        ("!Base64 a", json!({"Fn::Base64": "a"})),
        ("!Split [',', a]", json!({"Fn::Split": [",", "a"]})),
        ("!Cidr [a, 1, 8]", json!({"Fn::Cidr": ["a", 1, 8]})),
        ("!Transform {Name: m}", json!({"Fn::Transform": {"Name": "m"}})),
        ("!Length [a]", json!({"Fn::Length": ["a"]})),
        ("!ToJsonString {a: 1}", json!({"Fn::ToJsonString": {"a": 1}})),
        ("{'Fn::Sub': !Ref A}", json!({"Fn::Sub": {"Ref": "A"}})),
    ];
    for (text, expected) in cases {
        assert_eq!(value(&format!("A: {text}\n")), json!({"A": expected}), "{text}");
    }
}

#[test]
fn words_without_quotes_mean_what_cloudformation_takes_them_for() {
    let cases = [
        ("2010-09-09", json!("2010-09-09")),
        ("012345678901", json!("012345678901")),
        ("123456789012", json!(123_456_789_012_i64)),
        ("-7", json!(-7)),
        ("1.5", json!(1.5)),
        ("0.5", json!(0.5)),
        ("1e3", json!(1000.0)),
        ("0", json!(0)),
        ("1.2.3", json!("1.2.3")),
        ("10.0.0.0/16", json!("10.0.0.0/16")),
        ("12:30", json!("12:30")),
        ("1_000", json!("1_000")),
        ("99999999999999999999", json!("99999999999999999999")),
        (".", json!(".")),
        ("yes", json!(true)),
        ("Off", json!(false)),
        ("true", json!(true)),
        ("~", json!(null)),
        ("", json!(null)),
        ("'yes'", json!("yes")),
        ("!!str 7", json!("7")),
        ("\"a\\nb\"", json!("a\nb")),
        ("|\n  a\n  b\n", json!("a\nb\n")),
        (">-\n  a\n  b\n", json!("a b")),
    ];
    for (text, expected) in cases {
        assert_eq!(value(&format!("A: {text}\n")), json!({"A": expected}), "{text}");
    }
    assert_eq!(value("yes: 1\n80: 2\nnull: 3\n"), json!({"yes": 1, "80": 2, "null": 3}), "keys are texts");
}

#[test]
fn every_part_knows_its_line() {
    let text = "Resources:\n  A:\n    Properties:\n      Name: !Sub\n        - '${X}'\n        - X: !Ref B\n      List: [a,\n        b]\n";
    let lines = document("a.yaml", text).lines;
    let expected = [
        ("/Resources", 1),
        ("/Resources/A", 2),
        ("/Resources/A/Properties/Name", 4),
        ("/Resources/A/Properties/Name/Fn::Sub/0", 5),
        ("/Resources/A/Properties/Name/Fn::Sub/1/X", 6),
        ("/Resources/A/Properties/List/1", 8),
    ];
    for (pointer, line) in expected {
        assert_eq!(lines.get(pointer), Some(&line), "{pointer} of {lines:?}");
    }
    let json = document("a.json", "{\n\t\"Resources\": {\n\t\t\"A/B\": {\"Type\": \"x\"}\n\t}\n}\n");
    assert_eq!(json.lines.get("/Resources/A~1B/Type"), Some(&3), "{:?}", json.lines);
}

#[test]
fn aliases_stand_for_what_they_name_and_cannot_be_a_bomb() {
    assert_eq!(value("A: &a {X: 1}\nB: *a\n"), json!({"A": {"X": 1}, "B": {"X": 1}}));
    let mut bomb = "A0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_string();
    for level in 1..9 {
        let ten = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb.push_str(&format!("A{level}: &a{level} [{ten}]\n"));
    }
    assert_eq!(slugs(&document("a.yaml", &bomb)), ["too-deep"]);
}

#[test]
fn what_is_broken_is_a_finding_with_its_line() {
    let deep = format!("A: {}{}", "[".repeat(150), "]".repeat(150));
    let cases = [
        ("Resources:\n  A: !Reff B\n", "unknown-tag", 2),
        ("A: 1\nB: 2\nA: 3\n", "duplicate-key", 3),
        ("{\"A\": 1,\n \"A\": 2}", "duplicate-key", 2),
        ("{\"A\": [{\"B\\u0041\": \"}\\\"]\",\n\"BA\": 2}]}", "duplicate-key", 2),
        ("A:\n  - b\n c: d\n", "no-json-and-no-yaml", 3),
        ("{\"A\": 1,\n", "no-json-and-no-yaml", 2),
        ("{\"A\": 1}\n}", "no-json-and-no-yaml", 2),
        ("A: 1\n---\nB: 2\n", "several-documents", 2),
        ("? [a]\n: b\n", "key-is-no-text", 1),
        (deep.as_str(), "too-deep", 1),
    ];
    for (text, slug, line) in cases {
        let read = document("a.yaml", text);
        assert_eq!(slugs(&read), [slug], "{:.60}", text);
        let source = read.problems[0].place.as_ref().and_then(|place| place.source.as_ref()).expect("a line");
        assert_eq!((source.file.as_ref(), source.line), ("a.yaml", line), "{:.60}", text);
    }
}

#[test]
fn a_mark_of_byte_order_and_comments_are_nothing() {
    assert_eq!(value("\u{feff}# a\nA: b # c\n"), json!({"A": "b"}));
    assert_eq!(value("\u{feff}{\"A\": \"b\"}"), json!({"A": "b"}));
}

#[test]
fn lines_of_json_are_those_of_the_same_text_read_as_yaml() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/public");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let text = std::fs::read_to_string(&path).expect("a text");
        if !text.trim_start().starts_with('{') || text.contains('\t') {
            continue;
        }
        let json = document("a", &text);
        let yaml = document("a", &format!("# a comment, which no JSON has\n{text}"));
        let moved = yaml.lines.iter().map(|(pointer, line)| (pointer.clone(), line - 1)).collect();
        assert_eq!(json.lines, moved, "{}", path.display());
        assert_eq!(json.value, yaml.value, "{}", path.display());
        count += 1;
    }
    assert!(count > 10, "{count}");
}
