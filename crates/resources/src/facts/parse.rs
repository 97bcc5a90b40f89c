//! Reads the text form of the facts.
//!
//! A line that starts without a space begins a resource; one space makes it a line of the resource, two a line of the
//! resource's last `type`. A line is a fact when its first word is one of those in `fact`, and a property otherwise:
//! name, kind, then flags; `pattern=` takes the rest of the line.

use super::model::{
    AttributeFacts, Bounds, EnumFacts, Group, Kind, Lifecycle, PropertyFacts, Relation, Replacement, ResourceFacts,
    Rule, Stage, TagShape, Tagging, TypeFacts,
};

use std::cmp::Ordering;

// every function is inline, so that it is compiled where it is used: this crate is built without optimization

/// A line that cannot be read, for whoever changed the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable(pub String);

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "this line of the facts cannot be read: `{}`", self.0)
    }
}

impl std::error::Error for Unreadable {}

/// The part of a service's text that begins with one resource.
#[inline]
pub fn section(text: &'static str, name: &str) -> Option<&'static str> {
    // sections stand in the order of their names: a few steps find one without reading the whole text. The heading that is
    // wanted begins within low..high, or there is none
    let (mut low, mut high) = (0, text.len());
    while low < high {
        let mut middle = low + (high - low) / 2;
        while !text.is_char_boundary(middle) {
            middle -= 1;
        }
        let Some(at) = text[middle..].find(HEADING).map(|found| middle + found).filter(|at| *at < high) else {
            high = middle;
            continue;
        };
        let start = at + 1;
        let found = text[at + HEADING.len()..].lines().next().unwrap_or_default();
        match found.cmp(name) {
            Ordering::Less => low = start,
            Ordering::Greater => high = middle,
            Ordering::Equal => return Some(&text[start..]),
        }
    }
    None
}

/// How a section begins.
const HEADING: &str = "\nresource ";

/// The names of the resources in a service's text.
pub fn names(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.split(HEADING).skip(1).filter_map(|section| section.lines().next())
}

/// Reads the first resource of the part that [`section`] gives.
#[inline]
pub fn resource(section: &'static str) -> Result<ResourceFacts, Unreadable> {
    let mut facts = ResourceFacts::default();
    for line in section.lines() {
        if !facts.name.is_empty() && !line.starts_with(' ') {
            break;
        }
        let read = match line.split_at_checked(1) {
            Some((" ", rest)) if rest.starts_with(' ') => nested(&mut facts, &rest[1..]),
            Some((" ", rest)) => own(&mut facts, rest),
            _ => line.strip_prefix("resource ").map(|name| facts.name = name),
        };
        read.ok_or_else(|| Unreadable(line.to_owned()))?;
    }
    Ok(facts)
}

#[inline]
fn own(facts: &mut ResourceFacts, line: &'static str) -> Option<()> {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    match word {
        "only" => facts.only_in = Some(rest),
        "lifecycle" => facts.lifecycle = Some(lifecycle(rest)?),
        "stateful" => facts.stateful = true,
        "delete-first" => facts.delete_first = true,
        "identifier" => facts.identifier = rest.split(' ').collect(),
        "ref" => facts.reference = Some(rest),
        "arn-template" => facts.arn = Some(rest),
        "tags" => facts.tags = Some(tagging(rest)?),
        "get" => facts.attributes.push(attribute(rest)?),
        "type" => facts.types.push(TypeFacts { name: rest, ..TypeFacts::default() }),
        "enum" => facts.enums.push(enumeration(rest, false)?),
        "enum-any-case" => facts.enums.push(enumeration(rest, true)?),
        _ => match rule(word) {
            Some(rule) => facts.groups.push(Group { rule, properties: rest.split(' ').collect() }),
            None => facts.properties.push(property(word, rest)?),
        },
    }
    Some(())
}

#[inline]
fn nested(facts: &mut ResourceFacts, line: &'static str) -> Option<()> {
    let part = facts.types.last_mut()?;
    let (word, rest) = line.split_once(' ')?;
    match rule(word) {
        Some(rule) => part.groups.push(Group { rule, properties: rest.split(' ').collect() }),
        None => part.properties.push(property(word, rest)?),
    }
    Some(())
}

#[inline]
fn rule(word: &str) -> Option<Rule> {
    match word {
        "exactly-one" => Some(Rule::ExactlyOne),
        "at-least-one" => Some(Rule::AtLeastOne),
        "needs" => Some(Rule::Needs),
        "excludes" => Some(Rule::Excludes),
        _ => None,
    }
}

#[inline]
fn lifecycle(rest: &'static str) -> Option<Lifecycle> {
    let (stage, date) = rest.split_once(' ')?;
    let stage = match stage {
        "maintenance" => Stage::Maintenance,
        "sunset" => Stage::Sunset,
        "shutdown" => Stage::Shutdown,
        _ => return None,
    };
    Some(Lifecycle { stage, date })
}

#[inline]
fn tagging(rest: &'static str) -> Option<Tagging> {
    let (shape, property) = rest.split_once(' ')?;
    let shape = match shape {
        "list" => TagShape::List,
        "propagated" => TagShape::Propagated,
        "map" => TagShape::Map,
        _ => return None,
    };
    Some(Tagging { shape, property })
}

#[inline]
fn enumeration(rest: &'static str, any_case: bool) -> Option<EnumFacts> {
    let (name, values) = rest.split_once(' ')?;
    Some(EnumFacts { name, any_case, values: values.split('|').collect() })
}

#[inline]
fn attribute(rest: &'static str) -> Option<AttributeFacts> {
    let mut words = rest.split(' ');
    let (name, kind) = (words.next()?, kind(words.next()?)?);
    let relations = match (words.next(), words.next()) {
        (Some("->"), Some(list)) => relations(list)?,
        (None, _) => Vec::new(),
        _ => return None,
    };
    Some(AttributeFacts { name, kind, relations })
}

#[inline]
fn property(name: &'static str, rest: &'static str) -> Option<PropertyFacts> {
    let (flags, pattern) = match rest.split_once(" pattern=") {
        Some((flags, pattern)) => (flags, Some(pattern)),
        None => (rest, None),
    };
    let mut words = flags.split(' ');
    let mut facts = PropertyFacts { name, kind: kind(words.next()?)?, pattern, ..PropertyFacts::default() };
    while let Some(word) = words.next() {
        match word.split_once('=').unwrap_or((word, "")) {
            ("required", _) => facts.required = true,
            ("replace", _) => facts.replacement = Replacement::Yes,
            ("replace?", _) => facts.replacement = Replacement::Maybe,
            ("write-only", _) => facts.write_only = true,
            ("read-only", _) => facts.read_only = true,
            ("deprecated", _) => facts.deprecated = true,
            ("unique", _) => facts.unique = true,
            ("open", _) => facts.open = true,
            ("by-rule", _) => facts.by_rule = true,
            ("format", format) => facts.format = Some(format),
            ("numbers", numbers) => facts.numbers = numbers.split('|').collect(),
            ("length", text) => facts.length = Some(bounds(text)?),
            ("range", text) => facts.range = Some(bounds(text)?),
            ("items", text) => facts.items = Some(bounds(text)?),
            ("->", _) => facts.relations = relations(words.next()?)?,
            _ => return None,
        }
    }
    Some(facts)
}

#[inline]
fn kind(word: &'static str) -> Option<Kind> {
    Some(match word {
        "text" => Kind::Text,
        "json" => Kind::Json,
        "bool" => Kind::Bool,
        "integer" => Kind::Integer,
        "number" => Kind::Number,
        _ => match word.strip_suffix('>').and_then(|word| word.split_once('<')) {
            Some(("list", item)) => Kind::List(Box::new(kind(item)?)),
            Some(("map", item)) => Kind::Map(Box::new(kind(item)?)),
            None if is_name(word) => Kind::Named(word),
            _ => return None,
        },
    })
}

#[inline]
fn is_name(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
}

#[inline]
fn bounds(text: &str) -> Option<Bounds> {
    let (min, max) = text.split_once("..")?;
    let number = |text: &str| if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) };
    Some(Bounds { min: number(min)?, max: number(max)? })
}

#[inline]
fn relations(list: &'static str) -> Option<Vec<Relation>> {
    let relation = |text: &'static str| {
        let (resource, attribute) = text.split_once('.')?;
        Some(Relation { resource, attribute })
    };
    list.split(',').map(relation).collect()
}
