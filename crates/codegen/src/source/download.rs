//! Gets the packages through the registries' own clients.

use super::{Package, SCHEMAS, SPEC};
use crate::Failure;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Downloads the wheel into `folder`, unless it is there.
pub fn schemas(folder: &Path) -> Result<Vec<u8>, Failure> {
    get(&SCHEMAS, folder, "cfn_lint-", |package| {
        let mut command = Command::new("pip");
        command.args(["download", "--quiet", "--no-deps", "--dest", "."]);
        command.arg(format!("{}=={}", package.name, package.version));
        command
    })
}

/// Downloads the npm package into `folder`, unless it is there.
pub fn spec(folder: &Path) -> Result<Vec<u8>, Failure> {
    get(&SPEC, folder, "aws-cdk-aws-service-spec-", |package| {
        let mut command = Command::new("npm");
        command.args(["pack", "--silent"]).arg(format!("{}@{}", package.name, package.version));
        command
    })
}

fn get(
    package: &Package,
    folder: &Path,
    prefix: &str,
    command: impl Fn(&Package) -> Command,
) -> Result<Vec<u8>, Failure> {
    let folder = folder.join(package.version);
    std::fs::create_dir_all(&folder)
        .map_err(|error| Failure::new(format!("creating {}", folder.display())).because(error))?;
    if find(&folder, prefix)?.is_none() {
        let mut command = command(package);
        let status = command.current_dir(&folder).stdout(std::process::Stdio::null()).status();
        let status = status.map_err(|error| {
            Failure::new(format!("running {:?}, which downloads {}", command.get_program(), package.name))
                .because(error)
        })?;
        if !status.success() {
            return Err(Failure::new(format!(
                "{:?} could not download {} {}",
                command.get_program(),
                package.name,
                package.version
            )));
        }
    }
    match find(&folder, prefix)? {
        Some(file) => package.read(&file),
        None => Err(Failure::new(format!("no file {prefix}* is in {} after the download", folder.display()))),
    }
}

fn find(folder: &Path, prefix: &str) -> Result<Option<PathBuf>, Failure> {
    let entries = std::fs::read_dir(folder)
        .map_err(|error| Failure::new(format!("listing {}", folder.display())).because(error))?;
    let mut files = entries.flatten().map(|entry| entry.path());
    Ok(files.find(|file| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(prefix))))
}
