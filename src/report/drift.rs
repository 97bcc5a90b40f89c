//! What differs between the folder and the program, much as `diff -u` says it: `-` is in the folder, `+` is what the
//! program makes.

use super::{Paint, Style};
use crate::output::{Difference, Drift, DriftKind};
use serde_json::Value;

/// A value longer than this stands on several lines.
const LINE: usize = 100;

/// Every drift, file by file, property by property.
pub fn drifts(drifts: &[Drift], folder: &str, paint: Paint) -> String {
    let mut text = String::new();
    for drift in drifts {
        let file = format!("{folder}/{}", drift.file);
        let (before, after) = match drift.kind {
            DriftKind::Missing => ("no such file", "the program makes it"),
            DriftKind::Stale => (file.as_str(), "the program does not make it any more"),
            DriftKind::Unreadable | DriftKind::Different(_) => (file.as_str(), "the program"),
        };
        let after =
            if matches!(drift.kind, DriftKind::Missing) { format!("{file} ({after})") } else { after.to_string() };
        text.push_str(&paint.text(Style::Bad, &format!("--- {before}")));
        text.push('\n');
        text.push_str(&paint.text(Style::Good, &format!("+++ {after}")));
        text.push('\n');
        match &drift.kind {
            DriftKind::Unreadable => text.push_str("@@ the file in the folder is no JSON\n"),
            DriftKind::Different(differences) if differences.is_empty() => {
                text.push_str("@@ the same content in another order or with other white space\n");
            }
            DriftKind::Different(differences) => {
                differences.iter().for_each(|difference| push_difference(&mut text, difference, paint));
            }
            DriftKind::Missing | DriftKind::Stale => {}
        }
        text.push('\n');
    }
    text
}

fn push_difference(text: &mut String, difference: &Difference, paint: Paint) {
    let mut place = difference.place.clone().unwrap_or_default();
    place.pointer = None;
    let place = match place.to_string() {
        place if place.is_empty() => place,
        place => format!("   {place}"),
    };
    text.push_str(&paint.text(Style::Place, &format!("@@ {}{place}", difference.pointer)));
    text.push('\n');
    let sides = [("-", &difference.before, Style::Bad), ("+", &difference.after, Style::Good)];
    for (sign, value, style) in sides {
        for line in value.iter().flat_map(lines) {
            text.push_str(&paint.text(style, &format!("{sign}{line}")));
            text.push('\n');
        }
    }
}

fn lines(value: &Value) -> Vec<String> {
    let short = value.to_string();
    if short.chars().count() <= LINE || !(value.is_object() || value.is_array()) {
        return vec![short];
    }
    let long = serde_json::to_string_pretty(value).unwrap_or(short);
    long.lines().map(str::to_string).collect()
}
