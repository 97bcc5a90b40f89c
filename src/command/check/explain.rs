//! What codes mean.

use super::examples;
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
    if let Some((source, aliases)) = check::origin(code.number) {
        text.push_str(&format!("  source: {source}\n"));
        if !aliases.is_empty() {
            text.push_str(&format!("  called by others: {}\n", aliases.join(", ")));
        }
    }
    let examples = examples::of(code.number).map(|(bad, good)| (bad.to_string(), good.to_string()));
    if let Some((bad, good)) = examples.or_else(|| check::example(code.number)) {
        text.push_str(&format!(
            "\nan example, with - as it is a mistake, with + as it is none:\n\n{}",
            compared(&bad, &good)
        ));
    }
    Ok(text)
}

/// How many lines are shown around those that differ.
const AROUND: usize = 12;

/// Two texts that differ in one part: its lines in both, and some around it.
fn compared(bad: &str, good: &str) -> String {
    let (bad, good): (Vec<&str>, Vec<&str>) = (bad.lines().collect(), good.lines().collect());
    let least = bad.len().min(good.len());
    let start = bad.iter().zip(&good).take_while(|(bad, good)| bad == good).count();
    let end = bad.iter().rev().zip(good.iter().rev()).take(least - start).take_while(|(bad, good)| bad == good).count();
    let mut text = String::new();
    let mut add = |sign: &str, lines: &[&str]| {
        lines.iter().for_each(|line| text.push_str(&format!("  {sign} {line}\n")));
    };
    let first = start.saturating_sub(AROUND);
    if first > 0 {
        add(" ", &["..."]);
    }
    add(" ", &bad[first..start]);
    add("-", &bad[start..bad.len() - end]);
    add("+", &good[start..good.len() - end]);
    let last = (bad.len() - end + AROUND).min(bad.len());
    add(" ", &bad[bad.len() - end..last]);
    if last < bad.len() {
        add(" ", &["..."]);
    }
    text
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
