//! The command line `deploy`, without an account.

use crate::folder::Folder;
use formwork::command::{Invocation, Shell};
use formwork::{App, CustomResource, Environment, Parameter, Problem, Text, output};
use formwork_deploy::api::Transport;
use formwork_deploy::command::{Surroundings, run_deploy};
use formwork_deploy::ending::Ending;
use formwork_deploy::model::Account;
use formwork_deploy::project::{EnvironmentSettings, Project};
use std::path::Path;

/// Two stacks, the second needs the first and a value.
fn app() -> Result<App, Vec<Problem>> {
    let app = App::new("demo");
    let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
    let topic = dev.stack("TopicStack").add("Alarms", CustomResource::new("AWS::SNS::Topic"));
    let queue = dev.stack("QueueStack");
    let mail = queue.add("AlarmMail", Parameter::<Text>::text());
    queue.add(
        "Mail",
        CustomResource::new("AWS::SNS::Subscription")
            .property("TopicArn", topic.reference())
            .property("Protocol", "email")
            .property("Endpoint", mail.value()),
    );
    Ok(app)
}

fn settings(_environment: &str) -> Result<EnvironmentSettings, Vec<Problem>> {
    Ok(EnvironmentSettings {
        account: Some("123456789012".to_string()),
        approve_up_to: 2,
        files: vec!["settings/dev.toml".to_string()],
        ..EnvironmentSettings::default()
    })
}

struct Said {
    ending: Ending,
    results: String,
    messages: String,
}

fn deploy_in(folder: &Path, account: &Account, arguments: &[&str]) -> Said {
    deploy_program(&app, folder, account, arguments)
}

type Program<'p> = &'p dyn Fn() -> Result<App, Vec<Problem>>;

fn deploy_program(app: Program<'_>, folder: &Path, account: &Account, arguments: &[&str]) -> Said {
    let around = Surroundings {
        invocation: Invocation {
            arguments: std::iter::once("deploy").chain(arguments.iter().copied()).map(Into::into).collect(),
            working_folder: folder.to_path_buf(),
            workspace: folder.to_path_buf(),
            cdk_outdir: None,
            cdk_validates: true,
            today: None,
        },
        transport: Transport::Inside(account.http_client()),
        state: folder.join("state"),
        is_terminal: false,
        holder: "ann@desk".to_string(),
        answers: None,
    };
    let project = Project { app, settings: &settings };
    let (mut results, mut messages) = (Vec::new(), Vec::new());
    let ending = run_deploy(&project, &around, &mut Shell::new(&mut results, &mut messages));
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    Said { ending, results: text(results), messages: text(messages) }
}

fn deploy(name: &str, arguments: &[&str]) -> Said {
    let folder = Folder::new(name);
    deploy_in(&folder.0, &Account::new("123456789012", "ap-northeast-1"), arguments)
}

#[test]
fn an_unknown_stack_is_named_with_the_nearest_one() {
    let said = deploy("stack", &["QeueStack", "dev"]);
    assert_eq!(said.ending, Ending::Usage);
    assert!(said.messages.contains("no stack fits `QeueStack`; did you mean `QueueStack`?"), "{}", said.messages);
}

#[test]
fn an_unknown_environment_is_named_with_the_nearest_one() {
    let said = deploy("environment", &["all", "dve"]);
    assert_eq!(said.ending, Ending::Usage);
    assert!(said.messages.contains("no environment is called `dve`; did you mean `dev`?"), "{}", said.messages);
}

#[test]
fn arguments_that_make_no_sense_are_refused() {
    for arguments in [&["all"][..], &["all", "dev", "--set", "alarm_mail"], &["all", "dev", "--approve", "3f2a:9"]] {
        assert_eq!(deploy("arguments", arguments).ending, Ending::Usage, "{arguments:?}");
    }
}

#[test]
fn a_missing_value_is_named_with_file_and_key_and_nothing_is_called() {
    let folder = Folder::new("missing");
    let account = Account::new("123456789012", "ap-northeast-1");
    let said = deploy_in(&folder.0, &account, &["all", "dev"]);
    assert_eq!(said.ending, Ending::Preflight);
    assert!(said.messages.contains("`alarm_mail` has no value"), "{}", said.messages);
    assert!(said.messages.contains("settings/dev.toml"), "{}", said.messages);
    assert!(account.calls().is_empty());
}

#[test]
fn a_value_for_nothing_is_refused() {
    let said = deploy("unused", &["all", "dev", "--set", "alarm_mail=a@example.com", "--set", "alarm_male=x"]);
    assert_eq!(said.ending, Ending::Preflight);
    assert!(said.messages.contains("--set alarm_male reaches no parameter"), "{}", said.messages);
}

#[test]
fn a_value_is_needed_only_for_the_stacks_that_are_deployed() {
    let said = deploy("chosen", &["TopicStack", "dev", "--rehearse"]);
    assert_eq!(said.ending, Ending::Fine, "{}", said.messages);
    assert!(!said.messages.contains("QueueStack"), "{}", said.messages);
}

#[test]
fn another_account_is_refused_with_both_named() {
    let folder = Folder::new("account");
    let account = Account::new("999999999999", "ap-northeast-1");
    let said = deploy_in(&folder.0, &account, &["all", "dev", "--set", "alarm_mail=a@example.com"]);
    assert_eq!(said.ending, Ending::Preflight);
    assert!(said.messages.contains("999999999999") && said.messages.contains("123456789012"), "{}", said.messages);
    assert!(account.calls().iter().all(|call| call.action == "GetCallerIdentity"));
}

#[test]
fn another_region_is_refused_with_both_named() {
    let said = deploy("region", &["TopicStack", "dev", "--region", "us-east-1"]);
    assert_eq!(said.ending, Ending::Preflight);
    assert!(said.messages.contains("us-east-1") && said.messages.contains("ap-northeast-1"), "{}", said.messages);
}

#[test]
fn without_a_terminal_and_an_approval_nothing_is_executed_and_nothing_is_left() {
    let folder = Folder::new("approval");
    let account = Account::new("123456789012", "ap-northeast-1");
    let said = deploy_in(&folder.0, &account, &["TopicStack", "dev"]);
    assert_eq!(said.ending, Ending::Approval, "{}", said.messages);
    assert!(said.messages.contains("--approve"), "{}", said.messages);
    assert!(account.calls().iter().all(|call| call.action != "ExecuteChangeSet"));
    let status = deploy_in(&folder.0, &account, &["status", "dev"]);
    assert!(!status.results.contains("COMPLETE"), "{}", status.results);
}

#[test]
fn a_plan_is_approved_by_its_hash_and_by_no_other() {
    let folder = Folder::new("hash");
    let account = Account::new("123456789012", "ap-northeast-1");
    let plan = deploy_in(&folder.0, &account, &["plan", "TopicStack", "dev"]);
    assert_eq!(plan.ending, Ending::Changes);
    let token = plan.results.split("--approve ").nth(1).and_then(|rest| rest.split_whitespace().next());
    let token = token.expect("a token").to_string();
    let other = deploy_in(&folder.0, &account, &["TopicStack", "dev", "--approve", "0123456789ab:5"]);
    assert_eq!(other.ending, Ending::Approval, "{}", other.messages);
    assert!(other.messages.contains("0123456789ab:5") && other.messages.contains(&token), "{}", other.messages);
    let approved = deploy_in(&folder.0, &account, &["TopicStack", "dev", "--approve", &token]);
    assert_eq!(approved.ending, Ending::Fine, "{}", approved.messages);
}

#[test]
fn a_folder_that_was_edited_by_hand_is_refused() {
    let folder = Folder::new("edited");
    let verified = formwork::check::check(app().expect("an app").synth()).expect("no errors");
    output::write(&folder.0.join("out"), &verified, &output::Selection::All).expect("written");
    let template = folder.0.join("out/dev/TopicStack.template.json");
    let text = std::fs::read_to_string(&template).expect("a template");
    let account = Account::new("123456789012", "ap-northeast-1");
    let arguments = ["TopicStack", "dev", "--from", "out", "--yes"];
    assert_eq!(deploy_in(&folder.0, &account, &arguments).ending, Ending::Fine);
    std::fs::write(&template, text.replace("AWS::SNS::Topic", "AWS::SQS::Queue")).expect("written");
    let said = deploy_in(&folder.0, &account, &arguments);
    assert_eq!(said.ending, Ending::Preflight);
    assert!(said.messages.contains("TopicStack.template.json"), "{}", said.messages);
}

#[test]
fn with_nothing_to_resume_the_way_to_begin_is_named() {
    let said = deploy("resume", &["resume", "dev"]);
    assert_eq!(said.ending, Ending::Preflight);
    assert!(said.messages.contains("deploy all dev"), "{}", said.messages);
}

#[test]
fn a_rehearsal_shows_a_failure_with_its_place() {
    let said = deploy("fail", &["all", "dev", "--rehearse", "--fail", "QueueStack/Mail"]);
    assert_eq!(said.ending, Ending::RolledBack, "{}", said.messages);
    assert!(said.messages.contains("dev/QueueStack/Mail"), "{}", said.messages);
    assert!(said.messages.contains("tests/deployer/command.rs:"), "{}", said.messages);
    let unknown = deploy("fail-unknown", &["all", "dev", "--rehearse", "--fail", "QueueStack/Male"]);
    assert_eq!(unknown.ending, Ending::Usage);
}

#[test]
fn a_rehearsal_on_what_is_deployed_already_finds_nothing_to_do() {
    let folder = Folder::new("was");
    let verified = formwork::check::check(app().expect("an app").synth()).expect("no errors");
    output::write(&folder.0.join("out"), &verified, &output::Selection::All).expect("written");
    let account = Account::new("123456789012", "ap-northeast-1");
    let said = deploy_in(&folder.0, &account, &["plan", "all", "dev", "--rehearse", "--was", "out"]);
    assert_eq!(said.ending, Ending::Fine, "{}", said.results);
    assert_eq!(deploy_in(&folder.0, &account, &["plan", "all", "dev", "--rehearse"]).ending, Ending::Changes);
}

#[test]
fn json_ends_with_a_result() {
    let all = [
        &["all", "dev", "--json"][..],
        &["all", "dev", "--json", "--rehearse"],
        &["diff", "TopicStack", "dev", "--json"],
        &["outputs", "all", "dev", "--json"],
        &["drift", "all", "dev", "--json"],
        &["status", "dev", "--json"],
        &["cancel", "dev", "--json"],
        &["QeueStack", "dev", "--json"],
        &["all", "--json"],
    ];
    for arguments in all {
        let said = deploy("json", arguments);
        let lines: Vec<serde_json::Value> =
            said.results.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let last = lines.last().expect("a line");
        assert_eq!(last["type"], "result", "{last}");
        assert_eq!(last["status"], said.ending.status(), "{last}");
    }
}

#[test]
fn a_comparison_offers_no_approval() {
    let folder = Folder::new("diff");
    let account = Account::new("123456789012", "ap-northeast-1");
    let said = deploy_in(&folder.0, &account, &["diff", "TopicStack", "dev"]);
    assert_eq!(said.ending, Ending::Changes);
    assert!(said.results.contains("1 change in 1 stack"), "{}", said.results);
    assert!(!said.results.contains("--approve"), "{}", said.results);
}

#[test]
fn an_approval_by_class_lasts_as_long_as_the_run() {
    let folder = Folder::new("lasting");
    let account = Account::new("123456789012", "ap-northeast-1");
    let said = deploy_in(&folder.0, &account, &["TopicStack", "dev", "--yes", "--json"]);
    assert_eq!(said.ending, Ending::Fine, "{}", said.messages);
    let journal = std::fs::read_to_string(folder.0.join("state/123456789012-ap-northeast-1-dev/run.jsonl"));
    let first = journal.expect("a journal").lines().next().expect("a record").to_string();
    let first: serde_json::Value = serde_json::from_str(&first).expect("JSON");
    assert_eq!(first["request"]["options"]["yes"], true, "`resume` asks for nothing that was said");
}

#[test]
fn a_rehearsal_begins_with_what_is_deployed_and_writes_nothing() {
    let folder = Folder::new("from-deployed");
    let account = Account::new("123456789012", "ap-northeast-1");
    fn with_mail(first: &[&'static str]) -> Vec<&'static str> {
        [first, &["--set", "alarm_mail=a@example.com"]].concat()
    }
    assert_eq!(deploy_in(&folder.0, &account, &["TopicStack", "dev", "--yes"]).ending, Ending::Fine);
    let before = account.snapshot();
    let rehearse = with_mail(&["all", "dev", "--rehearse", "--from-deployed"]);
    let said = deploy_in(&folder.0, &account, &rehearse);
    assert_eq!(said.ending, Ending::Fine, "{}", said.messages);
    assert!(said.results.contains("demo-dev-queue"), "{}", said.results);
    assert!(!said.results.contains("demo-dev-topic"), "it is there already: {}", said.results);
    assert_eq!(account.snapshot(), before);
    assert_eq!(deploy_in(&folder.0, &account, &with_mail(&["all", "dev", "--yes"])).ending, Ending::Fine);
    let plan = with_mail(&["plan", "all", "dev", "--rehearse", "--from-deployed"]);
    assert_eq!(deploy_in(&folder.0, &account, &plan).ending, Ending::Fine, "nothing to do");
}

#[test]
fn a_rehearsal_knows_who_else_imports_from_what_is_deployed() {
    let folder = Folder::new("outside");
    let account = Account::new("123456789012", "ap-northeast-1");
    let mail = ["--set", "alarm_mail=a@example.com"];
    assert_eq!(deploy_in(&folder.0, &account, &[&["all", "dev", "--yes"][..], &mail].concat()).ending, Ending::Fine);
    let import = serde_json::json!({
        "Resources": {"Handle": {"Type": "AWS::CloudFormation::WaitConditionHandle"}},
        "Outputs": {"Topic": {"Value": {"Fn::ImportValue": "demo-dev-topic:AlarmsRef"}}},
    });
    account.put_stack("theirs", &import.to_string(), &[], &[]).expect("a stack");
    let said = deploy_in(&folder.0, &account, &["destroy", "all", "dev", "--rehearse", "--from-deployed"]);
    assert!(format!("{}{}", said.results, said.messages).contains("theirs"), "{} {}", said.results, said.messages);
}

#[test]
fn a_rehearsal_begins_with_what_a_revision_holds() {
    let folder = Folder::new("revision");
    let git = |arguments: &[&str]| {
        let mut git = std::process::Command::new("git");
        git.arg("-C").arg(&folder.0).args(["-c", "user.name=Ann", "-c", "user.email=ann@example.com"]);
        assert!(git.args(arguments).output().expect("git").status.success(), "git {arguments:?}");
    };
    let verified = formwork::check::check(app().expect("an app").synth()).expect("no errors");
    output::write(&folder.0.join("cfn-out"), &verified, &output::Selection::All).expect("written");
    git(&["init", "--quiet"]);
    git(&["add", "cfn-out"]);
    git(&["commit", "--quiet", "--message", "what is deployed"]);
    std::fs::remove_dir_all(folder.0.join("cfn-out")).expect("removed");
    let account = Account::new("123456789012", "ap-northeast-1");
    let said = deploy_in(&folder.0, &account, &["plan", "all", "dev", "--rehearse", "--was", "HEAD"]);
    assert_eq!(said.ending, Ending::Fine, "{}", said.messages);
    let said = deploy_in(&folder.0, &account, &["plan", "all", "dev", "--rehearse", "--was", "no-such-branch"]);
    assert_eq!(said.ending, Ending::Preflight);
    assert!(said.messages.contains("`no-such-branch` is neither a folder nor a revision"), "{}", said.messages);
}

/// The same program, from which the second stack went.
fn without_queue() -> Result<App, Vec<Problem>> {
    let app = App::new("demo");
    let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
    dev.stack("TopicStack").add("Alarms", CustomResource::new("AWS::SNS::Topic"));
    Ok(app)
}

#[test]
fn a_stack_that_left_the_program_is_named_and_goes_only_when_that_is_wanted() {
    let folder = Folder::new("orphan");
    let account = Account::new("123456789012", "ap-northeast-1");
    let all = ["all", "dev", "--yes", "--set", "alarm_mail=a@example.com"];
    assert_eq!(deploy_in(&folder.0, &account, &all).ending, Ending::Fine);
    account.put_stack("somebody-else", r#"{"Resources":{"T":{"Type":"AWS::SNS::Topic"}}}"#, &[], &[]).expect("a stack");
    let said = deploy_program(&without_queue, &folder.0, &account, &["all", "dev", "--yes"]);
    assert_eq!(said.ending, Ending::Fine, "{}", said.messages);
    assert!(said.messages.contains("no longer in the program: demo-dev-queue;"), "{}", said.messages);
    assert_eq!(account.snapshot()["stacks"]["demo-dev-queue"]["status"], "CREATE_COMPLETE");
    let alone = deploy_program(&without_queue, &folder.0, &account, &["TopicStack", "dev", "--yes"]);
    assert!(!alone.messages.contains("demo-dev-queue"), "one stack says nothing of others: {}", alone.messages);
    let plan = deploy_program(&without_queue, &folder.0, &account, &["plan", "all", "dev", "--remove-orphans"]);
    assert_eq!(plan.ending, Ending::Changes);
    assert!(plan.results.contains("demo-dev-queue") && plan.results.contains("delete"), "{}", plan.results);
    let goes = ["all", "dev", "--yes", "--remove-orphans"];
    let said = deploy_program(&without_queue, &folder.0, &account, &goes);
    assert_eq!(said.ending, Ending::Approval, "a stack is deleted: {} {}", said.results, said.messages);
    let token = said.messages.split("--approve ").nth(1).and_then(|rest| rest.split_whitespace().next());
    let approved = [&goes[..], &["--approve", token.expect("a token")]].concat();
    let said = deploy_program(&without_queue, &folder.0, &account, &approved);
    assert_eq!(said.ending, Ending::Fine, "{} {}", said.results, said.messages);
    let snapshot = account.snapshot();
    let status = &snapshot["stacks"]["demo-dev-queue"]["status"];
    assert!(status.is_null() || status == "DELETE_COMPLETE", "{status}");
    assert_eq!(snapshot["stacks"]["somebody-else"]["status"], "CREATE_COMPLETE");
    assert_eq!(snapshot["stacks"]["demo-dev-topic"]["status"], "UPDATE_COMPLETE", "its export went with its importer");
}
