//! A real system: what one edit of it asks for.

use super::run::REGION;
use formwork_deploy::plan::export::{Action, Deployed, Output, Situation, StackKey, Wanted, phases};
use serde_json::{Value, json};

/// The system as it is, with a value for every output, and the same wanted again.
fn system() -> Situation {
    let mut situation = Situation::default();
    for name in ["NetworkStack", "EdgeStack", "DataStack", "AppStack", "BatchStack"] {
        let path = format!("{}/../../cfn-out/dev/{name}.template.json", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("a template");
        let template: Value = serde_json::from_str(&text).expect("JSON");
        let outputs = template["Outputs"].as_object().into_iter().flatten().map(|(key, output)| Output {
            key: key.clone(),
            value: format!("value of {key}"),
            export: output["Export"]["Name"].as_str().map(str::to_string),
        });
        situation.deployed.push(Deployed {
            key: StackKey::new(REGION, name),
            template: template.clone(),
            parameters: Default::default(),
            outputs: outputs.collect(),
            is_ours: true,
        });
        situation.wanted.push(Wanted {
            key: StackKey::new(REGION, name),
            template,
            parameters: Default::default(),
            dependencies: Vec::new(),
            changed: false,
        });
    }
    situation
}

fn steps(situation: &Situation) -> Vec<String> {
    let plan = phases(situation).expect("a plan");
    let steps = plan.steps.iter().map(|step| match &step.action {
        Action::Deploy { purpose, .. } => format!("{purpose:?} {}", step.stack),
        Action::Delete => format!("Delete {}", step.stack),
    });
    steps.collect()
}

#[test]
fn what_did_not_change_is_not_deployed() {
    assert_eq!(steps(&system()), [] as [&str; 0]);
}

#[test]
fn a_new_system_is_deployed_producers_first() {
    let mut situation = system();
    situation.deployed.clear();
    situation.wanted.reverse();
    let steps = steps(&situation);
    assert_eq!((steps.len(), steps[0].as_str()), (5, "Target NetworkStack"));
}

#[test]
fn a_change_in_place_is_one_deploy_and_a_replacement_is_phased() {
    let group = "EcsSecurityGroup44008BF1";
    let mut situation = system();
    situation.wanted[0].template["Resources"][group]["Properties"]["Tags"] = json!([{"Key": "a", "Value": "b"}]);
    assert_eq!(steps(&situation), ["Target NetworkStack"]);
    situation.wanted[0].template["Resources"][group]["Properties"]["GroupDescription"] = json!("another");
    let steps = steps(&situation);
    assert_eq!(steps.iter().filter(|step| step.starts_with("Detach")).count(), 2, "{steps:?}");
    assert!(
        steps.contains(&"Detach AppStack".to_string()) && steps.contains(&"Target AppStack".to_string()),
        "{steps:?}"
    );
}
