//! Parameters: values that are given at deploy time.

use super::Element;
use crate::construct::{Construct, Properties};
use crate::node::Node;
use crate::scope::Scope;
use crate::value::{Data, IntoValue, Name, Text, Value};
use std::marker::PhantomData;

/// A parameter of a stack: a value of type `T` that is given at deploy time.
///
/// ```
/// use formwork_core::{App, Environment, Parameter};
/// let app = App::new("demo");
/// let stack = app.environment(Environment::new("prod", "ap-northeast-1")).stack("EdgeStack");
/// let mail = stack.add("AlarmMail", Parameter::text().description("Who is told of alarms").allowed_pattern(".+@.+"));
/// let address = mail.value();
/// ```
#[derive(Clone, Debug)]
pub struct Parameter<T> {
    fields: Properties,
    marker: PhantomData<fn() -> T>,
}

/// The handle of a parameter.
pub struct ParameterRef<T> {
    node: Node,
    marker: PhantomData<fn() -> T>,
}

impl Parameter<Text> {
    /// A text: `String`.
    pub fn text() -> Self {
        Parameter::of("String")
    }

    /// The only values allowed.
    pub fn allowed_values(self, values: impl IntoValue<Vec<Text>>) -> Self {
        self.field("AllowedValues", values.into_value().into_data())
    }
}

impl Parameter<i64> {
    /// A number: `Number`.
    pub fn number() -> Self {
        Parameter::of("Number")
    }

    /// The only values allowed.
    pub fn allowed_values(self, values: impl IntoValue<Vec<i64>>) -> Self {
        self.field("AllowedValues", values.into_value().into_data())
    }
}

impl Parameter<Vec<Text>> {
    /// Texts, divided by commas: `CommaDelimitedList`.
    pub fn list() -> Self {
        Parameter::of("CommaDelimitedList")
    }

    /// The only items allowed.
    pub fn allowed_values(self, items: impl IntoValue<Vec<Text>>) -> Self {
        self.field("AllowedValues", items.into_value().into_data())
    }
}

impl<T> Parameter<T> {
    /// A parameter of one of CloudFormation's own types, such as `AWS::EC2::VPC::Id`; the caller says what it means.
    pub fn of(type_name: &'static str) -> Self {
        Parameter { fields: Properties::new(), marker: PhantomData }.field("Type", Data::text(type_name))
    }

    fn field(mut self, name: &'static str, data: Data) -> Self {
        self.fields.put(Name::Borrowed(name), data);
        self
    }

    /// The value if none is given. Default: none, and the deployment must give one.
    pub fn default(self, value: impl IntoValue<T>) -> Self {
        let data = match value.into_value().into_data() {
            // a list's default is one text, divided by commas
            Data::List(items) => Data::text(items.iter().filter_map(Data::as_text).collect::<Vec<_>>().join(",")),
            data => data,
        };
        self.field("Default", data)
    }

    /// What it is for, at most 4,000 characters.
    pub fn description(self, text: impl Into<Name>) -> Self {
        self.field("Description", Data::text(text))
    }

    /// The regular expression that the whole value must match.
    pub fn allowed_pattern(self, pattern: impl Into<Name>) -> Self {
        self.field("AllowedPattern", Data::text(pattern))
    }

    /// What is said when a value does not match.
    pub fn constraint_description(self, text: impl Into<Name>) -> Self {
        self.field("ConstraintDescription", Data::text(text))
    }

    /// The least and the most characters.
    pub fn length(self, range: std::ops::RangeInclusive<u32>) -> Self {
        let (least, most) = (i64::from(*range.start()), i64::from(*range.end()));
        self.field("MinLength", Data::Integer(least)).field("MaxLength", Data::Integer(most))
    }

    /// The least and the greatest number.
    pub fn range(self, range: std::ops::RangeInclusive<i64>) -> Self {
        self.field("MinValue", Data::Integer(*range.start())).field("MaxValue", Data::Integer(*range.end()))
    }

    /// Hides the value wherever CloudFormation would show it.
    pub fn no_echo(self) -> Self {
        self.field("NoEcho", Data::Bool(true))
    }
}

impl<T> Construct for Parameter<T> {
    type Handle = ParameterRef<T>;

    fn build(self, scope: Scope) -> ParameterRef<T> {
        scope.node.set_element(Element::Parameter(Data::Map(self.fields.entries)));
        ParameterRef { node: scope.node, marker: PhantomData }
    }
}

impl<T> ParameterRef<T> {
    /// The value that the deployment gives.
    pub fn value(&self) -> Value<T> {
        self.node.target().reference()
    }

    pub(crate) fn logical_id(&self) -> Value<Text> {
        self.node.target().logical_id()
    }

    /// The construct path.
    pub fn path(&self) -> String {
        self.node.path()
    }
}
