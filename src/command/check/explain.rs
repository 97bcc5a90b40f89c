//! What codes mean.

use crate::{Code, check, codes, input, spelling};

fn all() -> Vec<&'static Code> {
    let mut all = [codes::ALL, input::codes::ALL].concat();
    all.extend(check::codes());
    all.sort_by_key(|code| code.number);
    all
}

/// A line a code.
pub fn list() -> String {
    let line = |code: &&Code| {
        format!("{}  {:7}  {:40}  {}\n", code.number, code.severity.word(), code.slug, general(code.english.what))
    };
    all().iter().map(line).collect()
}

/// A code by its number or name.
///
/// # Errors
/// There is none; the nearest one is said.
pub fn explain(wanted: &str) -> Result<String, String> {
    let all = all();
    let is_it = |code: &&&Code| code.number.eq_ignore_ascii_case(wanted) || code.slug == wanted;
    let Some(code) = all.iter().find(is_it) else {
        let names = all.iter().flat_map(|code| [code.number, code.slug]);
        let near = spelling::nearest(wanted, names).map(|near| format!("; did you mean `{near}`?"));
        return Err(format!(
            "no code is called `{wanted}`{}",
            near.unwrap_or_else(|| ": --list shows all".to_string())
        ));
    };
    let mut text =
        format!("{} {}: {}\n\n{}\n", code.number, code.slug, code.severity.word(), general(code.english.what));
    if !code.english.note.is_empty() {
        text.push_str(&format!("  note: {}\n", general(code.english.note)));
    }
    text.push_str(&format!("  help: {}\n", general(code.english.help)));
    if let Some((_, aliases)) = check::origin(code.number).filter(|(_, aliases)| !aliases.is_empty()) {
        text.push_str(&format!("  called by others: {}\n", aliases.join(", ")));
    }
    Ok(text)
}

/// A wording without the values of a finding.
fn general(wording: &str) -> String {
    let mut text = String::new();
    let mut rest = wording;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        match after
            .split_once('}')
            .filter(|(name, _)| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'))
        {
            Some(("near", after)) => rest = after,
            Some((name, after)) => {
                text.push_str(&format!("<{name}>"));
                rest = after;
            }
            // a brace of an expression
            None => {
                text.push('{');
                rest = after;
            }
        }
    }
    text + rest
}
