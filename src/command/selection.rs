//! From environment names and patterns to stacks.

use super::arguments::Arguments;
use super::pattern;
use crate::output::Selection;
use crate::{Assembly, spelling};

/// The stacks that the arguments choose.
///
/// # Errors
/// An environment that does not exist, or a pattern that fits nothing: what to say, with the nearest name.
pub(super) fn select(assembly: &Assembly, arguments: &Arguments) -> Result<Selection, String> {
    if arguments.environments.is_empty() && arguments.stacks.is_empty() {
        return Ok(Selection::All);
    }
    let known: Vec<&str> = assembly.environments.iter().map(|environment| environment.name.as_str()).collect();
    for name in &arguments.environments {
        if !known.contains(&name.as_str()) {
            return Err(unknown(&format!("no environment is called `{name}`"), name, &known, "environments"));
        }
    }
    let chosen = |name: &str| arguments.environments.is_empty() || arguments.environments.iter().any(|of| of == name);
    let environments: Vec<_> = assembly.environments.iter().filter(|environment| chosen(&environment.name)).collect();
    let all = environments.iter().flat_map(|of| of.stacks.iter().map(|stack| (of.name.as_str(), stack.id.as_str())));
    let all: Vec<(&str, &str)> = all.collect();
    let fits = |wanted: &str, (environment, id): (&str, &str)| match wanted.contains('/') {
        true => pattern::fits(wanted, &format!("{environment}/{id}")),
        false => pattern::fits(wanted, id),
    };
    for wanted in &arguments.stacks {
        if !all.iter().any(|stack| fits(wanted, *stack)) {
            let mut ids: Vec<&str> = all.iter().map(|(_, id)| *id).collect();
            ids.sort_unstable();
            ids.dedup();
            return Err(unknown(&format!("no stack fits `{wanted}`"), wanted, &ids, "stacks"));
        }
    }
    let any =
        |stack: (&str, &str)| arguments.stacks.is_empty() || arguments.stacks.iter().any(|wanted| fits(wanted, stack));
    let stacks = all.into_iter().filter(|stack| any(*stack));
    Ok(Selection::Stacks(stacks.map(|(environment, id)| (environment.to_string(), id.to_string())).collect()))
}

fn unknown(what: &str, name: &str, known: &[&str], kind: &str) -> String {
    match spelling::nearest(name, known.iter().copied()) {
        Some(near) => format!("{what}; did you mean `{near}`?"),
        None if known.is_empty() => format!("{what}: there are none"),
        None => format!("{what}; the {kind} are {}", known.join(", ")),
    }
}
