//! Stacks of documents.

use super::document::{Document, document};
use super::{File, Home, codes};
use crate::sight::LOOSE as ENVIRONMENT;
use crate::{AssembledEnvironment, AssembledStack, Data, Function, Place, Problem, Template};
use formwork_core::InvalidTemplate;
use indexmap::IndexMap;
use serde_json::Value;

/// The files as the stacks of one environment: each imports from those that export it.
pub(super) fn environment(files: Vec<File>, home: &Home, problems: &mut Vec<Problem>) -> AssembledEnvironment {
    let mut stacks: Vec<AssembledStack> = Vec::new();
    for file in files {
        let read = document(&file.name, &file.text);
        let is_template = read.value.get("Resources").is_some_and(Value::is_object);
        if !is_template && read.problems.is_empty() {
            let reason = codes::NO_TEMPLATE.problem().with("paths", file.name.as_str());
            problems.push(reason.at(Place::in_file(file.name.clone(), 1)));
            continue;
        }
        let id = id(&file.name, &stacks);
        let region = home.region.clone().unwrap_or_default();
        let identity = Identity { environment: ENVIRONMENT, display: "", id: &id, name: &id, region: &region };
        stacks.extend(stack(&file.name, read, identity, problems));
    }
    let exports: Vec<(String, String)> = stacks.iter().flat_map(exported).collect();
    for stack in &mut stacks {
        let imported = imported(&stack.template);
        let of = exports.iter().filter(|(name, _)| imported.contains(&name.as_str())).map(|(_, of)| of.clone());
        let mut dependencies: Vec<String> = of.filter(|of| *of != stack.id).collect();
        dependencies.sort();
        dependencies.dedup();
        stack.dependencies = dependencies;
    }
    let region = home.region.clone().unwrap_or_default();
    AssembledEnvironment {
        name: ENVIRONMENT.to_string(),
        account: home.account.clone(),
        region,
        stacks,
        expectations: Vec::new(),
    }
}

/// What a stack is called, and where it goes.
#[derive(Clone, Copy)]
pub(super) struct Identity<'i> {
    pub environment: &'i str,
    /// How AWS CDK calls it in the paths of its constructs.
    pub display: &'i str,
    pub id: &'i str,
    pub name: &'i str,
    pub region: &'i str,
}

/// The stack of a document; none where nothing of it is a template.
pub(super) fn stack(
    file: &str,
    read: Document,
    identity: Identity<'_>,
    problems: &mut Vec<Problem>,
) -> Option<AssembledStack> {
    let Document { value, lines, problems: found } = read;
    let is_readable = value.get("Resources").is_some();
    problems.extend(found);
    if !is_readable {
        return None;
    }
    let (template, wrong) = Template::from_document(value);
    let line = |pointer: &str| {
        let mut around = pointer;
        loop {
            match (lines.get(around), around.rsplit_once('/')) {
                (Some(line), _) => return *line,
                (None, Some((parent, _))) => around = parent,
                (None, None) => return 1,
            }
        }
    };
    let path = |pointer: &str| construct_path(&template, identity, pointer);
    for problem in wrong {
        if let InvalidTemplate::Shape { pointer, wanted } = problem {
            let place = Place::in_file(file.to_string(), line(&pointer)).pointer(pointer.as_str());
            let place = Place { path: path(&pointer), ..place };
            problems.push(codes::WRONG_SHAPE.problem().at(place).with("pointer", pointer).with("wanted", wanted));
        }
    }
    let whole = Place { path: path(""), ..Place::in_file(file.to_string(), 1) };
    let mut places = IndexMap::from([(String::new(), whole)]);
    for (pointer, line) in &lines {
        let place = Place { path: path(pointer), ..Place::in_file(file.to_string(), *line) };
        places.insert(pointer.clone(), place);
    }
    Some(AssembledStack {
        id: identity.id.to_string(),
        stack_name: identity.name.to_string(),
        region: identity.region.to_string(),
        dependencies: Vec::new(),
        termination_protection: false,
        tags: Vec::new(),
        template,
        places,
    })
}

/// `dev/DataStack/Database/Resource` where AWS CDK has left its path in the metadata, else with the logical id.
fn construct_path(template: &Template, identity: Identity<'_>, pointer: &str) -> String {
    let stack = format!("{}/{}", identity.environment, identity.id);
    let Some(id) = pointer.strip_prefix("/Resources/").and_then(|rest| rest.split('/').next()) else { return stack };
    let metadata = template.resources.get(id).and_then(|resource| {
        let metadata = resource.attribute("Metadata")?;
        metadata.get("aws:cdk:path")?.as_text()
    });
    let below = metadata.and_then(|path| path.strip_prefix(identity.display)?.strip_prefix('/'));
    format!("{stack}/{}", below.unwrap_or(id))
}

/// The file's name without its ending, in letters that no path has a meaning for; another one where it is taken.
fn id(file: &str, stacks: &[AssembledStack]) -> String {
    let parts: Vec<&str> = file.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | "..")).collect();
    let without_ending = |name: &str| {
        let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let name = name.strip_suffix(".template").unwrap_or(name);
        name.replace(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_', "-")
    };
    let mut id = parts.last().map_or_else(|| "template".to_string(), |name| without_ending(name));
    for parent in parts.iter().rev().skip(1) {
        if stacks.iter().all(|stack| stack.id != id) {
            break;
        }
        id = format!("{}-{id}", without_ending(parent));
    }
    let mut number = 2;
    let wanted = id.clone();
    while stacks.iter().any(|stack| stack.id == id) {
        id = format!("{wanted}-{number}");
        number += 1;
    }
    id
}

/// The literal names of a stack's exports, with its id.
fn exported(stack: &AssembledStack) -> Vec<(String, String)> {
    let names = stack.template.outputs.iter().filter_map(|(_, output)| output.get("Export")?.get("Name")?.as_text());
    names.map(|name| (name.to_string(), stack.id.clone())).collect()
}

/// The literal names that a template imports.
fn imported(template: &Template) -> Vec<&str> {
    let mut names = Vec::new();
    let resources = template.resources.values().flat_map(|resource| &resource.properties);
    for (_, data) in resources.chain(&template.outputs) {
        data.visit_functions(&mut crate::Pointer::default(), &mut |_, function| match function {
            Function::Call(name, Data::Text(export)) if name == "Fn::ImportValue" => names.push(export.as_ref()),
            _ => {}
        });
    }
    names
}
