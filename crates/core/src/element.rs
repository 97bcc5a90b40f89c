//! What stands in a template beside resources: parameters, mappings, conditions, rules, outputs.

mod condition;
mod mapping;
mod output;
mod parameter;
mod rule;

pub use condition::{Condition, ConditionExpression, ConditionRef};
pub use mapping::{Mapping, MappingRef};
pub use output::Output;
pub use parameter::{Parameter, ParameterRef};
pub use rule::{Rule, RuleExpression};

use crate::resource::ResourceElement;
use crate::value::Data;

/// An element of a template, as a node of the tree holds it.
pub(crate) enum Element {
    Resource(ResourceElement),
    Parameter(Data),
    Mapping(Data),
    Condition(Data),
    Rule(Data),
    Output(Data),
}
