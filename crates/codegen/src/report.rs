//! What a refresh changes, the dangerous things first: what a person reads before committing it.

use crate::facts::{PropertyFacts, Replacement, ResourceFacts};
use crate::relation::place;
use crate::world::World;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The differences that somebody who uses the library would notice. Nothing, if there are none.
pub fn differences(before: &World, after: &World) -> String {
    let mut text = String::new();
    list(&mut text, "removed types: code that uses them stops compiling", gone(before, after));
    list(&mut text, "properties that replace the resource from now on", newly_replacing(before, after));
    list(&mut text, "removed properties", each(before, after, |old, new| missing(&properties(old), &properties(new))));
    list(
        &mut text,
        "removed or renamed parts and enumerations",
        each(before, after, |old, new| missing(&names(old), &names(new))),
    );
    list(
        &mut text,
        "new parts and enumerations, perhaps renamed",
        each(before, after, |old, new| missing(&names(new), &names(old))),
    );
    list(&mut text, "newly required properties", newly_required(before, after));
    list(&mut text, "new types", gone(after, before));
    let added = each(before, after, |old, new| missing(&properties(new), &properties(old)));
    list(&mut text, "new properties", added);
    text
}

fn list(text: &mut String, title: &str, entries: Vec<String>) {
    if !entries.is_empty() {
        let _ = writeln!(text, "{title} ({}):", entries.len());
        for entry in entries {
            let _ = writeln!(text, "  {entry}");
        }
    }
}

fn gone(from: &World, to: &World) -> Vec<String> {
    let names = from.resources.keys().filter(|name| !to.resources.contains_key(*name));
    names.map(|name| (*name).to_owned()).collect()
}

/// For every type that is in both.
fn each(before: &World, after: &World, compare: impl Fn(&ResourceFacts, &ResourceFacts) -> Vec<String>) -> Vec<String> {
    let both = before.resources.iter().filter_map(|(name, old)| Some((old, after.resources.get(name)?)));
    both.flat_map(|(old, new)| compare(old, new)).collect()
}

fn missing(from: &BTreeSet<String>, to: &BTreeSet<String>) -> Vec<String> {
    from.difference(to).cloned().collect()
}

fn properties(facts: &ResourceFacts) -> BTreeSet<String> {
    facts.all_properties().map(|(part, property)| place(facts.name, part, property.name)).collect()
}

fn names(facts: &ResourceFacts) -> BTreeSet<String> {
    let parts = facts.types.iter().map(|part| part.name);
    parts.chain(facts.enums.iter().map(|one| one.name)).map(|name| format!("{}#{name}", facts.name)).collect()
}

fn newly_replacing(before: &World, after: &World) -> Vec<String> {
    newly(before, after, |old, new| new.replacement > old.replacement && new.replacement != Replacement::No)
}

fn newly_required(before: &World, after: &World) -> Vec<String> {
    newly(before, after, |old, new| new.required && !old.required)
}

/// The properties that are in both, and for which `is` holds.
fn newly(before: &World, after: &World, is: impl Fn(&PropertyFacts, &PropertyFacts) -> bool) -> Vec<String> {
    each(before, after, |old, new| {
        let known = |part: Option<&str>, name: &str| match part {
            Some(part) => old.part(part)?.property(name),
            None => old.property(name),
        };
        let both =
            new.all_properties().filter_map(|(part, property)| Some((part, known(part, property.name)?, property)));
        both.filter(|(_, old, new)| is(old, new))
            .map(|(part, _, property)| place(new.name, part, property.name))
            .collect()
    })
}
