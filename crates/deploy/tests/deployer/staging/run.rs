//! Runs of an environment that has a staging bucket.

use super::bench::{BUCKET, account};
use super::command::{deploy, deploy_through, deploy_topics, deploy_with, settings};
use crate::folder::Folder;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use formwork_deploy::ending::Ending;
use formwork_deploy::model::{Account, Call, Deed, Fault};
use formwork_deploy::project::{EnvironmentSettings, Folders};

/// Some 60,000 bytes.
const LARGE: usize = 200;

/// A lease that somebody else holds, for a very long time.
const HELD: &str = r#"{"holder":"ben@laptop","run":"r2","until_ms":99999999999999}"#;

const LEASE: &str = "leases/dev.json";

/// The account as a network on which the lease is taken over as soon as a change set is executed.
#[derive(Clone, Debug)]
struct Thief(Account);

impl HttpClient for Thief {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Thief {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let body = request.body().bytes().map(String::from_utf8_lossy).unwrap_or_default();
        if body.contains("Action=ExecuteChangeSet") {
            self.0.put_object(BUCKET, LEASE, HELD);
        }
        self.0.http_connector().call(request)
    }
}

fn calls(account: &Account, action: &str) -> Vec<Call> {
    account.calls().into_iter().filter(|call| call.action == action).collect()
}

#[test]
fn a_large_template_goes_through_the_bucket() {
    let (folder, account) = (Folder::new("staging-large"), account());
    let said = deploy_topics(LARGE, &folder, &account, Some(BUCKET), &["all", "dev", "--yes"]);
    assert_eq!(said.ending, Ending::Fine, "{}", said.messages);
    let made = calls(&account, "CreateChangeSet");
    assert_eq!(made.len(), 1);
    let address = made[0].fields.get("TemplateURL").expect("an address");
    assert!(address.starts_with(&format!("https://s3.ap-northeast-1.amazonaws.com/{BUCKET}/")), "{address}");
    let said = deploy_topics(LARGE, &folder, &account, Some(BUCKET), &["all", "dev", "--yes"]);
    assert_eq!(said.ending, Ending::Fine, "{}", said.messages);
    assert_eq!(calls(&account, "CreateChangeSet").len(), 1, "nothing changed");
}

#[test]
fn without_a_bucket_a_large_template_is_refused_before_anything_is_made() {
    let (folder, account) = (Folder::new("staging-refused"), account());
    let said = deploy_topics(LARGE, &folder, &account, None, &["all", "dev", "--yes"]);
    assert_eq!(said.ending, Ending::Preflight);
    assert!(said.messages.contains("deploy bootstrap dev"), "{}", said.messages);
    assert!(calls(&account, "CreateChangeSet").is_empty());
}

#[test]
fn a_template_that_is_large_for_its_white_space_alone_needs_no_bucket() {
    let (folder, account) = (Folder::new("staging-spaces"), account());
    let said = deploy_topics(165, &folder, &account, None, &["all", "dev", "--yes"]);
    assert_eq!(said.ending, Ending::Fine, "{}", said.messages);
}

#[test]
fn a_large_template_is_rehearsed_through_a_bucket_that_the_settings_name() {
    let (folder, account) = (Folder::new("staging-rehearsed"), account());
    let said = deploy_topics(LARGE, &folder, &account, Some(BUCKET), &["all", "dev", "--rehearse"]);
    assert_eq!(said.ending, Ending::Fine, "{}", said.messages);
    let said = deploy_topics(LARGE, &folder, &account, None, &["all", "dev", "--rehearse"]);
    assert_eq!(said.ending, Ending::Preflight, "it would be refused");
    assert!(account.calls().is_empty());
}

#[test]
fn a_run_holds_the_lease_and_gives_it_back() {
    let (folder, account) = (Folder::new("staging-lease"), account());
    let said = deploy(&folder, &account, Some(BUCKET), &["all", "dev", "--yes"]);
    assert_eq!(said.ending, Ending::Fine, "{}", said.messages);
    let all: Vec<String> = account.calls().into_iter().map(|call| call.action).collect();
    let at = |action: &str| all.iter().position(|one| one == action).expect("a call");
    assert!(at("PutObject") < at("CreateChangeSet"), "{all:?}");
    assert!(at("ExecuteChangeSet") < at("DeleteObject"), "{all:?}");
}

#[test]
fn where_somebody_holds_the_lease_nothing_is_begun() {
    let (folder, account) = (Folder::new("staging-held"), account());
    account.put_object(BUCKET, LEASE, HELD);
    let said = deploy(&folder, &account, Some(BUCKET), &["all", "dev", "--yes"]);
    assert_eq!(said.ending, Ending::Locked);
    assert!(said.messages.contains("ben@laptop"), "{}", said.messages);
    assert!(calls(&account, "CreateChangeSet").is_empty());
    assert!(!folder.0.join("state").exists(), "no journal either");
    let plan = deploy(&folder, &account, Some(BUCKET), &["plan", "all", "dev"]);
    assert_eq!(plan.ending, Ending::Changes, "looking is free: {}", plan.messages);
}

#[test]
fn the_lease_of_a_run_that_died_is_taken_again_by_resume() {
    let (folder, account) = (Folder::new("staging-resumed"), account());
    account.fault(Fault::resource("AWS::SNS::Topic", Deed::Create, "no"));
    let said = deploy(&folder, &account, Some(BUCKET), &["all", "dev", "--yes"]);
    assert_eq!(said.ending, Ending::RolledBack, "{}", said.messages);
    let journal = std::fs::read_to_string(folder.0.join("state/123456789012-ap-northeast-1-dev/run.jsonl"));
    let journal = journal.expect("a journal");
    let first: serde_json::Value = serde_json::from_str(journal.lines().next().unwrap_or_default()).expect("JSON");
    let run = first["run"].as_str().expect("a run");
    // as if it had died before it could give it back
    let own = format!(r#"{{"holder":"ann@desk","run":"{run}","until_ms":99999999999999}}"#);
    account.put_object(BUCKET, LEASE, &own);
    let said = deploy(&folder, &account, Some(BUCKET), &["resume", "dev", "--yes"]);
    assert_eq!(said.ending, Ending::Fine, "{}", said.messages);
}

#[test]
fn a_lease_that_is_lost_lets_nothing_new_begin_and_says_who_has_it() {
    let (folder, account) = (Folder::new("staging-lost"), account());
    // the first renewal, after two minutes, finds another one there
    account.fault(Fault::delay("AWS::SNS::Topic", 600));
    let network = SharedHttpClient::new(Thief(account.clone()));
    let said = deploy_through(network, 1, &folder, Some(BUCKET), &["all", "dev", "--yes"]);
    assert_eq!(said.ending, Ending::Locked, "{}", said.messages);
    assert!(said.messages.contains("ben@laptop took it over"), "{}", said.messages);
    assert_eq!(account.snapshot()["stacks"]["demo-dev-topic"]["status"], "CREATE_COMPLETE", "what ran was waited for");
}

#[test]
fn folders_are_made_once_their_bucket_is_there_and_never_twice() {
    let (folder, account) = (Folder::new("staging-folders"), account());
    let keys = vec!["imports/".to_string(), "evidences/".to_string()];
    let bucket = "demo-dev-staging-ACCOUNT".to_string();
    let folders = Some(Folders { stack: "TopicStack".to_string(), bucket, keys });
    let settings = EnvironmentSettings { folders, ..settings(None) };
    let run = |arguments: &[&str]| deploy_with(&settings, account.http_client(), 1, &folder, arguments).ending;
    assert_eq!(run(&["plan", "all", "dev"]), Ending::Changes);
    assert_eq!(calls(&account, "PutObject").len(), 0, "a plan leaves everything as it is");
    assert_eq!(run(&["all", "dev", "--yes"]), Ending::Fine);
    assert_eq!(calls(&account, "PutObject").len(), 2);
    assert_eq!(run(&["all", "dev", "--yes"]), Ending::Fine);
    assert_eq!(calls(&account, "PutObject").len(), 2);
}
