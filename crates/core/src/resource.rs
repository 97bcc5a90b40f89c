//! Resources in the tree: handles, resource attributes, raw overrides.

use crate::construct::{Properties, Resource, Tags};
use crate::element::{ConditionRef, Element};
use crate::node::{Node, Target};
use crate::value::{Data, IntoValue, Json, Name, Text, Value};
use std::ops::Deref;

/// The handle of a resource: its typed attributes, and everything CloudFormation says beside its properties.
/// Cheap to clone.
///
/// ```
/// use formwork_core::{App, CustomResource, DeletionPolicy, Environment};
/// let app = App::new("demo");
/// let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DataStack");
/// let table = stack.add("Table", CustomResource::new("AWS::DynamoDB::Table"));
/// table.deletion_policy(DeletionPolicy::Retain);
/// let backup = stack.add("Backup", CustomResource::new("Custom::Backup").property("Table", table.reference()));
/// backup.depends_on(&table);
/// ```
pub struct Ref<R: Resource> {
    node: Node,
    attributes: R::Attributes,
}

/// A resource in the tree.
pub(crate) struct ResourceElement {
    pub type_name: Name,
    pub tags: Tags,
    pub properties: Properties,
    pub depends_on: Vec<Target>,
    pub condition: Option<Target>,
    pub deletion_policy: Option<DeletionPolicy>,
    pub update_replace_policy: Option<DeletionPolicy>,
    pub creation_policy: Option<Data>,
    pub update_policy: Option<Data>,
    pub metadata: Properties,
    pub overrides: Vec<Override>,
}

/// A raw override: the path in the resource, and what to put there; none deletes.
pub(crate) struct Override {
    pub path: Name,
    pub data: Option<Data>,
}

/// What happens to a resource when it leaves the stack or is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeletionPolicy {
    /// It is deleted: CloudFormation's default.
    Delete,
    /// It stays, without a stack.
    Retain,
    /// It stays, unless the operation that created it fails.
    RetainExceptOnCreate,
    /// A snapshot stays: databases, volumes, clusters.
    Snapshot,
}

impl DeletionPolicy {
    /// What it means for a resource that is replaced, where nothing else is said.
    pub(crate) fn for_replacement(self) -> Self {
        match self {
            DeletionPolicy::RetainExceptOnCreate => DeletionPolicy::Retain,
            policy => policy,
        }
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            DeletionPolicy::Delete => "Delete",
            DeletionPolicy::Retain => "Retain",
            DeletionPolicy::RetainExceptOnCreate => "RetainExceptOnCreate",
            DeletionPolicy::Snapshot => "Snapshot",
        }
    }
}

impl<R: Resource> Ref<R> {
    pub(crate) fn declare(node: Node, resource: R) -> Self {
        node.set_element(Element::Resource(ResourceElement {
            type_name: resource.type_name(),
            tags: R::TAGS,
            properties: resource.into_properties(),
            depends_on: Vec::new(),
            condition: None,
            deletion_policy: None,
            update_replace_policy: None,
            creation_policy: None,
            update_policy: None,
            metadata: Properties::new(),
            overrides: Vec::new(),
        }));
        let attributes = R::attributes(node.target());
        Ref { node, attributes }
    }

    pub(crate) fn add_overrides(&self, overrides: Vec<Override>) {
        self.element(|resource| resource.overrides.extend(overrides));
    }

    fn element(&self, change: impl FnOnce(&mut ResourceElement)) -> &Self {
        self.node.with_element(|element| {
            if let Element::Resource(resource) = element {
                change(resource);
            }
        });
        self
    }

    /// The construct path: `dev/NetworkStack/Vpc/Resource`.
    pub fn path(&self) -> String {
        self.node.path()
    }

    /// The node, for references that no typed attribute covers.
    pub fn target(&self) -> Target {
        self.node.target()
    }

    /// Creates this resource after another of the same stack, and deletes it before. References do this by themselves.
    pub fn depends_on<O: Resource>(&self, other: &Ref<O>) -> &Self {
        let target = other.target();
        self.element(|resource| resource.depends_on.push(target))
    }

    /// What happens when the resource is deleted, and, unless said otherwise, when it is replaced.
    pub fn deletion_policy(&self, policy: DeletionPolicy) -> &Self {
        self.element(|resource| resource.deletion_policy = Some(policy))
    }

    /// What happens to the old resource when an update replaces it. Default: as the deletion policy says.
    pub fn update_replace_policy(&self, policy: DeletionPolicy) -> &Self {
        self.element(|resource| resource.update_replace_policy = Some(policy))
    }

    /// The signals that creation waits for.
    pub fn creation_policy(&self, policy: impl IntoValue<Json>) -> &Self {
        let data = policy.into_value().into_data();
        self.element(|resource| resource.creation_policy = Some(data))
    }

    /// How an update proceeds, for the few types that have a choice.
    pub fn update_policy(&self, policy: impl IntoValue<Json>) -> &Self {
        let data = policy.into_value().into_data();
        self.element(|resource| resource.update_policy = Some(data))
    }

    /// Creates the resource only where the condition holds. Both are of one stack.
    pub fn condition(&self, condition: &ConditionRef) -> &Self {
        let target = condition.target();
        self.element(|resource| resource.condition = Some(target))
    }

    /// Adds to the resource's metadata; a key that is there is replaced.
    pub fn metadata(&self, key: impl Into<Name>, value: impl IntoValue<Json>) -> &Self {
        let (key, data) = (key.into(), value.into_value().into_data());
        self.element(|resource| resource.metadata.put(key, data))
    }

    /// Tags the resource, if its type takes tags. It wins over tags of scopes around it.
    pub fn tag(&self, key: impl Into<Name>, value: impl IntoValue<Text>) -> &Self {
        self.node.tag(key.into(), value.into_value());
        self
    }

    /// Changes properties after the resource was added.
    ///
    /// ```
    /// # use formwork_core::{App, CustomResource, Environment, IntoValue};
    /// # let app = App::new("demo");
    /// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DataStack");
    /// let topic = stack.add("Topic", CustomResource::new("AWS::SNS::Topic"));
    /// topic.edit(|topic| topic.property("DisplayName", "Alarms"));
    /// ```
    pub fn edit(&self, change: impl FnOnce(R) -> R) -> &Self {
        // nothing is borrowed while `change` runs: it may add to the tree and read other handles
        let mut properties = Properties::new();
        self.element(|resource| properties = std::mem::take(&mut resource.properties));
        let properties = change(R::from_properties(properties)).into_properties();
        self.element(|resource| resource.properties = properties)
    }

    /// Puts raw JSON at a path below `Properties`, after everything else: for what has no typed property yet.
    ///
    /// Parts are divided by dots; a number is an index of a list. A path through something that is neither a map nor a
    /// list is a problem.
    ///
    /// ```
    /// # use formwork_core::{App, CustomResource, Environment};
    /// # let app = App::new("demo");
    /// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DataStack");
    /// let topic = stack.add("Topic", CustomResource::new("AWS::SNS::Topic"));
    /// topic.override_property("Subscription.0.Protocol", "email");
    /// ```
    pub fn override_property(&self, path: impl std::fmt::Display, value: impl IntoValue<Json>) -> &Self {
        self.override_raw(format!("Properties.{path}"), value)
    }

    /// Removes what stands at a path below `Properties`.
    pub fn delete_property(&self, path: impl std::fmt::Display) -> &Self {
        let path = format!("Properties.{path}").into();
        self.element(|resource| resource.overrides.push(Override { path, data: None }))
    }

    /// Puts raw JSON at a path of the resource, such as `DeletionPolicy`.
    pub fn override_raw(&self, path: impl Into<Name>, value: impl IntoValue<Json>) -> &Self {
        let path = path.into();
        let data = Some(value.into_value().into_data());
        self.element(|resource| resource.overrides.push(Override { path, data }))
    }

    /// Keeps the logical id that the resource had at another path below the stack: `"Old/Path"`.
    pub fn renamed_from(&self, path: impl Into<Name>) -> &Self {
        self.node.tree.nodes.borrow_mut()[self.node.index as usize].renamed_from = Some(path.into());
        self
    }

    /// The resource's logical id as a value, where CloudFormation wants the id and not a reference.
    pub fn logical_id(&self) -> Value<Text> {
        self.node.target().logical_id()
    }

    /// Whether the resource is in the stack of the scope.
    pub fn is_in_stack_of(&self, scope: &crate::Scope) -> bool {
        crate::Scope { node: self.node.clone() }.is_in_stack_of(scope)
    }
}

impl<R: Resource> Clone for Ref<R> {
    fn clone(&self) -> Self {
        Ref { node: self.node.clone(), attributes: R::attributes(self.node.target()) }
    }
}

impl<R: Resource> std::fmt::Debug for Ref<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Ref({} at {})", R::TYPE, self.path())
    }
}

impl<R: Resource> Deref for Ref<R> {
    type Target = R::Attributes;

    fn deref(&self) -> &R::Attributes {
        &self.attributes
    }
}
