//! What is committed is what the generator makes of it: nobody edits generated files, and nobody forgets to generate.

use formwork_codegen::docs::Docs;
use formwork_codegen::emit::{self, Ids};
use formwork_codegen::tree::Tree;
use formwork_codegen::world::World;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static COMMITTED: LazyLock<(World, Docs)> = LazyLock::new(|| {
    let tree = Tree::here();
    let world = tree.facts().expect("the committed facts can be read");
    let docs = tree.docs(&world).expect("the committed documentation can be read");
    (world, docs)
});

#[test]
fn sources_and_features_are_what_the_facts_give() {
    let tree = Tree::here();
    let (world, docs) = &*COMMITTED;
    let files = tree.outputs(world, docs).expect("the facts give sources");
    let differing = tree.differing(&files, &emit::FOLDERS).expect("the folders can be listed");
    assert_eq!(differing, Vec::<String>::new(), "run `cargo run -p formwork-codegen -- emit`");
}

#[test]
fn sources_are_the_same_every_time() {
    let (world, docs) = &*COMMITTED;
    let (first, second) = (emit::all(world, docs), emit::all(world, docs));
    assert!(first.expect("sources") == second.expect("sources"));
}

#[test]
fn facts_and_documentation_survive_being_read_and_written() {
    let tree = Tree::here();
    let (world, docs) = &*COMMITTED;
    let files = tree.inputs(world, docs);
    let differing = tree.differing(&files, &Tree::input_folders()).expect("the folders can be listed");
    assert_eq!(differing, Vec::<String>::new(), "run `cargo run -p formwork-codegen -- refresh`");
}

#[test]
fn every_type_of_both_regions_is_there() {
    let (world, _) = &*COMMITTED;
    assert_eq!(world.resources.len(), 1_855);
    let only = |region| world.resources.values().filter(|facts| facts.only_in == Some(region)).count();
    assert_eq!((only("us-east-1"), only("ap-northeast-1")), (220, 2));
}

#[test]
fn a_package_has_fewer_features_than_its_registry_allows() {
    let (world, _) = &*COMMITTED;
    let features: BTreeSet<String> = world.services().keys().map(|service| emit::feature(service)).collect();
    assert_eq!(features.len(), 275);
    assert!(features.len() < 300, "crates.io takes 300 features; the library has some of its own");
}

#[test]
fn the_library_has_fewer_features_than_its_registry_allows() {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.toml");
    let manifest = std::fs::read_to_string(manifest).expect("the workspace's manifest can be read");
    let section =
        manifest.split("\n[").find(|section| section.starts_with("features]")).expect("a section of features");
    let features = section.lines().filter(|line| line.contains(" = ") && !line.starts_with('#')).count();
    assert!(features > 250 && features < 300, "{features}");
}

/// Raise the number when it has grown. That it shrinks is a loss of type safety: find out why.
#[test]
fn typed_properties_only_become_more() {
    const TYPED: usize = 2_927;
    let (world, _) = &*COMMITTED;
    let ids = Ids::of(world).expect("ids have names of their own");
    let properties = world.resources.values().flat_map(|facts| facts.all_properties());
    let typed = properties
        .filter(|(_, property)| !property.open && !property.read_only && ids.name(&property.relations).is_some());
    let typed = typed.count();
    assert!(typed >= TYPED, "{typed} properties know which id they take, and there were {TYPED}");
    assert!(typed < TYPED + 20, "{typed} properties know which id they take: raise the number in this test");
}
