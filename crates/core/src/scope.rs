//! A place in the construct tree that things are added to.

use crate::aspect::{AspectRecord, Visit};
use crate::construct::{Construct, caller};
use crate::node::Node;
use crate::problem::{Problem, Source};
use crate::stack::Stack;
use crate::value::{Name, Text};
use crate::{EnvironmentScope, IntoValue};
use std::panic::Location;

/// A place in the construct tree: a stack, or a named part of one. Cheap to clone.
///
/// ```
/// use formwork_core::{App, CustomResource, Environment};
/// let app = App::new("demo");
/// let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DemoStack");
/// let jobs = stack.scope("Jobs");
/// let nightly = jobs.add("Nightly", CustomResource::new("Custom::Job"));
/// assert_eq!(nightly.path(), "dev/DemoStack/Jobs/Nightly");
/// ```
#[derive(Clone, Debug)]
pub struct Scope {
    pub(crate) node: Node,
}

impl Scope {
    /// Adds a construct under an id and returns its handle.
    ///
    /// The id is part of the logical ids below it, so it is a contract: changing it replaces resources.
    /// Two constructs of one id in one scope are a problem, reported by synthesis with both source lines.
    #[track_caller]
    pub fn add<C: Construct>(&self, id: impl Into<Name>, construct: C) -> C::Handle {
        let caller = caller(&self.node);
        let mut node = self.node.child(id.into(), caller);
        node.origin = Some(caller);
        let tree = node.tree.clone();
        let around = tree.building.get();
        tree.building.set(around.or(Some(caller)));
        let handle = construct.build(Scope { node });
        tree.building.set(around);
        handle
    }

    /// A named part of this scope.
    #[track_caller]
    pub fn scope(&self, id: impl Into<Name>) -> Scope {
        Scope { node: self.node.child(id.into(), caller(&self.node)) }
    }

    /// The same scope, where what is added counts as declared by the caller, or, inside a construct, where that was
    /// added: for methods of handles, such as grants.
    #[track_caller]
    pub fn here(&self) -> Scope {
        let mut node = self.node.clone();
        node.origin = Some(node.tree.building.get().unwrap_or(Location::caller()));
        Scope { node }
    }

    /// The same scope, where what is added counts as declared where `other`'s content is.
    pub fn at(&self, other: &Scope) -> Scope {
        let mut node = self.node.clone();
        node.origin = other.node.origin;
        Scope { node }
    }

    /// The construct path: `dev/NetworkStack/Vpc`.
    pub fn path(&self) -> String {
        self.node.path()
    }

    /// The stack that the scope is in.
    pub fn stack(&self) -> Stack {
        Stack::of(&self.node)
    }

    /// The environment that the scope is in.
    pub fn environment(&self) -> EnvironmentScope {
        self.stack().environment_scope()
    }

    /// Whether both scopes are in one stack.
    pub fn is_in_stack_of(&self, other: &Scope) -> bool {
        std::rc::Rc::ptr_eq(&self.node.tree, &other.node.tree) && self.stack().index == other.stack().index
    }

    /// Whether this scope's stack was added after that of `other`, and so may depend on it.
    pub fn is_declared_after(&self, other: &Scope) -> bool {
        self.stack().index > other.stack().index
    }

    /// Tags every resource in the scope that takes tags. The nearest tag of a key wins: resource, scope, stack,
    /// environment, app.
    pub fn tag(&self, key: impl Into<Name>, value: impl IntoValue<Text>) -> &Self {
        self.node.tag(key.into(), value.into_value());
        self
    }

    /// Runs `visit` on every resource in the scope when it is synthesized, after all tags.
    pub fn aspect(&self, visit: impl Fn(&mut Visit<'_>) + 'static) -> &Self {
        self.node.tree.aspects.borrow_mut().push(AspectRecord { scope: self.node.index, visit: Box::new(visit) });
        self
    }

    /// Reports a problem at this scope, for constructs that cannot do what they were asked: synthesis collects it.
    pub fn report(&self, problem: Problem) {
        let mut place = self.node.tree.place(self.node.index);
        if let Some(origin) = self.node.origin {
            place = place.source(Source::from(origin));
        }
        self.node.tree.problem(problem.at(place));
    }

    /// Keeps the logical ids that the scope's content had under another path below the stack: `"Old/Path"`.
    pub fn renamed_from(&self, path: impl Into<Name>) -> &Self {
        self.node.tree.nodes.borrow_mut()[self.node.index as usize].renamed_from = Some(path.into());
        self
    }
}
