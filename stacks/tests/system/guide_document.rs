//! `docs/guide.md` leads from every section of the guide, and from every deviation, to code that is there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The numbers of the deviations: 1 to 58, but for those that nothing bears.
const DEVIATIONS: std::ops::RangeInclusive<u32> = 1..=58;
const UNUSED: [u32; 1] = [52];

fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

fn read(path: &str) -> String {
    std::fs::read_to_string(file(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn document() -> String {
    read("docs/guide.md")
}

/// What stands between backticks. Those of the document never run over the end of a line.
fn quoted(text: &str) -> BTreeSet<&str> {
    text.lines().flat_map(|line| line.split('`').skip(1).step_by(2)).collect()
}

fn deviations() -> Vec<String> {
    DEVIATIONS.filter(|number| !UNUSED.contains(number)).map(|number| format!("D-{number:02}")).collect()
}

#[test]
fn every_section_of_the_guide_has_its_heading() {
    let (document, settings) = (document(), read("tests/guide/settings.toml"));
    let headings = headings(&document);
    let sections = sections(&settings);
    assert!(sections.len() > 90, "{} sections: are these the guide's?", sections.len());
    let missing: Vec<_> = sections.iter().filter(|section| !has_section(&headings, section)).collect();
    assert!(missing.is_empty(), "docs/guide.md has no heading for {missing:#?}");
}

#[test]
fn every_deviation_has_its_row_in_order() {
    let document = document();
    let rows = document.lines().filter_map(|line| line.strip_prefix("| D-"));
    let rows: Vec<_> = rows.filter_map(|row| row.split(' ').next()).map(|number| format!("D-{number}")).collect();
    assert_eq!(rows, deviations());
}

#[test]
fn no_deviation_is_made_up() {
    let (document, known) = (document(), deviations());
    let named = document.match_indices("D-").map(|(place, _)| {
        let digits: String = document[place + 2..].chars().take_while(char::is_ascii_digit).collect();
        format!("D-{digits}")
    });
    let unused: Vec<_> = UNUSED.iter().map(|number| format!("D-{number:02}")).collect();
    let is_known = |name: &String| name == "D-" || known.contains(name) || unused.contains(name);
    let strange: Vec<_> = named.filter(|name| !is_known(name)).collect();
    assert!(strange.is_empty(), "{strange:?}");
}

#[test]
fn every_file_named_is_there_and_defines_what_is_named() {
    let document = document();
    let mut wrong = Vec::new();
    let mut items = 0;
    for place in quoted(&document).into_iter().filter(|text| text.starts_with("stacks/")) {
        let (path, item) = place.split_once('#').map_or((place, None), |(path, item)| (path, Some(item)));
        let paths = ["dev", "prod"].map(|environment| path.replace("{env}", environment));
        if let Some(absent) = paths.iter().find(|path| !file(path).is_file()) {
            wrong.push(format!("{place}: there is no {absent}"));
        } else if let Some(item) = item {
            items += 1;
            if !defines(&read(path), item) {
                wrong.push(format!("{place}: {path} defines no {item}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(items > 20, "only {items} places in code");
}

#[test]
fn every_construct_named_is_in_the_file_of_its_stack() {
    let document = document();
    let mut wrong = Vec::new();
    for path in quoted(&document) {
        let Some((stack, id)) = path.split_once("Stack/") else { continue };
        let source = format!("stacks/src/{}.rs", stack.to_lowercase());
        if !file(&source).is_file() || !read(&source).contains(&format!("\"{id}\"")) {
            wrong.push(format!("{path}: {source} has no \"{id}\""));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_setting_named_is_in_a_settings_file() {
    let document = document();
    let known: BTreeSet<_> = ["dev", "prod"].iter().flat_map(|name| keys(name)).collect();
    let tables = ["shape.", "sizes.", "cost.", "approval."];
    let named = quoted(&document).into_iter().filter(|text| tables.iter().any(|table| text.starts_with(table)));
    let wrong: Vec<_> = named.filter(|key| !known.contains(*key)).collect();
    assert!(wrong.is_empty(), "no environment sets {wrong:?}");
}

/// The sections that the rows of the guide's specification come from, `Step 6 (3-3) データベース接続情報の確認` among
/// them: what stands before the first colon, of rows that are the guide's own.
fn sections(settings: &str) -> BTreeSet<&str> {
    let guide = settings.lines().filter_map(|line| line.strip_prefix("guide = \"")?.split(':').next());
    let own = guide.filter(|section| !section.starts_with("D-") && *section != "stacks");
    own.flat_map(|section| section.split(" / ")).collect()
}

struct Heading<'a> {
    level: usize,
    text: &'a str,
}

fn headings(document: &str) -> Vec<Heading<'_>> {
    let lines = document.lines().filter(|line| line.starts_with('#'));
    lines
        .map(|line| {
            let text = line.trim_start_matches('#');
            Heading { level: line.len() - text.len(), text: text.trim() }
        })
        .collect()
}

/// Whether the document has the step and what is below it that a section names. Numbers of steps repeat: the later
/// ones are named with their title, and where no title is named, the first step of the number is meant.
fn has_section(headings: &[Heading], section: &str) -> bool {
    let words: Vec<&str> = section.split(' ').collect();
    let place = |start: &str| headings.iter().position(|heading| heading.text.starts_with(start));
    match words.as_slice() {
        ["Step", number, rest @ ..] => {
            let part = rest.iter().position(|word| is_number(bare(word), '-'));
            let title = part.map(|part| rest[..part].join(" ")).unwrap_or_default();
            place(&format!("Step {number}: {title}")).is_some_and(|step| {
                part.is_none_or(|part| has_below(headings, step, &format!("{}. ", bare(rest[part]))))
            })
        }
        [number, rest @ ..] if is_number(number, '.') => place(&format!("{number} ")).is_some_and(|section| {
            let cause = rest.first().filter(|word| word.starts_with("原因"));
            cause.is_none_or(|cause| has_below(headings, section, &format!("{cause}: ")))
        }),
        _ => headings.iter().any(|heading| heading.text == section),
    }
}

/// Whether a heading below the one at this place starts so.
fn has_below(headings: &[Heading], place: usize, start: &str) -> bool {
    let level = headings[place].level;
    let mut below = headings[place + 1..].iter().take_while(|heading| heading.level > level);
    below.any(|heading| heading.text.starts_with(start))
}

/// `3-3` of `(3-3)`.
fn bare(word: &str) -> &str {
    word.trim_matches(['(', ')'])
}

/// Whether this is two numbers with this between them.
fn is_number(word: &str, between: char) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    word.split_once(between).is_some_and(|(first, second)| digits(first) && digits(second))
}

/// Whether a Rust file defines a function or a constant of this name.
fn defines(source: &str, item: &str) -> bool {
    [format!("fn {item}("), format!("fn {item}<"), format!("const {item}:")].iter().any(|start| source.contains(start))
}

/// The keys of an environment's settings, also those that are only shown in a comment: `sizes.task_cpu`.
fn keys(environment: &str) -> Vec<String> {
    let mut table = String::new();
    let mut keys = Vec::new();
    for line in read(&format!("stacks/settings/{environment}.toml")).lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            table = format!("{name}.");
        } else if let Some((key, _)) = line.trim_start_matches("# ").split_once(" = ") {
            keys.push(format!("{table}{key}"));
        }
    }
    keys
}
