//! Rules: what must hold of the parameters before anything is made.

use super::Element;
use crate::construct::{Construct, Properties};
use crate::scope::Scope;
use crate::value::{Data, IntoValue, Name, Text};

/// A rule: assertions about parameters, checked when a change set is made, perhaps only under a condition.
///
/// ```
/// use formwork_core::{App, Environment, Parameter, Rule, RuleExpression};
/// let app = App::new("demo");
/// let stack = app.environment(Environment::new("prod", "ap-northeast-1")).stack("DemoStack");
/// let size = stack.add("Size", Parameter::text());
/// stack.add("KnownSize", Rule::new()
///     .assert(RuleExpression::contains(["small", "large"], size.value()), "Size is small or large"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Rule {
    condition: Option<Data>,
    assertions: Vec<Data>,
}

/// An expression that is true or false in a rule.
#[derive(Clone, Debug)]
pub struct RuleExpression {
    data: Data,
}

impl Rule {
    /// A rule without assertions.
    pub fn new() -> Self {
        Rule::default()
    }

    /// Checks the assertions only where this is true. Default: always.
    pub fn when(mut self, condition: RuleExpression) -> Self {
        self.condition = Some(condition.data);
        self
    }

    /// What must be true, and what is said if it is not.
    pub fn assert(mut self, assertion: RuleExpression, description: impl Into<Name>) -> Self {
        let description = Data::text(description);
        self.assertions.push(Data::map([("Assert", assertion.data), ("AssertDescription", description)]));
        self
    }
}

impl RuleExpression {
    /// True if both are the same text.
    pub fn equals(left: impl IntoValue<Text>, right: impl IntoValue<Text>) -> Self {
        Self::call("Fn::Equals", vec![left.into_value().into_data(), right.into_value().into_data()])
    }

    /// True if the list holds the text.
    pub fn contains(list: impl IntoValue<Vec<Text>>, text: impl IntoValue<Text>) -> Self {
        Self::call("Fn::Contains", vec![list.into_value().into_data(), text.into_value().into_data()])
    }

    /// True if each item of the first list stands in the second.
    pub fn each_member_in(items: impl IntoValue<Vec<Text>>, list: impl IntoValue<Vec<Text>>) -> Self {
        Self::call("Fn::EachMemberIn", vec![items.into_value().into_data(), list.into_value().into_data()])
    }

    /// True if each item of the list is the text.
    pub fn each_member_equals(list: impl IntoValue<Vec<Text>>, text: impl IntoValue<Text>) -> Self {
        Self::call("Fn::EachMemberEquals", vec![list.into_value().into_data(), text.into_value().into_data()])
    }

    /// True if both are.
    pub fn and(self, other: RuleExpression) -> Self {
        Self::call("Fn::And", vec![self.data, other.data])
    }

    /// True if one is.
    pub fn or(self, other: RuleExpression) -> Self {
        Self::call("Fn::Or", vec![self.data, other.data])
    }

    fn call(name: &'static str, arguments: Vec<Data>) -> Self {
        RuleExpression { data: Data::call(name, Data::List(arguments)) }
    }
}

/// `!expression`: true if it is not.
impl std::ops::Not for RuleExpression {
    type Output = Self;

    fn not(self) -> Self {
        Self::call("Fn::Not", vec![self.data])
    }
}

impl Construct for Rule {
    type Handle = ();

    fn build(self, scope: Scope) {
        let mut fields = Properties::new();
        fields.put(Name::Borrowed("Assertions"), Data::List(self.assertions));
        if let Some(condition) = self.condition {
            fields.put(Name::Borrowed("RuleCondition"), condition);
        }
        scope.node.set_element(Element::Rule(Data::Map(fields.entries)));
    }
}
