//! The report that the `cdk` command shows and obeys.

use super::finding::logical_id;
use crate::{Language, Problem};
use serde_json::{Value, json};

/// Findings as `validation-report.json`. What is at no construct, such as a settings file, is not in it: the command drops
/// it.
pub fn validation_report(problems: &[Problem], language: Language) -> Value {
    let violation = |problem: &Problem| {
        let place = problem.place.as_ref()?;
        let mut parts = place.path.split('/');
        let (environment, stack) = (parts.next()?, parts.next()?);
        // a finding about the stack as a whole
        let end = if parts.next().is_none() { "/" } else { "" };
        let mut construct = json!({"constructPath": format!("{}{end}", place.path)});
        if let Some(id) = logical_id(place) {
            let below = place.pointer.as_deref().and_then(|pointer| pointer.strip_prefix(&format!("/Resources/{id}")));
            let below: Vec<&str> = below.into_iter().filter(|below| !below.is_empty()).collect();
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
