//! Whether environments and stacks can be folders and files of their names.

use super::codes;
use crate::check::subject;
use crate::{Assembly, Place, Problem};

pub(in crate::check) fn judge(assembly: &Assembly, problems: &mut Vec<Problem>) {
    for environment in &assembly.environments {
        // synthesis says so too, but an assembly may come from elsewhere
        let is_known = |problem: &Problem| {
            let at = problem.place.as_ref().map(|place| place.path.as_str());
            std::ptr::eq(problem.code, &crate::codes::INVALID_ENVIRONMENT) && at == Some(&environment.name)
        };
        if !is_writable(&environment.name) && !problems.iter().any(is_known) {
            let problem = crate::codes::INVALID_ENVIRONMENT.problem().with("name", environment.name.as_str());
            problems.push(problem.at(Place::new(environment.name.as_str())));
        }
        for stack in environment.stacks.iter().filter(|stack| !is_writable(&stack.id)) {
            let problem = codes::UNWRITABLE_ID.problem().with("name", stack.id.as_str());
            problems.push(problem.at(subject::place(environment, stack, "")));
        }
    }
}

fn is_writable(name: &str) -> bool {
    let writable = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    // an id with a NUL in it stands for a second one of its name, or for none: synthesis has reported it
    name.contains('\0') || (!name.is_empty() && name.bytes().all(writable))
}
