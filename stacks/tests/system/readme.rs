//! The README shows what `synth` says today.

use formwork::command::{Invocation, Shell, run_synth};
use std::path::Path;

/// The block of the README that begins with this command.
fn block(command: &str) -> Vec<String> {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = std::fs::read_to_string(readme).expect("README.md");
    let (_, after) = readme.split_once(&format!("$ {command}\n")).expect("the command stands in the README");
    let (block, _) = after.split_once("\n```").expect("the block ends");
    block.lines().map(str::to_string).collect()
}

fn synth(folder: &Path) -> Vec<String> {
    let invocation = Invocation {
        arguments: vec!["synth".into(), "--out".into(), folder.into()],
        working_folder: ".".into(),
        workspace: ".".into(),
        cdk_outdir: None,
        cdk_validates: true,
        today: None,
    };
    let mut results = Vec::new();
    assert_eq!(run_synth(&invocation, prooflink::app, &mut Shell::new(&mut results, std::io::sink())), 0);
    String::from_utf8(results).expect("text").lines().map(str::to_string).collect()
}

#[test]
fn the_output_in_the_readme_is_that_of_a_second_run() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    synth(&folder);
    let (said, shown) = (synth(&folder), block("cargo run --bin synth"));
    let (said_last, said) = said.split_last().expect("lines");
    let (shown_last, shown) = shown.split_last().expect("lines");
    assert_eq!(said, shown, "run `cargo run --bin synth` twice and put what it says into the README");
    assert_eq!(said_last.rsplit(": ").next(), shown_last.rsplit(": ").next());
}
