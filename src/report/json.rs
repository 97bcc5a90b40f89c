//! The same for programs.

use super::summary;
use crate::check::Verified;
use crate::output::{Change, Difference, Drift, DriftKind, Written};
use crate::{Language, Problem, Source};
use serde_json::{Value, json};

/// Problems as JSON: code, slug, severity, message, and where, as far as it is known.
pub fn problems_json(problems: &[Problem], language: Language) -> Value {
    let problems = problems.iter().map(|problem| {
        let place = problem.place.clone().unwrap_or_default();
        json!({
            "code": problem.code.number,
            "slug": problem.code.slug,
            "severity": problem.code.severity.word(),
            "message": problem.what(language),
            "help": problem.help(language),
            "path": place.path,
            "source": place.source.as_ref().map(Source::to_string),
            "pointer": place.pointer,
        })
    });
    problems.collect()
}

/// The stacks of a run as JSON: figures, where the template is, and, if they were written, what changed.
pub fn stacks_json(verified: &Verified, stacks: &[(usize, usize)], written: Option<&Written>) -> Value {
    let stacks = stacks.iter().map(|(environment, stack)| {
        let of = &verified.assembly().environments[*environment];
        let assembled = &of.stacks[*stack];
        let figures = summary::figures(verified, *environment, *stack);
        let mut json = json!({
            "environment": of.name,
            "id": assembled.id,
            "stackName": assembled.stack_name,
            "account": of.account,
            "region": assembled.region,
            "dependencies": assembled.dependencies,
            "template": format!("{}.template.json", figures.path),
            "resources": figures.resources,
            "bytes": figures.bytes,
            "exports": figures.exports,
            "unnamed": figures.unnamed,
        });
        let written = written.and_then(|written| {
            written.stacks.iter().find(|written| (written.environment, written.stack) == (*environment, *stack))
        });
        if let Some(written) = written {
            json["change"] = change_json(&written.change);
        }
        json
    });
    stacks.collect()
}

fn change_json(change: &Change) -> Value {
    match change {
        Change::New => json!({"kind": "new"}),
        Change::Unchanged => json!({"kind": "unchanged"}),
        Change::Changed(changes) => json!({
            "kind": "changed",
            "added": changes.added,
            "changed": changes.changed,
            "removed": changes.removed,
            "sections": changes.sections,
        }),
    }
}

/// Drift as JSON.
pub fn drifts_json(drifts: &[Drift]) -> Value {
    let drifts = drifts.iter().map(|drift| match &drift.kind {
        DriftKind::Missing => json!({"file": drift.file, "kind": "missing"}),
        DriftKind::Stale => json!({"file": drift.file, "kind": "stale"}),
        DriftKind::Unreadable => json!({"file": drift.file, "kind": "unreadable"}),
        DriftKind::Different(differences) => json!({
            "file": drift.file,
            "kind": "different",
            "differences": differences.iter().map(difference_json).collect::<Vec<_>>(),
        }),
    });
    drifts.collect()
}

fn difference_json(difference: &Difference) -> Value {
    let mut json = json!({"pointer": difference.pointer});
    let sides = [("before", &difference.before), ("after", &difference.after)];
    for (name, value) in sides {
        if let Some(value) = value {
            json[name] = value.clone();
        }
    }
    if let Some(place) = &difference.place {
        json["path"] = place.path.clone().into();
        json["source"] = place.source.as_ref().map(Source::to_string).into();
    }
    json
}
