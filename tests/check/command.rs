//! The command line.

use super::folder::Folder;
use serde_json::Value;

const GOOD: &str = "Resources:\n  Jobs:\n    Type: AWS::SQS::Queue\n";
const BAD: &str = "Resources:\n  Jobs:\n    Type: AWS::SQS::Queue\n    DependsOn: Job\n";

#[test]
fn the_status_is_zero_without_errors_one_with_and_sixty_four_for_nonsense() {
    let folder = Folder::of(&[("good.yaml", GOOD), ("bad.yaml", BAD)]);
    assert_eq!(folder.check(&["good.yaml"]), (0, "1 template, nothing found\n".to_string(), String::new()));
    let (status, _, said) = folder.check(&["bad.yaml"]);
    assert_eq!(status, 1);
    assert!(said.contains("error[R0002]: `Job` is no resource of the template"), "{said}");
    assert!(said.contains("--> templates/bad/Jobs   bad.yaml:4   /Resources/Jobs/DependsOn"), "{said}");
    for nonsense in [&[][..], &["--no-such-option"], &["--format", "xml", "good.yaml"], &["--list", "good.yaml"]] {
        assert_eq!(folder.check(nonsense).0, 64, "{nonsense:?}");
    }
}

#[test]
fn what_cannot_be_read_is_a_finding_and_the_rest_is_judged() {
    let folder = Folder::of(&[("bad.yaml", BAD), ("broken.json", "{\"Resources\": {"), ("other.yaml", "A: 1\n")]);
    let (status, _, said) = folder.check(&["bad.yaml", "broken.json", "other.yaml", "absent.yaml"]);
    assert_eq!(status, 1);
    for code in ["R0002", "T0001", "T0002", "T0003"] {
        assert!(said.contains(&format!("error[{code}]")), "{code}: {said}");
    }
    let (status, _, said) = Folder::of(&[("notes.txt", "Resources")]).check(&["."]);
    assert_eq!(status, 1);
    assert!(said.contains("there is no template in ."), "{said}");
}

#[test]
fn json_has_every_member_of_a_finding() {
    let (status, text, said) = Folder::of(&[("bad.yaml", BAD)]).check(&["bad.yaml", "--format", "json"]);
    assert_eq!((status, said.as_str()), (1, ""));
    let document: Value = serde_json::from_str(&text).expect("JSON");
    let [finding] = document["findings"].as_array().expect("findings").as_slice() else { panic!("{text}") };
    let expected = [
        ("code", "R0002"),
        ("slug", "unknown-resource"),
        ("severity", "error"),
        ("stack", "templates/bad"),
        ("logical_id", "Jobs"),
        ("path", "templates/bad/Jobs"),
        ("source", "bad.yaml:4"),
        ("pointer", "/Resources/Jobs/DependsOn"),
        ("message", "`Job` is no resource of the template"),
    ];
    for (member, value) in expected {
        assert_eq!(finding[member], value, "{member}");
    }
    let (status, text, _) = Folder::of(&[("good.yaml", GOOD)]).check(&["good.yaml", "--format", "json"]);
    assert_eq!((status, text.as_str()), (0, "{\n  \"findings\": [],\n  \"acknowledged\": []\n}\n"));
}

#[test]
fn sarif_names_rules_and_lines() {
    let (_, text, _) = Folder::of(&[("bad.yaml", BAD)]).check(&["bad.yaml", "--format", "sarif"]);
    let log: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "R0002");
    let result = &run["results"][0];
    assert_eq!((&result["ruleId"], &result["level"]), (&"R0002".into(), &"error".into()));
    let location = &result["locations"][0];
    assert_eq!(location["physicalLocation"]["artifactLocation"]["uri"], "bad.yaml");
    assert_eq!(location["physicalLocation"]["region"]["startLine"], 4);
}

#[test]
fn a_code_is_explained_by_its_number_or_name() {
    let folder = Folder::of(&[]);
    for code in ["R0002", "r0002", "unknown-resource"] {
        let (status, text, _) = folder.check(&["--explain", code]);
        assert_eq!(status, 0);
        assert!(text.starts_with("R0002 unknown-resource: error\n"), "{text}");
        let (said, example) = text.split_once("an example, with - as it is a mistake").expect("an example");
        assert!(!said.contains('{') && said.contains("source: https://docs.aws.amazon.com/"), "{said}");
        assert!(example.contains("\n  + "), "{example}");
    }
    for (code, part) in [("F1706", "called by others: pf-rds-iops-required"), ("database-unencrypted", "CKV_AWS_16")] {
        let (status, text, _) = folder.check(&["--explain", code]);
        assert!(status == 0 && text.contains(part) && text.contains("+ "), "{text}");
    }
    let (status, _, said) = folder.check(&["--explain", "R00002"]);
    assert_eq!(status, 64);
    assert!(said.contains("did you mean `R0002`?"), "{said}");
    let (status, text, _) = folder.check(&["--list"]);
    assert_eq!(status, 0);
    for code in ["A0001", "L0001", "R0001", "T0001"] {
        assert!(text.lines().any(|line| line.starts_with(code)), "{code}: {text}");
    }
}

#[test]
fn warnings_end_with_one_only_where_that_is_wanted() {
    let weak = "Resources:\n  Subnet:\n    Type: AWS::EC2::Subnet\n    Properties:\n      CidrBlock: 10.0.0.0/24\n      VpcId: !GetStackOutput {StackName: net, OutputName: Vpc}\n";
    let folder = Folder::of(&[("weak.yaml", weak)]);
    assert_eq!(folder.check(&["weak.yaml"]).0, 0);
    let (status, _, said) = folder.check(&["weak.yaml", "--deny-warnings"]);
    assert_eq!(status, 1, "{said}");
    assert!(said.contains("warning[R0011]"), "{said}");
}

#[test]
fn parameters_take_the_values_that_are_given() {
    let group = "Parameters:\n  Source: {Type: String, Default: 10.0.0.0/8}\nResources:\n  Group:\n    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: group\n      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref Source}]\n";
    let folder = Folder::of(&[("group.yaml", group)]);
    let said = |arguments: &[&str]| folder.check(arguments).2;
    assert_eq!(said(&["group.yaml"]), "");
    for value in ["Source=0.0.0.0/0", "group.Source=0.0.0.0/0"] {
        let said = said(&["group.yaml", "--param", value]);
        assert!(said.contains("warning[U0301]"), "{said}");
    }
    for (value, why) in [
        ("Sources=1", "no template has the parameter `Sources`; did you mean `Source`?"),
        ("other.Source=1", "no template of other has the parameter `Source`"),
        ("Source", "write NAME=VALUE"),
    ] {
        let (status, _, said) = folder.check(&["group.yaml", "--param", value]);
        assert!(status == 64 && said.contains(why), "{said}");
    }
}

#[test]
fn who_reaches_whom_is_a_table() {
    let good = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/findings/N0101/good.yaml"));
    let (status, text, _) = Folder::of(&[("web.yaml", &good.expect("a file"))]).check(&["web.yaml", "--network"]);
    assert_eq!(status, 0);
    for row in [
        "internet      web/Balancer   443  yes",
        "web/Balancer  web/Service   8080  yes",
        "web/Service   web/Balancer   443  yes",
    ] {
        assert!(text.contains(row), "{text}");
    }
    let (status, _, said) = Folder::of(&[]).check(&["web.yaml", "--network"]);
    assert!(status == 1 && said.contains("web.yaml cannot be read"), "{said}");
}

#[test]
fn what_is_taken_knowingly_is_a_list_for_an_audit() {
    let good = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/findings/K0102/good.yaml"));
    let folder = Folder::of(&[("data.yaml", &good.expect("a file"))]);
    let (status, text, _) = folder.check(&["data.yaml", "--acknowledged"]);
    assert_eq!(status, 0);
    assert!(text.contains("U0104  database-in-one-zone  templates/data/Database  2099-12-31  OPS-12"), "{text}");
    let (_, text, _) = folder.check(&["data.yaml", "--format", "json"]);
    let json: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(json["acknowledged"][0]["reason"], "it holds generated data only");
    let (_, text, _) = folder.check(&["data.yaml", "--format", "sarif"]);
    let log: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(log["runs"][0]["results"][0]["suppressions"][0]["justification"], "it holds generated data only");
}
