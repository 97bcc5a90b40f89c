//! Which stacks a run writes.

/// The stacks that a run writes; everything else in the folder stays as it is.
///
/// A chosen stack brings along those that it depends on and that the folder does not hold yet, since a manifest that
/// names a missing stack is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// Everything. Files of earlier runs that the app does not have any more are removed.
    #[default]
    All,
    /// These stacks: the environment's name and the stack's id. Where every stack of an environment is chosen, files of
    /// earlier runs are removed from it too.
    Stacks(Vec<(String, String)>),
}

impl Selection {
    /// Whether a stack is chosen.
    pub fn contains(&self, environment: &str, stack: &str) -> bool {
        match self {
            Selection::All => true,
            Selection::Stacks(stacks) => stacks.iter().any(|(of, id)| of == environment && id == stack),
        }
    }
}
