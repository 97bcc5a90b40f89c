//! A resource of any type, untyped.

use crate::construct::{Properties, Resource, Tags};
use crate::node::Target;
use crate::value::{Entries, IntoValue, Json, Name, Text, Value};

/// A resource of a type that has no generated construct: custom resources, registry types of third parties.
///
/// ```
/// use formwork_core::{App, CustomResource, Environment};
/// let app = App::new("demo");
/// let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("SeedStack");
/// let seed = stack.add("Seed", CustomResource::new("Custom::Seed").property("ServiceToken", "arn:aws:lambda:..."));
/// let rows: formwork_core::Value<i64> = seed.get_att("Rows");
/// ```
#[derive(Clone, Debug)]
pub struct CustomResource {
    type_name: Name,
    properties: Properties,
}

/// What a [`CustomResource`] gives: whatever the caller says it does.
pub struct CustomAttributes(Target);

impl CustomResource {
    /// A resource of this type.
    pub fn new(type_name: impl Into<Name>) -> Self {
        CustomResource { type_name: type_name.into(), properties: Properties::new() }
    }

    pub(crate) fn of_entries(type_name: Name, entries: Entries) -> Self {
        CustomResource { type_name, properties: Properties { entries } }
    }

    /// Sets a property.
    pub fn property(mut self, name: impl Into<Name>, value: impl IntoValue<Json>) -> Self {
        self.properties.put(name.into(), value.into_value().into_data());
        self
    }
}

impl CustomAttributes {
    /// What `Ref` gives.
    pub fn reference(&self) -> Value<Text> {
        self.0.reference()
    }

    /// An attribute.
    pub fn get_att<T>(&self, attribute: &'static str) -> Value<T> {
        self.0.get_att(attribute)
    }

    /// An attribute that is a list.
    pub fn get_att_list<T>(&self, attribute: &'static str) -> Value<Vec<T>> {
        self.0.get_att_list(attribute)
    }
}

impl Resource for CustomResource {
    const TYPE: &'static str = "Custom";
    const TAGS: Tags = Tags::None;
    type Attributes = CustomAttributes;

    fn type_name(&self) -> Name {
        self.type_name.clone()
    }

    fn into_properties(self) -> Properties {
        self.properties
    }

    fn from_properties(properties: Properties) -> Self {
        CustomResource { type_name: Name::Borrowed(Self::TYPE), properties }
    }

    fn attributes(target: Target) -> CustomAttributes {
        CustomAttributes(target)
    }
}
