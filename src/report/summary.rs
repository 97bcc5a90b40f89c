//! The table at the end of a run.

use super::{Align, Paint, Style, counted, grouped, naming, table};
use crate::check::Verified;
use crate::check::limit::{RESOURCES, TEMPLATE_BYTES, TEMPLATE_BYTES_INLINE};
use crate::output::{Change, Written};

/// What there is to say of one stack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StackFigures {
    /// `dev/NetworkStack`.
    pub path: String,
    /// How many resources it has.
    pub resources: usize,
    /// How many bytes its template has.
    pub bytes: usize,
    /// How many values it exports.
    pub exports: usize,
    /// How many resources have a name that AWS makes up.
    pub unnamed: usize,
}

/// The figures of a stack, by the positions of its environment and itself.
pub fn figures(verified: &Verified, environment: usize, stack: usize) -> StackFigures {
    let of = &verified.assembly().environments[environment];
    let template = &of.stacks[stack].template;
    StackFigures {
        path: format!("{}/{}", of.name, of.stacks[stack].id),
        resources: template.resources.len(),
        bytes: verified.texts()[environment][stack].len(),
        exports: template.outputs.iter().filter(|(_, output)| output.get("Export").is_some()).count(),
        unnamed: template.resources.values().filter(|resource| !naming::is_named(resource)).count(),
    }
}

/// What a run wrote: a row for each stack, and a line about the folder.
pub fn summary(verified: &Verified, written: &Written, folder: &str, paint: Paint) -> String {
    let figures: Vec<StackFigures> =
        written.stacks.iter().map(|stack| figures(verified, stack.environment, stack.stack)).collect();
    let most =
        |bytes: usize| grouped(if bytes > TEMPLATE_BYTES_INLINE { TEMPLATE_BYTES } else { TEMPLATE_BYTES_INLINE });
    let width = figures.iter().map(|figures| most(figures.bytes).len()).max().unwrap_or_default();
    let rows = figures.into_iter().zip(&written.stacks).map(|(figures, stack)| {
        [
            figures.path,
            format!("{} of {RESOURCES}", figures.resources),
            format!("{} of {:>width$}", grouped(figures.bytes), most(figures.bytes)),
            figures.exports.to_string(),
            figures.unnamed.to_string(),
            change(&stack.change),
        ]
    });
    let rows: Vec<[String; 6]> = rows.collect();
    let columns = [
        ("stack", Align::Left),
        ("resources", Align::Right),
        ("bytes", Align::Right),
        ("exports", Align::Right),
        ("unnamed", Align::Right),
        ("since the last synth", Align::Left),
    ];
    let style = |row: usize, column: usize| match (column, &written.stacks[row].change) {
        (5, Change::New) => Some(Style::Good),
        (5, Change::Changed(_)) => Some(Style::Notable),
        (5, Change::Unchanged) => Some(Style::Faint),
        _ => None,
    };
    format!("{}\n{}\n", table(columns, &rows, style, paint), closing(verified, written, folder))
}

fn change(change: &Change) -> String {
    match change {
        Change::New => "new".to_string(),
        Change::Unchanged => "unchanged".to_string(),
        Change::Changed(changes) => {
            let counts = [("+", &changes.added), ("~", &changes.changed), ("-", &changes.removed)];
            let counts = counts.iter().map(|(sign, ids)| format!("{sign}{}", ids.len()));
            let resources = format!("changed: {} resources", counts.collect::<Vec<_>>().join(" "));
            let parts: Vec<&str> =
                std::iter::once(resources.as_str()).chain(changes.sections.iter().copied()).collect();
            parts.join(", ")
        }
    }
}

fn closing(verified: &Verified, written: &Written, folder: &str) -> String {
    let mut parts = vec![counted(written.stacks.len(), "stack")];
    match written.replaced.len() {
        0 => parts.push("nothing to write".to_string()),
        count => parts.push(format!("{} written", counted(count, "file"))),
    }
    if !written.removed.is_empty() {
        parts.push(format!("removed {}", written.removed.join(", ")));
    }
    if !verified.acknowledged().is_empty() {
        parts.push(format!("{} acknowledged", counted(verified.acknowledged().len(), "finding")));
    }
    format!("{folder}: {}", parts.join(", "))
}
