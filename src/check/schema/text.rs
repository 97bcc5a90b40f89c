//! Texts, numbers and counts within their bounds.

use super::{Judge, codes};
use crate::check::pattern;
use crate::facts::{Bounds, EnumFacts, PropertyFacts};
use crate::{Data, Pointer, spelling};
use std::borrow::Cow;

/// Whether a text is only known when CloudFormation deploys.
pub(super) fn is_resolved_later(text: &str) -> bool {
    text.contains("{{resolve:")
}

impl Judge<'_, '_> {
    pub(super) fn text(&mut self, property: &PropertyFacts, data: &Data, pointer: &Pointer) {
        let written = written(data);
        if let Some(wanted) = property.pattern.filter(|wanted| pattern::matches(wanted, &written) == Some(false)) {
            self.found(&codes::WRONG_FORM, pointer, |problem| {
                let problem = problem.with("property", property.name).with("value", shortened(&written));
                problem.with("pattern", wanted)
            });
            return;
        }
        let Some(bounds) = &property.length else { return };
        let count = written.chars().count();
        if !bounds.allow(count as f64) {
            self.found(&codes::WRONG_LENGTH, pointer, |problem| {
                let problem = problem.with("property", property.name).with("count", count);
                problem.with("what", "characters").with("allowed", allowed(bounds))
            });
        }
    }

    pub(super) fn count(&mut self, property: &PropertyFacts, count: usize, pointer: &Pointer) {
        let Some(bounds) = property.items.as_ref().filter(|bounds| !bounds.allow(count as f64)) else { return };
        self.found(&codes::WRONG_LENGTH, pointer, |problem| {
            let problem = problem.with("property", property.name).with("count", count);
            problem.with("what", "items").with("allowed", allowed(bounds))
        });
    }

    pub(super) fn number(&mut self, property: &PropertyFacts, number: f64, pointer: &Pointer) {
        let is_listed = |one: &&str| one.parse::<f64>().is_ok_and(|one| one == number);
        let allowed = match (&property.range, property.numbers.is_empty()) {
            (Some(bounds), _) if !bounds.allow(number) => allowed(bounds),
            (_, false) if !property.numbers.iter().any(is_listed) => property.numbers.join(", "),
            _ => return,
        };
        self.found(&codes::OUT_OF_RANGE, pointer, |problem| {
            problem.with("property", property.name).with("value", number.to_string()).with("allowed", allowed)
        });
    }

    pub(super) fn one_of(&mut self, property: &PropertyFacts, values: &EnumFacts, data: &Data, pointer: &Pointer) {
        let text = written(data);
        let is_it = |known: &&str| **known == text || values.any_case && known.eq_ignore_ascii_case(&text);
        if values.values.iter().any(is_it) {
            return;
        }
        let near = spelling::nearest(&text, values.values.iter().copied());
        let near = near.map(|near| format!("; the nearest is `{near}`")).unwrap_or_default();
        let mut allowed: Vec<&str> = values.values.iter().take(20).copied().collect();
        if values.values.len() > allowed.len() {
            allowed.push("..");
        }
        self.found(&codes::UNKNOWN_VALUE, pointer, |problem| {
            let problem = problem.with("property", property.name).with("value", text.to_string());
            problem.with("allowed", allowed.join(", ")).with("near", near)
        });
    }
}

/// A plain value as the text that CloudFormation makes of it.
fn written(data: &Data) -> Cow<'_, str> {
    match data {
        Data::Text(text) => Cow::Borrowed(text),
        Data::Bool(value) => Cow::Owned(value.to_string()),
        Data::Integer(number) => Cow::Owned(number.to_string()),
        Data::Number(number) => Cow::Owned(number.to_string()),
        _ => Cow::Borrowed(""),
    }
}

/// The beginning of a text that is long.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_string(),
    }
}

fn allowed(bounds: &Bounds) -> String {
    match (bounds.min, bounds.max) {
        (Some(min), Some(max)) if min == max => format!("exactly {min}"),
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("{min} at least"),
        (None, Some(max)) => format!("{max} at most"),
        (None, None) => "any".to_string(),
    }
}
