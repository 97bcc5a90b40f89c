//! The templates of this repository's own system, to break one thing in.

use formwork::check::check;
use formwork::input::{Home, read};
use formwork::{AssembledEnvironment, Assembly, Language, Problem, Severity, Template};
use serde_json::Value;
use std::path::Path;

pub struct Good {
    assembly: Assembly,
}

impl Good {
    /// The templates of an environment, as they are committed.
    pub fn of(environment: &str) -> Good {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut assembly = read(root, &["cfn-out".into()], &Home::default());
        assembly.environments.retain(|one| one.name == environment);
        assert_eq!((assembly.environments.len(), assembly.problems.len()), (1, 0));
        Good { assembly }
    }

    /// Changes the template of a stack.
    pub fn edit(mut self, stack: &str, change: impl FnOnce(&mut Value)) -> Good {
        let stack = self.assembly.environments[0].stacks.iter_mut().find(|one| one.id == stack).expect("a stack");
        let mut json: Value = serde_json::from_str(&stack.template.to_json()).expect("JSON");
        change(&mut json);
        let (template, problems) = Template::from_document(json);
        assert!(problems.is_empty());
        stack.template = template;
        self
    }

    /// Changes the resource of a stack whose id begins so; there is exactly one.
    pub fn resource(self, stack: &str, id: &str, change: impl FnOnce(&mut Value)) -> Good {
        self.edit(stack, |json| {
            let id = find(json, id);
            change(&mut json["Resources"][id]);
        })
    }

    /// Takes a resource away.
    pub fn without(self, stack: &str, id: &str) -> Good {
        self.edit(stack, |json| {
            let id = find(json, id);
            json["Resources"].as_object_mut().expect("resources").remove(&id);
        })
    }

    pub fn environment(&self) -> &AssembledEnvironment {
        &self.assembly.environments[0]
    }

    /// Every stack's id, name and template.
    pub fn templates(&self) -> Vec<(String, String, Value)> {
        let stacks = self.environment().stacks.iter();
        let json = |text: String| serde_json::from_str(&text).expect("JSON");
        stacks.map(|one| (one.id.clone(), one.stack_name.clone(), json(one.template.to_json()))).collect()
    }

    pub fn judged(self) -> Vec<Problem> {
        match check(self.assembly) {
            // a remark is about no mistake
            Ok(verified) => mistakes(verified.warnings().to_vec()),
            Err(rejected) => mistakes(rejected.problems),
        }
    }
}

fn mistakes(problems: Vec<Problem>) -> Vec<Problem> {
    problems.into_iter().filter(|problem| problem.code.severity > Severity::Info).collect()
}

/// The id that begins so, without the hash at its end.
pub fn find(json: &Value, start: &str) -> String {
    let all = json["Resources"].as_object().expect("resources");
    let is_it = |id: &&String| id.len() == start.len() + 8 && id.starts_with(start);
    let found: Vec<&String> = all.keys().filter(is_it).collect();
    assert_eq!(found.len(), 1, "{start}: {found:?}");
    found[0].clone()
}

/// The codes and what they say.
pub fn said(problems: &[Problem]) -> (Vec<&'static str>, String) {
    let codes = problems.iter().map(|problem| problem.code.number).collect();
    (codes, problems.iter().map(|problem| problem.render(Language::English)).collect())
}
