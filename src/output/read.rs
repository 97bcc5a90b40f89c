//! Reading a folder back.

use super::verify::{Loaded, load};
use super::{artifact, codes, disk, layout, record, sources};
use crate::{AssembledEnvironment, AssembledStack, Assembly, Problem, Severity, Template};
use serde_json::Value;
use std::path::Path;

/// The assembly that a run wrote to a folder, to be [checked](crate::check::check()) like any other.
///
/// Construct paths and source lines come from `sources.json`, where it is there.
///
/// # Errors
/// The folder is not what a run wrote ([`verify`](super::verify()) says how), or a template in it is none.
pub fn read(folder: &Path) -> Result<Assembly, Vec<Problem>> {
    let loaded = load(folder).map_err(|problem| vec![problem])?;
    if loaded.problems.iter().any(|problem| problem.code.severity == Severity::Error) {
        return Err(loaded.problems);
    }
    let mut assembly = Assembly::default();
    let mut problems = Vec::new();
    for name in loaded.record.environments.keys() {
        let sources = disk::read(&folder.join(layout::sources(name))).ok().flatten().unwrap_or_default();
        let sources = serde_json::from_slice(&sources).unwrap_or_default();
        let mut environment = AssembledEnvironment {
            name: name.clone(),
            account: None,
            region: String::new(),
            stacks: Vec::new(),
            expectations: Vec::new(),
        };
        for (id, artifact) in loaded.record.stacks.get(name).into_iter().flatten() {
            let (account, region) = artifact::home(artifact).unwrap_or_default();
            if environment.stacks.is_empty() {
                environment.account = account.map(str::to_string);
                environment.region = region.to_string();
            }
            match stack(&loaded, name, id, artifact, &sources) {
                Ok(stack) => environment.stacks.push(stack),
                Err(problem) => {
                    let file = folder.join(name).join(layout::template_file(id));
                    problems.push(problem.with("file", file.display().to_string()));
                }
            }
        }
        assembly.environments.push(environment);
    }
    if problems.is_empty() { Ok(assembly) } else { Err(problems) }
}

fn stack(
    loaded: &Loaded,
    environment: &str,
    id: &str,
    artifact: &Value,
    sources: &Value,
) -> Result<AssembledStack, Problem> {
    let invalid = |reason: &str| codes::INVALID_TEMPLATE.problem().with("reason", reason);
    let file = record::template_file(artifact).ok_or_else(|| invalid("its manifest names no file"))?;
    let bytes = loaded.templates.get(&layout::template(environment, file)).map(Vec::as_slice).unwrap_or_default();
    let text = std::str::from_utf8(bytes).map_err(|error| invalid(&error.to_string()))?;
    let template = Template::from_json(text).map_err(|error| invalid(&error.to_string()))?;
    let tags = artifact::property(artifact, "tags").and_then(Value::as_object).into_iter().flatten();
    let name = artifact::property(artifact, "stackName").and_then(Value::as_str);
    Ok(AssembledStack {
        id: id.to_string(),
        stack_name: name.unwrap_or(id).to_string(),
        region: artifact::home(artifact).unwrap_or_default().1.to_string(),
        dependencies: artifact::dependencies(artifact).into_iter().map(str::to_string).collect(),
        termination_protection: artifact::property(artifact, "terminationProtection") == Some(&Value::Bool(true)),
        tags: tags.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_string()))).collect(),
        places: sources::places(sources, id),
        template,
    })
}
