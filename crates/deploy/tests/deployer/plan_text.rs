//! A plan as people and programs read it.

use formwork::report::Paint;
use formwork::{Place, Source};
use formwork_deploy::change::{Action, Change, Detail, Replacement};
use formwork_deploy::plan::class::{Classified, StackAction, StackChanges, classify};
use formwork_deploy::report::plan::{PlannedStack, json, markdown, text};
use formwork_deploy::target::TargetStack;
use indexmap::IndexMap;
use serde_json::{Value, json};

fn deployed() -> Value {
    json!({"Resources": {
        "Vpc8378EB38": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
        "Subnet536B997A": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc8378EB38"}, "CidrBlock": "10.0.1.0/24"}},
        "Database": {"Type": "AWS::RDS::DBInstance", "Properties": {"MasterUserPassword": "hunter2", "DeletionProtection": true}},
        "Topic": {"Type": "AWS::SNS::Topic"},
    }})
}

fn wanted() -> Value {
    json!({"Resources": {
        "Vpc8378EB38": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.1.0.0/16"}},
        "Subnet536B997A": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc8378EB38"}, "CidrBlock": "10.0.1.0/24"}},
        "Database": {"Type": "AWS::RDS::DBInstance", "Properties": {"MasterUserPassword": "hunter3", "DeletionProtection": false}},
        "Role": {"Type": "AWS::IAM::Policy", "Properties": {"PolicyDocument": {"Statement": [
            {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::prooflink-prod-files-with-a-name-that-is-far-too-long-to-be-read/*"},
        ]}}},
    }})
}

fn changes() -> Vec<Change> {
    let change = |id: &str, type_name: &str, action: Action| Change {
        logical_id: id.into(),
        type_name: type_name.into(),
        action,
        ..Change::default()
    };
    let detail = |name: &str, is_dynamic: bool, cause: Option<&str>, values: Option<(&str, &str)>| Detail {
        attribute: "Properties".into(),
        name: Some(name.into()),
        path: Some(format!("/Properties/{name}")),
        before: values.map(|(before, _)| before.into()),
        after: values.map(|(_, after)| after.into()),
        recreation: Replacement::Always,
        is_dynamic,
        cause: cause.map(str::to_string),
        ..Detail::default()
    };
    let unknown = Some(("vpc-1", "{{changeSet:KNOWN_AFTER_APPLY}}"));
    vec![
        Change {
            replacement: Replacement::Always,
            details: vec![detail("CidrBlock", false, None, None)],
            ..change("Vpc8378EB38", "AWS::EC2::VPC", Action::Modify)
        },
        Change {
            replacement: Replacement::Always,
            details: vec![detail("VpcId", true, Some("Vpc8378EB38"), unknown)],
            ..change("Subnet536B997A", "AWS::EC2::Subnet", Action::Modify)
        },
        change("Database", "AWS::RDS::DBInstance", Action::Modify),
        change("Topic", "AWS::SNS::Topic", Action::Remove),
        change("Role", "AWS::IAM::Policy", Action::Add),
    ]
}

fn classified() -> Vec<Classified> {
    classify(&StackChanges {
        stack: "prooflink-prod-network",
        action: StackAction::Update,
        account: None,
        changes: &changes(),
        deployed: &deployed(),
        wanted: &wanted(),
        termination_protection: (true, false),
        dropped_exports: &[],
    })
}

fn target() -> TargetStack {
    let place = |path: &str, line: u32| Place::new(path).source(Source { file: "stacks/src/network.rs".into(), line });
    TargetStack {
        id: "NetworkStack".into(),
        name: "prooflink-prod-network".into(),
        places: IndexMap::from([
            (String::new(), place("prod/NetworkStack", 12)),
            ("/Resources/Vpc8378EB38".to_string(), place("prod/NetworkStack/Vpc", 58)),
            ("/Resources/Subnet536B997A".to_string(), place("prod/NetworkStack/Vpc/Private1", 58)),
            ("/Resources/Database".to_string(), place("prod/NetworkStack/Database", 71)),
        ]),
        ..TargetStack::default()
    }
}

fn with_plan<T>(read: impl Fn(&[PlannedStack<'_>]) -> T) -> T {
    let (changes, target) = (classified(), target());
    let network = PlannedStack {
        name: "prooflink-prod-network",
        action: StackAction::Update,
        changes: &changes,
        target: Some(&target),
    };
    let edge = PlannedStack { name: "prooflink-prod-edge", action: StackAction::Update, changes: &[], target: None };
    read(&[network, edge])
}

#[test]
fn a_person_reads_what_changes_why_and_how_bad_it_is() {
    let expected = r#"prooflink-prod-network  update  6 changes: 2 destructive, 1 security, 3 replacement
  5 ~ the stack itself  modified
      ! destructive: it is not protected from deletion any more at /EnableTerminationProtection: true -> false
  5 ~ prod/NetworkStack/Database  AWS::RDS::DBInstance  modified  stacks/src/network.rs:71
      ~ /Properties/MasterUserPassword: "****" (another one)
      ~ /Properties/DeletionProtection: true -> false
      ! destructive: it is not protected from deletion any more at /Properties/DeletionProtection: true -> false
  4 + Role  AWS::IAM::Policy  added
      ! security: a policy allows more than before at /Properties/PolicyDocument/Statement/0: none -> {"Effect":"Allow","Action":"s3:GetO…that-is-far-too-long-to-be-read/*"}
  3 ± prod/NetworkStack/Vpc/Private1  AWS::EC2::Subnet  replaced  stacks/src/network.rs:58
      ~ /Properties/VpcId: "vpc-1" -> "{{changeSet:KNOWN_AFTER_APPLY}}"
      replaced because VpcId changes <- Vpc is replaced because CidrBlock changes
  3 - Topic  AWS::SNS::Topic  removed
  3 ± prod/NetworkStack/Vpc  AWS::EC2::VPC  replaced  stacks/src/network.rs:58
      ~ /Properties/CidrBlock: "10.0.0.0/16" -> "10.1.0.0/16"
      replaced because CidrBlock changes

prooflink-prod-edge  no changes
6 changes in 1 stack, class 5 (destructive), approved by --approve f7b8599a60c0:5
"#;
    assert_eq!(with_plan(|stacks| text(stacks, Paint::Plain)), expected);
}

#[test]
fn markdown_is_a_table_for_each_stack() {
    let expected = r#"**6 changes in 1 stack, class 5 (destructive), approved by --approve f7b8599a60c0:5**

### prooflink-prod-network: update, 6 changes: 2 destructive, 1 security, 3 replacement

| class | what | type | effect | why |
|---|---|---|---|---|
| 5 | the stack itself |  | ~ modified | it is not protected from deletion any more at /EnableTerminationProtection: true -&gt; false |
| 5 | prod/NetworkStack/Database | AWS::RDS::DBInstance | ~ modified | it is not protected from deletion any more at /Properties/DeletionProtection: true -&gt; false |
| 4 | Role | AWS::IAM::Policy | + added | a policy allows more than before at /Properties/PolicyDocument/Statement/0: none -&gt; {"Effect":"Allow","Action":"s3:GetO…that-is-far-too-long-to-be-read/\*"} |
| 3 | prod/NetworkStack/Vpc/Private1 | AWS::EC2::Subnet | ± replaced | replaced because VpcId changes &lt;- Vpc is replaced because CidrBlock changes |
| 3 | Topic | AWS::SNS::Topic | - removed |  |
| 3 | prod/NetworkStack/Vpc | AWS::EC2::VPC | ± replaced | replaced because CidrBlock changes |

### prooflink-prod-edge: no changes
"#;
    assert_eq!(with_plan(markdown), expected);
}

#[test]
fn programs_read_the_same_plan() {
    let plan = with_plan(json);
    assert_eq!(plan["class"], 5);
    assert_eq!(plan["changes"], 6);
    let edge = json!({"stack": "prooflink-prod-edge", "name": "prooflink-prod-edge", "action": "none", "changes": []});
    assert_eq!(plan["stacks"][1], edge);
    let subnet = &plan["stacks"][0]["changes"][3];
    assert_eq!(subnet["logicalId"], "Subnet536B997A");
    assert_eq!(subnet["source"], "stacks/src/network.rs:58");
    assert_eq!(subnet["reasons"][0]["kind"], "replaced");
    assert_eq!(subnet["values"][0]["before"], "vpc-1");
    assert!(!plan.to_string().contains("hunter"), "{plan}");
}

#[test]
fn colors_are_all_that_paint_adds() {
    let colored = with_plan(|stacks| text(stacks, Paint::Colored));
    let mut plain = String::new();
    let mut rest = colored.as_str();
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    plain.push_str(rest);
    assert_ne!(colored, plain);
    assert_eq!(plain, with_plan(|stacks| text(stacks, Paint::Plain)));
}

#[test]
fn a_plan_of_nothing_says_so() {
    assert_eq!(text(&[], Paint::Plain), "nothing to do\n");
    let edge = PlannedStack { name: "prooflink-prod-edge", action: StackAction::Update, changes: &[], target: None };
    assert_eq!(text(&[edge], Paint::Plain), "prooflink-prod-edge  no changes\nnothing to do\n");
}
