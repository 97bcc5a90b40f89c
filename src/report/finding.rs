//! Findings for programs: JSON of our own, and SARIF for code scanning.

use crate::check::Acknowledged;
use crate::{Code, Language, Place, Problem, Severity};
use serde_json::{Value, json};

/// Findings as JSON: one object each, every member always there; those that are acknowledged apart, with the reason.
pub fn findings_json(problems: &[Problem], acknowledged: &[Acknowledged], language: Language) -> Value {
    let finding = |problem: &Problem| {
        let place = problem.place.clone().unwrap_or_default();
        json!({
            "code": problem.code.number,
            "slug": problem.code.slug,
            "severity": problem.code.severity.word(),
            "stack": stack(&place),
            "logical_id": logical_id(&place),
            "path": place.path,
            "source": place.source.as_ref().map(ToString::to_string),
            "pointer": place.pointer,
            "message": problem.what(language),
            "help": problem.help(language),
        })
    };
    let known = |one: &Acknowledged| {
        let mut known = finding(&one.problem);
        known["reason"] = json!(one.reason);
        known["until"] = json!(one.until.map(|day| day.to_string()));
        known["ticket"] = json!(one.ticket);
        known
    };
    json!({
        "findings": problems.iter().map(finding).collect::<Vec<_>>(),
        "acknowledged": acknowledged.iter().map(known).collect::<Vec<_>>(),
    })
}

/// Findings as a log of SARIF 2.1.0; those that are acknowledged are suppressed in it.
pub fn findings_sarif(problems: &[Problem], acknowledged: &[Acknowledged], language: Language) -> Value {
    let known = acknowledged.iter().map(|one| &one.problem);
    let mut codes: Vec<_> = problems.iter().chain(known).map(|problem| problem.code).collect();
    codes.sort_by_key(|code| code.number);
    codes.dedup_by_key(|code| code.number);
    let rules = codes.iter().map(|code| {
        json!({
            "id": code.number,
            "name": code.slug,
            "shortDescription": {"text": code.english.what},
            "help": {"text": code.english.help},
            "defaultConfiguration": {"level": level(code)},
        })
    });
    let result = |problem: &Problem| {
        let mut result = json!({
            "ruleId": problem.code.number,
            "level": level(problem.code),
            "message": {"text": format!("{}; {}", problem.what(language), problem.help(language))},
        });
        if let Some(place) = &problem.place {
            result["locations"] = json!([location(place)]);
        }
        result
    };
    let suppressed = |one: &Acknowledged| {
        let mut result = result(&one.problem);
        result["suppressions"] = json!([{"kind": "inSource", "status": "accepted", "justification": one.reason}]);
        result
    };
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "formwork",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.collect::<Vec<_>>(),
            }},
            "results": problems.iter().map(result).chain(acknowledged.iter().map(suppressed)).collect::<Vec<_>>(),
        }],
    })
}

/// SARIF's word for a severity.
fn level(code: &Code) -> &'static str {
    match code.severity {
        Severity::Info => "note",
        severity => severity.word(),
    }
}

fn location(place: &Place) -> Value {
    let mut location = json!({});
    if let Some(source) = &place.source {
        location["physicalLocation"] = json!({
            "artifactLocation": {"uri": source.file},
            "region": {"startLine": source.line},
        });
    }
    if !place.path.is_empty() {
        location["logicalLocations"] = json!([{"fullyQualifiedName": place.path}]);
    }
    location
}

/// `dev/DataStack` of `dev/DataStack/Database/Resource`.
fn stack(place: &Place) -> Option<String> {
    let mut parts = place.path.split('/');
    let (environment, stack) = (parts.next()?, parts.next()?);
    Some(format!("{environment}/{stack}"))
}

pub(super) fn logical_id(place: &Place) -> Option<&str> {
    place.pointer.as_deref()?.strip_prefix("/Resources/")?.split('/').next()
}
