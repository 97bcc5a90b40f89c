//! Corrections of AWS's data.

use formwork_codegen::facts::{Relation, ResourceFacts};
use formwork_codegen::fixup::{self, Change, Fixup};
use formwork_codegen::parse;
use formwork_codegen::tree::Tree;
use formwork_codegen::world::World;
use std::collections::BTreeSet;

#[test]
fn every_fixup_has_a_name_of_its_own_and_a_reason() {
    let mut names = BTreeSet::new();
    for fixup in fixup::all() {
        assert!(names.insert(fixup.name), "two fixups are called {}", fixup.name);
        assert!(fixup.reason.len() > 20, "{} gives no reason", fixup.name);
    }
}

/// Where the facts come from, each had something to correct, or `refresh` would have failed. What it corrected is what
/// the facts say: applied once more, it finds nothing.
#[test]
fn every_fixup_is_in_the_committed_facts() {
    let world = Tree::here().facts().expect("the committed facts can be read");
    for fixup in fixup::all() {
        let mut again = world.clone();
        let idle = fixup.idle(&mut again);
        let is_everywhere = match (&fixup.change, idle) {
            (
                Change::NoId(places) | Change::Open(places) | Change::Takes(places, _) | Change::Holds(places, _),
                Some(idle),
            ) => places.iter().all(|place| idle.contains(place) && again.property_mut(place).is_some()),
            (_, idle) => idle.is_some(),
        };
        assert!(is_everywhere, "{} is not in the facts, or one of its places is gone: run `refresh`", fixup.name);
        assert!(again == world, "{} changes the facts once more", fixup.name);
    }
}

#[test]
fn a_fixup_that_finds_nothing_says_where() {
    let fixup = Fixup {
        name: "own-name",
        reason: "it names the resource itself, and points nowhere",
        change: Change::NoId(&["AWS::Test::Thing/Name", "AWS::Test::Thing/Gone"]),
    };
    let mut world = World::new([thing()]);
    assert_eq!(fixup.idle(&mut world), Some("own-name, at AWS::Test::Thing/Gone".to_owned()));
    assert!(world.resources["AWS::Test::Thing"].property("Name").is_some_and(|name| name.relations.is_empty()));
}

#[test]
fn a_fixup_that_finds_everything_is_not_idle() {
    let retarget = Fixup {
        name: "wrong-namespace",
        reason: "the type is of another service",
        change: Change::Retarget(("AWS::Wrong::Thing", "Id"), ("AWS::Right::Thing", "Id")),
    };
    let mut world = World::new([thing()]);
    assert_eq!(retarget.idle(&mut world), None);
    let name = world.resources["AWS::Test::Thing"].property("Name").cloned().unwrap_or_default();
    assert_eq!(name.relations, [Relation { resource: "AWS::Right::Thing", attribute: "Id" }]);
    assert_eq!(retarget.idle(&mut world), Some("wrong-namespace".to_owned()));
}

fn thing() -> ResourceFacts {
    parse::resource("resource AWS::Test::Thing\n Name text -> AWS::Wrong::Thing.Id\n").expect("facts that can be read")
}
