//! What each part of the workspace may name, and what no part may do. `layers.rs` holds the table of allowed edges.

mod layers;
mod rules;
mod source;

use layers::{LAYERS, World};
use source::Source;
use std::path::{Path, PathBuf};

/// Every Rust file of the workspace, by its path from the root, `/` between folders.
fn workspace() -> Vec<(String, Source)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry")) {
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            if path.is_dir() {
                if !name.starts_with('.') && name != "target" && name != "node_modules" {
                    folders.push(path);
                }
            } else if name.ends_with(".rs") {
                let place: Vec<_> = path.strip_prefix(root).expect("below the root").iter().collect();
                let place: Vec<_> = place.iter().map(|part| part.to_string_lossy()).collect();
                files.push((place.join("/"), Source::new(&std::fs::read_to_string(&path).expect("a text"))));
            }
        }
    }
    files.sort_by(|(a, _), (b, _)| a.cmp(b));
    files
}

#[track_caller]
fn assert_none(found: Vec<String>) {
    assert!(found.is_empty(), "{} found:\n{}", found.len(), found.join("\n"));
}

#[test]
fn no_file_names_what_its_layer_may_not() {
    let files = workspace();
    let world = World::of(files.iter().map(|(path, _)| path.as_str()));
    let found = files.iter().flat_map(|(path, source)| layers::violations(path, source, &world));
    assert_none(found.collect());
}

#[test]
fn every_row_of_the_table_has_files() {
    let files = workspace();
    let unused = LAYERS.iter().filter(|layer| !files.iter().any(|(path, _)| layer.holds(path)));
    assert_none(unused.map(|layer| format!("{:?} holds no file: take it out of the table", layer.files)).collect());
}

#[test]
fn no_file_breaks_a_rule() {
    let files = workspace();
    assert!(files.len() > 100, "the whole workspace is read");
    assert_none(files.iter().flat_map(|(path, source)| rules::violations(path, source)).collect());
}

/// The numbers of the codes that a text declares: `NAME "F0001" "slug" Error {` in Rust, `F1001 slug : rule` in the books.
fn declared(path: &str, text: &str) -> Vec<String> {
    let of_line = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let number = match words.as_slice() {
            [_, number, _, "Error" | "Warning" | "Info", "{"] => number.trim_matches('"'),
            [number, _, ..] if !path.ends_with(".rs") => number.trim_end_matches('?'),
            _ => return None,
        };
        let is_number = number.len() == 5 && number.starts_with(|letter: char| letter.is_ascii_uppercase());
        (is_number && number[1..].bytes().all(|digit| digit.is_ascii_digit())).then(|| number.to_string())
    };
    text.lines().filter_map(of_line).collect()
}

#[test]
fn no_number_is_given_to_two_codes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<String> = workspace().into_iter().map(|(path, _)| path).collect();
    paths.retain(|path| !path.starts_with("tests/") && !path.contains("/tests/"));
    for folder in ["src/check/fact/data", "src/check/security"] {
        let entries = std::fs::read_dir(root.join(folder)).expect("a folder").map(|entry| entry.expect("an entry"));
        paths.extend(entries.map(|entry| format!("{folder}/{}", entry.file_name().to_string_lossy())));
    }
    let mut known: std::collections::BTreeMap<String, String> = Default::default();
    let mut found = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(root.join(&path)).expect("a text");
        for number in declared(&path, &text) {
            if let Some(first) = known.insert(number.clone(), path.clone()) {
                found.push(format!("{number}: {first} and {path}"));
            }
        }
    }
    assert!(known.len() > 600, "{} codes", known.len());
    assert_none(found);
}
