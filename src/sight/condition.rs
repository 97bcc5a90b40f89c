//! Which conditions hold.

use super::{ANY_REGION, DEPTH, Meaning, Sight, Symbol};
use crate::{Data, Function, Reference};

impl<'a> Sight<'a> {
    /// Whether a condition of a stack holds; none where nothing decides it.
    pub fn holds(&self, stack: usize, name: &str) -> Option<bool> {
        self.named_condition(stack, name, 0)
    }

    fn named_condition(&self, stack: usize, name: &str, depth: usize) -> Option<bool> {
        let conditions = &self.environment.stacks[stack].template.conditions;
        let (_, condition) = conditions.iter().find(|(id, _)| id == name)?;
        self.decide(stack, condition, depth + 1)
    }

    fn decide(&self, stack: usize, condition: &'a Data, depth: usize) -> Option<bool> {
        if depth > DEPTH {
            return None;
        }
        // {"Condition": "Name"} is a map of one member
        if let Some(name) = condition.get("Condition") {
            return self.named_condition(stack, bare(name)?, depth);
        }
        let Data::Function(function) = condition else { return None };
        let Function::Call(name, argument) = function.as_ref() else { return None };
        let arguments = argument.items();
        let decided = || arguments.iter().map(|one| self.decide(stack, one, depth + 1));
        match (name.as_ref(), arguments) {
            ("Fn::Equals", [left, right]) => {
                let (left, right) = (self.deep(stack, left, depth), self.deep(stack, right, depth));
                match (left.text(), right.text()) {
                    (Some(left), Some(right)) if left == ANY_REGION || right == ANY_REGION => {
                        (left == right).then_some(true)
                    }
                    (Some(left), Some(right)) => Some(left == right),
                    (Some(_), None) if self.is_other(&right) => Some(false),
                    (None, Some(_)) if self.is_other(&left) => Some(false),
                    _ if left == right && !matches!(left, Meaning::Unknown(_)) => Some(true),
                    _ => None,
                }
            }
            ("Fn::Not", [one]) => self.decide(stack, one, depth + 1).map(|holds| !holds),
            ("Fn::And", _) if decided().any(|one| one == Some(false)) => Some(false),
            ("Fn::And", _) => decided().all(|one| one == Some(true)).then_some(true),
            ("Fn::Or", _) if decided().any(|one| one == Some(true)) => Some(true),
            ("Fn::Or", _) => decided().all(|one| one == Some(false)).then_some(false),
            _ => None,
        }
    }

    /// Whether it is a parameter that has none of the values it is compared with.
    fn is_other(&self, meaning: &Meaning<'a>) -> bool {
        matches!(meaning, Meaning::Symbol(Symbol::Parameter(_, name)) if self.assumed.get(name) == Some(&None))
    }
}

fn bare(data: &Data) -> Option<&str> {
    match data {
        Data::Text(text) => Some(text),
        Data::Function(function) => match function.as_ref() {
            Function::LogicalId(Reference::Name(name)) => Some(name),
            _ => None,
        },
        _ => None,
    }
}
