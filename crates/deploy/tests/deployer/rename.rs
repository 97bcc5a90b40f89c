//! What only got another logical id is found before CloudFormation replaces it.

use formwork_deploy::plan::export::StackKey;
use formwork_deploy::plan::rename::{Certainty, Rename, Sides, Spot, renames};
use serde_json::{Value, json};

fn key(name: &str) -> StackKey {
    StackKey::new("ap-northeast-1", name)
}

fn spot(stack: &str, id: &str) -> Spot {
    Spot { stack: key(stack), logical_id: id.into() }
}

/// The renames between two templates of one stack.
fn between(deployed: &Value, wanted: &Value) -> Vec<Rename> {
    renames(&[Sides { stack: key("data"), deployed: Some(deployed), wanted: Some(wanted) }])
}

fn real(environment: &str, stack: &str) -> Value {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cfn-out");
    let text = std::fs::read_to_string(format!("{folder}/{environment}/{stack}.template.json")).expect("a template");
    serde_json::from_str(&text).expect("JSON")
}

/// The same template with another logical id, everywhere.
fn with_new_id(template: &Value, old: &str, new: &str) -> Value {
    let text = template.to_string();
    assert!(text.contains(&format!("\"{old}\":")), "there is no {old}");
    serde_json::from_str(&text.replace(&format!("\"{old}\""), &format!("\"{new}\""))).expect("JSON")
}

fn database(instance_class: &str) -> Value {
    json!({"Type": "AWS::RDS::DBInstance", "Properties": {
        "DBInstanceIdentifier": "prod-db",
        "DBInstanceClass": instance_class,
        "VPCSecurityGroups": [{"Fn::GetAtt": ["Group", "GroupId"]}],
    }})
}

fn group(description: &str) -> Value {
    json!({"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": description}})
}

fn queue() -> Value {
    json!({"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": 1}})
}

#[test]
fn the_templates_of_a_real_system_hold_no_rename_against_themselves() {
    for environment in ["dev", "prod"] {
        let names = ["NetworkStack", "EdgeStack", "DataStack", "AppStack", "BatchStack"];
        let templates = names.map(|name| (name, real(environment, name)));
        let sides = templates.iter().map(|(name, template)| Sides {
            stack: key(name),
            deployed: Some(template),
            wanted: Some(template),
        });
        assert_eq!(renames(&sides.collect::<Vec<_>>()), []);
    }
}

#[test]
fn a_renamed_database_is_found_with_all_that_refers_to_it_and_blocks() {
    let deployed = real("prod", "DataStack");
    let found = between(&deployed, &with_new_id(&deployed, "DatabaseB269D8BB", "MainDatabase"));
    let [rename] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(
        (&rename.from, rename.to.as_slice()),
        (&spot("data", "DatabaseB269D8BB"), &[spot("data", "MainDatabase")][..])
    );
    assert_eq!((rename.type_name.as_str(), rename.certainty), ("AWS::RDS::DBInstance", Certainty::Certain));
    assert!(rename.is_stateful && rename.blocks());
    assert_eq!(rename.renamed_from().as_deref(), Some(r#".renamed_from("DatabaseB269D8BB")"#));
}

#[test]
fn every_resource_of_a_real_system_is_found_again_under_another_id() {
    for stack in ["NetworkStack", "DataStack", "AppStack"] {
        let deployed = real("dev", stack);
        for id in deployed["Resources"].as_object().expect("resources").keys() {
            let found = between(&deployed, &with_new_id(&deployed, id, "SomethingElse"));
            assert!(
                found
                    .iter()
                    .any(|rename| rename.from.logical_id == *id && rename.to == [spot("data", "SomethingElse")]),
                "{id}"
            );
            assert_eq!(found.len(), 1, "{id}: {found:?}");
        }
    }
}

#[test]
fn the_line_of_code_keeps_the_old_logical_id() {
    let deployed = real("prod", "DataStack");
    let [rename] = between(&deployed, &with_new_id(&deployed, "DatabaseB269D8BB", "Other")).try_into().expect("one");
    let line = rename.renamed_from().expect("a line");
    let path = line.strip_prefix(".renamed_from(\"").and_then(|rest| rest.strip_suffix("\")")).expect("a path");
    assert_eq!(formwork::logical_id(path.split('/')).as_deref(), Ok("DatabaseB269D8BB"));
}

#[test]
fn the_line_of_code_names_the_old_path_where_it_is_known() {
    let mut old = database("db.t4g.micro");
    old["Metadata"] = json!({"aws:cdk:path": "dev/DataStack/Storage/Database/Resource"});
    let id = formwork::logical_id(["Storage", "Database", "Resource"]).expect("an id");
    let found = between(&json!({"Resources": {id: old}}), &json!({"Resources": {"Main": database("db.t4g.micro")}}));
    assert_eq!(found[0].renamed_from().as_deref(), Some(r#".renamed_from("Storage/Database/Resource")"#));
}

#[test]
fn a_changed_one_with_the_same_identifier_is_likely() {
    let deployed = json!({"Resources": {"Database": database("db.t4g.micro"), "Group": group("a")}});
    let wanted = json!({"Resources": {"Main": database("db.r7g.large"), "Group": group("a")}});
    let found = between(&deployed, &wanted);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].certainty, found[0].blocks()), (Certainty::Likely, true));
    assert_eq!(found[0].to, [spot("data", "Main")]);
}

#[test]
fn a_change_of_what_it_refers_to_makes_a_rename_no_less_certain() {
    let deployed = json!({"Resources": {"Database": database("db.t4g.micro"), "Group": group("a")}});
    let wanted = json!({"Resources": {"Main": database("db.t4g.micro"), "Group": group("b")}});
    assert_eq!(between(&deployed, &wanted)[0].certainty, Certainty::Certain);
}

#[test]
fn a_whole_construct_is_renamed_at_once() {
    let deployed = json!({"Resources": {"Database": database("db.t4g.micro"), "Group": group("a")}});
    let wanted =
        serde_json::from_str(&deployed.to_string().replace("Database\":", "Main\":").replace("\"Group\"", "\"Other\""));
    let found = between(&deployed, &wanted.expect("JSON"));
    let pairs: Vec<_> = found.iter().map(|one| (one.from.logical_id.as_str(), one.to[0].logical_id.as_str())).collect();
    assert_eq!(pairs, [("Database", "Main"), ("Group", "Other")]);
    assert!(found.iter().all(|rename| rename.certainty == Certainty::Certain));
}

#[test]
fn two_identical_candidates_are_ambiguous() {
    let deployed = json!({"Resources": {"Old": queue()}});
    let found = between(&deployed, &json!({"Resources": {"New": queue(), "Newer": queue()}}));
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].certainty, found[0].to.len()), (Certainty::Ambiguous, 2));
    assert_eq!((found[0].renamed_from(), found[0].mapping()), (None, None));
    // and so are two that become one
    let found = between(&json!({"Resources": {"New": queue(), "Newer": queue()}}), &deployed);
    assert_eq!(found.iter().map(|rename| rename.certainty).collect::<Vec<_>>(), [Certainty::Ambiguous; 2]);
    assert!(found.iter().all(|rename| rename.to == [spot("data", "Old")] && rename.mapping().is_none()));
}

#[test]
fn unrelated_resources_are_not_paired() {
    let mut other = database("db.t4g.micro");
    other["Properties"]["DBInstanceIdentifier"] = json!("another");
    let deployed = json!({"Resources": {"Database": database("db.t4g.micro"), "Queue": queue(), "Group": group("a")}});
    let wanted = json!({"Resources": {"Main": other, "Topic": {"Type": "AWS::SNS::Topic"}, "Group": group("a")}});
    assert_eq!(between(&deployed, &wanted), []);
}

#[test]
fn a_resource_that_moves_to_another_stack_is_a_mapping_of_a_refactoring() {
    let producer = json!({
        "Resources": {"Group": group("a"), "Database": database("db.t4g.micro")},
    });
    let after = json!({
        "Resources": {"Group": group("a")},
        "Outputs": {"Group": {"Value": {"Fn::GetAtt": ["Group", "GroupId"]}, "Export": {"Name": "group"}}},
    });
    let mut moved = database("db.t4g.micro");
    moved["Properties"]["VPCSecurityGroups"] = json!([{"Fn::ImportValue": "group"}]);
    let consumer = json!({"Resources": {"Main": moved}});
    let found = renames(&[
        Sides { stack: key("data"), deployed: Some(&producer), wanted: Some(&after) },
        Sides { stack: key("app"), deployed: None, wanted: Some(&consumer) },
    ]);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].certainty, found[0].renamed_from()), (Certainty::Certain, None));
    let mapping = found[0].mapping().expect("a mapping");
    assert_eq!((mapping.source, mapping.destination), (spot("data", "Database"), spot("app", "Main")));
}

#[test]
fn a_rename_in_each_of_two_equal_stacks_stays_in_its_stack() {
    let (old, new) = (json!({"Resources": {"Old": queue()}}), json!({"Resources": {"New": queue()}}));
    let sides = ["first", "second"].map(|name| Sides { stack: key(name), deployed: Some(&old), wanted: Some(&new) });
    let found = renames(&sides);
    let pairs: Vec<_> = found.iter().map(|one| (one.from.stack.name.as_str(), one.to[0].stack.name.as_str())).collect();
    assert_eq!(pairs, [("first", "first"), ("second", "second")]);
    assert!(found.iter().all(|rename| rename.certainty == Certainty::Certain));
}

#[test]
fn another_type_under_the_same_id_is_no_rename() {
    let deployed = json!({"Resources": {"Thing": queue()}});
    let wanted = json!({"Resources": {"Thing": {"Type": "AWS::SNS::Topic"}}});
    assert_eq!(between(&deployed, &wanted), []);
}
