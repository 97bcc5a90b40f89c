//! What a rule sees.

use crate::sight::{LOOSE, Node, Sight};
use crate::{
    AssembledEnvironment, AssembledStack, Code, Data, Function, PRODUCTION, Place, Pointer, Problem, Reference,
};
use std::collections::HashSet;
use std::hash::Hash;

/// One stack under judgement.
pub(super) struct Subject<'a> {
    pub environment: &'a AssembledEnvironment,
    pub stack: &'a AssembledStack,
    /// The template as it is written.
    pub text: &'a str,
    /// What synthesis, and the rules for the stacks before, have found.
    pub problems_before: &'a [Problem],
}

impl Subject<'_> {
    /// Where the thing at a JSON pointer was declared; a template without known places still has its stack's name.
    pub fn place(&self, pointer: &str) -> Place {
        place(self.environment, self.stack, pointer)
    }

    /// Whether synthesis found something of this code, or of any, in the stack.
    pub fn has_problem(&self, code: Option<&'static Code>) -> bool {
        let stack_path = self.place("").path;
        self.problems_before.iter().any(|problem| {
            let path = problem.place.as_ref().map_or("", |place| &place.path);
            let below = path.strip_prefix(&stack_path);
            let in_stack = below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            in_stack && code.is_none_or(|code| std::ptr::eq(problem.code, code))
        })
    }
}

/// Whether people depend on the stack.
pub(super) fn is_production(stack: &AssembledStack) -> bool {
    stack.template.metadata.iter().any(|(key, value)| key == PRODUCTION && *value == Data::Bool(true))
}

/// Whether a resource is made after another: by what it refers to, by `DependsOn`, or because its stack is deployed later.
pub(super) fn waits_for(environment: &AssembledEnvironment, sight: &Sight<'_>, one: Node, other: Node) -> bool {
    let (own, theirs) = (sight.seen(one).stack, sight.seen(other).stack);
    if own != theirs {
        // nobody says in which order files without a manifest are deployed
        return environment.name == LOOSE
            || reaches(own, theirs, |stack| {
                let before = &environment.stacks[stack].dependencies;
                environment
                    .stacks
                    .iter()
                    .enumerate()
                    .filter(|(_, of)| before.contains(&of.id))
                    .map(|(at, _)| at)
                    .collect()
            });
    }
    reaches(one, other, |node| {
        let resource = sight.seen(node).resource;
        let mut before: Vec<Node> = resource.depends_on.iter().filter_map(|id| sight.find(own, id)).collect();
        for (_, data) in &resource.properties {
            data.visit_functions(&mut Pointer::default(), &mut |_, function| {
                if let Function::Ref(Reference::Name(id)) | Function::GetAtt { of: Reference::Name(id), .. } = function
                {
                    before.extend(sight.find(own, id));
                }
            });
        }
        before
    })
}

fn reaches<T: Copy + Eq + Hash>(start: T, end: T, next: impl Fn(T) -> Vec<T>) -> bool {
    let (mut seen, mut open) = (HashSet::from([start]), vec![start]);
    while let Some(one) = open.pop() {
        if one == end {
            return true;
        }
        open.extend(next(one).into_iter().filter(|one| seen.insert(*one)));
    }
    false
}

pub(super) fn place(environment: &AssembledEnvironment, stack: &AssembledStack, pointer: &str) -> Place {
    let mut place = stack.place(pointer);
    if place.path.is_empty() {
        place.path = format!("{}/{}", environment.name, stack.id);
    }
    if place.pointer.as_ref().is_some_and(String::is_empty) {
        place.pointer = None;
    }
    place
}
