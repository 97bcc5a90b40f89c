//! What the settings say to the deployer.

use formwork::Problem;
use formwork_deploy::codes;
use formwork_deploy::project::{
    ComposedSecret, EnvironmentSettings, Folders, Image, ImageGate, Job, LogSource, Operations, Service, WithoutImage,
};
use prooflink::settings::{ImageCheck, Settings};
use prooflink::settings_folder;
use std::collections::BTreeMap;

/// What holds for an environment: `ENV.toml`, and over it `ENV.local.toml`.
///
/// # Errors
/// Everything that is wrong with them, and local values that would have no effect.
pub fn load(environment: &str) -> Result<EnvironmentSettings, Vec<Problem>> {
    let shared = Settings::load(settings_folder(), environment)?;
    let settings = Settings::load_for_deploy(settings_folder(), environment)?;
    let file = format!("stacks/settings/{environment}.toml");
    let local = format!("stacks/settings/{environment}.local.toml");
    let without_effect = without_effect(&shared, &settings).into_iter().map(|key| {
        let problem = codes::VALUE_NOT_TAKEN.problem().with("key", key).with("file", local.as_str());
        problem.with("shared", file.as_str())
    });
    let problems: Vec<Problem> = without_effect.collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(EnvironmentSettings {
        account: Some(settings.account().to_string()),
        require_committed: settings.require_committed(),
        approve_up_to: settings.approval_auto(),
        images: images(&settings),
        folders: folders(&settings),
        operations: operations(&settings),
        staging_bucket: settings.staging_bucket().map(ToString::to_string),
        values: values(&settings),
        files: vec![local, file],
    })
}

/// The images of Steps 10 and 16. The service waits for its own; jobs are submitted when their image is there.
fn images(settings: &Settings) -> Vec<Image> {
    let without = match settings.image_check() {
        ImageCheck::Require => WithoutImage::Stop,
        ImageCheck::StartEmpty => WithoutImage::StartEmpty { parameter: "DesiredCount".to_string() },
    };
    let image = |name: &str, gate: Option<ImageGate>| Image {
        name: name.to_string(),
        repository: format!("prooflink-{}-{name}", settings.environment()),
        tag: settings.image_tag().map(ToString::to_string),
        tag_parameter: "ImageTag".to_string(),
        architecture: "X86_64".to_string(),
        gate,
    };
    let gate = ImageGate { stack: "AppStack".to_string(), without };
    vec![image("app", Some(gate)), image("batch", None)]
}

/// Step 4, S3, 4-2, where the settings want it (D-27).
fn folders(settings: &Settings) -> Option<Folders> {
    let keys = ["evidences/", "imports/", "control-specs/", "dataflows/"].map(str::to_string);
    settings.file_folders().then(|| Folders {
        stack: "DataStack".to_string(),
        bucket: format!("prooflink-{}-files-ACCOUNT", settings.environment()),
        keys: keys.to_vec(),
    })
}

/// Steps 16-8 and 16-9, the logs of Step 10, and D-08: what is done by hand.
fn operations(settings: &Settings) -> Operations {
    let name = |what: &str| format!("prooflink-{}-{what}", settings.environment());
    let secret = |what: &str| format!("prooflink/{}/{what}", settings.environment());
    let job = |what: &str| Job {
        name: what.to_string(),
        definition: name(what),
        queue: name("job-queue"),
        key_variable: "INPUT_S3_KEY".to_string(),
        key_prefix: "imports/".to_string(),
        executor_variable: "EXECUTOR_NAME".to_string(),
    };
    let group = |what: &str| format!("/ecs/{}", name(what));
    let app = ["app", "app-server", "app-client"].map(group);
    let batch = format!("/aws/batch/prooflink-{}", settings.environment());
    Operations {
        jobs: vec![job("user-import"), job("test-case-import")],
        logs: vec![
            LogSource { name: "app".to_string(), groups: app.to_vec() },
            LogSource { name: "batch".to_string(), groups: vec![batch] },
        ],
        secrets: vec![ComposedSecret {
            name: secret("database-url"),
            source: secret("rds-credentials"),
            member: "password".to_string(),
            before: "postgresql://postgres:".to_string(),
            after: "@".to_string(),
        }],
        service: Some(Service { cluster: name("cluster"), name: name("service") }),
    }
}

/// The operator values that parameters take.
fn values(settings: &Settings) -> BTreeMap<String, String> {
    let addresses = settings.allowed_addresses().map(|blocks| {
        let blocks: Vec<String> = blocks.iter().map(ToString::to_string).collect();
        blocks.join(",")
    });
    let values = [
        ("hosted_zone_id", settings.hosted_zone_id().map(ToString::to_string)),
        ("allowed_addresses", addresses),
        ("alarm_mail", settings.alarm_mail().map(ToString::to_string)),
        ("image_tag", settings.image_tag().map(ToString::to_string)),
    ];
    values.into_iter().filter_map(|(key, value)| Some((key.to_string(), value?))).collect()
}

/// Keys whose local value reaches no template: the shared file's value stands there already, or decides its shape.
fn without_effect(shared: &Settings, merged: &Settings) -> Vec<&'static str> {
    let differs = |has: bool, same: bool| has && !same;
    let keys = [
        ("certificate_arn", shared.certificate_arn() != merged.certificate_arn()),
        (
            "hosted_zone_id",
            differs(shared.hosted_zone_id().is_some(), shared.hosted_zone_id() == merged.hosted_zone_id()),
        ),
        (
            "allowed_addresses",
            differs(shared.allowed_addresses().is_some(), shared.allowed_addresses() == merged.allowed_addresses()),
        ),
        ("alarm_mail", differs(shared.alarm_mail().is_some(), shared.alarm_mail() == merged.alarm_mail())),
        ("image_tag", differs(shared.image_tag().is_some(), shared.image_tag() == merged.image_tag())),
    ];
    keys.into_iter().filter(|(_, wrong)| *wrong).map(|(key, _)| key).collect()
}
