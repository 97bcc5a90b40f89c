//! What is made before what.

use crate::sight::{LOOSE, Node, Sight};
use crate::{AssembledEnvironment, Function, Pointer, Reference};
use std::collections::HashSet;
use std::hash::Hash;

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
