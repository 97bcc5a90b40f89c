//! The codes of the core: each is one thing, and says all that it promises to say.

use crate::errors::everything_wrong;
use formwork_core::{Argument, Code, Language, Place, Severity, codes};
use std::collections::BTreeSet;

/// Judged by the check pass: the core declares the code, and cannot raise it.
const RAISED_ELSEWHERE: &[&str] = &["A0012"];

/// The names of the arguments that a code's wording wants.
fn wanted(code: &Code) -> BTreeSet<&'static str> {
    let texts = [code.english.what, code.english.note, code.english.help];
    let parts = texts.into_iter().flat_map(|text| text.split('{').skip(1));
    parts.map(|part| part.split_once('}').expect("a closing bracket").0).collect()
}

#[test]
fn every_code_has_a_number_and_a_name_of_its_own() {
    let numbers: BTreeSet<&str> = codes::ALL.iter().map(|code| code.number).collect();
    let slugs: BTreeSet<&str> = codes::ALL.iter().map(|code| code.slug).collect();
    assert_eq!((numbers.len(), slugs.len()), (codes::ALL.len(), codes::ALL.len()));
    for code in codes::ALL {
        let (letter, digits) = code.number.split_at(1);
        assert_eq!(letter, "A", "{}", code.number);
        assert!(digits.len() == 4 && digits.bytes().all(|digit| digit.is_ascii_digit()), "{}", code.number);
        assert!(code.slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", code.slug);
        assert_eq!(code.severity, Severity::Error);
    }
}

#[test]
fn numbers_have_no_gaps() {
    let numbers: BTreeSet<String> = codes::ALL.iter().map(|code| code.number.to_string()).collect();
    let expected: BTreeSet<String> = (1..=codes::ALL.len()).map(|number| format!("A{number:04}")).collect();
    assert_eq!(numbers, expected);
}

#[test]
fn every_wording_is_lower_case_and_has_no_full_stop() {
    for code in codes::ALL {
        assert!(!code.english.what.is_empty() && !code.english.help.is_empty(), "{}", code.number);
        for text in [code.english.what, code.english.note, code.english.help] {
            assert!(!text.ends_with('.'), "{}: {text}", code.number);
            assert!(!text.starts_with(|first: char| first.is_uppercase()), "{}: {text}", code.number);
        }
    }
}

#[test]
fn every_code_is_raised_and_every_argument_supplied() {
    let assembly = everything_wrong();
    let mut raised = BTreeSet::new();
    for problem in &assembly.problems {
        raised.insert(problem.code.number);
        let text = problem.render(Language::English);
        assert!(!text.contains(['{', '}']), "{text}");
        let given: BTreeSet<&str> = problem.arguments.iter().map(|(name, _)| *name).collect();
        assert!(wanted(problem.code).is_subset(&given), "{}: {given:?}", problem.code.number);
    }
    raised.extend(RAISED_ELSEWHERE);
    let all: BTreeSet<&str> = codes::ALL.iter().map(|code| code.number).collect();
    assert_eq!(raised, all);
}

#[test]
fn every_problem_says_where_in_the_tree_and_where_in_the_program() {
    for problem in everything_wrong().problems {
        let place = problem.place.as_ref().expect("a place");
        assert!(place.source.is_some(), "{}", problem.render(Language::English));
        assert!(!place.path.is_empty(), "{}", problem.render(Language::English));
        for (name, argument) in &problem.arguments {
            if let Argument::Place(place) = argument {
                assert!(place.source.is_some(), "{name} of {}", problem.render(Language::English));
            }
        }
    }
}

codes! {
    SAMPLE "X0001" "sample" Warning { "{text}, {number}, {list}, {missing}" note "at {place}" help "{} {text" }
}

#[test]
fn arguments_of_every_kind_are_said() {
    let problem = SAMPLE
        .problem()
        .with("text", "{number}")
        .with("number", 3_usize)
        .with("list", vec!["a".to_string(), "b".to_string()])
        .with("place", Place::in_file("settings/dev.toml", 7).pointer("network.cidr"))
        .at(Place::in_file("settings/dev.toml", 7).pointer("network.cidr"));
    assert_eq!(
        problem.render(Language::default()),
        "warning[X0001]: {number}, 3, a, b, {missing}
  --> settings/dev.toml:7   network.cidr
  note: at settings/dev.toml:7
  help: {} {text
"
    );
    assert_eq!(problem.what(Language::English), "{number}, 3, a, b, {missing}");
    assert_eq!(problem.help(Language::English), "{} {text");
    assert_eq!(SAMPLE.problem().with("place", Place::new("dev")).with("number", -1_i64).arguments.len(), 2);
    assert_eq!(ALL.len(), 1);
}
