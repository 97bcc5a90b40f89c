//! The report that the `cdk` command shows and obeys.

use crate::{Language, Problem};
use serde_json::{Value, json};

/// Findings as `validation-report.json`. What is at no construct, such as a settings file, is not in it: the command drops
/// it.
pub fn validation_report(problems: &[Problem], language: Language) -> Value {
    let violation = |problem: &Problem| {
        let place = problem.place.as_ref()?;
        let mut parts = place.path.split('/');
        let (environment, stack) = (parts.next()?, parts.next()?);
        let pointer = place.pointer.as_deref().unwrap_or_default();
        let (id, below) = pointer.strip_prefix("/Resources/").map_or(("", ""), |rest| match rest.split_once('/') {
            Some((id, below)) => (id, below),
            None => (rest, ""),
        });
        let mut construct = json!({"constructPath": place.path});
        if parts.next().is_none() {
            construct["constructPath"] = json!(format!("{}/", place.path)); // a finding about the stack as a whole
        }
        if let Some(source) = &place.source {
            construct["constructStack"] = json!({"construct": "source", "location": source.to_string()});
        }
        if !id.is_empty() {
            let below: Vec<String> = if below.is_empty() { Vec::new() } else { vec![format!("/{below}")] };
            construct["cloudFormationResource"] = json!({
                "templatePath": format!("{environment}/{stack}.template.json"),
                "logicalId": id,
                "propertyPaths": below,
            });
        }
        let source = place.source.as_ref().map(|source| format!(" ({source})")).unwrap_or_default();
        Some(json!({
            "ruleName": format!("{}-{}", problem.code.number, problem.code.slug),
            "description": format!("{}{source}", problem.what(language)),
            "suggestedFix": problem.help(language),
            "severity": problem.code.severity.word(),
            "violatingConstructs": [construct],
        }))
    };
    let has_errors = problems.iter().any(|problem| problem.code.severity == crate::Severity::Error);
    let conclusion = if has_errors { "failure" } else { "success" };
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "pluginReports": [{
            "pluginName": "formwork",
            "pluginVersion": env!("CARGO_PKG_VERSION"),
            "conclusion": conclusion,
            "violations": problems.iter().filter_map(violation).collect::<Vec<_>>(),
        }],
    })
}
