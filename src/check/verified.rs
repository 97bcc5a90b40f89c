//! What comes out of the judgement.

use crate::check::acknowledgement::Acknowledged;
use crate::check::limit::size::TEMPLATE_BYTES;
use crate::{Assembly, Language, Problem};

/// An assembly that was judged and holds no error: all that can be written or deployed.
///
/// [`check`](super::check()) alone makes one.
#[derive(Clone, Debug)]
pub struct Verified {
    assembly: Assembly,
    texts: Vec<Vec<String>>,
    warnings: Vec<Problem>,
    acknowledged: Vec<Acknowledged>,
}

/// Why an assembly cannot be written or deployed.
#[derive(Clone, Debug)]
pub struct Rejected {
    /// Everything that was found, errors first; at least one is an error.
    pub problems: Vec<Problem>,
    /// What was found and is taken knowingly.
    pub acknowledged: Vec<Acknowledged>,
    /// The stacks that were judged: `dev/DataStack`.
    pub stacks: Vec<String>,
}

impl Verified {
    pub(super) fn new(
        assembly: Assembly,
        texts: Vec<Vec<String>>,
        warnings: Vec<Problem>,
        acknowledged: Vec<Acknowledged>,
    ) -> Self {
        Verified { assembly, texts, warnings, acknowledged }
    }

    /// The assembly.
    pub fn assembly(&self) -> &Assembly {
        &self.assembly
    }

    /// The templates as they are written, by the position of their environment and stack in the assembly.
    pub fn texts(&self) -> &[Vec<String>] {
        &self.texts
    }

    /// What was found and is no error.
    pub fn warnings(&self) -> &[Problem] {
        &self.warnings
    }

    /// What was found and is taken knowingly, with the reasons.
    pub fn acknowledged(&self) -> &[Acknowledged] {
        &self.acknowledged
    }
}

/// The paths of all stacks.
pub(super) fn stacks(assembly: &Assembly) -> Vec<String> {
    let of_environment = |environment: &crate::AssembledEnvironment| {
        environment.stacks.iter().map(|stack| format!("{}/{}", environment.name, stack.id)).collect::<Vec<_>>()
    };
    assembly.environments.iter().flat_map(of_environment).collect()
}

/// Each template as it is written: for people, unless only leaving out the white space makes it fit.
pub(super) fn texts(assembly: &Assembly) -> Vec<Vec<String>> {
    let text = |template: &crate::Template| match template.to_json() {
        text if text.len() <= TEMPLATE_BYTES => text,
        _ => template.to_json_minified(),
    };
    let of_environment = |environment: &crate::AssembledEnvironment| {
        environment.stacks.iter().map(|stack| text(&stack.template)).collect()
    };
    assembly.environments.iter().map(of_environment).collect()
}

impl std::fmt::Display for Rejected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let texts: Vec<String> = self.problems.iter().map(|problem| problem.render(Language::English)).collect();
        f.write_str(&texts.join("\n"))
    }
}

impl std::error::Error for Rejected {}
