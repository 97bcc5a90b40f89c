//! The file by which the `cdk` command learns what was found.

use super::{artifact, disk, layout};
use crate::Problem;
use serde_json::{Map, Value, json};
use std::path::Path;

/// Writes `validation-report.json` beside the root manifest.
///
/// # Errors
/// The file cannot be written.
pub fn write_report(folder: &Path, report: &Value) -> Result<(), Problem> {
    disk::create_folder(folder)?;
    disk::replace(folder, layout::VALIDATION_REPORT, &text(report))
}

/// Writes the report about stacks that cannot be written, and a manifest that names them and holds no template: the `cdk`
/// command reads both, says what is wrong, and stops.
///
/// # Errors
/// A file cannot be written.
pub fn write_rejected(folder: &Path, stacks: &[String], report: &Value) -> Result<(), Problem> {
    write_report(folder, report)?;
    let _lock = disk::lock(folder);
    let mut artifacts = Map::new();
    for path in stacks {
        let stack = json!({
            "type": "aws:cloudformation:stack",
            "environment": "aws://unknown-account/unknown-region",
            "displayName": path,
            "properties": {"templateFile": format!("{path}.template.json")},
        });
        artifacts.insert(path.replace('/', ""), stack);
    }
    disk::replace(
        folder,
        layout::MANIFEST,
        &text(&json!({"version": artifact::ASSEMBLY_VERSION, "artifacts": artifacts})),
    )
}

fn text(json: &Value) -> String {
    format!("{json:#}\n")
}
