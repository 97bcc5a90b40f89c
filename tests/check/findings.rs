//! A folder a code below `tests/findings`: `bad.yaml` gives exactly this code, with exactly the text of `expected.txt`, and
//! `good.yaml` nothing.

use formwork::check::check;
use formwork::input::{Home, read};
use formwork::{Language, Problem, Severity};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/findings")
}

fn judged(folder: &Path, file: &str) -> Vec<Problem> {
    let mut problems = match check(read(folder, &[file.into()], &Home::default())) {
        Ok(verified) => verified.warnings().to_vec(),
        Err(rejected) => rejected.problems,
    };
    // a remark is about no mistake
    problems.retain(|problem| problem.code.severity > Severity::Info);
    problems
}

fn texts(problems: &[Problem]) -> String {
    problems.iter().map(|problem| problem.render(Language::English)).collect::<Vec<_>>().join("\n")
}

/// Writes `expected.txt` where the environment variable `OVERWRITE` is set.
#[test]
fn each_mistake_gives_its_own_finding_and_no_other() {
    let mut wrong = Vec::new();
    let entries = std::fs::read_dir(folder()).expect("a folder");
    let mut codes: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    codes.sort();
    assert!(codes.len() >= 15);
    for path in codes {
        let code = path.file_name().expect("a name").to_string_lossy().into_owned();
        let bad = judged(&path, "bad.yaml");
        let found: Vec<&str> = bad.iter().map(|problem| problem.code.number).collect();
        let said = texts(&bad);
        if found != [code.as_str()] {
            wrong.push(format!("{code}: bad.yaml gives {found:?}\n{said}"));
        }
        let expected = path.join("expected.txt");
        if std::env::var_os("OVERWRITE").is_some() {
            std::fs::write(&expected, &said).expect("a file");
        }
        if std::fs::read_to_string(&expected).unwrap_or_default() != said {
            wrong.push(format!("{code}: expected.txt says otherwise than\n{said}"));
        }
        let good = judged(&path, "good.yaml");
        if !good.is_empty() {
            wrong.push(format!("{code}: good.yaml\n{}", texts(&good)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
