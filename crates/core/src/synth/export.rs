//! What a stack gives to the others: exports, outputs that are read by name, parameters that the deployer brings.

use super::resolve::Resolver;
use crate::problem::codes;
use crate::value::{Data, Entries, Function, Name, Reference, Strength};
use std::collections::HashMap;

/// What divides the items of a list that crosses stacks as one text.
const LIST_SEPARATOR: &str = "||";

/// A value that another stack imports.
pub(super) struct Export {
    pub node: u32,
    value: Data,
    /// Whether it has a name in the region; else it is read by the name of its output.
    is_exported: bool,
}

/// A parameter whose value the deployer brings from another stack's output.
pub(super) struct Feed {
    /// What uses it first.
    pub node: u32,
    stack: Name,
    region: Name,
    output: String,
}

impl Resolver<'_> {
    /// What stands for a value of another stack, which gives it from now on.
    pub fn reach(
        &mut self,
        consumer: u32,
        producer: u32,
        node: u32,
        attribute: &str,
        function: &Function,
        list: bool,
    ) -> Data {
        let is_exported = self.strength == Strength::Strong;
        let id = self.id(node).unwrap_or_default();
        let output = format!("{}{id}{attribute}", if is_exported { "Export" } else { "Output" });
        let mut value = Data::Function(Box::new(function.clone()));
        let mut import = match self.strength {
            Strength::Strong => Data::call("Fn::ImportValue", Data::text(self.export_name(producer, &output))),
            Strength::Weak => self.read(consumer, producer, node, &output),
            Strength::Fed => self.feed(consumer, producer, node, &output, &format!("{id}{attribute}")),
        };
        if list {
            value = Data::call("Fn::Join", Data::List(vec![Data::text(LIST_SEPARATOR), value]));
            import = Data::call("Fn::Split", Data::List(vec![Data::text(LIST_SEPARATOR), import]));
        }
        let exports = &mut self.exports[producer as usize];
        if exports.get(&output).is_some_and(|export| export.value != value) {
            self.clashes.insert((producer, output, node));
        } else {
            exports.entry(output).or_insert(Export { node, value, is_exported });
        }
        import
    }

    /// Read by name, in the region where it is.
    fn read(&self, consumer: u32, producer: u32, node: u32, output: &str) -> Data {
        let stack = self.tree.stacks.borrow()[producer as usize].name.clone();
        let mut argument = vec![(Name::Borrowed("OutputName"), Data::text(output.to_string()))];
        let region = self.region_of(node).filter(|region| Some(region) != self.region_of(consumer).as_ref());
        argument.extend(region.map(|region| (Name::Borrowed("Region"), Data::Text(region))));
        argument.push((Name::Borrowed("StackName"), Data::Text(stack)));
        Data::call("Fn::GetStackOutput", Data::Map(argument))
    }

    /// Brought by the deployer, as a parameter of the stack that uses it.
    fn feed(&mut self, consumer: u32, producer: u32, node: u32, output: &str, what: &str) -> Data {
        let (stack, producer_node) = {
            let record = &self.tree.stacks.borrow()[producer as usize];
            (record.name.clone(), record.node)
        };
        let letters = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        let parameter = format!("From{}{what}", letters(&self.tree.nodes.borrow()[producer_node as usize].id));
        let region = self.region_of(node).unwrap_or_default();
        if let Some(at) = self.stack_of(consumer) {
            let feed = Feed { node: consumer, stack, region, output: output.to_string() };
            self.feeds[at as usize].entry(parameter.clone()).or_insert(feed);
        }
        Data::Function(Box::new(Function::Ref(Reference::Name(Name::from(parameter)))))
    }

    /// The parameters that a stack takes from others, and what says so to the deployer.
    pub fn take_feeds(&mut self, stack: u32) -> (Entries, Entries) {
        let feeds = &self.feeds[stack as usize];
        let parameter = |(id, feed): (&String, &Feed)| {
            let description =
                Data::text(format!("The output {} of {}, which the deployer brings", feed.output, feed.stack));
            let declared = Data::map([("Description", description), ("Type", Data::text("String"))]);
            (Name::from(id.clone()), declared)
        };
        let source = |(id, feed): (&String, &Feed)| {
            let source = Data::map([
                ("Output", Data::text(feed.output.clone())),
                ("Region", Data::Text(feed.region.clone())),
                ("Stack", Data::Text(feed.stack.clone())),
            ]);
            (Name::from(id.clone()), source)
        };
        let metadata = match feeds.is_empty() {
            true => Vec::new(),
            false => vec![(Name::Borrowed("formwork:fed"), Data::Map(feeds.iter().map(source).collect()))],
        };
        (feeds.iter().map(parameter).collect(), metadata)
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
            let mut fields = vec![(Name::Borrowed("Value"), value)];
            if export.is_exported {
                fields.push((Name::Borrowed("Export"), name));
            }
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
        for (stack, feeds) in self.feeds.iter().enumerate() {
            let elements = if feeds.is_empty() { HashMap::new() } else { self.nodes_of(stack as u32) };
            for (parameter, feed) in feeds {
                if let Some(element) = elements.get(parameter.as_str()) {
                    report(parameter, feed.node, *element);
                }
            }
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
