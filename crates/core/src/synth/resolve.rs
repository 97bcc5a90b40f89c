//! References: within a stack a logical id, between stacks an export, an import and a dependency.

use super::export::{Export, Feed};
use super::known::Known;
use crate::node::{Target, Tree};
use crate::problem::{Argument, codes};
use crate::value::{Data, Function, Name, Reference, Strength};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

pub(super) struct Resolver<'a> {
    pub(super) tree: &'a Rc<Tree>,
    ids: Vec<Option<Name>>,
    pub(super) known: Known,
    /// For each stack, what other stacks import from it, by the logical id of the output.
    pub(super) exports: Vec<BTreeMap<String, Export>>,
    /// For each stack, the parameters that it takes from other stacks, by their logical id.
    pub(super) feeds: Vec<BTreeMap<String, Feed>>,
    /// How the value at hand gets here, where it is of another stack.
    pub(super) strength: Strength,
    /// Other values that would be exported under a name that is taken: stack, output, node.
    pub(super) clashes: BTreeSet<(u32, String, u32)>,
    /// One use for each pair of stacks: (consumer, producer) -> (node that uses, node that is used).
    pub uses: BTreeMap<(u32, u32), (u32, u32)>,
    /// Which element uses which, within stacks.
    pub edges: Vec<(u32, u32)>,
}

/// Where a target is, seen from a consumer.
enum Where {
    SameStack,
    OtherStack(u32),
    Nowhere,
}

impl<'a> Resolver<'a> {
    pub fn new(tree: &'a Rc<Tree>, ids: Vec<Option<Name>>) -> Self {
        let stacks = tree.stacks.borrow();
        let mut resolver = Resolver {
            tree,
            ids,
            known: Known::of(tree),
            exports: stacks.iter().map(|_| BTreeMap::new()).collect(),
            feeds: stacks.iter().map(|_| BTreeMap::new()).collect(),
            strength: Strength::default(),
            clashes: BTreeSet::new(),
            uses: BTreeMap::new(),
            edges: Vec::new(),
        };
        for (consumer, stack) in stacks.iter().enumerate() {
            for producer in &stack.depends_on {
                let other = &stacks[*producer as usize];
                if other.environment != stack.environment {
                    let problem = codes::FOREIGN_STACK.problem().with("target", tree.place(other.node));
                    tree.problem(problem.at(tree.place(stack.node)));
                } else {
                    resolver.uses.entry((consumer as u32, *producer)).or_insert((stack.node, other.node));
                }
            }
        }
        resolver
    }

    pub fn id(&self, node: u32) -> Option<Name> {
        self.ids.get(node as usize).cloned().flatten()
    }

    /// The nodes of a stack by logical id: its elements, and what is behind its exports.
    pub fn nodes_of(&self, stack: u32) -> HashMap<&str, u32> {
        let nodes = self.tree.nodes.borrow();
        let of_stack = self.ids.iter().enumerate().filter(|(index, _)| nodes[*index].stack == Some(stack));
        let elements = of_stack.filter_map(|(index, id)| Some((id.as_deref()?, index as u32)));
        self.exports[stack as usize].iter().map(|(id, export)| (id.as_str(), export.node)).chain(elements).collect()
    }

    /// The stacks that a stack is deployed after.
    pub fn dependencies(&self, stack: u32) -> impl Iterator<Item = u32> {
        let others = self.uses.keys().filter(move |(consumer, producer)| *consumer == stack && *producer != stack);
        others.map(|(_, producer)| *producer)
    }

    /// Replaces every reference to a node in `data`, which belongs to `consumer`, by a name or an import.
    pub fn resolve(&mut self, data: &mut Data, consumer: u32) {
        match data {
            Data::List(items) => items.iter_mut().for_each(|item| self.resolve(item, consumer)),
            Data::Map(entries) => entries.iter_mut().for_each(|(_, data)| self.resolve(data, consumer)),
            Data::Function(function) if Strength::of(function).is_some() => {
                let before = std::mem::replace(&mut self.strength, Strength::of(function).unwrap_or_default());
                let mut inner = match function.as_mut() {
                    Function::Call(_, argument) => std::mem::replace(argument, Data::Null),
                    _ => Data::Null,
                };
                self.resolve(&mut inner, consumer);
                self.strength = before;
                *data = inner;
            }
            Data::Function(function) => {
                if let Some(import) = self.resolve_function(function, consumer) {
                    *data = import;
                }
            }
            _ => {}
        }
    }

    /// The import that takes the function's place, if its target is in another stack.
    fn resolve_function(&mut self, function: &mut Function, consumer: u32) -> Option<Data> {
        let is_name = matches!(function, Function::LogicalId(_));
        let (reference, attribute, list) = match function {
            Function::Call(_, argument) => {
                self.resolve(argument, consumer);
                return None;
            }
            Function::Ref(reference) => (reference, Some("Ref".to_string()), false),
            Function::LogicalId(reference) => (reference, None, false),
            Function::GetAtt { of, attribute, list } => {
                self.resolve(attribute, consumer);
                let letters = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect();
                (of, attribute.as_text().map(letters), *list)
            }
        };
        let Reference::Node(target) = reference else { return None };
        let target = target.clone();
        match self.find(consumer, &target) {
            Where::Nowhere => None,
            Where::SameStack => {
                *reference = Reference::Name(self.id(target.index()).unwrap_or_default());
                if !is_name {
                    self.edges.push((consumer, target.index()));
                }
                None
            }
            Where::OtherStack(producer) => {
                let Some(attribute) = attribute else {
                    self.report_not_exportable(consumer, &target);
                    return None;
                };
                if self.strength == Strength::Strong && !self.check_region(consumer, &target) {
                    return None;
                }
                *reference = Reference::Name(self.id(target.index()).unwrap_or_default());
                self.uses_stack(consumer, &target, producer);
                let list = list || self.known.is_list(target.index());
                Some(self.reach(consumer, producer, target.index(), &attribute, function, list))
            }
        }
    }

    /// Where the target is; reports what makes it unreachable.
    fn find(&mut self, consumer: u32, target: &Target) -> Where {
        if !target.is_in(self.tree) {
            let place = target.place().map_or(Argument::from("an app that is gone"), Argument::Place);
            self.report(codes::FOREIGN_APP.problem().with("target", place), consumer);
            return Where::Nowhere;
        }
        if !matches!(self.ids.get(target.index() as usize), Some(Some(_))) {
            return Where::Nowhere; // it has no logical id or came too late: said where it was declared
        }
        match (self.stack_of(consumer), self.stack_of(target.index())) {
            (Some(ours), Some(theirs)) if ours == theirs => Where::SameStack,
            (Some(ours), Some(theirs)) => {
                let (our_environment, their_environment) = (self.environment_of(ours), self.environment_of(theirs));
                if our_environment == their_environment {
                    return Where::OtherStack(theirs);
                }
                let name = |environment: u32| {
                    let environments = self.tree.environments.borrow();
                    environments[environment as usize].data.fields().0.to_string()
                };
                let problem = codes::FOREIGN_ENVIRONMENT.problem().with("target", self.tree.place(target.index()));
                let problem = problem.with("ours", name(our_environment)).with("theirs", name(their_environment));
                self.report(problem, consumer);
                Where::Nowhere
            }
            _ => Where::Nowhere,
        }
    }

    /// Exports do not cross regions.
    fn check_region(&self, consumer: u32, target: &Target) -> bool {
        let (ours, theirs) = (self.region_of(consumer), self.region_of(target.index()));
        if ours == theirs {
            return true;
        }
        let problem = codes::FOREIGN_REGION.problem().with("target", self.tree.place(target.index()));
        let name = |region: Option<Name>| region.unwrap_or_default().into_owned();
        self.report(problem.with("ours", name(ours)).with("theirs", name(theirs)), consumer);
        false
    }

    pub(super) fn stack_of(&self, node: u32) -> Option<u32> {
        self.tree.nodes.borrow()[node as usize].stack
    }

    fn environment_of(&self, stack: u32) -> u32 {
        self.tree.stacks.borrow()[stack as usize].environment
    }

    pub(super) fn region_of(&self, node: u32) -> Option<Name> {
        let stack = self.stack_of(node)?;
        let region = self.tree.stacks.borrow()[stack as usize].region.clone();
        let environments = self.tree.environments.borrow();
        Some(region.unwrap_or_else(|| environments[self.environment_of(stack) as usize].data.fields().1.clone()))
    }

    fn uses_stack(&mut self, consumer: u32, target: &Target, producer: u32) {
        if let Some(stack) = self.stack_of(consumer) {
            self.uses.entry((stack, producer)).or_insert((consumer, target.index()));
        }
    }

    /// The logical id of the condition of a resource.
    pub fn condition(&mut self, consumer: u32, condition: &Target) -> Option<String> {
        match self.find(consumer, condition) {
            Where::SameStack => self.id(condition.index()).map(Name::into_owned),
            Where::OtherStack(_) => {
                self.report_not_exportable(consumer, condition);
                None
            }
            Where::Nowhere => None,
        }
    }

    /// The logical id to depend on; a resource of another stack makes the whole stack wait.
    pub fn dependency(&mut self, consumer: u32, target: &Target) -> Option<String> {
        match self.find(consumer, target) {
            Where::SameStack => {
                self.edges.push((consumer, target.index()));
                self.id(target.index()).map(Name::into_owned)
            }
            Where::OtherStack(producer) => {
                self.uses_stack(consumer, target, producer);
                None
            }
            Where::Nowhere => None,
        }
    }

    fn report_not_exportable(&self, consumer: u32, target: &Target) {
        let problem = codes::NOT_EXPORTABLE.problem().with("kind", self.known.kind(target.index()));
        self.report(problem.with("target", self.tree.place(target.index())), consumer);
    }

    fn report(&self, problem: crate::Problem, consumer: u32) {
        self.tree.problem(problem.at(self.tree.place(consumer)));
    }
}
