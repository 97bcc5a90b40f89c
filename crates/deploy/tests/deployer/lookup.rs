//! What the account is asked before anything is made, on the wire.
#![cfg(feature = "preflight")]

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use formwork_deploy::api::{Connection, FailureKind, Login, Transport};
use std::sync::{Arc, Mutex};

type Answer = (&'static str, u16, &'static str);

/// An endpoint that gives these answers to these calls, the next one each time.
#[derive(Clone, Debug)]
struct Endpoint(Arc<Mutex<Vec<Answer>>>);

impl HttpClient for Endpoint {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Endpoint {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let target = request.headers().get("x-amz-target").unwrap_or_default().to_string();
        let mut answers = self.0.lock().expect("answers");
        let at = answers.iter().position(|(action, ..)| target.ends_with(action));
        let (_, status, body) = answers.remove(at.unwrap_or_else(|| panic!("{target} is not expected")));
        let status = StatusCode::try_from(status).expect("a status");
        HttpConnectorFuture::ready(Ok(HttpResponse::new(status, SdkBody::from(body))))
    }
}

async fn connection(answers: &[Answer]) -> Connection {
    let network = SharedHttpClient::new(Endpoint(Arc::new(Mutex::new(answers.to_vec()))));
    Connection::open(&Login::default(), "ap-northeast-1", &Transport::Inside(network)).await.expect("credentials")
}

#[tokio::test(start_paused = true)]
async fn a_resource_is_there_or_not_or_nobody_knows() {
    let there = r#"{"TypeName": "AWS::Logs::LogGroup", "ResourceDescription": {"Identifier": "/app"}}"#;
    let missing = r#"{"__type": "ResourceNotFoundException", "message": "no such group"}"#;
    let refused = r#"{"__type": "AccessDeniedException", "message": "not you"}"#;
    let answers = [("GetResource", 200, there), ("GetResource", 400, missing), ("GetResource", 400, refused)];
    let connection = connection(&answers).await;
    let ask = async || connection.resource_exists("AWS::Logs::LogGroup", "/app").await.expect("built with it");
    assert_eq!(ask().await, Ok(true));
    assert_eq!(ask().await, Ok(false));
    assert_eq!(ask().await.map_err(|failure| failure.kind), Err(FailureKind::Denied));
}

#[tokio::test(start_paused = true)]
async fn what_is_there_is_counted_page_by_page() {
    let first = r#"{"ResourceDescriptions": [{"Identifier": "a"}, {"Identifier": "b"}], "NextToken": "more"}"#;
    let last = r#"{"ResourceDescriptions": [{"Identifier": "c"}]}"#;
    let connection = connection(&[("ListResources", 200, first), ("ListResources", 200, last)]).await;
    assert_eq!(connection.resource_count("AWS::EC2::EIP").await, Some(Ok(3)));
}

#[tokio::test(start_paused = true)]
async fn a_quota_that_the_account_never_asked_for_is_the_default() {
    let missing = r#"{"__type": "NoSuchResourceException", "Message": "none"}"#;
    let quota = r#"{"Quota": {"QuotaCode": "L-0263D0A3", "Value": 5.0}}"#;
    let answers = [("GetServiceQuota", 400, missing), ("GetAWSDefaultServiceQuota", 200, quota)];
    assert_eq!(connection(&answers).await.quota("ec2", "L-0263D0A3").await, Some(Ok(5.0)));
}

#[tokio::test(start_paused = true)]
async fn a_certificate_says_its_state_and_its_names() {
    let body = r#"{"Certificate": {"Status": "ISSUED", "SubjectAlternativeNames": ["example.com", "*.example.com"]}}"#;
    let connection = connection(&[("DescribeCertificate", 200, body)]).await;
    let arn = "arn:aws:acm:us-east-1:123456789012:certificate/1";
    let certificate = connection.certificate(arn).await.expect("built with it").expect("an answer");
    assert_eq!((certificate.status.as_str(), certificate.names.len()), ("ISSUED", 2));
}

#[tokio::test(start_paused = true)]
async fn a_question_that_is_not_answered_is_not_asked_again() {
    let connection = connection(&[("GetResource", 503, "")]).await;
    let answer = connection.resource_exists("AWS::Logs::LogGroup", "/app").await.expect("built with it");
    assert_eq!(answer.map_err(|failure| failure.kind), Err(FailureKind::Unreachable));
}

#[tokio::test(start_paused = true)]
async fn the_price_list_has_a_class_or_not() {
    let sold = r#"{"FormatVersion": "aws_v1", "PriceList": ["{}"]}"#;
    let answers = [("GetProducts", 200, sold), ("GetProducts", 200, r#"{"FormatVersion": "aws_v1", "PriceList": []}"#)];
    let connection = connection(&answers).await;
    let ask = async || connection.is_sold("db.t4g.micro", "PostgreSQL", "ap-northeast-1").await;
    assert_eq!(ask().await, Some(Ok(true)));
    assert_eq!(ask().await, Some(Ok(false)));
}

#[cfg(all(feature = "ecr", feature = "ecs"))]
#[tokio::test(start_paused = true)]
async fn a_repository_is_full_or_empty_and_stopped_tasks_say_why() {
    let full = r#"{"imageIds": [{"imageTag": "latest"}]}"#;
    let listed = r#"{"taskArns": ["arn:aws:ecs:ap-northeast-1:123456789012:task/app/1"]}"#;
    let told = r#"{"tasks": [
        {"stoppedReason": "CannotPullContainerError: no such image", "stoppedAt": 1800000000},
        {"stoppedReason": "Essential container in task exited", "stoppedAt": 1800000000,
            "containers": [{"name": "app", "exitCode": 1}]},
        {"stoppedReason": "an earlier deployment", "stoppedAt": 1700000000}
    ]}"#;
    let answers = [
        ("ListImages", 200, full),
        ("ListImages", 200, r#"{"imageIds": []}"#),
        ("ListTasks", 200, listed),
        ("DescribeTasks", 200, told),
    ];
    let connection = connection(&answers).await;
    assert_eq!(connection.is_repository_filled("app").await, Some(Ok(true)));
    assert_eq!(connection.is_repository_filled("app").await, Some(Ok(false)));
    let reasons = connection.stop_reasons("cluster", "web", 1_800_000_000_000).await.expect("built with it");
    let expected = ["CannotPullContainerError: no such image", "app: exit code 1"];
    assert_eq!(reasons.expect("an answer"), expected);
}
