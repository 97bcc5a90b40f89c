//! Parameters without a default that decide conditions are looked at with each value that makes a difference.

use super::{Meaning, Sight, Symbol};
use crate::{AssembledEnvironment, Data, Function};
use std::collections::{BTreeMap, HashMap};

/// At most so many combinations are looked at.
const WORLDS: usize = 32;

pub(super) fn of(environment: &AssembledEnvironment) -> Vec<Sight<'_>> {
    let plain = Sight::new(environment, HashMap::new());
    let mut values: BTreeMap<&str, Vec<Option<&str>>> = BTreeMap::new();
    for (stack, assembled) in environment.stacks.iter().enumerate() {
        for (name, condition) in &assembled.template.conditions {
            if plain.holds(stack, name).is_none() {
                compared(&plain, stack, condition, &mut values);
            }
        }
    }
    if values.is_empty() {
        return vec![plain];
    }
    let mut worlds = vec![HashMap::new()];
    for (parameter, values) in values {
        worlds = worlds
            .iter()
            .flat_map(|world| {
                values.iter().map(move |value| {
                    let mut world: HashMap<&str, Option<&str>> = world.clone();
                    world.insert(parameter, *value);
                    world
                })
            })
            .take(WORLDS)
            .collect();
    }
    worlds.into_iter().map(|assumed| Sight::new(environment, assumed)).collect()
}

/// What the parameters of a condition are compared with. One parameter is one value, in whichever stacks it is.
fn compared<'a>(
    sight: &Sight<'a>,
    stack: usize,
    condition: &'a Data,
    values: &mut BTreeMap<&'a str, Vec<Option<&'a str>>>,
) {
    let mut visit = |function: &'a Function| {
        let Function::Call(name, argument) = function else { return };
        let [left, right] = argument.items() else { return };
        if name != "Fn::Equals" {
            return;
        }
        for (one, other) in [(left, right), (right, left)] {
            let (Meaning::Symbol(Symbol::Parameter(of, parameter)), Some(other)) =
                (sight.meaning(stack, one), other.as_text())
            else {
                continue;
            };
            let declared = &sight.environment.stacks[of].template.parameters;
            let declared = declared.iter().find(|(id, _)| id == parameter).map(|(_, declared)| declared);
            let allowed = declared.and_then(|declared| declared.get("AllowedValues")).map_or(&[][..], Data::items);
            let known = values.entry(parameter).or_default();
            let allowed: Vec<Option<&str>> = allowed.iter().filter_map(Data::as_text).map(Some).collect();
            let wanted = if allowed.is_empty() { vec![Some(other), None] } else { allowed };
            for value in wanted {
                if !known.contains(&value) {
                    known.push(value);
                }
            }
        }
    };
    condition.visit_functions(&mut crate::Pointer::default(), &mut |_, function| visit(function));
}
