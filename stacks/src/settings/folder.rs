//! The folder that the settings lie in.

use super::codes;
use formwork::{Place, Problem};
use std::io::ErrorKind;
use std::path::Path;

/// The environments that have settings in this folder, sorted: `NAME.toml`, and not `NAME.local.toml`.
pub fn environments(folder: &Path) -> Result<Vec<String>, Vec<Problem>> {
    let unreadable = |error| vec![unreadable(&shown(folder), &error)];
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let file = entry.map_err(unreadable)?.file_name();
        let name = file.to_str().and_then(|file| file.strip_suffix(".toml"));
        names.extend(name.filter(|name| !name.ends_with(".local") && !name.starts_with('.')).map(String::from));
    }
    names.sort();
    Ok(names)
}

/// Whether names of AWS resources can be made of it. The narrowest are those of load balancers, which end at 32
/// characters, and that of the database, which has no hyphen.
pub(super) fn is_environment(name: &str) -> bool {
    name.len() <= 18
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// The name that a person knows a file by: from the workspace's root on, like the sources beside it.
pub(super) fn shown(path: &Path) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    root.and_then(|root| path.strip_prefix(root).ok()).unwrap_or(path).display().to_string()
}

/// The text of a file, or nothing where there is no such file.
pub(super) fn read(file: &Path) -> Result<Option<String>, Problem> {
    let name = shown(file);
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(&name, &error)),
    };
    String::from_utf8(bytes).map(Some).map_err(|error| {
        let before = error.as_bytes().iter().take(error.utf8_error().valid_up_to());
        let line = 1 + before.filter(|byte| **byte == b'\n').count() as u32;
        unreadable(&name, &error.utf8_error()).at(Place::in_file(name.clone(), line))
    })
}

/// What is said of an environment without a file.
pub(super) fn no_such_environment(folder: &Path, environment: &str, file: &str) -> Vec<Problem> {
    match environments(folder) {
        Err(problems) => problems,
        Ok(known) => vec![
            codes::NO_SUCH_ENVIRONMENT
                .problem()
                .with("environment", environment)
                .with("folder", shown(folder))
                .with("known", known)
                .with("file", file),
        ],
    }
}

fn unreadable(file: &str, error: &dyn std::fmt::Display) -> Problem {
    codes::UNREADABLE_FILE.problem().with("file", file).with("reason", error.to_string())
}
