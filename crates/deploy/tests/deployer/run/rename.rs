//! What only got another logical id is not made anew, unless somebody wants it.

use super::harness::{Bench, request, said, with};
use formwork::{App, CustomResource, Environment, Language};
use formwork_deploy::ending::Ending;
use formwork_deploy::execute::{Request, StepResult};

/// A stack with a table and a topic under these ids; the table may keep the id that it had.
pub fn app(table: &str, topic: &str, renamed_from: Option<&'static str>) -> Request {
    let app = App::new("demo");
    let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DataStack");
    let key = serde_json::json!([{"AttributeName": "id", "KeyType": "HASH"}]);
    let attributes = serde_json::json!([{"AttributeName": "id", "AttributeType": "S"}]);
    let table_of = CustomResource::new("AWS::DynamoDB::Table").property("BillingMode", "PAY_PER_REQUEST");
    let table =
        stack.add(table.to_string(), table_of.property("KeySchema", key).property("AttributeDefinitions", attributes));
    if let Some(path) = renamed_from {
        table.renamed_from(path);
    }
    stack.add(topic.to_string(), CustomResource::new("AWS::SNS::Topic").property("DisplayName", "alarms"));
    request(app.synth(), "dev")
}

#[tokio::test(start_paused = true)]
async fn a_renamed_table_is_refused_with_the_line_of_code_that_keeps_it() {
    let bench = Bench::new();
    assert_eq!(bench.run(&app("Orders", "Alarms", None)).await.ending, Ending::Fine);
    let (snapshot, writes) = (bench.account.snapshot(), bench.writes().len());
    let outcome = bench.run(&app("Purchases", "Alarms", None)).await;
    assert_eq!(outcome.ending, Ending::Preflight);
    let [problem] = outcome.problems.as_slice() else { panic!("{outcome:#?}") };
    let said = problem.render(Language::English);
    assert!(said.contains(r#".renamed_from("Orders")"#), "{said}");
    assert!(said.contains("Purchases") && said.contains("rename.rs"), "what is new, and where it is: {said}");
    assert_eq!((bench.account.snapshot(), bench.writes().len()), (snapshot, writes), "nothing was written");

    // and the line of code that was named does it
    let outcome = bench.run(&app("Purchases", "Alarms", Some("Orders"))).await;
    assert_eq!(outcome.ending, Ending::Fine, "{outcome:#?}");
    assert!(matches!(outcome.steps.as_slice(), [(_, StepResult::Unchanged)]), "{:#?}", outcome.steps);
    assert_eq!(bench.writes().len(), writes, "the table is the one that was there");
}

#[tokio::test(start_paused = true)]
async fn a_renamed_topic_holds_no_data_and_is_made_anew() {
    let bench = Bench::new();
    assert_eq!(bench.run(&app("Orders", "Alarms", None)).await.ending, Ending::Fine);
    let outcome = bench.run(&app("Orders", "Bells", None)).await;
    assert_eq!(outcome.ending, Ending::Fine, "{outcome:#?}");
    let resources = bench.account.snapshot()["stacks"]["demo-dev-data"]["resources"].clone();
    assert!(resources["Bells"].is_object() && resources["Alarms"].is_null(), "{resources}");
}

#[tokio::test(start_paused = true)]
async fn a_table_that_goes_for_good_is_no_rename() {
    let bench = Bench::new();
    assert_eq!(bench.run(&app("Orders", "Alarms", None)).await.ending, Ending::Fine);
    let mut request = app("Orders", "Alarms", None);
    let template = &mut request.target.stacks[0].template;
    template["Resources"].as_object_mut().expect("resources").remove("Orders");
    request.target.stacks[0].text = request.target.stacks[0].template.to_string();
    assert_eq!(bench.run(&request).await.ending, Ending::Fine, "the approval sees it, and nothing else stops it");
}

/// What a resource of the stack is.
fn physical_id(bench: &Bench, id: &str) -> serde_json::Value {
    let snapshot = bench.account.snapshot();
    snapshot["stacks"]["demo-dev-data"]["resources"][id]["physicalId"].clone()
}

#[tokio::test(start_paused = true)]
async fn on_request_a_refactoring_gives_it_its_new_id_and_the_rest_follows() {
    let bench = Bench::new();
    assert_eq!(bench.run(&app("Orders", "Alarms", None)).await.ending, Ending::Fine);
    let was = bench.somebody().await.resources("demo-dev-data").await.expect("resources");
    let was = was.iter().find(|one| one.logical_id == "Orders").expect("a table").physical_id.clone();
    let mut request = with(&app("Purchases", "Alarms", None), |options| options.refactor = true);
    let template = &mut request.target.stacks[0].template;
    template["Resources"]["Alarms"]["Properties"]["DisplayName"] = "bells".into(); // an edit with it
    request.target.stacks[0].text = template.to_string();
    let planned = std::cell::RefCell::new(Vec::new());
    let outcome = bench
        .run_deciding(&request, &|plan| {
            *planned.borrow_mut() =
                plan.changes.iter().map(|one| (one.logical_id.clone(), one.class.number())).collect();
            Ok(true)
        })
        .await;
    assert_eq!(outcome.ending, Ending::Fine, "{}", said(&outcome));
    let steps: Vec<&str> = outcome.steps.iter().map(|(step, _)| step.as_str()).collect();
    assert_eq!(steps, ["refactor", "DataStack"]);
    let planned = planned.into_inner();
    assert!(planned.contains(&(Some("Purchases".to_string()), 1)), "{planned:?}");
    assert!(planned.iter().all(|(_, class)| *class < 5), "nothing is lost: {planned:?}");
    let now = bench.somebody().await.resources("demo-dev-data").await.expect("resources");
    let now = now.iter().find(|one| one.logical_id == "Purchases").expect("a table");
    assert_eq!(now.physical_id, was, "it is the table that was there");
    assert!(physical_id(&bench, "Orders").is_null());
    let outcome = bench.run(&request).await;
    assert!(matches!(outcome.steps.as_slice(), [(_, StepResult::Unchanged)]), "{:#?}", outcome.steps);
}

#[tokio::test(start_paused = true)]
async fn a_refactoring_that_cloudformation_refuses_leaves_everything_as_it_is() {
    let bench = Bench::new();
    assert_eq!(bench.run(&app("Orders", "Alarms", None)).await.ending, Ending::Fine);
    let snapshot = bench.account.snapshot();
    bench.account.fault(formwork_deploy::model::Fault::call(
        "CreateStackRefactor",
        formwork_deploy::model::CallFault::AccessDenied,
    ));
    let request = with(&app("Purchases", "Alarms", None), |options| options.refactor = true);
    let outcome = bench.run(&request).await;
    assert_eq!(outcome.ending, Ending::Credentials, "{}", said(&outcome));
    assert_eq!(bench.account.snapshot(), snapshot);
}
