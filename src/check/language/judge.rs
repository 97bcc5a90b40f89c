//! The one evaluator of facts.

use super::path::{Path, Scope};
use super::{Book, Fact};
use crate::check::subject::place;
use crate::sight::{Meaning, Node, Sight};
use crate::{AssembledEnvironment, Problem};

/// Everything that is not as the books say.
pub fn judge(books: &[&Book], environment: &AssembledEnvironment, sight: &Sight<'_>, problems: &mut Vec<Problem>) {
    for (node, seen) in sight.all() {
        for fact in books.iter().flat_map(|book| book.about(&seen.resource.type_name)) {
            let root = sight.properties(node);
            let whole = Scope { root, item: root, pointer: String::new() };
            let Some(each) = &fact.each else {
                one(fact, environment, sight, node, &whole, problems);
                continue;
            };
            for (pointer, value) in each.values(&whole) {
                let Meaning::List(items) = value else { continue };
                for (at, item) in items.iter().enumerate() {
                    let scope = Scope { root, item, pointer: format!("{pointer}/{at}") };
                    one(fact, environment, sight, node, &scope, problems);
                }
            }
        }
    }
}

fn one(
    fact: &Fact,
    environment: &AssembledEnvironment,
    sight: &Sight<'_>,
    node: Node,
    scope: &Scope<'_, '_>,
    problems: &mut Vec<Problem>,
) {
    let applies = fact.when.as_ref().is_none_or(|when| when.holds(scope, false) == Some(true));
    if !applies || fact.then.holds(scope, true) != Some(false) {
        return;
    }
    let mut found = Vec::new();
    let mut at = None;
    let mut look = |path: &Path| {
        for (pointer, value) in path.values(scope) {
            if let Some(text) = value.text() {
                let said = format!("{} is `{text}`", path.name());
                if !found.contains(&said) {
                    found.push(said);
                }
            }
            if at.is_none() && !value.is_nothing() {
                at = Some(pointer);
            }
        }
    };
    fact.then.paths(&mut look);
    if let Some(when) = &fact.when {
        when.paths(&mut look);
    }
    let found = match found.is_empty() {
        true => "here nothing of it is set".to_string(),
        false => format!("here {}", found.join(", ")),
    };
    let below = at.unwrap_or_else(|| scope.pointer.clone());
    let pointer = format!("/Resources/{}/Properties/{below}", sight.id(node));
    let pointer = pointer.trim_end_matches('/');
    let problem = fact.code().problem().with("found", found);
    problems.push(problem.at(place(environment, sight.stack(node), pointer)));
}
