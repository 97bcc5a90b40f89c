//! Templates from anywhere: JSON and YAML files, and the folders that `synth` and AWS CDK write, as an [`Assembly`].
//!
//! ```text
//! paths -> manifest | files -> text -> document, lines -> Assembly
//! ```
//!
//! What cannot be read is a problem of the assembly, and everything else is read nevertheless. A folder with a
//! `manifest.json` holds the stacks that it names, an environment each nested assembly; any other folder, every file with
//! `Resources` in it. Reading follows no link out of the folder, opens no network, and runs nothing.

pub mod codes;
mod document;
mod files;
mod json;
mod manifest;
mod scalar;
mod stack;
mod tag;
mod yaml;

pub use document::{Document, document, template};

use crate::{AssembledEnvironment, Assembly, Problem};
use std::path::{Path, PathBuf};

/// Where templates that do not say it are deployed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Home {
    /// The account: twelve digits.
    pub account: Option<String>,
    /// The region; none where nobody knows.
    pub region: Option<String>,
}

/// A file as it is called in findings, and its text.
pub(crate) struct File {
    pub name: String,
    pub text: String,
}

/// Reads the templates at these paths, relative to `working_folder`.
///
/// ```
/// use formwork::input::{Home, read};
/// let folder = std::env::temp_dir().join(format!("formwork-input-{}", std::process::id()));
/// std::fs::create_dir_all(&folder).unwrap();
/// std::fs::write(folder.join("queue.yaml"), "Resources:\n  Jobs: {Type: AWS::SQS::Queue}\n").unwrap();
/// let assembly = read(&folder, &["queue.yaml".into()], &Home::default());
/// std::fs::remove_dir_all(&folder).unwrap();
/// assert_eq!(assembly.environments[0].stacks[0].template.resources["Jobs"].type_name, "AWS::SQS::Queue");
/// ```
pub fn read(working_folder: &Path, paths: &[PathBuf], home: &Home) -> Assembly {
    let mut assembly = Assembly::default();
    let mut loose = Vec::new();
    for path in paths {
        let whole = working_folder.join(path);
        let name = path.display().to_string();
        let name = if name == "." { String::new() } else { name.trim_start_matches("./").to_string() };
        if whole.join(manifest::NAME).is_file() {
            manifest::read(&whole, &name, home, &mut assembly);
        } else {
            loose.extend(files::read(&whole, &name, &mut assembly.problems));
        }
    }
    if !loose.is_empty() {
        assembly.environments.push(stack::environment(loose, home, &mut assembly.problems));
    }
    assembly.environments.retain(|environment: &AssembledEnvironment| !environment.stacks.is_empty());
    if assembly.environments.is_empty() && assembly.problems.is_empty() {
        let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        assembly.problems.push(codes::NO_TEMPLATE.problem().with("paths", names.join(", ")));
    }
    assembly
}

/// A file that cannot be read.
fn unreadable(name: &str, reason: &str) -> Problem {
    codes::UNREADABLE.problem().with("file", name).with("reason", reason)
}
