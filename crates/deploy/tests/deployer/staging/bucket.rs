use super::bench::{ACCOUNT, BUCKET, REGION, account, open, said};
use formwork_deploy::api::{Body, Connection, Login, Transport};
use formwork_deploy::model::{Account, CallFault, Fault};
use formwork_deploy::staging::{Bucket, TEMPLATE_BYTES};
use serde_json::{Value, json};

async fn bucket(account: &Account) -> Bucket {
    open(account, BUCKET, ACCOUNT, REGION).await.expect("a bucket")
}

/// A template of about so many bytes.
fn template(bytes: usize) -> Value {
    json!({
        "Description": "large",
        "Metadata": {"Padding": "x".repeat(bytes)},
        "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
    })
}

fn uploads(account: &Account) -> usize {
    account.calls().iter().filter(|call| call.action == "PutObject" && call.is_done).count()
}

#[tokio::test(start_paused = true)]
async fn a_large_template_is_read_by_cloudformation_from_the_address_that_an_upload_gives() {
    let account = account();
    let url =
        bucket(&account).await.put_template("AppStack", &format!("{:#}", template(80_000))).await.expect("an address");
    assert!(url.starts_with("https://s3.ap-northeast-1.amazonaws.com/demo-dev-staging-123456789012/"), "{url}");
    let transport = Transport::Inside(account.http_client());
    let connection = Connection::open(&Login::default(), REGION, &transport).await.expect("credentials of nobody");
    let summary = connection.cloudformation(connection.region()).summary(&Body::Url(url)).await;
    assert!(summary.is_ok(), "{summary:?}");
}

#[tokio::test(start_paused = true)]
async fn a_template_is_written_once_whatever_its_white_space() {
    let account = account();
    let bucket = bucket(&account).await;
    let template = template(60_000);
    let first = bucket.put_template("AppStack", &format!("{template:#}")).await.expect("an address");
    let second = bucket.put_template("AppStack", &template.to_string()).await.expect("an address");
    assert_eq!(first, second);
    assert_eq!(uploads(&account), 1);
    let other = bucket.put_template("AppStack", &self::template(60_001).to_string()).await.expect("an address");
    assert_ne!(first, other);
    assert_eq!(uploads(&account), 2);
}

#[tokio::test(start_paused = true)]
async fn an_upload_whose_answer_was_lost_is_done() {
    let account = account();
    let bucket = bucket(&account).await;
    account.fault(Fault::call("PutObject", CallFault::AcceptedThenReset));
    bucket.put_asset(b"content", "zip").await.expect("a key");
    assert_eq!(uploads(&account), 1);
}

#[tokio::test(start_paused = true)]
async fn a_template_beyond_the_limit_is_refused_before_it_is_sent() {
    let account = account();
    let bucket = bucket(&account).await;
    let stop = bucket.put_template("AppStack", &template(TEMPLATE_BYTES).to_string()).await.expect_err("too large");
    assert!(said(&stop).contains("1,000,000"), "{}", said(&stop));
    assert_eq!(uploads(&account), 0);
    let empty = template(0).to_string().len();
    bucket.put_template("AppStack", &template(TEMPLATE_BYTES - empty).to_string()).await.expect("just small enough");
}

#[tokio::test(start_paused = true)]
async fn a_bucket_that_is_not_there_says_how_to_make_it() {
    let stop = open(&account(), "demo-dev-other", ACCOUNT, REGION).await.expect_err("no bucket");
    assert!(said(&stop).contains("deploy bootstrap"), "{}", said(&stop));
}

#[tokio::test(start_paused = true)]
async fn a_bucket_of_another_account_is_refused() {
    let stop = open(&account(), BUCKET, "999999999999", REGION).await.expect_err("theirs");
    assert_eq!(stop.problems[0].code.slug, "bucket-refused", "{}", said(&stop));
    assert!(said(&stop).contains("999999999999"), "{}", said(&stop));
}

#[tokio::test(start_paused = true)]
async fn a_bucket_in_another_region_is_refused_with_both_named() {
    let stop = open(&account(), BUCKET, ACCOUNT, "eu-west-1").await.expect_err("elsewhere");
    assert!(said(&stop).contains("ap-northeast-1") && said(&stop).contains("eu-west-1"), "{}", said(&stop));
}
