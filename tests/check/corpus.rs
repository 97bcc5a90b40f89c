//! The texts that fuzzing found worth keeping, once more.

#[path = "../fuzz/targets.rs"]
mod targets;

use std::path::Path;

fn each(target: &str, call: fn(&str)) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(target);
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let bytes = std::fs::read(entry.expect("an entry").path()).expect("a file");
        if let Ok(text) = std::str::from_utf8(&bytes) {
            call(text);
            count += 1;
        }
    }
    assert!(count >= 20, "{count} texts");
}

#[test]
fn no_template_makes_the_reader_or_the_judge_panic() {
    each("template", targets::template);
}

#[test]
fn no_yaml_makes_the_reader_panic() {
    each("yaml", targets::yaml);
}

#[test]
fn no_policy_makes_the_evaluator_panic() {
    each("policy", targets::policy);
}
