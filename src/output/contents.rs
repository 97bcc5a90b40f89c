//! What a folder is to hold, worked out without touching it.

use super::selection::Selection;
use super::{artifact, codes, layout, order, record, record::Record, sources};
use crate::check::Verified;
use crate::{AssembledEnvironment, Problem};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// The files that a run writes and removes. Paths are relative to the folder.
pub(super) struct Contents<'a> {
    /// Nested manifests, then templates, then the root manifest: so every template that is there, even after a run that
    /// was interrupted, is listed by a manifest that is there.
    pub files: Vec<File<'a>>,
    /// The files that are not for git.
    pub sources: Vec<(String, String)>,
    /// What earlier runs wrote and this one does not.
    pub stale: Vec<String>,
}

pub(super) struct File<'a> {
    pub path: String,
    pub text: Cow<'a, str>,
    /// The positions of the environment and the stack that it is the template of.
    pub template_of: Option<(usize, usize)>,
}

/// The root manifest's three tables.
#[derive(Default)]
struct Root {
    artifacts: Map<String, Value>,
    templates: Map<String, Value>,
    manifests: Map<String, Value>,
}

impl<'a> Contents<'a> {
    pub fn new(verified: &'a Verified, selection: &Selection, record: &Record) -> Result<Self, Problem> {
        if *selection != Selection::All
            && let Some(problem) = record.problems.first()
        {
            return Err(problem.clone()); // what is to stay as it is cannot be read
        }
        let environments = &verified.assembly().environments;
        let mut contents = Contents { files: Vec::new(), sources: Vec::new(), stale: Vec::new() };
        let mut root = Root::default();
        let mut templates = Vec::new();
        let mut whole: Vec<&str> = Vec::new();
        for (index, environment) in environments.iter().enumerate() {
            let chosen = chosen(environment, selection, record);
            if chosen.is_empty() && *selection != Selection::All {
                root.keep(&environment.name, record);
                continue;
            }
            if chosen.len() == environment.stacks.len() {
                whole.push(&environment.name);
            }
            let written = chosen.iter().map(|at| {
                let path = layout::template(&environment.name, &layout::template_file(&environment.stacks[*at].id));
                File { path, text: verified.texts()[index][*at].as_str().into(), template_of: Some((index, *at)) }
            });
            let written: Vec<File<'a>> = written.collect();
            contents.files.push(root.write(environment, &chosen, &written, record)?);
            contents.sources.push((layout::sources(&environment.name), sources::text(environment)));
            templates.extend(written);
        }
        for name in record.environments.keys().filter(|_| *selection != Selection::All) {
            if !environments.iter().any(|environment| environment.name == *name) {
                root.keep(name, record);
            }
        }
        contents.files.extend(templates);
        contents.files.push(File { path: layout::MANIFEST.into(), text: root.text().into(), template_of: None });
        let covers = |path: &String| path.split('/').next().is_some_and(|of| whole.contains(&of));
        contents.stale = record.files();
        contents.stale.retain(|path| *selection == Selection::All || covers(path));
        contents.stale.retain(|path| !contents.files.iter().any(|file| file.path == *path));
        Ok(contents)
    }
}

impl Root {
    /// Takes over an environment as it stands in the folder.
    fn keep(&mut self, environment: &str, record: &Record) {
        let Some(artifact) = record.environments.get(environment) else { return };
        self.artifacts.insert(environment.to_string(), artifact.clone());
        let of_environment = |path: &str| path.split('/').next() == Some(environment);
        let from = [(&mut self.templates, &record.templates), (&mut self.manifests, &record.manifests)];
        for (hashes, recorded) in from {
            let recorded = recorded.iter().filter(|(path, _)| of_environment(path));
            hashes.extend(recorded.map(|(path, hash)| (path.clone(), hash.clone())));
        }
    }

    /// Makes the nested manifest: the chosen stacks as they are now, and, unless all are chosen, the others as they are
    /// in the folder.
    fn write<'a>(
        &mut self,
        environment: &AssembledEnvironment,
        chosen: &[usize],
        written: &[File<'a>],
        record: &Record,
    ) -> Result<File<'a>, Problem> {
        let name = &environment.name;
        let mut stacks: Vec<(String, Value)> = Vec::new();
        let recorded = record.stacks.get(name).filter(|_| chosen.len() < environment.stacks.len());
        for (at, stack) in environment.stacks.iter().enumerate() {
            if chosen.contains(&at) {
                stacks.push((stack.id.clone(), artifact::of_stack(environment, stack)));
            } else if let Some(artifact) = recorded.and_then(|stacks| stacks.get(&stack.id)) {
                stacks.push((stack.id.clone(), artifact.clone()));
            }
        }
        for (id, artifact) in recorded.into_iter().flatten() {
            if !environment.stacks.iter().any(|stack| stack.id == *id) {
                stacks.push((id.clone(), artifact.clone()));
            }
        }
        let dependencies: Vec<Vec<&str>> =
            stacks.iter().map(|(_, artifact)| artifact::dependencies(artifact)).collect();
        let graph: Vec<(&str, &[&str])> =
            stacks.iter().zip(&dependencies).map(|((id, _), before)| (id.as_str(), before.as_slice())).collect();
        let order = order::sorted(&graph).map_err(|circle| {
            let problem = codes::MIXED_CIRCLE.problem().with("folder", name.as_str());
            problem.with("circle", circle.join(" -> "))
        })?;
        let mut artifacts = Map::new();
        for at in order {
            let (id, artifact) = &stacks[at];
            if let Some(file) = record::template_file(artifact) {
                let path = layout::template(name, file);
                let hash = match written.iter().find(|file| file.path == path) {
                    Some(file) => Some(sha256(file.text.as_bytes()).into()),
                    None => record.templates.get(&path).cloned(),
                };
                self.templates.extend(hash.map(|hash| (path, hash)));
            }
            artifacts.insert(id.clone(), artifact.clone());
        }
        let mut members = Map::new();
        members.insert("artifacts".into(), artifacts.into());
        let text = artifact::manifest_text(members);
        let path = layout::nested_manifest(name);
        self.artifacts.insert(name.clone(), artifact::of_environment(name));
        self.manifests.insert(path.clone(), sha256(text.as_bytes()).into());
        Ok(File { path, text: text.into(), template_of: None })
    }

    fn text(self) -> String {
        let tables = [("artifacts", self.artifacts), ("templates", self.templates), ("manifests", self.manifests)];
        artifact::manifest_text(tables.into_iter().map(|(name, table)| (name.into(), table.into())).collect())
    }
}

/// The positions of the stacks to write, in deployment order: the chosen ones, and what they need that the folder does
/// not hold.
fn chosen(environment: &AssembledEnvironment, selection: &Selection, record: &Record) -> Vec<usize> {
    let stacks = &environment.stacks;
    let mut chosen: Vec<usize> =
        (0..stacks.len()).filter(|at| selection.contains(&environment.name, &stacks[*at].id)).collect();
    let recorded = record.stacks.get(&environment.name);
    let mut next = 0;
    while let Some(at) = chosen.get(next).copied() {
        for needed in &stacks[at].dependencies {
            let position = stacks.iter().position(|stack| stack.id == *needed);
            let is_there = recorded.is_some_and(|stacks| stacks.contains_key(needed));
            chosen.extend(position.filter(|position| !is_there && !chosen.contains(position)));
        }
        next += 1;
    }
    let order = order::deployment_order(environment);
    order.into_iter().filter(|at| chosen.contains(at)).collect()
}

pub(super) fn sha256(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from_digit(digit.into(), 16).unwrap_or_default());
        }
    }
    text
}
