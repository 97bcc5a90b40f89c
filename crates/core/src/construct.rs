//! What can be added to a scope.

use crate::node::{Caller, Node, Target};
use crate::scope::Scope;
use crate::value::{Data, Entries, IntoValue, Name, Value};
use std::panic::Location;

/// A building block: what [`Scope::add`] takes.
///
/// ```
/// use formwork_core::{App, Construct, CustomResource, Environment, Ref, Scope};
///
/// struct Pair;
/// impl Construct for Pair {
///     type Handle = (Ref<CustomResource>, Ref<CustomResource>);
///     fn build(self, scope: Scope) -> Self::Handle {
///         (scope.add("Left", CustomResource::new("Custom::Half")), scope.add("Right", CustomResource::new("Custom::Half")))
///     }
/// }
///
/// let app = App::new("demo");
/// let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DemoStack");
/// let (left, _) = stack.add("Pair", Pair);
/// assert_eq!(left.path(), "dev/DemoStack/Pair/Left");
/// ```
pub trait Construct {
    /// What the caller gets back: attributes, grants, connections.
    type Handle;
    /// Builds the construct in its own scope, which carries the id that the caller gave.
    fn build(self, scope: Scope) -> Self::Handle;
}

/// A resource type of CloudFormation. The generated types implement it; [`crate::CustomResource`] is for all others.
pub trait Resource: Sized {
    /// `AWS::EC2::VPC`.
    const TYPE: &'static str;
    /// How the type takes tags.
    const TAGS: Tags;
    /// The typed attributes, behind which [`crate::Ref`] dereferences.
    type Attributes;
    /// The type of this resource: `TYPE`, but for [`crate::CustomResource`].
    fn type_name(&self) -> Name {
        Name::Borrowed(Self::TYPE)
    }
    /// The properties that were set.
    fn into_properties(self) -> Properties;
    /// The resource with these properties.
    fn from_properties(properties: Properties) -> Self;
    /// The attributes of the resource at `target`.
    fn attributes(target: Target) -> Self::Attributes;
}

/// How a resource type takes tags, with the name of the property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tags {
    /// It takes none.
    None,
    /// As a list of `Key` and `Value`.
    List(&'static str),
    /// As a list whose entries also say `PropagateAtLaunch`.
    Propagated(&'static str),
    /// As a map.
    Map(&'static str),
}

/// The properties of a resource or of a part of one, sorted by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Properties {
    pub(crate) entries: Entries,
}

impl Properties {
    /// No properties.
    pub const fn new() -> Self {
        Properties { entries: Vec::new() }
    }

    /// Sets one; a second time replaces the first.
    pub fn set<T>(&mut self, name: &'static str, value: Value<T>) {
        self.put(Name::Borrowed(name), value.into_data());
    }

    /// The same with one more, for generated setters.
    pub fn with<T>(mut self, name: &'static str, value: impl IntoValue<T>) -> Self {
        self.set(name, value.into_value());
        self
    }

    /// Sets one by a name that is known at run time.
    pub fn put(&mut self, name: Name, data: Data) {
        match self.entries.binary_search_by(|(known, _)| known.as_ref().cmp(name.as_ref())) {
            Ok(at) => self.entries[at].1 = data,
            Err(at) => self.entries.insert(at, (name, data)),
        }
    }

    /// One property, if it was set.
    pub fn get(&self, name: &str) -> Option<&Data> {
        self.entries.iter().find(|(known, _)| known == name).map(|(_, data)| data)
    }

    /// The properties as content.
    pub fn into_data(self) -> Data {
        Data::Map(self.entries)
    }

    /// The properties as a value.
    pub fn into_value<T>(self) -> Value<T> {
        Value::from_data(self.into_data())
    }
}

impl<R: Resource> Construct for R {
    type Handle = crate::Ref<R>;

    fn build(self, scope: Scope) -> Self::Handle {
        crate::Ref::declare(scope.node, self)
    }
}

/// The caller of an entry point, unless it runs inside a construct.
#[track_caller]
pub(crate) fn caller(node: &Node) -> Caller {
    node.caller_or(Location::caller())
}
