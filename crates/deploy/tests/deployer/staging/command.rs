//! The command line, in an account with or without a bucket.

use super::bench::{ACCOUNT, REGION};
use crate::folder::Folder;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use formwork::command::{Invocation, Shell};
use formwork::{App, CustomResource, Environment};
use formwork_deploy::api::Transport;
use formwork_deploy::command::{Surroundings, run_deploy};
use formwork_deploy::ending::Ending;
use formwork_deploy::model::Account;
use formwork_deploy::project::{EnvironmentSettings, Project};

/// A stack with so many topics.
fn app(topics: usize) -> App {
    let app = App::new("demo");
    let stack = app.environment(Environment::new("dev", REGION)).stack("TopicStack");
    for number in 0..topics {
        let title = format!("{number:0>200}");
        let tags = serde_json::json!([{"Key": "title", "Value": title}]);
        stack.add(format!("Topic{number}"), CustomResource::new("AWS::SNS::Topic").property("Tags", tags));
    }
    app
}

pub fn settings(staging_bucket: Option<&str>) -> EnvironmentSettings {
    EnvironmentSettings {
        account: Some(ACCOUNT.to_string()),
        approve_up_to: 2,
        staging_bucket: staging_bucket.map(str::to_string),
        files: vec!["settings/dev.local.toml".to_string(), "settings/dev.toml".to_string()],
        ..EnvironmentSettings::default()
    }
}

pub struct Said {
    pub ending: Ending,
    pub results: String,
    pub messages: String,
}

/// What the command says of a small program.
pub fn deploy(folder: &Folder, account: &Account, staging_bucket: Option<&str>, arguments: &[&str]) -> Said {
    deploy_topics(1, folder, account, staging_bucket, arguments)
}

/// What the command says of a program with so many topics, some 300 bytes each.
pub fn deploy_topics(
    topics: usize,
    folder: &Folder,
    account: &Account,
    staging_bucket: Option<&str>,
    arguments: &[&str],
) -> Said {
    deploy_through(account.http_client(), topics, folder, staging_bucket, arguments)
}

/// The same, with something else in the place of the network.
pub fn deploy_through(
    network: SharedHttpClient,
    topics: usize,
    folder: &Folder,
    staging_bucket: Option<&str>,
    arguments: &[&str],
) -> Said {
    deploy_with(&settings(staging_bucket), network, topics, folder, arguments)
}

/// The same, with these settings.
pub fn deploy_with(
    settings: &EnvironmentSettings,
    network: SharedHttpClient,
    topics: usize,
    folder: &Folder,
    arguments: &[&str],
) -> Said {
    let around = Surroundings {
        invocation: Invocation {
            arguments: std::iter::once("deploy").chain(arguments.iter().copied()).map(Into::into).collect(),
            working_folder: folder.0.clone(),
            workspace: folder.0.clone(),
            cdk_outdir: None,
            cdk_validates: true,
            today: None,
        },
        transport: Transport::Inside(network),
        state: folder.0.join("state"),
        is_terminal: false,
        holder: "ann@desk".to_string(),
        answers: None,
    };
    let settings = |_: &str| Ok(settings.clone());
    let (mut results, mut messages) = (Vec::new(), Vec::new());
    let project = Project { app: &|| Ok(app(topics)), settings: &settings };
    let ending = run_deploy(&project, &around, &mut Shell::new(&mut results, &mut messages));
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    Said { ending, results: text(results), messages: text(messages) }
}
