//! What no file does, whatever its layer.

use crate::source::Source;

const LONGEST: usize = 400;
const VAGUE: &[&str] = &["util", "utils", "helper", "helpers", "common", "manager", "types", "misc"];
const UNFINISHED: &[&str] = &["todo!", "unimplemented!", "dbg!"];
const PRINTING: &[&str] = &["print!", "println!", "eprint!", "eprintln!"];
const PANICKING: &[&str] = &["panic!", "unreachable!", ".unwrap()", ".expect("];
/// What a stack expects of its network, which is no panic.
const EXPECTING: [&str; 2] = ["stack.expect(", "scope.expect("];

fn is_test(path: &str) -> bool {
    path.starts_with("tests/") || path.contains("/tests/")
}

/// Whether the file is a program, which may print and exit.
fn is_program(path: &str) -> bool {
    let ends = ["src/command.rs", "examples/", "crates/codegen/src/"].iter().any(|start| path.starts_with(start));
    ends || path.starts_with("src/command/") || path.contains("/src/bin/") || path.ends_with("/src/main.rs")
}

/// What the file does and should not.
pub fn violations(path: &str, source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    let mut refuse = |what: &str, line: usize| found.push(format!("{path}:{line} {what}"));
    if source.is_generated() {
        return found;
    }
    let lines = source.lines().len();
    if !is_test(path) && lines > LONGEST {
        refuse(&format!("has {lines} lines, more than {LONGEST}"), lines);
    }
    for part in path.trim_end_matches(".rs").split('/') {
        if VAGUE.contains(&part) {
            refuse(&format!("is called `{part}`, which says nothing"), 1);
        }
    }
    let mut in_tests = is_test(path);
    for (index, line) in source.lines().iter().enumerate() {
        in_tests |= line.contains("#[cfg(test)]");
        let mut refuse_any = |words: &[&str], why: &str| {
            for word in words.iter().filter(|word| holds(line, word)) {
                refuse(&format!("says `{word}`: {why}"), index + 1);
            }
        };
        refuse_any(UNFINISHED, "unfinished");
        refuse_any(&["#[ignore"], "a test that does not run");
        if let Some(name) =
            line.trim().strip_suffix(';').and_then(|line| line.rsplit_once("mod ")).map(|(_, name)| name)
        {
            refuse_any(if VAGUE.contains(&name) { &["mod "] } else { &[] }, "a module whose name says nothing");
        }
        if in_tests || is_program(path) {
            continue;
        }
        refuse_any(PRINTING, "only the command line prints");
        refuse_any(&["process::exit"], "only programs exit");
        if !EXPECTING.iter().any(|expecting| holds(line, expecting)) {
            refuse_any(PANICKING, "a library does not panic");
        }
        refuse_any(&["#[path"], "a module that belongs to two crates is in no layer");
    }
    found
}

/// Whether the word stands in the line, and not as the end of a longer one.
fn holds(line: &str, word: &str) -> bool {
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let starts = line.match_indices(word).map(|(at, _)| at);
    starts.into_iter().any(|at| !word.starts_with(is_name) || !line[..at].ends_with(is_name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_found(path: &str, text: &str, expected: &[&str]) {
        let found = violations(path, &Source::new(text));
        assert_eq!(found, expected.iter().map(|one| format!("{path}:{one}")).collect::<Vec<_>>(), "{text}");
    }

    #[test]
    fn what_breaks_a_rule_is_found() {
        let long = "\n".repeat(401);
        assert_found("src/check/limit.rs", &long, &["401 has 401 lines, more than 400"]);
        assert_found("src/util/text.rs", "", &["1 is called `util`, which says nothing"]);
        assert_found("src/check.rs", "\npub mod helpers;", &["2 says `mod `: a module whose name says nothing"]);
        assert_found("src/check.rs", "fn f() { todo!() }", &["1 says `todo!`: unfinished"]);
        assert_found("tests/check.rs", "#[ignore = \"slow\"]", &["1 says `#[ignore`: a test that does not run"]);
        assert_found("src/check.rs", "println!(\"x\")", &["1 says `println!`: only the command line prints"]);
        assert_found("src/output/write.rs", "process::exit(1)", &["1 says `process::exit`: only programs exit"]);
        assert_found("stacks/src/app.rs", "stack.expect(a).reaches(b)", &[]);
        assert_found("stacks/src/app.rs", "a.expect(b)", &["1 says `.expect(`: a library does not panic"]);
        assert_found("crates/core/src/app.rs", "a.unwrap()", &["1 says `.unwrap()`: a library does not panic"]);
        assert_found(
            "crates/core/src/app.rs",
            "#[path = \"../x.rs\"]",
            &["1 says `#[path`: a module that belongs to two crates is in no layer"],
        );
    }

    #[test]
    fn what_breaks_no_rule_is_not_found() {
        assert_found("src/check/limit.rs", &"\n".repeat(400), &[]);
        assert_found("tests/check.rs", &"\n".repeat(1000), &[]);
        assert_found(
            "crates/resources/src/services/x.rs",
            &format!("// @generated by `x`\n{}", "\n".repeat(1000)),
            &[],
        );
        assert_found(
            "src/check.rs",
            "// todo!() println!()\nlet text = \"panic!\"; my_println!(); writeln!(out, \"\");",
            &[],
        );
        assert_found("src/command/shell.rs", "println!(\"x\"); std::process::exit(1)", &[]);
        assert_found("stacks/src/bin/synth.rs", "eprintln!(\"x\");", &[]);
        assert_found(
            "src/check.rs",
            "a.unwrap_or_default(); a.expect_none();\n#[cfg(test)]\nmod tests { fn f() { x.unwrap() } }",
            &[],
        );
        assert_found("src/check.rs", "mod commonplace;", &[]);
    }
}
