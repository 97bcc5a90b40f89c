//! What lets somebody do or reach more than before, or leaves less encrypted, filtered or logged.

mod encryption;
mod exposure;
mod firewall;
mod iam;
mod logging;
mod network;
mod pattern;
mod policy;
mod range;
mod statement;
mod tls;

use super::sides::Sides;
use super::{Effect, Kind, Reason};
use serde_json::Value;

/// Every rule. One that compares finds nothing where a side is missing; one that looks for what is open takes a missing side
/// for closed.
const RULES: &[fn(&Sides<'_>, &mut Findings)] = &[
    policy::check,
    iam::check,
    network::check,
    exposure::check,
    firewall::check,
    tls::check,
    encryption::check,
    logging::check,
];

/// Reasons of class 4. In a stack that is new, only what opens to the outside.
pub fn check(sides: &Sides<'_>, effect: &Effect) -> Vec<Reason> {
    let is_there = !matches!(effect, Effect::Left | Effect::Imported | Effect::Adopted);
    let mut findings = Findings { is_new_stack: sides.stack.action.is_create(), reasons: Vec::new() };
    if is_there {
        RULES.iter().for_each(|rule| rule(sides, &mut findings));
    }
    findings.reasons
}

/// What the rules found.
pub struct Findings {
    is_new_stack: bool,
    reasons: Vec<Reason>,
}

impl Findings {
    /// Something opens to the outside: always a reason.
    fn outside(&mut self, reason: Reason) {
        self.reasons.push(reason);
    }

    /// Something opens within: no reason while everything is new.
    fn inside(&mut self, reason: Reason) {
        if !self.is_new_stack {
            self.reasons.push(reason);
        }
    }

    fn add(&mut self, is_outside: bool, reason: Reason) {
        if is_outside { self.outside(reason) } else { self.inside(reason) }
    }
}

/// Whether a switch is on: on, off, or an expression that nobody can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Switch {
    On,
    Off,
    Unknown,
}

impl Switch {
    fn of(value: Option<&Value>) -> Switch {
        let Some(value) = value else { return Switch::Off };
        if super::expression::is_expression(value) {
            return Switch::Unknown;
        }
        match super::expression::text(value).to_ascii_lowercase().as_str() {
            "true" | "enabled" | "on" | "1" => Switch::On,
            _ => Switch::Off,
        }
    }
}

/// A reason for a switch that is on before, as far as is known, and is not certainly on after.
fn switched_off(kind: Kind, sides: &Sides<'_>, pointer: &str) -> Option<Reason> {
    let (before, after) = sides.at(pointer);
    let goes = Switch::of(before) != Switch::Off && Switch::of(after) != Switch::On && before != after;
    (goes && sides.is_modified()).then(|| Reason::new(kind, pointer).values(before, after))
}

/// A reason for a switch that is not certainly on before, and may be on after.
fn switched_on(kind: Kind, sides: &Sides<'_>, pointer: &str) -> Option<Reason> {
    let (before, after) = sides.at(pointer);
    let comes = Switch::of(before) != Switch::On && Switch::of(after) != Switch::Off && before != after;
    comes.then(|| Reason::new(kind, pointer).values(before, after))
}
