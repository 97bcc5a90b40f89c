//! Operator values: what the person who deploys knows and the code does not.
//!
//! A value that the settings give is a literal; one that they leave out becomes a parameter without default, so that
//! `cfn-out` never depends on a person's file and no placeholder slips through. The deployer supplies it.

use formwork::{IntoValue, Parameter, Scope, Value};

/// The value of the settings, or a parameter of the stack under this id.
#[track_caller]
pub fn value<T, V: IntoValue<T>>(
    scope: &Scope,
    id: &'static str,
    given: Option<V>,
    parameter: Parameter<T>,
) -> Value<T> {
    match given {
        Some(given) => given.into_value(),
        None => scope.add(id, parameter).value(),
    }
}
