//! An account with a bucket in it.

use formwork::Language;
use formwork_deploy::api::{Connection, Login, Transport};
use formwork_deploy::ending::Stop;
use formwork_deploy::model::Account;
use formwork_deploy::staging::Bucket;
use serde_json::json;

pub const ACCOUNT: &str = "123456789012";
pub const REGION: &str = "ap-northeast-1";
pub const BUCKET: &str = "demo-dev-staging-123456789012";

/// An account in which a stack holds the bucket.
pub fn account() -> Account {
    let account = Account::new(ACCOUNT, REGION);
    let bucket = json!({"Type": "AWS::S3::Bucket", "Properties": {"BucketName": BUCKET}});
    let template = json!({"Resources": {"Bucket": bucket}}).to_string();
    account.put_stack("demo-dev-staging", &template, &[], &[]).expect("a stack");
    account
}

/// The bucket of this name, for somebody whose environment lives in this account and region.
pub async fn open(account: &Account, name: &str, owner: &str, region: &str) -> Result<Bucket, Stop> {
    let transport = Transport::Inside(account.http_client());
    let connection = Connection::open(&Login::default(), region, &transport).await.expect("credentials of nobody");
    Bucket::open(&connection, name, owner).await
}

/// Everything that is said of why it ends.
pub fn said(stop: &Stop) -> String {
    stop.problems.iter().map(|problem| problem.render(Language::English)).collect()
}
