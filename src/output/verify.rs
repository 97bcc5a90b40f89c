//! Whether a folder is what a run wrote.

use super::contents::sha256;
use super::record::{self, Record};
use super::{codes, disk, layout};
use crate::{Code, Problem};
use std::collections::BTreeMap;
use std::path::Path;

/// A folder's content, read once: what is judged is what is used.
pub(super) struct Loaded {
    pub record: Record,
    /// Templates by path.
    pub templates: BTreeMap<String, Vec<u8>>,
    pub problems: Vec<Problem>,
}

/// Compares every file of a folder with the hashes in its manifest.
///
/// Nothing found means that the folder is what a run wrote, and can be deployed. A template that no manifest lists is a
/// warning; `sources.json` and files of other kinds do not count.
pub fn verify(folder: &Path) -> Vec<Problem> {
    match load(folder) {
        Ok(loaded) => loaded.problems,
        Err(problem) => vec![problem],
    }
}

pub(super) fn load(folder: &Path) -> Result<Loaded, Problem> {
    let mut record = Record::read(folder)?;
    let mut problems = std::mem::take(&mut record.problems);
    if !record.is_there && problems.is_empty() {
        problems.push(at(&codes::NO_MANIFEST, folder, layout::MANIFEST));
    }
    let mut templates = BTreeMap::new();
    for (path, hash) in record.manifests.iter().chain(&record.templates) {
        let Some(bytes) = disk::read(&folder.join(path))? else {
            problems.push(at(&codes::MISSING_FILE, folder, path));
            continue;
        };
        let found = sha256(&bytes);
        if hash.as_str() != Some(&found) {
            let expected = hash.as_str().unwrap_or("no text").to_string();
            problems.push(at(&codes::CHANGED_FILE, folder, path).with("found", found).with("expected", expected));
        }
        templates.insert(path.clone(), bytes);
    }
    for name in record.environments.keys() {
        let manifest = layout::nested_manifest(name);
        let mut listed = vec![manifest.clone()];
        let artifacts = record.stacks.get(name).into_iter().flat_map(|stacks| stacks.values());
        listed.extend(artifacts.filter_map(record::template_file).map(|file| layout::template(name, file)));
        for path in &listed {
            if !record.templates.contains_key(path) && !record.manifests.contains_key(path) {
                let manifest = if *path == manifest { layout::MANIFEST } else { &manifest };
                problems.push(at(&codes::NO_HASH, folder, path).with("manifest", manifest));
            }
        }
        for file in disk::list(&folder.join(name))?.iter().filter(|file| layout::is_template_file(file)) {
            let path = layout::template(name, file);
            if !listed.contains(&path) && !record.templates.contains_key(&path) {
                problems.push(at(&codes::UNLISTED_TEMPLATE, folder, &path));
            }
        }
    }
    Ok(Loaded { record, templates, problems })
}

fn at(code: &'static Code, folder: &Path, path: &str) -> Problem {
    code.problem().with("file", folder.join(path).display().to_string())
}
