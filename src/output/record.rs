//! What a folder says of itself: its manifests, as they are there.

use super::{artifact, codes, disk, layout};
use crate::Problem;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::Path;

/// The manifests of a folder. A folder without any has an empty record.
#[derive(Default)]
pub(super) struct Record {
    /// Whether there is a root manifest that can be read.
    pub is_there: bool,
    /// The root's artifacts of environments, by name.
    pub environments: Map<String, Value>,
    /// The nested manifests' artifacts of stacks, by environment and id.
    pub stacks: BTreeMap<String, Map<String, Value>>,
    /// The SHA-256 of each template, in hexadecimal digits, by path, as the root says.
    pub templates: Map<String, Value>,
    /// The same of each nested manifest.
    pub manifests: Map<String, Value>,
    /// What is wrong with manifests that are there.
    pub problems: Vec<Problem>,
}

impl Record {
    /// Reads the manifests. What is no manifest counts as missing, and is a problem of the record.
    ///
    /// # Errors
    /// A file is there and the system does not let it be read.
    pub fn read(folder: &Path) -> Result<Record, Problem> {
        let mut record = Record::default();
        let Some(mut root) = record.manifest(folder, layout::MANIFEST)? else { return Ok(record) };
        record.is_there = true;
        record.templates = own(&mut root, "templates");
        record.manifests = own(&mut root, "manifests");
        record.environments = artifacts(root, artifact::NESTED_ASSEMBLY);
        record.environments.retain(|name, _| layout::is_plain(name));
        for name in record.environments.keys().cloned().collect::<Vec<_>>() {
            if let Some(manifest) = record.manifest(folder, &layout::nested_manifest(&name))? {
                record.stacks.insert(name, artifacts(manifest, artifact::STACK));
            }
        }
        Ok(record)
    }

    fn manifest(&mut self, folder: &Path, file: &str) -> Result<Option<Map<String, Value>>, Problem> {
        let path = folder.join(file);
        let Some(bytes) = disk::read(&path)? else { return Ok(None) };
        let reason = match serde_json::from_slice(&bytes) {
            Ok(Value::Object(manifest)) => return Ok(Some(manifest)),
            Ok(_) => "it is no object".to_string(),
            Err(error) => error.to_string(),
        };
        let problem = codes::UNREADABLE_MANIFEST.problem().with("file", path.display().to_string());
        self.problems.push(problem.with("reason", reason));
        Ok(None)
    }

    /// The paths of the templates and nested manifests that earlier runs wrote. A nested manifest counts only if the
    /// root has its hash: then it is not another program's.
    pub fn files(&self) -> Vec<String> {
        let mut files: Vec<String> = self.templates.keys().chain(self.manifests.keys()).cloned().collect();
        for (environment, stacks) in &self.stacks {
            if self.manifests.contains_key(&layout::nested_manifest(environment)) {
                files.extend(stacks.values().filter_map(template_file).map(|file| layout::template(environment, file)));
            }
        }
        files.retain(|file| layout::is_own(file));
        files.sort();
        files.dedup();
        files
    }
}

/// The template's file of a stack's artifact, within its environment's folder.
pub(super) fn template_file(artifact: &Value) -> Option<&str> {
    let file = artifact::property(artifact, "templateFile")?.as_str()?;
    layout::is_template_file(file).then_some(file)
}

/// A table of hashes, without paths that no run writes.
fn own(manifest: &mut Map<String, Value>, key: &str) -> Map<String, Value> {
    match manifest.remove(key) {
        Some(Value::Object(hashes)) => hashes.into_iter().filter(|(path, _)| layout::is_own(path)).collect(),
        _ => Map::new(),
    }
}

fn artifacts(mut manifest: Map<String, Value>, type_name: &str) -> Map<String, Value> {
    match manifest.remove("artifacts") {
        Some(Value::Object(artifacts)) => {
            artifacts.into_iter().filter(|(_, artifact)| artifact::is_of_type(artifact, type_name)).collect()
        }
        _ => Map::new(),
    }
}
