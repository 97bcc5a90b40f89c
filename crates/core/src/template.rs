//! A CloudFormation template as data: what synthesis makes and what checks read.

mod read;
mod write;

pub use read::{InvalidTemplate, function_from_json};

use crate::value::{Data, Entries};
use indexmap::IndexMap;

/// A template. Sections and their members stand in the order in which they are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Template {
    /// What the stack is for.
    pub description: Option<String>,
    /// Macros that the template goes through.
    pub transform: Option<Data>,
    /// Facts for tools.
    pub metadata: Entries,
    /// What is given at deploy time, by logical id.
    pub parameters: Entries,
    /// What must hold of the parameters.
    pub rules: Entries,
    /// Constant tables.
    pub mappings: Entries,
    /// Decisions at deploy time.
    pub conditions: Entries,
    /// The resources, by logical id.
    pub resources: IndexMap<String, TemplateResource>,
    /// What makes resources in place of their names, by key: `Fn::ForEach::Topics`, `Fn::Transform`. Only in templates from
    /// elsewhere.
    pub resource_makers: Entries,
    /// What the stack shows and exports.
    pub outputs: Entries,
    /// Everything else at the top, such as `AWSTemplateFormatVersion`: only in templates from elsewhere.
    pub others: Entries,
}

/// A resource of a template.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TemplateResource {
    /// `AWS::EC2::VPC`.
    pub type_name: String,
    /// The condition under which it is made.
    pub condition: Option<String>,
    /// What it is made after, beside what it refers to.
    pub depends_on: Vec<String>,
    /// Its properties.
    pub properties: Entries,
    /// Everything else that is said of it, by key: policies, metadata.
    pub attributes: Entries,
}

impl TemplateResource {
    /// What else is said of it: `Metadata`, `DeletionPolicy`.
    pub fn attribute(&self, name: &str) -> Option<&Data> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, data)| data)
    }

    /// A property.
    pub fn property(&self, name: &str) -> Option<&Data> {
        self.properties.iter().find(|(known, _)| known == name).map(|(_, data)| data)
    }
}
