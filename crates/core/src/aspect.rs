//! Aspects: rules that see every resource of a scope at synthesis.

use crate::construct::{Properties, Tags};
use crate::problem::{Place, Problem};
use crate::value::{Data, Name};

/// What an aspect sees: one resource, its properties to read and to change.
///
/// ```
/// use formwork_core::{App, CustomResource, Data, Environment};
/// let app = App::new("demo");
/// app.aspect(|resource| {
///     if resource.type_name() == "AWS::Logs::LogGroup" && resource.get("RetentionInDays").is_none() {
///         resource.set("RetentionInDays", Data::Integer(30));
///     }
/// });
/// let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("LogStack");
/// stack.add("Group", CustomResource::new("AWS::Logs::LogGroup"));
/// let assembly = app.synth();
/// let group = &assembly.environments[0].stacks[0].template.resources["Group"];
/// assert_eq!(group.properties[0], ("RetentionInDays".into(), Data::Integer(30)));
/// ```
pub struct Visit<'a> {
    pub(crate) type_name: &'a str,
    pub(crate) place: &'a Place,
    pub(crate) tags: Tags,
    pub(crate) properties: &'a mut Properties,
    pub(crate) problems: &'a mut Vec<Problem>,
}

pub(crate) struct AspectRecord {
    pub scope: u32,
    pub visit: Box<dyn Fn(&mut Visit<'_>)>,
}

impl Visit<'_> {
    /// The resource's type: `AWS::S3::Bucket`.
    pub fn type_name(&self) -> &str {
        self.type_name
    }

    /// The construct path: `dev/DataStack/Files/Resource`.
    pub fn path(&self) -> &str {
        &self.place.path
    }

    /// How the type takes tags.
    pub fn tags(&self) -> Tags {
        self.tags
    }

    /// A property, if it is set.
    pub fn get(&self, property: &str) -> Option<&Data> {
        self.properties.get(property)
    }

    /// Sets a property.
    pub fn set(&mut self, property: impl Into<Name>, data: Data) {
        self.properties.put(property.into(), data);
    }

    /// Reports a problem at the resource.
    pub fn report(&mut self, problem: Problem) {
        self.problems.push(problem.at(self.place.clone()));
    }
}
