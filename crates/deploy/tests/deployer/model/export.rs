//! The five rules of exports.

use super::caller::{Caller, refusal};
use serde_json::{Value, json};

fn producer(export: Option<&str>, value: &str) -> Value {
    let resources = json!({ "Queue": { "Type": "AWS::SQS::Queue" } });
    match export {
        Some(name) => {
            json!({ "Resources": resources, "Outputs": { "Out": { "Value": value, "Export": { "Name": name } } } })
        }
        None => json!({ "Resources": resources, "Outputs": { "Other": { "Value": "x" } } }),
    }
}

fn consumer(import: &str) -> Value {
    json!({ "Resources": { "Parameter": { "Type": "AWS::SSM::Parameter",
        "Properties": { "Type": "String", "Value": { "Fn::ImportValue": import } } } } })
}

async fn pair() -> Caller {
    let caller = Caller::new();
    assert_eq!(caller.deploy("producer", &producer(Some("name"), "1")).await, "CREATE_COMPLETE");
    assert_eq!(caller.deploy("consumer", &consumer("name")).await, "CREATE_COMPLETE");
    caller
}

#[tokio::test(start_paused = true)]
async fn a_name_has_one_owner() {
    let caller = pair().await;
    assert_eq!(caller.deploy("rival", &producer(Some("name"), "2")).await, "ROLLBACK_COMPLETE");
    let told = caller.told("rival").await;
    assert!(
        told.iter().any(|one| one.contains("Export with name name is already exported by stack producer.")),
        "{told:#?}"
    );
}

#[tokio::test(start_paused = true)]
async fn an_export_in_use_is_neither_changed_nor_dropped() {
    let caller = pair().await;
    assert_eq!(caller.deploy("producer", &producer(Some("name"), "2")).await, "UPDATE_ROLLBACK_COMPLETE");
    assert_eq!(caller.deploy("producer", &producer(None, "1")).await, "UPDATE_ROLLBACK_COMPLETE");
    let told = caller.told("producer").await;
    assert!(told.iter().any(|one| one.contains("Cannot update export name as it is in use by consumer")), "{told:#?}");
    assert!(told.iter().any(|one| one.contains("Export name cannot be deleted as it is in use by consumer")));
    assert_eq!(caller.output("producer", "Out").await, "1");
}

#[tokio::test(start_paused = true)]
async fn a_producer_in_use_is_not_deleted() {
    let caller = pair().await;
    let error = caller.client.delete_stack().stack_name("producer").send().await.expect_err("in use");
    assert_eq!(
        refusal(&error),
        ("ValidationError".into(), "Export name cannot be deleted as it is in use by consumer".into())
    );
    caller.client.delete_stack().stack_name("consumer").send().await.expect("nobody uses it");
    assert_eq!(caller.settled("consumer").await, "DELETE_COMPLETE");
    caller.client.delete_stack().stack_name("producer").send().await.expect("nobody uses it any more");
    assert_eq!(caller.settled("producer").await, "DELETE_COMPLETE");
}

#[tokio::test(start_paused = true)]
async fn what_is_not_exported_cannot_be_imported() {
    let caller = Caller::new();
    let set = caller.plan("consumer", "a", &consumer("nothing"), &[]).await;
    assert_eq!(set.status_reason(), Some("No export named nothing found."));
}

#[tokio::test(start_paused = true)]
async fn importers_are_listed_and_none_is_an_error() {
    let caller = pair().await;
    let imports = caller.client.list_imports().export_name("name").send().await.expect("importers");
    assert_eq!(imports.imports(), ["consumer"]);
    let parameter = json!({ "Type": "AWS::SSM::Parameter", "Properties": { "Type": "String", "Value": "1" } });
    let literal = json!({ "Resources": { "Parameter": parameter },
        "Outputs": { "Now": { "Value": "literal" } } });
    assert_eq!(caller.deploy("consumer", &literal).await, "UPDATE_COMPLETE");
    let error = caller.client.list_imports().export_name("name").send().await.expect_err("nobody");
    assert_eq!(refusal(&error).1, "Export 'name' is not imported by any stack.");
    assert_eq!(caller.deploy("producer", &producer(None, "1")).await, "UPDATE_COMPLETE");
    assert!(caller.client.list_exports().send().await.expect("exports").exports().is_empty());
}
