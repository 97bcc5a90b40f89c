//! The command: see the library.

use formwork_codegen::docs::Docs;
use formwork_codegen::emit::Files;
use formwork_codegen::relation::proposal::{self, Accepted};
use formwork_codegen::source::{download, schemas, spec};
use formwork_codegen::tree::Tree;
use formwork_codegen::world::World;
use formwork_codegen::{Failure, emit, fixup, import, relation, report};
use std::process::ExitCode;

const USAGE: &str = "\
usage: codegen refresh             download the pinned packages, write facts and documentation, then the sources
       codegen refresh --accept    and accept all new proposals of relations
       codegen refresh --check     download, and compare with what is committed instead of writing
       codegen emit                write the sources from the committed facts and documentation
       codegen emit --check        compare instead of writing";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments.as_slice() {
        ["refresh"] => refresh(false),
        ["refresh", "--accept"] => refresh(true),
        ["refresh", "--check"] => refresh_check(),
        ["emit"] => emit(),
        ["emit", "--check"] => check(),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// What the pinned packages give: the facts with all corrections, and the documentation.
fn imported(tree: &Tree, accept: bool) -> Result<(World, Docs), Failure> {
    let folder = tree.downloads();
    let schemas = schemas::read(download::schemas(&folder)?)?;
    let spec = spec::read(download::spec(&folder)?)?;
    let mut world = World::new(import::all(&schemas, &spec)?);
    fixup::apply(&mut world)?;
    world.resources.values_mut().for_each(import::prune);
    relation::settle(&mut world)?;
    report_proposals(tree, &world, &tree.accepted()?, accept)?;
    relation::infer(&mut world, &tree.accepted()?);
    fixup::widen(&mut world);
    let docs = Docs::collect(&world, &schemas, &spec);
    Ok((world, docs))
}

fn refresh(accept: bool) -> Result<(), Failure> {
    let tree = Tree::here();
    let (world, docs) = imported(&tree, accept)?;
    match tree.facts() {
        Ok(before) => print!("{}", report::differences(&before, &world)),
        // The text form has changed, so that what is committed cannot be read.
        Err(failure) => println!("nothing to compare with: {failure}"),
    }
    tree.update(&tree.inputs(&world, &docs), &Tree::input_folders())?;
    emit()
}

fn refresh_check() -> Result<(), Failure> {
    let tree = Tree::here();
    let (world, docs) = imported(&tree, false)?;
    same(&tree, &tree.inputs(&world, &docs), &Tree::input_folders(), "refresh")
}

/// Shows what names propose and nobody has decided, and writes it down if that is wanted.
fn report_proposals(tree: &Tree, world: &World, accepted: &Accepted, accept: bool) -> Result<(), Failure> {
    for place in proposal::stale(world, accepted) {
        println!("no longer proposed, remove it from crates/codegen/relations: {place}");
    }
    let new = proposal::new(world, accepted);
    for (place, relation) in &new {
        println!("proposed: {place} takes {}.{}", relation.resource, relation.attribute);
    }
    if accept {
        tree.accept(&accepted.with(&new))?;
    } else if !new.is_empty() {
        println!("accept these with `refresh --accept`, or write them into crates/codegen/relations/refused.txt");
    }
    Ok(())
}

fn emit() -> Result<(), Failure> {
    let tree = Tree::here();
    let world = tree.facts()?;
    let files = tree.outputs(&world, &tree.docs(&world)?)?;
    let changed = tree.update(&files, &emit::FOLDERS)?;
    println!("{} of {} files changed", changed.len(), files.len());
    Ok(())
}

fn check() -> Result<(), Failure> {
    let tree = Tree::here();
    let world = tree.facts()?;
    same(&tree, &tree.outputs(&world, &tree.docs(&world)?)?, &emit::FOLDERS, "emit")
}

fn same(tree: &Tree, files: &Files, folders: &[&str], command: &str) -> Result<(), Failure> {
    let differing = tree.differing(files, folders)?;
    match differing.as_slice() {
        [] => Ok(()),
        [first, ..] => Err(Failure::new(format!(
            "{} generated files are not what they should be, the first is {first}: run `cargo run -p formwork-codegen -- {command}`",
            differing.len()
        ))),
    }
}
