//! The schema: every property of every resource, and every attribute that is read, against what AWS's schemas say.
//!
//! An expression is taken to give what is wanted, as nothing is known of its value; both branches of an `Fn::If` are
//! judged. CloudFormation takes a number or `true` for a text, and a text with a number in it for a number; so do these
//! rules. Not judged are types of other vendors, custom resources, what a macro makes, and patterns of texts.

mod attribute;
pub mod codes;
mod group;
mod kind;
mod property;
mod text;

use super::subject::place;
use crate::facts::{self, ResourceFacts};
use crate::{AssembledEnvironment, AssembledStack, Assembly, Code, Data, Pointer, Problem, spelling};
use std::collections::HashMap;

/// What the rules share while they look at one resource.
struct Judge<'a, 'p> {
    environment: &'a AssembledEnvironment,
    stack: &'a AssembledStack,
    facts: &'a ResourceFacts,
    problems: &'p mut Vec<Problem>,
}

/// The facts of every type that occurs, each read once.
#[derive(Default)]
struct Known(HashMap<String, Option<ResourceFacts>>);

impl Known {
    fn of(&mut self, type_name: &str) -> Option<&ResourceFacts> {
        if !self.0.contains_key(type_name) {
            self.0.insert(type_name.to_string(), facts::resource(type_name));
        }
        self.0.get(type_name)?.as_ref()
    }
}

pub(super) fn judge(assembly: &Assembly, problems: &mut Vec<Problem>) {
    let mut known = Known::default();
    for environment in &assembly.environments {
        for stack in environment.stacks.iter().filter(|stack| !is_rewritten(stack.template.transform.as_ref())) {
            for (id, resource) in &stack.template.resources {
                let Some(facts) = known.of(&resource.type_name) else {
                    problems.extend(unknown_type(environment, stack, id, &resource.type_name));
                    continue;
                };
                let mut judge = Judge { environment, stack, facts, problems };
                let mut pointer = Pointer::new(&["Resources", id, "Properties"]);
                judge.members(
                    &facts.properties,
                    &facts.groups,
                    &resource.properties,
                    &mut pointer,
                    &resource.type_name,
                );
            }
            attribute::judge(environment, stack, &mut known, problems);
        }
    }
}

/// Whether a macro that is not AWS's own goes over the template: it may take anything for anything.
fn is_rewritten(transform: Option<&Data>) -> bool {
    let is_of_aws = |one: &Data| one.as_text().is_some_and(|name| name.starts_with("AWS::"));
    match transform {
        None => false,
        Some(Data::List(all)) => !all.iter().all(is_of_aws),
        Some(one) => !is_of_aws(one),
    }
}

fn unknown_type(
    environment: &AssembledEnvironment,
    stack: &AssembledStack,
    id: &str,
    type_name: &str,
) -> Option<Problem> {
    // what a macro knows, only the macro knows
    let is_judged = type_name.starts_with("AWS::") && stack.template.transform.is_none();
    let parts = type_name.split("::").count();
    (is_judged && parts == 3).then(|| {
        let near = spelling::nearest(type_name, facts::types());
        let near = near.map(|near| format!("; the nearest name is `{near}`")).unwrap_or_default();
        let problem = codes::UNKNOWN_TYPE.problem().with("type", type_name).with("near", near);
        problem.at(place(environment, stack, &format!("/Resources/{id}/Type")))
    })
}

impl Judge<'_, '_> {
    fn found(&mut self, code: &'static Code, pointer: &Pointer, with: impl FnOnce(Problem) -> Problem) {
        let problem = code.problem().at(place(self.environment, self.stack, pointer.as_str()));
        self.problems.push(with(problem));
    }
}
