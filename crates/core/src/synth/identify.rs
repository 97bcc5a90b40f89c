//! Logical ids of every element, and their clashes.

use crate::logical_id::logical_id;
use crate::node::Tree;
use crate::problem::codes;
use crate::value::Name;
use std::collections::HashMap;

/// The logical id of each node that is an element, by the node's index.
pub(super) fn logical_ids(tree: &Tree) -> Vec<Option<Name>> {
    let nodes = tree.nodes.borrow();
    let mut ids = vec![None; nodes.len()];
    let mut taken: HashMap<(u32, String), u32> = HashMap::new();
    let mut problems = Vec::new();
    for (index, record) in nodes.iter().enumerate() {
        let (Some(_), Some(stack)) = (&record.element, record.stack) else { continue };
        let index = index as u32;
        let components = components(tree, index);
        match logical_id(components.iter().map(String::as_str)) {
            Ok(id) => {
                if let Some(first) = taken.insert((stack, id.clone()), index) {
                    let problem = codes::DUPLICATE_LOGICAL_ID.problem().with("id", id.clone());
                    problems.push(problem.with("first", tree.place(first)).at(tree.place(index)));
                }
                ids[index as usize] = Some(Name::from(id));
            }
            Err(_) => problems.push(codes::NO_LOGICAL_ID.problem().at(tree.place(index))),
        }
    }
    drop(nodes);
    tree.problems.borrow_mut().append(&mut problems);
    ids
}

/// The components below the stack; from the nearest `renamed_from` on, the old ones.
fn components(tree: &Tree, index: u32) -> Vec<String> {
    let nodes = tree.nodes.borrow();
    let mut components = Vec::new();
    let mut at = index;
    loop {
        let record = &nodes[at as usize];
        if let Some(old) = &record.renamed_from {
            components.extend(old.split('/').rev().map(str::to_string));
            break;
        }
        let Some(parent) = record.parent else { break };
        if nodes[parent as usize].stack.is_none() {
            break; // the stack itself
        }
        components.push(record.id.to_string());
        at = parent;
    }
    components.reverse();
    components
}
