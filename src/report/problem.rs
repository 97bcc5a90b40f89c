//! Problems, colored, and how many there are.

use super::{Paint, Style, counted};
use crate::{Language, Problem, Severity};

/// A problem as [`Problem::render`] says it, in color.
pub fn problem(problem: &Problem, language: Language, paint: Paint) -> String {
    let text = problem.render(language);
    if paint == Paint::Plain {
        return text;
    }
    let style = match problem.code.severity {
        Severity::Error => Style::Bad,
        Severity::Warning => Style::Notable,
        Severity::Info => Style::Place,
    };
    let mut colored = String::with_capacity(text.len() + 64);
    for (number, line) in text.lines().enumerate() {
        let (label, rest) = match number {
            0 => line.split_once(": ").map(|(label, rest)| (paint.text(style, label), paint.text(Style::Strong, rest))),
            _ => line.split_once("--> ").map(|(space, place)| (format!("{space}-->"), paint.text(Style::Place, place))),
        }
        .unwrap_or_else(|| (String::new(), line.to_string()));
        let between = match (number, label.is_empty()) {
            (_, true) => "",
            (0, false) => ": ",
            (_, false) => " ",
        };
        colored.push_str(&format!("{label}{between}{rest}\n"));
    }
    colored
}

/// How many there are of each severity: `2 errors, 1 warning, 1 remark`.
pub fn tally(problems: &[Problem]) -> String {
    let count = |severity| problems.iter().filter(|problem| problem.code.severity == severity).count();
    let kinds = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "remark")];
    let kinds = kinds.iter().map(|(severity, noun)| (count(*severity), noun)).filter(|(count, _)| *count > 0);
    let kinds = kinds.map(|(count, noun)| counted(count, noun));
    kinds.collect::<Vec<_>>().join(", ")
}
