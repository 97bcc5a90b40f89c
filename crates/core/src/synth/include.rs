//! What templates that are a part of a stack hold beside resources.

use crate::node::Tree;
use crate::problem::codes;
use crate::stack::StackRecord;
use crate::template::Template;
use crate::value::{Data, Entries};

/// Puts it into the stack's template; an id that is there already is a problem.
pub(super) fn merge(tree: &Tree, record: &StackRecord, template: &mut Template) {
    for included in &record.included {
        let sections: [(&mut Entries, &Entries); 8] = [
            (&mut template.metadata, &included.metadata),
            (&mut template.parameters, &included.parameters),
            (&mut template.rules, &included.rules),
            (&mut template.mappings, &included.mappings),
            (&mut template.conditions, &included.conditions),
            (&mut template.outputs, &included.outputs),
            (&mut template.resource_makers, &included.resource_makers),
            (&mut template.others, &included.others),
        ];
        for (own, more) in sections {
            for (id, data) in more {
                match own.iter().find(|(known, _)| known == id) {
                    None => own.push((id.clone(), data.clone())),
                    Some((_, known)) if known == data => {}
                    Some(_) => {
                        let place = tree.place(record.node);
                        let problem = codes::DUPLICATE_LOGICAL_ID.problem().with("id", id.to_string());
                        tree.problem(problem.with("first", place.clone()).at(place));
                    }
                }
            }
        }
        template.description = template.description.take().or_else(|| included.description.clone());
        template.transform = match (template.transform.take(), included.transform.clone()) {
            (Some(own), Some(more)) => {
                let mut all = listed(own);
                for one in listed(more) {
                    if !all.contains(&one) {
                        all.push(one);
                    }
                }
                Some(Data::List(all))
            }
            (own, more) => own.or(more),
        };
    }
}

fn listed(transform: Data) -> Vec<Data> {
    match transform {
        Data::List(items) => items,
        one => vec![one],
    }
}
