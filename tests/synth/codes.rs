//! The codes of judgement and folder: each is one thing.

use formwork::{Code, check, codes, input, output};
use std::collections::BTreeSet;

fn all() -> Vec<&'static Code> {
    let judged = check::codes().into_iter().filter(|code| check::example(code.number).is_none()).collect::<Vec<_>>();
    [codes::ALL, input::codes::ALL, output::codes::ALL, &judged].concat()
}

#[test]
fn every_code_has_a_number_and_a_name_of_its_own() {
    // those that are data, too
    let every = [codes::ALL, input::codes::ALL, output::codes::ALL, &check::codes()].concat();
    let numbers: BTreeSet<&str> = every.iter().map(|code| code.number).collect();
    let slugs: BTreeSet<&str> = every.iter().map(|code| code.slug).collect();
    assert_eq!((numbers.len(), slugs.len()), (every.len(), every.len()));
    for code in every {
        let (letter, digits) = code.number.split_at(1);
        assert!(letter.bytes().all(|byte| byte.is_ascii_uppercase()), "{}", code.number);
        assert!(digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()), "{}", code.number);
        assert!(
            code.slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'),
            "{}",
            code.slug
        );
    }
}

#[test]
fn every_wording_is_lower_case_has_no_full_stop_and_says_how_to_mend_it() {
    for code in all() {
        assert!(!code.english.what.is_empty() && !code.english.help.is_empty(), "{}", code.number);
        for text in [code.english.what, code.english.note, code.english.help] {
            assert!(!text.ends_with('.'), "{}: {text}", code.number);
            assert!(!text.starts_with(|first: char| first.is_uppercase()), "{}: {text}", code.number);
        }
    }
}
