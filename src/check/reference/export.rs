//! Exports and imports, of all stacks together.
//!
//! An import of a name that no stack of the app exports is left alone: another program may export it.

use super::{codes, known_text::known_text};
use crate::check::subject::place;
use crate::{AssembledEnvironment, AssembledStack, Assembly, Problem};
use crate::{Data, Function, Pointer};
use std::collections::HashMap;

/// Where names of exports are unique: account, region, name.
type Key<'a> = (Option<&'a str>, &'a str, String);

struct Export<'a> {
    environment: &'a AssembledEnvironment,
    stack: &'a AssembledStack,
    output: &'a str,
    condition: Option<&'a Data>,
}

pub(in crate::check) fn judge(assembly: &Assembly, problems: &mut Vec<Problem>) {
    let exports = exports(assembly, problems);
    for environment in &assembly.environments {
        for stack in &environment.stacks {
            visit(stack, &mut |pointer, name| {
                let Some(name) = known_text(name, environment, stack) else { return };
                let key = (environment.account.as_deref(), stack.region.as_str(), name.into_owned());
                let Some(export) = exports.get(&key) else { return };
                let code = match () {
                    // another environment's export is another program's: nothing here says when it is deployed
                    () if !std::ptr::eq(export.environment, environment) => return,
                    () if std::ptr::eq(export.stack, stack) => &codes::OWN_EXPORT,
                    () if is_before(environment, &export.stack.id, stack) => return,
                    () => &codes::LATE_EXPORT,
                };
                let problem = code.problem().with("name", key.2).with("exporter", export.place());
                problems.push(problem.at(place(environment, stack, pointer.as_str())));
            });
        }
    }
}

impl Export<'_> {
    fn place(&self) -> crate::Place {
        place(self.environment, self.stack, &format!("/Outputs/{}", self.output))
    }

    /// Whether both can be in one stack because only one of them will exist, as far as a template shows.
    fn excludes(&self, other: &Export<'_>) -> bool {
        let both = self.condition.is_some() && other.condition.is_some();
        std::ptr::eq(self.stack, other.stack) && both && self.condition != other.condition
    }
}

/// Every export whose name is known; two of one name are a problem.
fn exports<'a>(assembly: &'a Assembly, problems: &mut Vec<Problem>) -> HashMap<Key<'a>, Export<'a>> {
    let mut exports: HashMap<Key<'a>, Export<'a>> = HashMap::new();
    for environment in &assembly.environments {
        for stack in &environment.stacks {
            for (output, data) in &stack.template.outputs {
                let Some(name) = data.get("Export").and_then(|export| export.get("Name")) else { continue };
                let Some(name) = known_text(name, environment, stack) else { continue };
                let key = (environment.account.as_deref(), stack.region.as_str(), name.into_owned());
                let export = Export { environment, stack, output, condition: data.get("Condition") };
                match exports.get(&key) {
                    None => drop(exports.insert(key, export)),
                    Some(first) if first.excludes(&export) => {}
                    Some(first) => {
                        let problem = crate::codes::DUPLICATE_EXPORT.problem().with("name", key.2);
                        problems.push(problem.with("first", first.place()).at(export.place()));
                    }
                }
            }
        }
    }
    exports
}

/// Calls `visit` with the name of every import of a stack.
fn visit<'a>(stack: &'a AssembledStack, visit: &mut dyn FnMut(&Pointer, &'a Data)) {
    let mut each = |data: &'a Data, parts: &[&str]| {
        // most values hold none; their pointers are not worth building
        if has_import(data) {
            data.visit_functions(&mut Pointer::new(parts), &mut |pointer, function| match function {
                Function::Call(name, argument) if name == "Fn::ImportValue" => visit(pointer, argument),
                _ => {}
            });
        }
    };
    for (id, resource) in &stack.template.resources {
        resource.properties.iter().for_each(|(key, data)| each(data, &["Resources", id, "Properties", key]));
        resource.attributes.iter().for_each(|(key, data)| each(data, &["Resources", id, key]));
    }
    stack.template.outputs.iter().for_each(|(id, data)| each(data, &["Outputs", id]));
}

fn has_import(data: &Data) -> bool {
    match data {
        Data::List(items) => items.iter().any(has_import),
        Data::Map(entries) => entries.iter().any(|(_, data)| has_import(data)),
        Data::Function(function) => match function.as_ref() {
            Function::Call(name, argument) => name == "Fn::ImportValue" || has_import(argument),
            Function::GetAtt { attribute, .. } => has_import(attribute),
            Function::Ref(_) | Function::LogicalId(_) => false,
        },
        _ => false,
    }
}

/// Whether the stack waits for the one of this id, perhaps through others.
fn is_before(environment: &AssembledEnvironment, id: &str, stack: &AssembledStack) -> bool {
    let mut waiting: Vec<&str> = stack.dependencies.iter().map(String::as_str).collect();
    let mut seen: Vec<&str> = Vec::new();
    while let Some(next) = waiting.pop() {
        if next == id {
            return true;
        }
        if !seen.contains(&next) {
            seen.push(next);
            let stack = environment.stacks.iter().find(|stack| stack.id == next);
            waiting.extend(stack.into_iter().flat_map(|stack| &stack.dependencies).map(String::as_str));
        }
    }
    false
}
