//! One change that a change set will make, as CloudFormation describes it.

use serde_json::Value;

/// One resource in a change set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// Its logical id.
    pub logical_id: String,
    /// `AWS::EC2::VPC`.
    pub type_name: String,
    /// What it is called now, where it exists.
    pub physical_id: Option<String>,
    /// What happens to it.
    pub action: Action,
    /// Whether a modification makes a new one and deletes the old one.
    pub replacement: Replacement,
    /// What happens to the thing itself where it is removed or replaced: `Delete`, `Retain`, `Snapshot`,
    /// `ReplaceAndDelete`, `ReplaceAndRetain`, `ReplaceAndSnapshot`.
    pub policy_action: Option<String>,
    /// What of it changes: `Properties`, `Metadata`, `Tags`, `CreationPolicy`, `UpdatePolicy`, `DeletionPolicy`,
    /// `UpdateReplacePolicy`.
    pub scope: Vec<String>,
    /// What changes, one by one.
    pub details: Vec<Detail>,
    /// The resource as it was deployed: an object with `Properties` and so on, where CloudFormation tells.
    pub before: Option<Value>,
    /// The resource as it will be.
    pub after: Option<Value>,
}

/// What happens to a resource.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    Add,
    #[default]
    Modify,
    Remove,
    /// It exists already and becomes part of the stack.
    Import,
    /// CloudFormation decides when it executes.
    Dynamic,
    /// The stack takes over what is there.
    SyncWithActual,
    /// One that is newer than this program.
    Other(String),
}

/// Whether a modification makes a new resource and deletes the old one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Replacement {
    #[default]
    Never,
    Conditional,
    Always,
}

/// One property, attribute or tag that changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Detail {
    /// `Properties`, `Metadata`, `Tags` and so on.
    pub attribute: String,
    /// The property at the top: `CidrBlock`.
    pub name: Option<String>,
    /// Where in it: `/Properties/Listeners/0/Port`.
    pub path: Option<String>,
    /// Its value now, as CloudFormation writes it.
    pub before: Option<String>,
    /// Its value after.
    pub after: Option<String>,
    /// Whether this change alone replaces the resource.
    pub recreation: Replacement,
    /// Whether the value is only known when the change set executes.
    pub is_dynamic: bool,
    /// What the change comes from: `ResourceReference`, `ParameterReference`, `ResourceAttribute`, `DirectModification`,
    /// `Automatic`, `NoModification`.
    pub source: Option<String>,
    /// The parameter or `Resource.Attribute` that causes it.
    pub cause: Option<String>,
}
