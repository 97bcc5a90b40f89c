//! Conditions: decisions at deploy time.

use super::Element;
use crate::construct::Construct;
use crate::node::{Node, Target};
use crate::scope::Scope;
use crate::value::{Data, IntoValue, Text, Value};

/// A named condition of a stack.
///
/// ```
/// use formwork_core::{App, Condition, ConditionExpression, Environment, Parameter, Text, Value};
/// let app = App::new("demo");
/// let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DemoStack");
/// let size = stack.add("Size", Parameter::text().default("small"));
/// let is_large = stack.add("IsLarge", Condition::new(ConditionExpression::equals(size.value(), "large")));
/// let class: Value<Text> = is_large.choose("db.m7g.large", "db.t4g.micro");
/// ```
#[derive(Clone, Debug)]
pub struct Condition {
    expression: ConditionExpression,
}

/// An expression that is true or false: `Fn::Equals`, `Fn::And`, `Fn::Or`, `Fn::Not`, or a named condition.
#[derive(Clone, Debug)]
pub struct ConditionExpression {
    data: Data,
}

/// The handle of a condition.
#[derive(Clone)]
pub struct ConditionRef {
    node: Node,
}

impl Condition {
    /// A condition that holds when the expression is true.
    pub fn new(expression: ConditionExpression) -> Self {
        Condition { expression }
    }
}

impl ConditionExpression {
    /// True if both are the same text.
    pub fn equals(left: impl IntoValue<Text>, right: impl IntoValue<Text>) -> Self {
        let sides = vec![left.into_value().into_data(), right.into_value().into_data()];
        ConditionExpression { data: Data::call("Fn::Equals", Data::List(sides)) }
    }

    /// True if both are.
    pub fn and(self, other: impl Into<ConditionExpression>) -> Self {
        ConditionExpression { data: Data::call("Fn::And", Data::List(vec![self.data, other.into().data])) }
    }

    /// True if one is.
    pub fn or(self, other: impl Into<ConditionExpression>) -> Self {
        ConditionExpression { data: Data::call("Fn::Or", Data::List(vec![self.data, other.into().data])) }
    }
}

/// `!expression`: true if it is not.
impl std::ops::Not for ConditionExpression {
    type Output = Self;

    fn not(self) -> Self {
        ConditionExpression { data: Data::call("Fn::Not", Data::List(vec![self.data])) }
    }
}

impl From<&ConditionRef> for ConditionExpression {
    fn from(condition: &ConditionRef) -> Self {
        ConditionExpression { data: Data::map([("Condition", condition.target().logical_id::<Text>().into_data())]) }
    }
}

impl Construct for Condition {
    type Handle = ConditionRef;

    fn build(self, scope: Scope) -> ConditionRef {
        scope.node.set_element(Element::Condition(self.expression.data));
        ConditionRef { node: scope.node }
    }
}

impl ConditionRef {
    pub(crate) fn target(&self) -> Target {
        self.node.target()
    }

    /// One of two values: `Fn::If`.
    pub fn choose<T>(&self, if_true: impl IntoValue<T>, if_false: impl IntoValue<T>) -> Value<T> {
        let name = self.target().logical_id::<Text>().into_data();
        let arguments = vec![name, if_true.into_value().into_data(), if_false.into_value().into_data()];
        Value::from_data(Data::call("Fn::If", Data::List(arguments)))
    }

    /// The value where the condition holds, and otherwise no property at all (`AWS::NoValue`).
    pub fn only<T>(&self, value: impl IntoValue<T>) -> Value<T> {
        let name = self.target().logical_id::<Text>().into_data();
        let none = crate::pseudo::no_value::<T>().into_data();
        let arguments = vec![name, value.into_value().into_data(), none];
        Value::from_data(Data::call("Fn::If", Data::List(arguments)))
    }
}
