//! What a rule sees.

use crate::{AssembledEnvironment, AssembledStack, Code, Data, PRODUCTION, Place, Problem};

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
