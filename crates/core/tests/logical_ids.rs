//! Logical ids equal those of AWS CDK: `golden/logical-ids.json` was made by `golden/logical-ids.js` with `aws-cdk-lib`.

use formwork_core::{App, CustomResource, Environment, Language, Scope};

/// The logical id that synthesis gives the element at this path, or what it says instead.
fn synthesized(path: &[String]) -> Result<String, String> {
    let app = App::new("golden");
    let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("GoldenStack");
    let (last, scopes) = path.split_last().expect("a path has components");
    let mut scope: Scope = (*stack).clone();
    for id in scopes {
        scope = scope.scope(id.clone());
    }
    scope.add(last.clone(), CustomResource::new("Custom::Thing"));
    let assembly = app.synth();
    if let Some(problem) = assembly.problems.first() {
        return Err(problem.what(Language::English));
    }
    let stack = &assembly.environments[0].stacks[0];
    Ok(stack.template.resources.keys().next().expect("one resource").clone())
}

#[test]
fn five_hundred_paths_have_the_ids_that_aws_cdk_gives() {
    let golden: serde_json::Value = serde_json::from_str(include_str!("golden/logical-ids.json")).expect("golden");
    let golden = golden.as_array().expect("a list");
    assert_eq!(golden.len(), 500);
    let mut wrong = Vec::new();
    for case in golden {
        let path: Vec<String> = serde_json::from_value(case["path"].clone()).expect("path");
        match (case.get("id").and_then(|id| id.as_str()), synthesized(&path)) {
            (Some(id), Ok(ours)) if id == ours => {}
            (None, Err(_)) => {}
            (theirs, ours) => wrong.push(format!("{path:?}: {theirs:?} is theirs, {ours:?} ours")),
        }
    }
    assert!(wrong.is_empty(), "{} of 500 differ:\n{}", wrong.len(), wrong.join("\n"));
}
