//! `docs/checks.md` says what is checked. `OVERWRITE=1 cargo test -p formwork --test check docs` writes it.

use formwork::{Code, check, codes, input};
use std::fmt::Write;
use std::path::Path;

/// How many constraints the public list has: npm `cdk-preflight` 0.0.143, `docs/rules.md`.
const PUBLIC: usize = 2_513;

fn text() -> String {
    let mut all: Vec<&Code> = [codes::ALL, input::codes::ALL, &check::codes()].concat();
    all.sort_by_key(|code| code.number);
    let aliases = |code: &Code| check::origin(code.number).map(|(_, aliases)| aliases).unwrap_or_default();
    let mut found: Vec<(&str, &Code)> = Vec::new();
    for code in &all {
        found.extend(aliases(code).iter().filter(|alias| alias.starts_with("pf-")).map(|alias| (*alias, *code)));
    }
    found.sort_by_key(|(alias, code)| (*alias, code.number));
    let mut names: Vec<&str> = found.iter().map(|(alias, _)| *alias).collect();
    names.dedup();

    let mut text =
        String::from("# What is checked\n\nWritten from the program: `check --list`, `check --explain CODE`.\n\n");
    let _ = writeln!(text, "{} codes. By their first letter:\n", all.len());
    text.push_str("| codes | about | how many |\n|---|---|---|\n");
    for (letter, about) in [
        ("A", "the program"),
        ("F", "what AWS wants and no schema says"),
        ("K", "acknowledgements"),
        ("L", "CloudFormation's limits"),
        ("N", "the network: what does not reach what it needs"),
        ("P", "permissions: what is not allowed and has to be"),
        ("R", "references, exports and imports"),
        ("S", "AWS's schemas"),
        ("T", "files"),
        ("U", "what is unsafe, and may be wanted"),
    ] {
        let count = all.iter().filter(|code| code.number.starts_with(letter)).count();
        let _ = writeln!(text, "| `{letter}` | {about} | {count} |");
    }
    text.push_str("\n## Not told\n\nTransit gateways, peering, VPN, network firewalls, IPv6 and network load balancers are outside of the model of the network, and what is imported from elsewhere is outside of the templates: an expectation about them is *unknown*, and fails with the reason. Values that only the deployment knows are taken to be right.\n");
    text.push_str("\n## Codes\n\n| code | name | severity | others call it |\n|---|---|---|---|\n");
    for code in &all {
        let others: Vec<String> = aliases(code).iter().map(|alias| format!("`{alias}`")).collect();
        let _ =
            writeln!(text, "| `{}` | {} | {} | {} |", code.number, code.slug, code.severity.word(), others.join(", "));
    }
    let _ = writeln!(
        text,
        "\n## Constraints of `cdk-preflight`\n\nIts version 0.0.143 (Apache-2.0) lists {PUBLIC}; {} of them are found here, by these codes.\n",
        names.len()
    );
    text.push_str("| constraint | code |\n|---|---|\n");
    for name in names {
        let by: Vec<String> =
            found.iter().filter(|(alias, _)| *alias == name).map(|(_, code)| format!("`{}`", code.number)).collect();
        let _ = writeln!(text, "| `{name}` | {} |", by.join(", "));
    }
    text
}

#[test]
fn the_page_of_checks_says_what_is_checked() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checks.md");
    let text = text();
    if std::env::var_os("OVERWRITE").is_some() {
        std::fs::write(&path, &text).expect("a file");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == text,
        "docs/checks.md is not what it should be: OVERWRITE=1 cargo test -p formwork --test check docs"
    );
}
