//! Policies are evaluated as an independent simulator does: `tests/policy/compare` makes the cases and its answers.

use formwork::policy::{Allowed, Context, Policy, Request, Text, allows};
use serde_json::Value;
use std::path::Path;

/// The first of the cases, which are in the repository; the environment variable `CASES` names a file with more.
fn cases() -> String {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/policy/cases.jsonl");
    let path = std::env::var_os("CASES").map_or(own, Into::into);
    std::fs::read_to_string(&path).expect("the cases")
}

fn policy(json: &Value) -> Option<Policy> {
    if json.is_null() { None } else { Some(Policy::from_json(json).expect("a policy")) }
}

fn answer(case: &Value) -> Allowed {
    let mut context = Context::whole();
    for (key, value) in case["context"].as_object().expect("a context") {
        let all = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
        context = context.with_all(key, all.iter().map(|one| Text::from(one.as_str().expect("a text"))));
    }
    let text = |name: &str| case[name].as_str().expect("a text").to_string();
    let request = Request::new(text("action"), text("resource")).by(text("principal")).context(context);
    let identity: Vec<Policy> = case["identity"].as_array().expect("policies").iter().filter_map(policy).collect();
    let resource: Vec<Policy> = policy(&case["resourcePolicy"]).into_iter().collect();
    allows(&identity, &resource, policy(&case["boundary"]).as_ref(), &request)
}

#[test]
fn policies_are_evaluated_as_an_independent_simulator_does() {
    let (mut count, mut allowed, mut different) = (0, 0, Vec::new());
    for line in cases().lines() {
        let case: Value = serde_json::from_str(line).expect("JSON");
        let expected = case["allowed"].as_bool().expect("an answer");
        count += 1;
        allowed += usize::from(expected);
        let own = answer(&case);
        if own != if expected { Allowed::Yes } else { Allowed::No } {
            different.push(format!("{own:?}, not {expected}: {line}"));
        }
    }
    assert!(count >= 300 && allowed * 10 > count, "{allowed} of {count} are allowed");
    assert!(
        different.is_empty(),
        "{} of {count} differ\n{}",
        different.len(),
        different[..different.len().min(5)].join("\n")
    );
    println!("{count} cases, {allowed} allowed, no difference");
}
