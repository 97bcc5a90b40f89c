//! Doc comments.

use crate::facts::{Bounds, Kind, Lifecycle, PropertyFacts, Replacement, ResourceFacts, Stage};
use crate::source::schemas::REGIONS;
use crate::world::{last, service};
use std::fmt::Write;

/// Longer patterns help nobody in a comment; the facts have them.
const LONGEST_PATTERN: usize = 100;

/// Pages of the CloudFormation reference.
const PAGES: &str = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference";

/// Writes lines as a doc comment, paragraphs apart.
pub fn write(text: &mut String, indent: &str, paragraphs: &[String]) {
    for (at, paragraph) in paragraphs.iter().enumerate() {
        if at > 0 {
            let _ = writeln!(text, "{indent}///");
        }
        let _ = writeln!(text, "{indent}/// {paragraph}");
    }
}

/// What a setter says.
pub fn property(sentence: Option<&str>, facts: &PropertyFacts) -> Vec<String> {
    let mut paragraphs = vec![sentence.map_or_else(|| format!("`{}`", facts.name), str::to_owned)];
    let mut notes = Vec::new();
    if facts.required {
        notes.push("Required.".to_owned());
    }
    if facts.deprecated {
        notes.push("Deprecated.".to_owned());
    }
    match facts.replacement {
        Replacement::No => {}
        Replacement::Maybe => notes.push("Update: replacement in some cases.".to_owned()),
        Replacement::Yes => notes.push("Update: replacement.".to_owned()),
    }
    if let Some(range) = facts.range {
        notes.push(format!("Range: {}.", bounds(range)));
    }
    if !facts.numbers.is_empty() {
        notes.push(format!("One of: {}.", facts.numbers.join(", ")));
    }
    if let Some(length) = facts.length {
        notes.push(format!("Length: {}.", bounds(length)));
    }
    if let Some(items) = facts.items {
        let what = if matches!(facts.kind, Kind::List(_)) { "Items" } else { "Entries" };
        notes.push(format!("{what}: {}.", bounds(items)));
    }
    if let Some(pattern) = facts.pattern.filter(|pattern| pattern.len() <= LONGEST_PATTERN && !pattern.contains('`')) {
        notes.push(format!("Pattern: `{pattern}`."));
    }
    if !notes.is_empty() {
        paragraphs.push(notes.join(" "));
    }
    paragraphs
}

fn bounds(bounds: Bounds) -> String {
    match (bounds.min, bounds.max) {
        (Some(min), Some(max)) if min == max => format!("{min}"),
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => "any".to_owned(),
    }
}

/// What a resource says.
pub fn resource(sentence: Option<&str>, facts: &ResourceFacts) -> Vec<String> {
    let resource = facts.name;
    let mut paragraphs = vec![sentence.map_or_else(|| format!("The `{resource}` resource."), str::to_owned)];
    if let Some(Lifecycle { stage, date }) = facts.lifecycle {
        paragraphs.push(match stage {
            Stage::Maintenance => format!("AWS only maintains it, since {date}."),
            Stage::Sunset => format!("AWS ends it; the date is {date}."),
            Stage::Shutdown => format!("AWS has ended it, on {date}."),
        });
    }
    if let Some(region) = facts.only_in {
        let other = REGIONS.iter().find(|known| **known != region).copied().unwrap_or_default();
        paragraphs.push(format!("In `{region}`, and not in `{other}`."));
    }
    let page = format!("aws-resource-{}-{}", service(resource), last(resource)).to_ascii_lowercase();
    paragraphs.push(format!("[AWS documentation]({PAGES}/{page}.html)"));
    paragraphs
}

/// What a part of a resource says.
pub fn part(sentence: Option<&str>, resource: &'static str, part: &str) -> Vec<String> {
    let sentence = sentence.map_or_else(|| format!("`{part}` of `{resource}`."), str::to_owned);
    let page = format!("aws-properties-{}-{}-{part}", service(resource), last(resource)).to_ascii_lowercase();
    vec![sentence, format!("[AWS documentation]({PAGES}/{page}.html)")]
}
