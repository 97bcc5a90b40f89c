//! What a program tells its deployer.

mod folders;
mod image;
mod operation;

pub use folders::Folders;
pub use image::{Image, ImageGate, WithoutImage};
pub use operation::{ComposedSecret, Job, LogSource, Operations, Service};

use formwork::{App, Problem};
use std::collections::BTreeMap;

/// A program that has stacks to deploy.
pub struct Project<'a> {
    /// Makes the app, from the same settings as `synth` reads.
    pub app: &'a dyn Fn() -> Result<App, Vec<Problem>>,
    /// What holds for an environment.
    pub settings: &'a dyn Fn(&str) -> Result<EnvironmentSettings, Vec<Problem>>,
}

/// What holds for the deployments of one environment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EnvironmentSettings {
    /// The account, where it is fixed; it wins over the one in the assembly.
    pub account: Option<String>,
    /// Whether templates that differ from the committed ones are refused.
    pub require_committed: bool,
    /// The highest class that `--yes` approves: 0 to 5.
    pub approve_up_to: u8,
    /// The bucket that large templates go through.
    pub staging_bucket: Option<String>,
    /// The container images that its stacks run.
    pub images: Vec<Image>,
    /// Folders that a bucket shall have; none: nothing is put into any.
    pub folders: Option<Folders>,
    /// What can be done beside deploying.
    pub operations: Operations,
    /// Values of parameters, by their key: `hosted_zone_id` is the value of `HostedZoneId`.
    pub values: BTreeMap<String, String>,
    /// Where a person sets them: files, for messages.
    pub files: Vec<String>,
}

/// The parameter that a key is the value of: `hosted_zone_id` -> `HostedZoneId`.
///
/// ```
/// assert_eq!(formwork_deploy::project::parameter_of("hosted_zone_id"), "HostedZoneId");
/// ```
pub fn parameter_of(key: &str) -> String {
    let words = key.split('_').filter(|word| !word.is_empty());
    let upper = words.map(|word| {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
    });
    upper.collect()
}

/// The key whose value a parameter takes: `HostedZoneId` -> `hosted_zone_id`.
///
/// ```
/// assert_eq!(formwork_deploy::project::key_of("HostedZoneId"), "hosted_zone_id");
/// ```
pub fn key_of(parameter: &str) -> String {
    let mut key = String::new();
    for letter in parameter.chars() {
        if letter.is_ascii_uppercase() && !key.is_empty() {
            key.push('_');
        }
        key.push(letter.to_ascii_lowercase());
    }
    key
}
