//! The templates of the real system.

use formwork_deploy::change::{Action, Change, Replacement};
use formwork_deploy::plan::class::{Class, Classified, Kind, StackAction, StackChanges, classify};
use serde_json::{Value, json};

fn template(environment: &str, stack: &str) -> Value {
    let path = format!("{}/../../cfn-out/{environment}/{stack}.template.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).expect("a template")).expect("JSON")
}

fn classified(action: StackAction, deployed: &Value, wanted: &Value) -> Vec<Classified> {
    let resources = |template: &Value| template["Resources"].as_object().cloned().unwrap_or_default();
    let (old, new) = (resources(deployed), resources(wanted));
    let change = |id: &String, resource: &Value, action: Action| Change {
        logical_id: id.clone(),
        type_name: resource["Type"].as_str().unwrap_or_default().to_string(),
        action,
        replacement: Replacement::Never,
        ..Change::default()
    };
    let mut changes = Vec::new();
    for (id, resource) in &new {
        match old.get(id) {
            None => changes.push(change(id, resource, Action::Add)),
            Some(known) if known != resource => changes.push(change(id, resource, Action::Modify)),
            Some(_) => {}
        }
    }
    changes.extend(
        old.iter().filter(|(id, _)| !new.contains_key(*id)).map(|(id, resource)| change(id, resource, Action::Remove)),
    );
    let input = StackChanges {
        stack: "s",
        action,
        account: None,
        changes: &changes,
        deployed,
        wanted,
        termination_protection: (false, false),
        dropped_exports: &[],
    };
    classify(&input)
}

fn grave(changes: &[Classified]) -> Vec<(String, Kind)> {
    let all = changes.iter().flat_map(|change| change.reasons.iter().map(move |reason| (change, reason.kind)));
    let all = all.filter(|(_, kind)| kind.class() >= Class::Security);
    all.map(|(change, kind)| (change.logical_id.clone().unwrap_or_default(), kind)).collect()
}

#[test]
fn creating_the_system_opens_the_load_balancer_and_nothing_else() {
    let mut found = Vec::new();
    for stack in ["NetworkStack", "EdgeStack", "DataStack", "AppStack", "BatchStack"] {
        found.extend(grave(&classified(StackAction::Create, &Value::Null, &template("prod", stack))));
    }
    let names: Vec<(&str, Kind)> = found.iter().map(|(id, kind)| (id.as_str(), *kind)).collect();
    assert_eq!(
        names,
        [
            ("AlbSecurityGroup86A59E99", Kind::NetworkOpened),
            ("AlbSecurityGroup86A59E99", Kind::NetworkOpened),
            ("LoadBalancerBE9EEC3A", Kind::InternetFacing),
        ]
    );
}

#[test]
fn nothing_changes_where_nothing_changes() {
    for stack in ["NetworkStack", "EdgeStack", "DataStack", "AppStack", "BatchStack"] {
        let template = template("prod", stack);
        assert_eq!(classified(StackAction::Update, &template, &template), []);
    }
}

#[test]
fn making_prod_as_weak_as_dev_is_seen() {
    let prod = template("prod", "DataStack");
    let mut weak = prod.clone();
    let database = &mut weak["Resources"]["DatabaseB269D8BB"];
    database["Properties"]["DeletionProtection"] = json!(false);
    database["Properties"]["BackupRetentionPeriod"] = json!(0);
    database["Properties"]["StorageEncrypted"] = json!(false);
    database["Properties"]["PubliclyAccessible"] = json!(true);
    database["DeletionPolicy"] = json!("Delete");
    let found: Vec<Kind> =
        grave(&classified(StackAction::Update, &prod, &weak)).into_iter().map(|(_, kind)| kind).collect();
    let expected = [
        Kind::PolicyToDelete,
        Kind::ProtectionOff,
        Kind::BackupsDropped,
        Kind::PubliclyAccessible,
        Kind::EncryptionOff,
    ];
    assert_eq!(found, expected);
}

#[test]
fn removing_the_application_leaves_its_logs() {
    let app = template("prod", "AppStack");
    let found = classified(StackAction::Delete, &app, &Value::Null);
    let (itself, resources) = found.split_first().expect("the stack itself");
    assert_eq!((itself.logical_id.as_ref(), itself.class), (None, Class::Destructive));
    assert!(resources.iter().all(|change| change.class <= Class::Replacement), "{:?}", grave(resources));
}

/// The JSON pointers of everything below a value.
fn pointers(value: &Value, pointer: &str, found: &mut Vec<String>) {
    let members: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, value)| (name.replace('/', "~1"), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    for (name, value) in members {
        let pointer = format!("{pointer}/{name}");
        pointers(value, &pointer, found);
        found.push(pointer);
    }
}

#[test]
fn whatever_stands_anywhere_is_classified_by_its_worst_reason() {
    for stack in ["NetworkStack", "EdgeStack", "DataStack", "AppStack"] {
        let template = template("prod", stack);
        let mut places = Vec::new();
        pointers(&template["Resources"], "/Resources", &mut places);
        for place in places {
            for odd in [json!(null), json!([[]]), json!({"Fn::If": ["C", "x", {"Ref": "AWS::NoValue"}]})] {
                let mut other = template.clone();
                *other.pointer_mut(&place).expect("a place") = odd;
                for (before, after) in [(&template, &other), (&other, &template)] {
                    for change in classified(StackAction::Update, before, after) {
                        let worst = change.reasons.iter().map(|reason| reason.kind.class()).max();
                        assert_eq!(worst, Some(change.class), "{stack} {place}");
                    }
                }
            }
        }
    }
}
