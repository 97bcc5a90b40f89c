//! Pairs of what is removed and what is added.

use super::digest::Templates;
use super::{Certainty, Rename, Sides, Spot, StackKey, names};
use formwork::facts;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Finds what is removed and added again under another logical id or in another stack, ordered by what is removed.
pub fn renames(sides: &[Sides<'_>]) -> Vec<Rename> {
    let staying: BTreeSet<(&StackKey, &str)> = sides.iter().flat_map(staying).collect();
    let before = Side::new(sides, |sides| sides.deployed, &staying);
    let after = Side::new(sides, |sides| sides.wanted, &staying);
    let mut open = (before.loose.clone(), after.loose.clone());
    let mut found = Vec::new();
    for clue in [Clue::Content, Clue::Name, Clue::Path] {
        pair(&before, &after, clue, &mut open, &mut found);
    }
    found.sort_by(|one, other| one.from.cmp(&other.from));
    found
}

/// What two resources have in common if they are one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Clue {
    Content,
    Name,
    Path,
}

/// A resource that the other side does not have at its place.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Loose<'a> {
    stack: &'a StackKey,
    id: &'a str,
    resource: &'a Value,
}

struct Side<'a> {
    templates: Templates<'a>,
    loose: Vec<Loose<'a>>,
}

impl<'a> Side<'a> {
    fn new(
        sides: &'a [Sides<'a>],
        side: impl Fn(&Sides<'a>) -> Option<&'a Value>,
        staying: &'a BTreeSet<(&'a StackKey, &'a str)>,
    ) -> Self {
        let mut loose = Vec::new();
        for stack in sides {
            for (id, resource) in side(stack).into_iter().flat_map(resources) {
                if !staying.contains(&(&stack.stack, id.as_str())) && kind(resource) != "AWS::CDK::Metadata" {
                    loose.push(Loose { stack: &stack.stack, id, resource });
                }
            }
        }
        Side { templates: Templates::new(sides, side, staying), loose }
    }

    /// What a clue says of a resource, if anything.
    fn clue(&self, clue: Clue, loose: &Loose<'a>) -> Option<String> {
        let said = match clue {
            Clue::Content => return Some(self.templates.digest(loose.stack, loose.id)),
            Clue::Path => path(loose.resource)?.to_string(),
            Clue::Name => {
                let names = names::fixed_names(loose.resource).into_iter();
                let names = names.map(|(name, value)| (name, self.templates.canonical(loose.stack, value)));
                let names: BTreeMap<String, String> = names.collect();
                (!names.is_empty()).then(|| format!("{names:?}"))?
            }
        };
        Some(format!("{} {said}", kind(loose.resource)))
    }
}

fn pair<'a>(
    before: &Side<'a>,
    after: &Side<'a>,
    clue: Clue,
    (removed, added): &mut (Vec<Loose<'a>>, Vec<Loose<'a>>),
    found: &mut Vec<Rename>,
) {
    type Groups<'a> = BTreeMap<String, (Vec<Loose<'a>>, Vec<Loose<'a>>)>;
    let mut groups: Groups<'a> = BTreeMap::new();
    for loose in removed.iter() {
        before.clue(clue, loose).into_iter().for_each(|clue| groups.entry(clue).or_default().0.push(*loose));
    }
    for loose in added.iter() {
        after.clue(clue, loose).into_iter().for_each(|clue| groups.entry(clue).or_default().1.push(*loose));
    }
    for (_, (olds, news)) in groups.into_iter().filter(|(_, (olds, news))| !olds.is_empty() && !news.is_empty()) {
        for old in &olds {
            let (to, is_clear) = candidates(old, &olds, &news);
            let certainty = match clue {
                _ if !is_clear => Certainty::Ambiguous,
                Clue::Content => Certainty::Certain,
                Clue::Name | Clue::Path => Certainty::Likely,
            };
            if !to.is_empty() {
                found.push(rename(old, &to, certainty));
            }
        }
        removed.retain(|loose| !olds.contains(loose));
        added.retain(|loose| !news.contains(loose));
    }
}

/// What a resource may have become, and whether that is clear: the one in the same stack where that has one of each, then
/// the only one that is left, otherwise any that is left.
fn candidates<'a>(old: &Loose<'a>, olds: &[Loose<'a>], news: &[Loose<'a>]) -> (Vec<Loose<'a>>, bool) {
    let within = |all: &[Loose<'a>], stack: &StackKey| all.iter().filter(|loose| loose.stack == stack).count();
    let is_settled = |stack: &StackKey| within(olds, stack) == 1 && within(news, stack) == 1;
    if is_settled(old.stack) {
        return (news.iter().filter(|loose| loose.stack == old.stack).copied().collect(), true);
    }
    let left: Vec<Loose<'a>> = news.iter().filter(|loose| !is_settled(loose.stack)).copied().collect();
    let is_only = olds.iter().filter(|loose| !is_settled(loose.stack)).count() == 1;
    let is_clear = is_only && left.len() == 1;
    (left, is_clear)
}

fn rename(old: &Loose<'_>, to: &[Loose<'_>], certainty: Certainty) -> Rename {
    let spot = |loose: &Loose<'_>| Spot { stack: loose.stack.clone(), logical_id: loose.id.to_string() };
    let to: BTreeSet<Spot> = to.iter().map(spot).collect();
    let type_name = kind(old.resource).to_string();
    Rename {
        is_stateful: facts::resource(&type_name).is_some_and(|facts| facts.stateful),
        type_name,
        from: spot(old),
        to: to.into_iter().collect(),
        certainty,
        path: path(old.resource).map(str::to_string),
    }
}

/// The resources that both sides of a stack have, with one type.
fn staying<'a>(sides: &'a Sides<'a>) -> Vec<(&'a StackKey, &'a str)> {
    let (Some(before), Some(after)) = (sides.deployed, sides.wanted) else { return Vec::new() };
    let after: BTreeMap<&String, &Value> = resources(after).collect();
    let both = resources(before).filter(|(id, old)| after.get(id).is_some_and(|new| kind(old) == kind(new)));
    both.map(|(id, _)| (&sides.stack, id.as_str())).collect()
}

fn resources(template: &Value) -> impl Iterator<Item = (&String, &Value)> {
    template.get("Resources").and_then(Value::as_object).into_iter().flatten()
}

fn kind(resource: &Value) -> &str {
    resource.get("Type").and_then(Value::as_str).unwrap_or_default()
}

fn path(resource: &Value) -> Option<&str> {
    resource.get("Metadata")?.get("aws:cdk:path")?.as_str()
}
