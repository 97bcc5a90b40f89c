//! Exports: what a stack gives to the others.

use super::resolve::Resolver;
use crate::problem::codes;
use crate::value::{Data, Function, Name};
use std::collections::HashMap;

/// What divides the items of a list that crosses stacks as one text.
const LIST_SEPARATOR: &str = "||";

/// A value that another stack imports.
pub(super) struct Export {
    pub node: u32,
    value: Data,
}

impl Resolver<'_> {
    /// The import of a value of another stack, which exports it from now on.
    pub fn import(&mut self, producer: u32, node: u32, attribute: &str, function: &Function, list: bool) -> Data {
        let output = format!("Export{}{attribute}", self.id(node).unwrap_or_default());
        let mut value = Data::Function(Box::new(function.clone()));
        let mut import = Data::call("Fn::ImportValue", Data::text(self.export_name(producer, &output)));
        if list {
            value = Data::call("Fn::Join", Data::List(vec![Data::text(LIST_SEPARATOR), value]));
            import = Data::call("Fn::Split", Data::List(vec![Data::text(LIST_SEPARATOR), import]));
        }
        let exports = &mut self.exports[producer as usize];
        if exports.get(&output).is_some_and(|export| export.value != value) {
            self.clashes.insert((producer, output, node));
        } else {
            exports.entry(output).or_insert(Export { node, value });
        }
        import
    }

    /// `prooflink-dev-network:Vpc8378EB38Ref`.
    fn export_name(&self, stack: u32, output: &str) -> String {
        let name = output.strip_prefix("Export").unwrap_or(output);
        format!("{}:{name}", self.tree.stacks.borrow()[stack as usize].name)
    }

    /// The outputs that other stacks asked for. What is exported of a resource that has a condition has it too.
    pub fn take_exports(&mut self, stack: u32) -> Vec<(Name, Data)> {
        let mut exports = std::mem::take(&mut self.exports[stack as usize]);
        let outputs = exports.iter_mut().map(|(output, export)| {
            let value = std::mem::replace(&mut export.value, Data::Null);
            let name = Data::map([("Name", Data::text(self.export_name(stack, output)))]);
            let mut fields = vec![(Name::Borrowed("Value"), value), (Name::Borrowed("Export"), name)];
            let condition = self.known.condition(export.node).and_then(|condition| self.id(condition.index()));
            if let Some(condition) = condition {
                fields.insert(0, (Name::Borrowed("Condition"), Data::Text(condition)));
            }
            (Name::from(output.clone()), Data::Map(fields))
        });
        let outputs = outputs.collect();
        self.exports[stack as usize] = exports;
        outputs
    }

    /// Reports exports whose output has a logical id that something else has.
    pub fn report_clashes(&self) {
        let report = |output: &str, first: u32, second: u32| {
            let problem = codes::DUPLICATE_LOGICAL_ID.problem().with("id", output);
            self.tree.problem(problem.with("first", self.tree.place(first)).at(self.tree.place(second)));
        };
        for (stack, output, node) in &self.clashes {
            report(output, self.exports[*stack as usize][output].node, *node);
        }
        for (stack, exports) in self.exports.iter().enumerate() {
            let elements = if exports.is_empty() { HashMap::new() } else { self.nodes_of(stack as u32) };
            for (output, export) in exports {
                if let Some(element) = elements.get(output.as_str()).filter(|element| **element != export.node) {
                    report(output, export.node, *element);
                }
            }
        }
    }
}
