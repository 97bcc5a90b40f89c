//! What a fuzzer calls with texts of its own; none of it ever panics. `tests/check/corpus.rs` calls it with the texts that
//! were found worth keeping.

use formwork::input::document;
use formwork::policy::{Context, Policy, Request, Text, allows};
use formwork::{AssembledEnvironment, AssembledStack, Assembly, Template};
use serde_json::Value;

/// Reads a template, JSON or YAML, judges it, and writes it; what was written reads as the same again.
pub fn template(text: &str) {
    let read = document("template", text);
    let (template, problems) = Template::from_document(read.value);
    let written = template.to_json();
    if problems.is_empty() {
        let again = Template::from_json(&written).expect("what was written can be read");
        assert_eq!(again.to_json(), written);
    }
    let stack = AssembledStack {
        id: "Stack".to_string(),
        stack_name: "stack".to_string(),
        region: "ap-northeast-1".to_string(),
        dependencies: Vec::new(),
        termination_protection: false,
        tags: Vec::new(),
        template,
        places: Default::default(),
    };
    let environment = AssembledEnvironment {
        name: "dev".to_string(),
        account: None,
        region: "ap-northeast-1".to_string(),
        stacks: vec![stack],
        expectations: Vec::new(),
    };
    let _ = formwork::check::check(Assembly { environments: vec![environment], problems: Vec::new() });
}

/// Reads YAML with its short forms.
pub fn yaml(text: &str) {
    let read = document("template.yaml", &format!("A: !Sub a\n{text}"));
    for (pointer, line) in read.lines {
        assert!(line > 0 && (pointer.is_empty() || pointer.starts_with('/')), "{pointer} {line}");
    }
}

/// Evaluates a case of `tests/policy/cases.jsonl`, as far as it is one.
pub fn policy(text: &str) {
    let Ok(case) = serde_json::from_str::<Value>(text) else { return };
    let mut context = Context::whole();
    for (key, value) in case["context"].as_object().into_iter().flatten() {
        let all = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
        context = context.with_all(key, all.iter().filter_map(Value::as_str).map(Text::from));
    }
    let word = |name: &str| case[name].as_str().unwrap_or_default().to_string();
    let request = Request::new(word("action"), word("resource")).by(word("principal")).context(context);
    let policies =
        |json: &Value| -> Vec<Policy> { json.as_array().into_iter().flatten().filter_map(Policy::from_json).collect() };
    let boundary = Policy::from_json(&case["boundary"]);
    allows(&policies(&case["identity"]), &policies(&case["resource"]), boundary.as_ref(), &request);
}
