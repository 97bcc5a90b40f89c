//! What is asked beside deployments: templates, lists, who calls, objects.

use super::caller::{Caller, refusal};
use aws_smithy_runtime_api::client::http::HttpConnector;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use formwork_deploy::model::Account;
use serde_json::json;

fn role() -> serde_json::Value {
    json!({
        "Parameters": { "P": { "Type": "String", "Default": "d" } },
        "Resources": { "Role": { "Type": "AWS::IAM::Role", "Properties": {
            "RoleName": "r", "AssumeRolePolicyDocument": {},
        } } },
    })
}

#[tokio::test(start_paused = true)]
async fn a_template_comes_back_as_it_was_given() {
    let caller = Caller::new();
    caller.deploy("one", &role()).await;
    let text = caller.client.get_template().stack_name("one").send().await.expect("a template");
    assert_eq!(text.template_body(), Some(&*role().to_string()));
    let summary = caller.client.get_template_summary().stack_name("one").send().await.expect("a summary");
    assert_eq!(summary.capabilities()[0].as_str(), "CAPABILITY_NAMED_IAM");
    assert_eq!(summary.parameters()[0].default_value(), Some("d"));
    assert_eq!(summary.resource_types(), ["AWS::IAM::Role"]);
    let error = caller.client.validate_template().template_body("no JSON").send().await.expect_err("no template");
    assert_eq!(refusal(&error).1, "Template format error: JSON not well-formed.");
}

#[tokio::test(start_paused = true)]
async fn stacks_and_their_resources_are_listed() {
    let caller = Caller::new();
    for at in 0..105 {
        let template = json!({ "Resources": { "Queue": { "Type": "AWS::SQS::Queue" } } });
        caller.account.put_stack(&format!("stack-{at}"), &template.to_string(), &[], &[("app", "x")]).expect("a stack");
    }
    let stacks = caller.client.describe_stacks().into_paginator().items().send();
    assert_eq!(stacks.collect::<Result<Vec<_>, _>>().await.expect("stacks").len(), 105);
    let resources = caller.client.list_stack_resources().stack_name("stack-7").send().await.expect("resources");
    assert_eq!(resources.stack_resource_summaries()[0].resource_type(), Some("AWS::SQS::Queue"));
    assert_eq!(caller.stack("stack-7").await.tags()[0].value(), Some("x"));
}

#[tokio::test(start_paused = true)]
async fn the_caller_has_an_identity() {
    let caller = Caller::new();
    let config = aws_sdk_sts::Config::builder()
        .behavior_version(aws_sdk_sts::config::BehaviorVersion::latest())
        .region(aws_sdk_sts::config::Region::new("ap-northeast-1"))
        .credentials_provider(aws_sdk_sts::config::Credentials::new("AKIA", "secret", None, None, "test"))
        .http_client(caller.account.http_client())
        .build();
    let identity = aws_sdk_sts::Client::from_conf(config).get_caller_identity().send().await.expect("an identity");
    assert_eq!(identity.account(), Some("123456789012"));
}

async fn request(
    account: &Account,
    method: &str,
    headers: &[(&'static str, &str)],
    body: &str,
) -> (u16, String, Option<String>) {
    let mut request = HttpRequest::new(SdkBody::from(body));
    request.set_uri("https://lease.s3.ap-northeast-1.amazonaws.com/app/lock").expect("an address");
    request.set_method(method).expect("a method");
    for (name, value) in headers {
        request.headers_mut().insert(*name, (*value).to_owned());
    }
    let response = account.http_connector().call(request).await.expect("a response");
    let text = String::from_utf8_lossy(response.body().bytes().unwrap_or_default()).into_owned();
    (response.status().as_u16(), text, response.headers().get("etag").map(str::to_owned))
}

#[tokio::test(start_paused = true)]
async fn a_lease_is_written_once_renewed_and_given_back() {
    let account = Account::new("123456789012", "ap-northeast-1");
    assert_eq!(request(&account, "GET", &[], "").await.0, 404);
    let (status, _, tag) = request(&account, "PUT", &[("if-none-match", "*")], "mine").await;
    assert_eq!(status, 200);
    let (status, text, _) = request(&account, "PUT", &[("if-none-match", "*")], "theirs").await;
    assert!(status == 412 && text.contains("PreconditionFailed"), "{status} {text}");
    let tag = tag.expect("a tag");
    let (status, _, renewed) = request(&account, "PUT", &[("if-match", &tag)], "mine, renewed").await;
    assert_eq!(status, 200);
    assert_eq!(request(&account, "DELETE", &[("if-match", &tag)], "").await.0, 412);
    assert_eq!(request(&account, "GET", &[], "").await.1, "mine, renewed");
    assert_eq!(request(&account, "DELETE", &[("if-match", &renewed.expect("a tag"))], "").await.0, 204);
}
