use super::bench::{ACCOUNT, BUCKET, REGION};
use super::command::deploy;
use crate::folder::Folder;
use formwork::Environment;
use formwork_deploy::ending::Ending;
use formwork_deploy::model::{Account, Deed, Fault};
use serde_json::Value;

fn bucket(account: &Account, stack: &str) -> Value {
    let snapshot = account.snapshot();
    let resources = snapshot["stacks"][stack]["resources"].as_object().expect("resources").clone();
    resources.into_iter().find(|(_, one)| one["type"] == "AWS::S3::Bucket").expect("a bucket").1
}

#[test]
fn the_bucket_is_made_and_its_line_is_printed() {
    let (folder, account) = (Folder::new("staging-made"), Account::new(ACCOUNT, REGION));
    let said = deploy(&folder, &account, None, &["bootstrap", "dev", "--yes"]);
    assert_eq!(said.ending, Ending::Fine, "{}", said.messages);
    assert!(said.results.ends_with(&format!("staging_bucket = \"{BUCKET}\"\n")), "{}", said.results);
    assert!(said.messages.contains("settings/dev.local.toml"), "{}", said.messages);
    assert_eq!(account.snapshot()["stacks"]["demo-dev-staging"]["status"], "CREATE_COMPLETE");
    assert!(account.calls().iter().any(|call| call.action == "ExecuteChangeSet"), "by a change set");
}

#[test]
fn the_bucket_is_private_encrypted_versioned_and_over_tls_alone() {
    let environment = Environment::new("dev", REGION);
    let assembly = formwork_deploy::staging::assembly("demo", &environment, BUCKET);
    let verified = formwork::check::check(assembly).expect("no errors");
    let template: Value = serde_json::from_str(&verified.texts()[0][0]).expect("JSON");
    let resources = template["Resources"].as_object().expect("resources");
    let of = |kind: &str| resources.values().find(|one| one["Type"] == kind).expect("a resource");
    let bucket = of("AWS::S3::Bucket");
    assert_eq!(bucket["DeletionPolicy"], "RetainExceptOnCreate");
    assert_eq!(bucket["UpdateReplacePolicy"], "Retain");
    let properties = &bucket["Properties"];
    assert_eq!(properties["BucketName"], BUCKET);
    assert_eq!(properties["VersioningConfiguration"]["Status"], "Enabled");
    let encryption = &properties["BucketEncryption"]["ServerSideEncryptionConfiguration"][0];
    assert_eq!(encryption["ServerSideEncryptionByDefault"]["SSEAlgorithm"], "AES256");
    let block = properties["PublicAccessBlockConfiguration"].as_object().expect("a block");
    assert!(block.len() == 4 && block.values().all(|on| *on == true), "{block:?}");
    let rules = properties["LifecycleConfiguration"]["Rules"].to_string();
    assert!(rules.contains(r#""NoncurrentDays":30"#) && rules.contains(r#""DaysAfterInitiation":7"#), "{rules}");
    let statement = &of("AWS::S3::BucketPolicy")["Properties"]["PolicyDocument"]["Statement"][0];
    assert_eq!(statement["Effect"], "Deny");
    assert_eq!(statement["Condition"]["Bool"]["aws:SecureTransport"], "false");
}

#[test]
fn a_second_time_finds_nothing_to_do() {
    let (folder, account) = (Folder::new("staging-twice"), Account::new(ACCOUNT, REGION));
    assert_eq!(deploy(&folder, &account, None, &["bootstrap", "dev", "--yes"]).ending, Ending::Fine);
    let executed = |account: &Account| {
        account.calls().iter().filter(|call| ["ExecuteChangeSet", "CreateChangeSet"].contains(&&*call.action)).count()
    };
    let before = executed(&account);
    // once the line is in the settings, too
    for staging_bucket in [None, Some(BUCKET)] {
        let said = deploy(&folder, &account, staging_bucket, &["bootstrap", "dev"]);
        assert_eq!(said.ending, Ending::Fine, "{}", said.messages);
        assert!(said.results.contains(BUCKET), "{}", said.results);
    }
    assert_eq!(executed(&account), before);
}

#[test]
fn the_bucket_that_the_settings_name_is_made() {
    let (folder, account) = (Folder::new("staging-named"), Account::new(ACCOUNT, REGION));
    let said = deploy(&folder, &account, Some("our-own-name"), &["bootstrap", "dev", "--yes"]);
    assert_eq!(said.ending, Ending::Fine, "{}", said.messages);
    assert_eq!(bucket(&account, "demo-dev-staging")["physicalId"], "our-own-name");
}

#[test]
fn nothing_is_made_without_approval() {
    let (folder, account) = (Folder::new("staging-refused"), Account::new(ACCOUNT, REGION));
    let said = deploy(&folder, &account, None, &["bootstrap", "dev"]);
    assert_eq!(said.ending, Ending::Approval, "{}", said.messages);
    assert!(!said.results.contains("staging_bucket ="), "{}", said.results);
    assert!(account.calls().iter().all(|call| call.action != "ExecuteChangeSet"));
}

#[test]
fn a_bootstrap_that_failed_succeeds_the_next_time() {
    let (folder, account) = (Folder::new("staging-failed"), Account::new(ACCOUNT, REGION));
    account.fault(Fault::resource("AWS::S3::BucketPolicy", Deed::Create, "no"));
    let said = deploy(&folder, &account, None, &["bootstrap", "dev", "--yes"]);
    assert_eq!(said.ending, Ending::RolledBack, "{}", said.messages);
    assert!(!said.results.contains("staging_bucket ="), "{}", said.results);
    let said = deploy(&folder, &account, None, &["bootstrap", "dev", "--yes"]);
    assert_eq!(said.ending, Ending::Fine, "{}", said.messages);
}

#[test]
fn an_account_that_is_not_the_environments_gets_no_bucket() {
    let (folder, account) = (Folder::new("staging-account"), Account::new("999999999999", REGION));
    let said = deploy(&folder, &account, None, &["bootstrap", "dev", "--yes"]);
    assert_eq!(said.ending, Ending::Preflight, "{}", said.messages);
    assert!(account.calls().iter().all(|call| call.action == "GetCallerIdentity"));
}

#[test]
fn in_json_the_last_line_is_the_result() {
    let (folder, account) = (Folder::new("staging-json"), Account::new(ACCOUNT, REGION));
    let said = deploy(&folder, &account, None, &["bootstrap", "dev", "--yes", "--json"]);
    let last: Value = serde_json::from_str(said.results.lines().last().unwrap_or_default()).expect("JSON");
    assert_eq!(last["type"], "result");
    assert!(said.results.contains(BUCKET), "{}", said.results);
}
