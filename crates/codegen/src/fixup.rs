//! Corrections of what AWS's data says, each with a name and a reason.
//!
//! A correction that finds nothing to correct fails the refresh: either AWS has corrected it, and the fixup goes, or the
//! data has moved, and the fixup follows. How to add one: put it into the table of its kind below this folder, run
//! `cargo run -p formwork-codegen -- refresh`, and look at the difference in the facts.

mod gap;
mod own;
mod reference;
mod shape;
mod target;

use crate::facts::{Kind, Relation};
use crate::world::World;
use crate::{Failure, facts::PropertyFacts};

/// A correction.
pub struct Fixup {
    /// What it is called.
    pub name: &'static str,
    /// Why it is needed.
    pub reason: &'static str,
    /// What it does.
    pub change: Change,
}

/// What a correction does. Places are written as `AWS::SQS::Queue/Tags`, and `AWS::SQS::Queue#Tag/Key` for a type's.
pub enum Change {
    /// Relations to one attribute are relations to another.
    Retarget(Target, Target),
    /// Nothing is related to this resource; with an attribute, to this attribute.
    NoTarget(&'static str, Option<&'static str>),
    /// What stands at these places is no id of anything.
    NoId(&'static [&'static str]),
    /// Nothing in this resource is an id.
    NoIds(&'static str),
    /// At these places the known relations are not the only ones.
    Open(&'static [&'static str]),
    /// These places take these ids, whatever the data says.
    Takes(&'static [&'static str], &'static [Target]),
    /// Wherever the first of these ids is taken, the others are.
    Widen(&'static [Target]),
    /// A property of a resource that does not exist.
    NoProperty(&'static str, &'static str),
    /// A type of a resource is called otherwise in AWS's documentation.
    Rename(&'static str, &'static str, &'static str),
    /// These places hold something else than the schema says.
    Holds(&'static [&'static str], fn() -> Kind),
}

/// A resource type and an attribute.
pub type Target = (&'static str, &'static str);

/// All corrections, in the order in which they are applied.
pub fn all() -> impl Iterator<Item = &'static Fixup> {
    [target::FIXUPS, own::FIXUPS, shape::FIXUPS, gap::FIXUPS, reference::FIXUPS].into_iter().flatten()
}

/// Applies all of them. The error names every one that found nothing.
pub fn apply(world: &mut World) -> Result<(), Failure> {
    let idle: Vec<String> = all().filter_map(|fixup| fixup.idle(world)).collect();
    if idle.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "these fixups found nothing to correct; remove them, or make them follow the data (crates/codegen/src/fixup):\n  {}",
        idle.join("\n  ")
    )))
}

/// Applies those that widen relations once more: rules have made further relations since.
pub fn widen(world: &mut World) {
    for fixup in all().filter(|fixup| matches!(fixup.change, Change::Widen(_))) {
        fixup.idle(world);
    }
}

impl Fixup {
    /// Applies it; what it could not find, if that is anything.
    pub fn idle(&self, world: &mut World) -> Option<String> {
        let name = self.name;
        let places = |idle: Vec<&str>| (!idle.is_empty()).then(|| format!("{name}, at {}", idle.join(", ")));
        let found = match &self.change {
            Change::NoId(list) => {
                return places(each(world, list, |property| !std::mem::take(&mut property.relations).is_empty()));
            }
            Change::Open(list) => {
                return places(each(world, list, |property| !std::mem::replace(&mut property.open, true)));
            }
            Change::Takes(list, targets) => {
                let relations: Vec<Relation> = targets.iter().map(relation).collect();
                return places(each(world, list, |property| {
                    std::mem::replace(&mut property.relations, relations.clone()) != relations
                }));
            }
            Change::Holds(list, kind) => {
                return places(each(world, list, |property| {
                    // what limits a text limits nothing else
                    if kind() != Kind::Text {
                        (property.length, property.format, property.pattern) = (None, None, None);
                    }
                    std::mem::replace(&mut property.kind, kind()) != kind()
                }));
            }
            change => once(world, change),
        };
        (!found).then(|| name.to_owned())
    }
}

/// Applies a correction that is about no places; whether it found anything.
fn once(world: &mut World, change: &Change) -> bool {
    match change {
        Change::Retarget(from, to) => {
            relations(world, |relations| replace(relations, &relation(from), &[relation(to)]))
        }
        Change::NoTarget(resource, attribute) => relations(world, |relations| {
            let before = relations.len();
            relations.retain(|one| one.resource != *resource || attribute.is_some_and(|name| name != one.attribute));
            relations.len() != before
        }),
        Change::NoIds(resource) => {
            let mut found = false;
            world.each_property(|name, _, property| {
                found |= name == *resource && !std::mem::take(&mut property.relations).is_empty();
            });
            found
        }
        Change::NoProperty(resource, name) => world.resources.get_mut(resource).is_some_and(|facts| {
            let before = facts.properties.len();
            facts.properties.retain(|property| property.name != *name);
            facts.properties.len() != before
        }),
        Change::Rename(resource, from, to) => {
            world.resources.get_mut(resource).is_some_and(|facts| facts.rename(from, to))
        }
        Change::Widen(targets) => {
            let all: Vec<Relation> = targets.iter().map(relation).collect();
            let first = all.first().copied();
            let mut found = false;
            world.each_property(|_, _, property| {
                found |= first.is_some_and(|first| replace(&mut property.relations, &first, &all));
            });
            found
        }
        _ => false,
    }
}

/// Changes the property at each place; the places where nothing changed.
fn each(world: &mut World, places: &[&'static str], change: impl Fn(&mut PropertyFacts) -> bool) -> Vec<&'static str> {
    let mut idle = Vec::new();
    for place in places {
        if !world.property_mut(place).is_some_and(&change) {
            idle.push(*place);
        }
    }
    idle
}

/// Changes the relations of every property and attribute; whether any changed.
fn relations(world: &mut World, change: impl Fn(&mut Vec<Relation>) -> bool) -> bool {
    let mut found = false;
    world.each_property(|_, _, property| found |= change(&mut property.relations));
    for facts in world.resources.values_mut() {
        facts.attributes.iter_mut().for_each(|attribute| found |= change(&mut attribute.relations));
    }
    found
}

fn replace(relations: &mut Vec<Relation>, from: &Relation, to: &[Relation]) -> bool {
    let Some(at) = relations.iter().position(|relation| relation == from) else { return false };
    let before = relations.clone();
    relations.remove(at);
    relations.extend(to);
    relations.sort_unstable();
    relations.dedup();
    *relations != before
}

fn relation((resource, attribute): &Target) -> Relation {
    Relation { resource, attribute }
}
