//! What references ask of elements, read before the elements leave the tree one by one.

use crate::element::Element;
use crate::node::{Target, Tree};
use crate::value::Data;
use std::collections::{HashMap, HashSet};

#[derive(Default)]
pub(super) struct Known {
    lists: HashSet<u32>,
    conditions: HashMap<u32, Target>,
    kinds: HashMap<u32, &'static str>,
}

impl Known {
    pub fn of(tree: &Tree) -> Self {
        let mut known = Known::default();
        for (index, record) in tree.nodes.borrow().iter().enumerate() {
            let index = index as u32;
            match record.element.as_deref() {
                Some(Element::Parameter(data)) if is_list(data) => drop(known.lists.insert(index)),
                Some(Element::Resource(resource)) => {
                    if let Some(condition) = &resource.condition {
                        known.conditions.insert(index, condition.clone());
                    }
                }
                Some(Element::Condition(_)) => drop(known.kinds.insert(index, "condition")),
                Some(Element::Mapping(_)) => drop(known.kinds.insert(index, "mapping")),
                _ => {}
            }
        }
        known
    }

    /// Whether the node is a parameter whose value is a list.
    pub fn is_list(&self, node: u32) -> bool {
        self.lists.contains(&node)
    }

    /// The condition of a resource.
    pub fn condition(&self, node: u32) -> Option<&Target> {
        self.conditions.get(&node)
    }

    /// What the bare name of the node is the name of.
    pub fn kind(&self, node: u32) -> &'static str {
        self.kinds.get(&node).copied().unwrap_or("logical id")
    }
}

/// `CommaDelimitedList`, `List<Number>`, `AWS::SSM::Parameter::Value<List<String>>`.
fn is_list(parameter: &Data) -> bool {
    let type_name = parameter.get("Type").and_then(Data::as_text).unwrap_or_default();
    type_name.contains("CommaDelimitedList") || type_name.contains("List<")
}
