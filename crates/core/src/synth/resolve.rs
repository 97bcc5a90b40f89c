//! References: within a stack a logical id, between stacks an export, an import and a dependency.

use crate::node::{Target, Tree};
use crate::problem::{Argument, codes};
use crate::value::{Data, Entries, Function, Name, Reference};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// What divides the items of a list that crosses stacks as one text.
const LIST_SEPARATOR: &str = "||";

pub(super) struct Resolver<'a> {
    tree: &'a Rc<Tree>,
    ids: Vec<Option<Name>>,
    /// For each stack, the outputs that other stacks asked for, by logical id.
    pub exports: Vec<BTreeMap<String, Data>>,
    /// The node behind each of those outputs.
    pub exported: HashMap<(u32, String), u32>,
    /// One use for each pair of stacks: (consumer, producer) -> (node that uses, node that is used).
    pub uses: BTreeMap<(u32, u32), (u32, u32)>,
    /// Which resource uses which, within stacks.
    pub edges: Vec<(u32, u32)>,
    lists: BTreeSet<u32>,
    conditions: HashMap<u32, String>,
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
            exports: vec![BTreeMap::new(); stacks.len()],
            exported: HashMap::new(),
            uses: BTreeMap::new(),
            edges: Vec::new(),
            lists: list_parameters(tree),
            conditions: HashMap::new(),
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
        self.ids[node as usize].clone()
    }

    /// The nodes of a stack by logical id.
    pub fn nodes_of(&self, stack: u32) -> HashMap<&str, u32> {
        let nodes = self.tree.nodes.borrow();
        let of_stack = self.ids.iter().enumerate().filter(|(index, _)| nodes[*index].stack == Some(stack));
        of_stack.filter_map(|(index, id)| Some((id.as_deref()?, index as u32))).collect()
    }

    /// The stacks that a stack is deployed after, sorted by position.
    pub fn dependencies(&self, stack: u32) -> Vec<u32> {
        self.uses
            .keys()
            .filter(|(consumer, producer)| *consumer == stack && *producer != stack)
            .map(|use_| use_.1)
            .collect()
    }

    /// Replaces every reference to a node in `data`, which belongs to `consumer`, by a name or an import.
    pub fn resolve(&mut self, data: &mut Data, consumer: u32) {
        match data {
            Data::List(items) => items.iter_mut().for_each(|item| self.resolve(item, consumer)),
            Data::Map(entries) => entries.iter_mut().for_each(|(_, data)| self.resolve(data, consumer)),
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
        let (reference, kind, list) = match function {
            Function::Call(_, argument) => {
                self.resolve(argument, consumer);
                return None;
            }
            Function::Ref(reference) => (reference, Some("Ref".to_string()), false),
            Function::LogicalId(reference) => (reference, None, false),
            Function::GetAtt { of, attribute, list } => {
                self.resolve(attribute, consumer);
                (of, attribute.as_text().map(|text| text.replace('.', "")), *list)
            }
        };
        let Reference::Node(target) = reference else { return None };
        let target = target.clone();
        match self.find(consumer, &target) {
            Where::Nowhere => None,
            Where::SameStack => {
                let id = self.id(target.index()).unwrap_or_default();
                *reference = Reference::Name(id);
                self.edges.push((consumer, target.index()));
                None
            }
            Where::OtherStack(producer) => {
                let Some(attribute) = kind else {
                    self.report_not_exportable(consumer, &target);
                    return None;
                };
                let id = self.id(target.index()).unwrap_or_default();
                *reference = Reference::Name(id.clone());
                let is_list = list || self.lists.contains(&target.index());
                Some(self.import(producer, target.index(), &id, &attribute, function, is_list))
            }
        }
    }

    fn import(&mut self, producer: u32, node: u32, id: &str, attribute: &str, function: &Function, list: bool) -> Data {
        let stacks = self.tree.stacks.borrow();
        let name = format!("{}:{id}{attribute}", stacks[producer as usize].name);
        let output = format!("Export{id}{attribute}");
        let mut value = Data::Function(Box::new(function.clone()));
        let mut import = Data::call("Fn::ImportValue", Data::text(name.clone()));
        if list {
            value = Data::call("Fn::Join", Data::List(vec![Data::text(LIST_SEPARATOR), value]));
            import = Data::call("Fn::Split", Data::List(vec![Data::text(LIST_SEPARATOR), import]));
        }
        let mut fields: Entries =
            vec![(Name::Borrowed("Value"), value), (Name::Borrowed("Export"), Data::map([("Name", Data::text(name))]))];
        if let Some(condition) = self.conditions.get(&node) {
            fields.insert(0, (Name::Borrowed("Condition"), Data::text(condition.clone())));
        }
        self.exported.insert((producer, output.clone()), node);
        self.exports[producer as usize].insert(output, Data::Map(fields));
        import
    }

    /// Where the target is; reports what makes it unreachable.
    fn find(&mut self, consumer: u32, target: &Target) -> Where {
        if !target.is_in(self.tree) {
            let place = target.place().map_or(Argument::from("an app that is gone"), Argument::Place);
            self.report(codes::FOREIGN_APP.problem().with("target", place), consumer);
            return Where::Nowhere;
        }
        let nodes = self.tree.nodes.borrow();
        let (ours, theirs) = (nodes[consumer as usize].stack, nodes[target.index() as usize].stack);
        drop(nodes);
        let place = self.tree.place(target.index());
        let (Some(ours), Some(theirs), true) = (ours, theirs, self.ids[target.index() as usize].is_some()) else {
            self.report(codes::DANGLING.problem().with("target", place), consumer);
            return Where::Nowhere;
        };
        if ours == theirs {
            return Where::SameStack;
        }
        let (our_environment, our_region) = self.home(ours);
        let (their_environment, their_region) = self.home(theirs);
        let code = match () {
            () if our_environment != their_environment => &codes::FOREIGN_ENVIRONMENT,
            () if our_region != their_region => &codes::FOREIGN_REGION,
            () => {
                self.uses.entry((ours, theirs)).or_insert((consumer, target.index()));
                return Where::OtherStack(theirs);
            }
        };
        let (ours, theirs) = if our_environment != their_environment {
            (our_environment, their_environment)
        } else {
            (our_region, their_region)
        };
        self.report(code.problem().with("target", place).with("ours", ours).with("theirs", theirs), consumer);
        Where::Nowhere
    }

    /// The environment and the region of a stack.
    fn home(&self, stack: u32) -> (String, String) {
        let stack = &self.tree.stacks.borrow()[stack as usize];
        let environments = self.tree.environments.borrow();
        let (name, region, _) = environments[stack.environment as usize].data.fields();
        (name.to_string(), stack.region.as_ref().unwrap_or(region).to_string())
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

    /// What is exported of a resource that has a condition has it too.
    pub fn conditional(&mut self, node: u32, condition: &str) {
        self.conditions.insert(node, condition.to_string());
    }

    /// The logical id to depend on; a resource of another stack makes the whole stack wait.
    pub fn dependency(&mut self, consumer: u32, target: &Target) -> Option<String> {
        match self.find(consumer, target) {
            Where::SameStack => {
                self.edges.push((consumer, target.index()));
                self.id(target.index()).map(Name::into_owned)
            }
            Where::OtherStack(_) | Where::Nowhere => None,
        }
    }

    fn report_not_exportable(&self, consumer: u32, target: &Target) {
        let problem = codes::NOT_EXPORTABLE.problem().with("kind", "condition, mapping or logical id");
        self.report(problem.with("target", self.tree.place(target.index())), consumer);
    }

    fn report(&self, problem: crate::Problem, consumer: u32) {
        self.tree.problem(problem.at(self.tree.place(consumer)));
    }
}

/// The parameters whose value is a list.
fn list_parameters(tree: &Tree) -> BTreeSet<u32> {
    let mut lists = BTreeSet::new();
    for (index, record) in tree.nodes.borrow().iter().enumerate() {
        if let Some(crate::element::Element::Parameter(data)) = record.element.as_deref() {
            let type_name = data.get("Type").and_then(Data::as_text).unwrap_or_default();
            if type_name == "CommaDelimitedList" || type_name.contains("List<") {
                lists.insert(index as u32);
            }
        }
    }
    lists
}
