//! Rule: a pattern that fits the ARNs of one resource type, and of nothing below it, means that resource.

use super::{is_free, may_take, relate};
use crate::facts::Relation;
use crate::world::World;
use std::collections::BTreeMap;

/// An ARN's service, and what its resource part begins with.
type Kind = (String, String);

/// Applies it.
pub fn apply(world: &mut World) {
    let known = world.clone();
    let templates = templates(&known);
    world.each_property(|resource, part, property| {
        let kind = property.pattern.and_then(of_pattern);
        let Some([only]) = kind.and_then(|kind| templates.get(&kind)).map(Vec::as_slice) else { return };
        if is_free(property) && may_take(&known, resource, part, property, &[*only]) {
            relate(property, [*only]);
        }
    });
}

/// The resources of each kind of ARN, by the attribute that gives the ARN.
fn templates(world: &World) -> BTreeMap<Kind, Vec<Relation>> {
    let mut templates: BTreeMap<Kind, Vec<Relation>> = BTreeMap::new();
    for facts in world.resources.values() {
        let Some(kind) = facts.arn.and_then(of_template) else { continue };
        let names = facts.attributes.iter().map(|attribute| attribute.name).chain(facts.reference);
        let long = format!("{}Arn", crate::world::last(facts.name));
        let named = |name: &&str| name.eq_ignore_ascii_case("Arn") || name.eq_ignore_ascii_case(&long);
        if let Some(attribute) = names.clone().find(named) {
            templates.entry(kind).or_default().push(Relation { resource: facts.name, attribute });
        }
    }
    templates
}

/// `arn:${Partition}:sagemaker:${Region}:${Account}:cluster/${ClusterId}`: nothing may follow the variable.
fn of_template(template: &str) -> Option<Kind> {
    let parts: Vec<&str> = template.splitn(6, ':').collect();
    let [_, _, service, _, _, resource] = parts.as_slice() else { return None };
    let (kind, rest) = resource.split_once(['/', ':'])?;
    let is_variable = rest.starts_with("${") && rest.ends_with('}') && rest.matches("${").count() == 1;
    (is_word(service) && is_word(kind) && is_variable).then(|| ((*service).to_owned(), kind.to_owned()))
}

/// The same of a regular expression: six parts divided by colons, of which service and kind are plain words, and no
/// further segment after the kind's.
fn of_pattern(pattern: &str) -> Option<Kind> {
    let pattern = pattern.trim_start_matches('^').trim_end_matches('$').replace("\\/", "/").replace("\\-", "-");
    let parts = top_level(&pattern, ':');
    let (head, resource) = parts.split_at_checked(5)?;
    let [arn, _, service, _, _] = head else { return None };
    let resource = resource.join(":");
    let segments = top_level(&resource, '/');
    let segments: Vec<&str> = match segments.as_slice() {
        [only] => top_level(only, ':'),
        several => several.to_vec(),
    };
    let [kind, rest] = segments.as_slice() else { return None };
    let is_open = rest.contains(".*") || rest.contains(".+") || rest.contains("/");
    (*arn == "arn" && is_word(service) && is_word(kind) && !is_open)
        .then(|| ((*service).to_owned(), (*kind).to_owned()))
}

/// The service whose ARNs a pattern describes, if it says one.
pub fn service(pattern: &str) -> Option<String> {
    let start = pattern.find("arn:").or_else(|| pattern.find("arn(:"))?;
    let parts = top_level(&pattern[start..], ':');
    parts.get(2).filter(|service| is_word(service)).map(|service| (*service).to_owned())
}

/// Divides at a separator that stands in no group and no class.
fn top_level(text: &str, separator: char) -> Vec<&str> {
    let (mut depth, mut start, mut parts, mut escaped) = (0_i32, 0, Vec::new(), false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ if c == separator && depth == 0 => {
                parts.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}
