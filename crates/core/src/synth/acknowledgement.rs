//! Acknowledgements, as metadata of what they are about.

use super::expectation::party;
use super::resolve::Resolver;
use crate::acknowledgement::{ACKNOWLEDGED, Record};
use crate::assembly::{AssembledEnvironment, AssembledStack};
use crate::expectation::Party;
use crate::node::Tree;
use crate::problem::codes;
use crate::value::{Data, Entries, Name};
use std::rc::Rc;

/// Writes every acknowledgement into the template that it belongs to.
pub(super) fn write(tree: &Rc<Tree>, resolver: &Resolver<'_>, environments: &mut [AssembledEnvironment]) {
    for record in tree.acknowledgements.borrow_mut().drain(..) {
        let stacks = tree.stacks.borrow();
        let Some(own) = record.stack.map(|stack| &stacks[stack as usize]) else { continue };
        let of = record.of.as_ref().map(|end| party(tree, resolver, own.environment, end));
        let stacks = &mut environments[own.environment as usize].stacks;
        let at = |id: &str| stacks.iter().position(|stack| stack.id == id);
        let own = tree.nodes.borrow()[own.node as usize].id.to_string();
        match of {
            None => {
                if let Some(at) = at(&own) {
                    let stack = &mut stacks[at];
                    put(&mut stack.template.metadata, "", &record, &mut stack.places);
                }
            }
            Some(Party::Resource { stack, id }) => {
                let Some(at) = at(&stack) else { continue };
                let AssembledStack { template, places, .. } = &mut stacks[at];
                let Some(resource) = template.resources.get_mut(&id) else { continue };
                if let Some(metadata) = metadata(&mut resource.attributes) {
                    put(metadata, &format!("/Resources/{id}"), &record, places);
                }
            }
            Some(_) => tree.problem(codes::ACKNOWLEDGES_NO_RESOURCE.problem().at(record.place)),
        }
    }
}

/// The metadata of a resource; none where a raw override made something else of it.
fn metadata(attributes: &mut Entries) -> Option<&mut Entries> {
    let at = attributes.iter().position(|(key, _)| key == "Metadata").unwrap_or_else(|| {
        attributes.push((Name::Borrowed("Metadata"), Data::Map(Entries::new())));
        attributes.len() - 1
    });
    match &mut attributes[at].1 {
        Data::Map(entries) => Some(entries),
        _ => None,
    }
}

fn put(metadata: &mut Entries, of: &str, record: &Record, places: &mut indexmap::IndexMap<String, crate::Place>) {
    let at = metadata.iter().position(|(key, _)| key == ACKNOWLEDGED).unwrap_or_else(|| {
        metadata.push((Name::Borrowed(ACKNOWLEDGED), Data::List(Vec::new())));
        metadata.len() - 1
    });
    let Data::List(all) = &mut metadata[at].1 else { return };
    let pointer = format!("{of}/Metadata/{ACKNOWLEDGED}/{}", all.len());
    places.insert(pointer, record.place.clone());
    all.push(record.data());
}
