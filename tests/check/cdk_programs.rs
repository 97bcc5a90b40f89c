//! Programs written with AWS CDK in known-good form, `tests/cdk-programs/programs.js`: nothing is called an error.

use formwork::check::check;
use formwork::input::{Home, read};
use formwork::{Language, Severity};
use std::path::Path;

#[test]
fn no_program_in_good_form_is_called_wrong() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cdk-programs/templates");
    let mut names: Vec<_> =
        std::fs::read_dir(&folder).expect("a folder").map(|one| one.expect("an entry").file_name()).collect();
    names.sort();
    assert!(names.len() >= 40, "{}", names.len());
    let home = Home { account: Some("123456789012".to_string()), region: Some("ap-northeast-1".to_string()) };
    let mut said = Vec::new();
    for name in &names {
        if let Err(rejected) = check(read(&folder, &[name.into()], &home)) {
            let errors = rejected.problems.iter().filter(|problem| problem.code.severity == Severity::Error);
            said.extend(errors.map(|problem| problem.render(Language::English)));
        }
    }
    assert!(said.is_empty(), "{} errors\n{}", said.len(), said.join("\n"));
}
