//! The real system, both environments.

use super::caller::Caller;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

const ORDER: [&str; 5] = ["Network", "Edge", "Data", "App", "Batch"];

fn template(environment: &str, stack: &str) -> Value {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../cfn-out");
    let text = std::fs::read_to_string(root.join(environment).join(format!("{stack}Stack.template.json")));
    serde_json::from_str(&text.expect("a template")).expect("JSON")
}

/// Every parameter without a default, with something in its place.
fn parameters(template: &Value) -> BTreeMap<String, String> {
    let declared = template.get("Parameters").and_then(Value::as_object).into_iter().flatten();
    let open = declared.filter(|(_, declaration)| declaration.get("Default").is_none());
    open.map(|(name, _)| (name.clone(), format!("given-{name}"))).collect()
}

async fn deploy_all(caller: &Caller, environment: &str) {
    for stack in ORDER {
        let template = template(environment, stack);
        let parameters = parameters(&template);
        let given: Vec<(&str, &str)> = parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let name = format!("prooflink-{environment}-{}", stack.to_lowercase());
        let status = caller.deploy_with(&name, &template, &given).await;
        assert_eq!(status, "CREATE_COMPLETE", "{name}: {:#?}", caller.told(&name).await);
    }
}

#[tokio::test(start_paused = true)]
async fn every_stack_of_both_environments_deploys_in_order() {
    let caller = Caller::new();
    deploy_all(&caller, "dev").await;
    deploy_all(&caller, "prod").await;
    let snapshot = caller.account.snapshot();
    assert_eq!(snapshot["stacks"].as_object().map(|stacks| stacks.len()), Some(10));
    let vpc = snapshot["stacks"]["prooflink-dev-network"]["resources"]["Vpc8378EB38"]["physicalId"].as_str();
    assert_eq!(vpc, Some("vpc-prooflink-dev-network.Vpc8378EB38"));
}

#[tokio::test(start_paused = true)]
async fn a_second_deploy_has_no_changes() {
    let caller = Caller::new();
    deploy_all(&caller, "dev").await;
    for stack in ORDER {
        let template = template("dev", stack);
        let parameters = parameters(&template);
        let given: Vec<(&str, &str)> = parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let set = caller.plan(&format!("prooflink-dev-{}", stack.to_lowercase()), "again", &template, &given).await;
        assert_eq!(set.status().map(|status| status.as_str()), Some("FAILED"), "{stack}: {:#?}", set.changes());
        assert!(
            set.status_reason()
                .is_some_and(|reason| reason.starts_with("The submitted information didn't contain changes"))
        );
    }
}

#[tokio::test(start_paused = true)]
async fn two_runs_have_the_same_events_and_snapshot() {
    let mut runs = Vec::new();
    for _ in 0..2 {
        let caller = Caller::new();
        deploy_all(&caller, "prod").await;
        runs.push((caller.account.snapshot(), format!("{:?}", caller.events("prooflink-prod-app").await)));
    }
    assert_eq!(runs[0], runs[1]);
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_is_put_there_is_the_one_that_is_deployed() {
    let (put, deployed) = (Caller::new(), Caller::new());
    deploy_all(&deployed, "dev").await;
    for stack in ORDER {
        let template = template("dev", stack);
        let parameters = parameters(&template);
        let given: Vec<(&str, &str)> = parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let name = format!("prooflink-dev-{}", stack.to_lowercase());
        put.account.put_stack(&name, &template.to_string(), &given, &[]).expect("a stack");
    }
    assert_eq!(put.account.snapshot(), deployed.account.snapshot());
}

#[tokio::test(start_paused = true)]
async fn the_database_takes_the_longest() {
    let caller = Caller::new();
    let began = tokio::time::Instant::now();
    deploy_all(&caller, "dev").await;
    let minutes = began.elapsed().as_secs() / 60;
    assert!((10..40).contains(&minutes), "{minutes}");
    let mut durations = BTreeMap::new();
    let mut begun = BTreeMap::new();
    for event in caller.events("prooflink-dev-data").await {
        let (Some(kind), Some(id), Some(at)) = (event.resource_type(), event.logical_resource_id(), event.timestamp())
        else {
            continue;
        };
        let begun = *begun.entry(id.to_owned()).or_insert(at.secs());
        if kind != "AWS::CloudFormation::Stack" {
            durations.insert(at.secs() - begun, kind.to_owned());
        }
    }
    assert_eq!(durations.last_key_value().map(|(_, kind)| kind.as_str()), Some("AWS::RDS::DBInstance"));
}
