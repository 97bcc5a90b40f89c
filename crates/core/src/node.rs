//! The construct tree: an arena of nodes that handles point into.
//!
//! A handle ([`Node`]) keeps the tree alive; a reference inside a property ([`Target`]) does not, since it stands in the
//! tree itself.

use crate::element::Element;
use crate::logical_id::sanitize;
use crate::problem::{Place, Problem, Source, codes};
use crate::stack::StackRecord;
use crate::tag::TagRecord;
use crate::value::{Data, Function, Name, Reference, Text, Value};
use crate::{app::EnvironmentRecord, aspect::AspectRecord};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::panic::Location;
use std::rc::{Rc, Weak};

/// Where in the program something was declared.
pub(crate) type Caller = &'static Location<'static>;

#[derive(Default)]
pub(crate) struct Tree {
    pub app_name: Name,
    pub nodes: RefCell<Vec<Record>>,
    pub names: RefCell<HashMap<(u32, Name), u32>>,
    pub environments: RefCell<Vec<EnvironmentRecord>>,
    pub stacks: RefCell<Vec<StackRecord>>,
    pub tags: RefCell<Vec<TagRecord>>,
    pub aspects: RefCell<Vec<AspectRecord>>,
    pub expectations: RefCell<Vec<crate::expectation::Record>>,
    pub acknowledgements: RefCell<Vec<crate::acknowledgement::Record>>,
    pub problems: RefCell<Vec<Problem>>,
    /// Where the construct was added that is being built; what its building calls for counts as declared there.
    pub building: Cell<Option<Caller>>,
}

/// What a node is, besides a name in a scope.
pub(crate) struct Record {
    pub id: Name,
    pub parent: Option<u32>,
    /// The stack the node belongs to; none above the stacks.
    pub stack: Option<u32>,
    pub caller: Caller,
    /// The path below the stack that the logical id is made from, where it is not the node's own.
    pub renamed_from: Option<Name>,
    pub element: Option<Box<Element>>,
}

/// A handle of a node: cheap to clone.
#[derive(Clone)]
pub struct Node {
    pub(crate) tree: Rc<Tree>,
    pub(crate) index: u32,
    /// Set inside a construct: whatever it adds was declared where the construct was.
    pub(crate) origin: Option<Caller>,
}

/// A reference to a node, as it stands in properties.
#[derive(Clone)]
pub struct Target {
    tree: Weak<Tree>,
    index: u32,
}

impl Tree {
    pub fn problem(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }

    /// `dev/NetworkStack/Vpc/Resource`.
    pub fn path(&self, index: u32) -> String {
        let nodes = self.nodes.borrow();
        let mut parts = Vec::new();
        let mut at = Some(index);
        while let Some(index) = at {
            let record = &nodes[index as usize];
            parts.push(record.id.as_ref());
            at = record.parent;
        }
        parts.pop(); // the app itself
        parts.reverse();
        parts.join("/")
    }

    pub fn place(&self, index: u32) -> Place {
        let source = Source::from(self.nodes.borrow()[index as usize].caller);
        Place::new(self.path(index)).source(source)
    }
}

impl Node {
    /// The construct path: environment, stack and ids, `dev/NetworkStack/Vpc`.
    pub fn path(&self) -> String {
        self.tree.path(self.index)
    }

    pub(crate) fn id(&self) -> Name {
        self.tree.nodes.borrow()[self.index as usize].id.clone()
    }

    fn parent(&self) -> Option<u32> {
        self.tree.nodes.borrow()[self.index as usize].parent
    }

    /// Tags everything below the node.
    pub(crate) fn tag(&self, key: Name, value: Value<Text>) {
        self.tree.tags.borrow_mut().push(TagRecord { scope: self.index, key, value });
    }

    pub(crate) fn caller_or(&self, caller: Caller) -> Caller {
        self.origin.unwrap_or(caller)
    }

    /// Adds a child; a second one of the same name is a problem, and gets another name so that synthesis can go on.
    pub(crate) fn child(&self, id: Name, caller: Caller) -> Node {
        let id = sanitize(id);
        let first = self.tree.names.borrow().get(&(self.index, id.clone())).copied();
        let problem = match first {
            _ if id.is_empty() => Some(codes::INVALID_ID.problem()),
            Some(_) if self.parent().is_none() => Some(codes::DUPLICATE_ENVIRONMENT.problem()),
            Some(_) => Some(codes::DUPLICATE_ID.problem()),
            None => None,
        };
        let id = match problem {
            None => id,
            Some(problem) => {
                let scope = self.path();
                let parts = [scope.as_str(), &id].into_iter().filter(|part| !part.is_empty());
                let path = parts.collect::<Vec<_>>().join("/");
                let scope = if scope.is_empty() { format!("app {}", self.tree.app_name) } else { scope };
                let problem = problem.with("id", id.to_string()).with("scope", scope);
                let problem = first.into_iter().fold(problem, |all, first| all.with("first", self.tree.place(first)));
                self.tree.problem(problem.at(Place::new(path).source(Source::from(caller))));
                Name::from(format!("{id}-{}", self.tree.nodes.borrow().len()))
            }
        };
        let mut nodes = self.tree.nodes.borrow_mut();
        let index = nodes.len() as u32;
        let stack = nodes[self.index as usize].stack;
        self.tree.names.borrow_mut().insert((self.index, id.clone()), index);
        nodes.push(Record { id, parent: Some(self.index), stack, caller, renamed_from: None, element: None });
        Node { tree: self.tree.clone(), index, origin: self.origin }
    }

    pub(crate) fn set_element(&self, element: Element) {
        self.tree.nodes.borrow_mut()[self.index as usize].element = Some(Box::new(element));
    }

    /// Runs `change` on the node's element. Nothing happens after synthesis.
    pub(crate) fn with_element<R>(&self, change: impl FnOnce(&mut Element) -> R) -> Option<R> {
        self.tree.nodes.borrow_mut()[self.index as usize].element.as_deref_mut().map(change)
    }

    pub(crate) fn target(&self) -> Target {
        Target { tree: Rc::downgrade(&self.tree), index: self.index }
    }
}

impl std::fmt::Debug for Node {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Node({})", self.path())
    }
}

impl Target {
    pub(crate) fn index(&self) -> u32 {
        self.index
    }

    pub(crate) fn is_in(&self, tree: &Rc<Tree>) -> bool {
        std::ptr::eq(self.tree.as_ptr(), Rc::as_ptr(tree))
    }

    pub(crate) fn is_same(&self, other: &Target) -> bool {
        self.index == other.index && self.tree.ptr_eq(&other.tree)
    }

    /// Where the node was declared, if its app still exists.
    pub(crate) fn place(&self) -> Option<Place> {
        self.tree.upgrade().map(|tree| tree.place(self.index))
    }

    /// What `Ref` of the node gives.
    pub fn reference<T>(&self) -> Value<T> {
        Value::from_data(Data::Function(Box::new(Function::Ref(Reference::Node(self.clone())))))
    }

    /// An attribute of the node.
    pub fn get_att<T>(&self, attribute: &'static str) -> Value<T> {
        self.attribute(Data::text(attribute), false)
    }

    /// An attribute of the node that is a list.
    pub fn get_att_list<T>(&self, attribute: &'static str) -> Value<Vec<T>> {
        self.attribute(Data::text(attribute), true)
    }

    pub(crate) fn attribute<T>(&self, attribute: Data, list: bool) -> Value<T> {
        let of = Reference::Node(self.clone());
        Value::from_data(Data::Function(Box::new(Function::GetAtt { of, attribute, list })))
    }

    /// The bare logical id of the node, where CloudFormation wants a name and not a reference.
    pub fn logical_id<T>(&self) -> Value<T> {
        Value::from_data(Data::Function(Box::new(Function::LogicalId(Reference::Node(self.clone())))))
    }
}

impl std::fmt::Debug for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.tree.upgrade() {
            Some(tree) => write!(f, "Target({})", tree.path(self.index)),
            None => write!(f, "Target(of an app that is gone)"),
        }
    }
}
