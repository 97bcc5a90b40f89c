//! Outputs: what a stack shows, and what it exports by a name of the caller's.

use super::{ConditionRef, Element};
use crate::construct::{Construct, Properties};
use crate::scope::Scope;
use crate::value::{Data, IntoValue, Name, Text};

/// An output of a stack. References between stacks need none: they export by themselves.
///
/// ```
/// use formwork_core::{App, CustomResource, Environment, Output, Text};
/// let app = App::new("demo");
/// let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("EdgeStack");
/// let balancer = stack.add("Balancer", CustomResource::new("AWS::ElasticLoadBalancingV2::LoadBalancer"));
/// stack.add("Address", Output::new(balancer.get_att::<Text>("DNSName")).description("Where the application answers"));
/// ```
#[derive(Clone, Debug)]
pub struct Output {
    fields: Properties,
}

impl Output {
    /// An output of this value.
    pub fn new(value: impl IntoValue<Text>) -> Self {
        Output { fields: Properties::new() }.field("Value", value.into_value().into_data())
    }

    fn field(mut self, name: &'static str, data: Data) -> Self {
        self.fields.put(Name::Borrowed(name), data);
        self
    }

    /// What it is, at most 1,024 bytes.
    pub fn description(self, text: impl Into<Name>) -> Self {
        self.field("Description", Data::text(text))
    }

    /// Exports the value under a name, unique in the account and region, for stacks of other programs.
    pub fn export(self, name: impl IntoValue<Text>) -> Self {
        self.field("Export", Data::map([("Name", name.into_value().into_data())]))
    }

    /// Makes the output only where the condition holds.
    pub fn condition(self, condition: &ConditionRef) -> Self {
        self.field("Condition", condition.target().logical_id::<Text>().into_data())
    }
}

impl Construct for Output {
    type Handle = ();

    fn build(self, scope: Scope) {
        scope.node.set_element(Element::Output(Data::Map(self.fields.entries)));
    }
}
