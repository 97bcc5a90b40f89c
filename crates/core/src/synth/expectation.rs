//! Expectations, with logical ids in place of nodes.

use super::resolve::Resolver;
use crate::expectation::{End, EndKind, Expectation, Party};
use crate::node::Tree;
use std::collections::HashMap;
use std::rc::Rc;

/// The expectations of each environment, in the order in which they were said.
pub(super) fn take(tree: &Rc<Tree>, resolver: &Resolver<'_>) -> HashMap<u32, Vec<Expectation>> {
    let mut all: HashMap<u32, Vec<Expectation>> = HashMap::new();
    for record in tree.expectations.borrow_mut().drain(..) {
        let party = |end: &End| party(tree, resolver, record.environment, end);
        all.entry(record.environment).or_default().push(Expectation {
            from: party(&record.from),
            to: party(&record.to),
            port: record.port,
            via: record.via,
            never: record.never,
            only_from: record.only_from.iter().map(party).collect(),
            place: record.place,
        });
    }
    all
}

pub(super) fn party(tree: &Rc<Tree>, resolver: &Resolver<'_>, environment: u32, end: &End) -> Party {
    match &end.0 {
        EndKind::Internet => Party::Internet,
        EndKind::AwsService(name) => Party::AwsService(name.to_string()),
        EndKind::Elsewhere => Party::Elsewhere,
        EndKind::Node(target) if !target.is_in(tree) => Party::Elsewhere,
        EndKind::Node(target) => {
            let resource = || {
                let stack = tree.nodes.borrow()[target.index() as usize].stack?;
                let of = &tree.stacks.borrow()[stack as usize];
                let id = resolver.id(target.index())?.into_owned();
                (of.environment == environment)
                    .then(|| Party::Resource { stack: tree.nodes.borrow()[of.node as usize].id.to_string(), id })
            };
            resource().unwrap_or(Party::Elsewhere)
        }
    }
}
