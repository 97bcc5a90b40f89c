//! Templates that strangers have written: every one can be read, and comes back as it went.

use super::round_trip::{canonical, there_and_back};
use formwork::Severity;
use formwork::check::check;
use formwork::input::{Home, document, read};
use std::path::{Path, PathBuf};

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/public");
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending != "md"));
    files.sort();
    files
}

#[test]
fn there_are_at_least_a_hundred() {
    assert!(files().len() >= 100, "{}", files().len());
}

#[test]
fn each_is_the_same_document_when_it_is_read_and_written() {
    for path in files() {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let read = document(&name, &std::fs::read_to_string(&path).expect("a text"));
        let said: Vec<String> = read.problems.iter().map(|problem| problem.render(Default::default())).collect();
        assert!(said.is_empty(), "{name}: {said:?}");
        let (back, problems) = there_and_back(&read.value);
        assert!(problems.is_empty(), "{name}: {problems:?}");
        assert_eq!(canonical(&back), canonical(&read.value), "{name}");
        let lines = read.lines.keys().filter(|pointer| read.value.pointer(pointer).is_none());
        assert_eq!(lines.collect::<Vec<_>>(), Vec::<&String>::new(), "{name}: lines of nothing");
    }
}

/// Functions in a VPC whose roles may make no network interface: Lambda refuses them.
const WRONG: [&str; 3] = [
    "AWSSupplyChain-SapPrivateLink-SapPrivateLink.yaml",
    "AWSSupplyChain-SapPrivateLink-SapPrivateLinkNoHostedZone.yaml",
    "Solutions-DirectoryServiceSettings-templates-DIRECTORY_SETTINGS.cfn.yaml",
];

#[test]
fn none_of_them_is_called_wrong_by_mistake() {
    let mut said = Vec::new();
    for path in files() {
        let name = path.file_name().expect("a name");
        let assembly = read(path.parent().expect("a folder"), &[name.into()], &Home::default());
        if let Err(rejected) = check(assembly) {
            let mut problems = rejected.problems;
            problems.retain(|problem| problem.code.severity > Severity::Info);
            if WRONG.contains(&name.to_string_lossy().as_ref()) {
                assert!(problems.iter().any(|problem| problem.code.number == "P0110"));
                problems.retain(|problem| problem.code.number != "P0110");
            }
            said.extend(problems.iter().map(|problem| problem.render(Default::default())));
        }
    }
    assert!(said.is_empty(), "{} findings\n{}", said.len(), said.join("\n"));
}
