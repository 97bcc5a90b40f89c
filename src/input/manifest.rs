//! Folders with a `manifest.json`, as `synth` and AWS CDK write them.

use super::document::document;
use super::stack::{Identity, stack};
use super::{Home, codes, unreadable};
use crate::output::artifact;
use crate::{AssembledEnvironment, Assembly, Place, Problem};
use serde_json::{Map, Value};
use std::path::{Component, Path};

pub const NAME: &str = "manifest.json";

/// Adds an environment for the folder's own stacks, and one for each nested assembly.
pub(super) fn read(folder: &Path, name: &str, home: &Home, assembly: &mut Assembly) {
    let own = folder.file_name().map_or_else(|| name.to_string(), |name| name.to_string_lossy().into_owned());
    environment(folder, name.trim_end_matches('/'), &own, home, assembly, 0);
}

/// AWS CDK nests stages in stages, and nobody very deep.
const MOST_NESTED: usize = 10;

fn environment(folder: &Path, name: &str, id: &str, home: &Home, assembly: &mut Assembly, depth: usize) {
    let file = format!("{name}/{NAME}");
    let artifacts = match artifacts(&folder.join(NAME), &file) {
        Ok(artifacts) => artifacts,
        Err(problem) => return assembly.problems.push(problem),
    };
    let mut environment = AssembledEnvironment {
        name: id.to_string(),
        account: home.account.clone(),
        region: String::new(),
        stacks: Vec::new(),
        expectations: Vec::new(),
    };
    let mut nested = Vec::new();
    for (artifact_id, artifact) in &artifacts {
        let property = |key: &str| artifact::property(artifact, key).and_then(Value::as_str);
        let display = artifact.get("displayName").and_then(Value::as_str).unwrap_or(artifact_id);
        let stack_id = display.rsplit('/').next().unwrap_or(display);
        match artifact.get("type").and_then(Value::as_str) {
            Some(artifact::NESTED_ASSEMBLY) => {
                nested.extend(property("directoryName").map(|folder| (folder, stack_id)))
            }
            Some(artifact::STACK) => {
                let Some(template) = property("templateFile") else { continue };
                let shown = format!("{name}/{template}");
                let text = inside(template)
                    .and_then(|()| std::fs::read_to_string(folder.join(template)).map_err(|error| error.to_string()));
                let text = match text {
                    Ok(text) => text,
                    Err(reason) => {
                        assembly.problems.push(unreadable(&shown, &reason));
                        continue;
                    }
                };
                let (account, region) = place_of(artifact, home);
                environment.account = account;
                environment.region = region.clone();
                let identity = Identity {
                    environment: id,
                    display,
                    id: stack_id,
                    name: property("stackName").unwrap_or(stack_id),
                    region: &region,
                };
                let Some(mut stack) = stack(&shown, document(&shown, &text), identity, &mut assembly.problems) else {
                    continue;
                };
                let shown_as = |id: &str| {
                    let display = artifacts.get(id).and_then(|one| one.get("displayName")?.as_str()).unwrap_or(id);
                    display.rsplit('/').next().unwrap_or(display).to_string()
                };
                stack.dependencies = artifact::dependencies(artifact).into_iter().map(shown_as).collect();
                stack.dependencies.sort();
                environment.stacks.push(stack);
            }
            _ => {}
        }
    }
    if !environment.stacks.is_empty() {
        assembly.environments.push(environment);
    }
    for (inner, id) in nested {
        let shown = format!("{name}/{inner}");
        match inside(inner) {
            Ok(()) if depth < MOST_NESTED => {
                self::environment(&folder.join(inner), &shown, id, home, assembly, depth + 1);
            }
            Ok(()) => assembly.problems.push(unreadable(&shown, "assemblies are nested too deep")),
            Err(reason) => assembly.problems.push(unreadable(&shown, &reason)),
        }
    }
}

/// A manifest is a file like any other, and whoever edits one must not be able to name a file outside the folder.
fn inside(path: &str) -> Result<(), String> {
    let is_plain = Path::new(path).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if is_plain { Ok(()) } else { Err("it lies outside of the folder".to_string()) }
}

fn artifacts(path: &Path, shown: &str) -> Result<Map<String, Value>, Problem> {
    let invalid = |reason: String| {
        let place = Place::in_file(shown.to_string(), 1);
        codes::NO_ASSEMBLY.problem().at(place).with("file", shown).with("reason", reason)
    };
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(shown, &error.to_string()))?;
    let manifest: Value = serde_json::from_str(&text).map_err(|error| invalid(error.to_string()))?;
    match manifest.get("artifacts") {
        Some(Value::Object(artifacts)) => Ok(artifacts.clone()),
        _ => Err(invalid("it has no `artifacts`".to_string())),
    }
}

/// The account and region of `aws://ACCOUNT/REGION`, where they are known.
fn place_of(artifact: &Value, home: &Home) -> (Option<String>, String) {
    let (account, region) = artifact::home(artifact).unwrap_or_default();
    let account = account.map(str::to_string);
    let region = Some(region).filter(|region| !matches!(*region, "" | "unknown-region")).map(str::to_string);
    (account.or_else(|| home.account.clone()), region.or_else(|| home.region.clone()).unwrap_or_default())
}
