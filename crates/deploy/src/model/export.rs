//! Exports: one owner for a name, and nothing that is in use changes.

use super::stack::{Output, Stack};
use super::state::State;
use super::status;

/// An exported value.
pub struct Export<'a> {
    pub name: &'a str,
    pub value: &'a str,
    pub stack: &'a Stack,
}

impl State {
    /// All exports, by name.
    pub fn exports(&self) -> Vec<Export<'_>> {
        let mut all: Vec<Export<'_>> =
            self.stacks.iter().filter(|stack| status::is_there(stack.status)).flat_map(exports).collect();
        all.sort_by_key(|export| export.name);
        all
    }

    pub fn export(&self, name: &str) -> Option<Export<'_>> {
        self.stacks
            .iter()
            .filter(|stack| status::is_there(stack.status))
            .flat_map(exports)
            .find(|export| export.name == name)
    }

    /// The names of the stacks that use an export, sorted.
    pub fn importers(&self, name: &str) -> Vec<&str> {
        let users = self.stacks.iter().filter(|stack| status::is_there(stack.status) && stack.imports.contains(name));
        let mut users: Vec<&str> = users.map(|stack| stack.name.as_str()).collect();
        users.sort_unstable();
        users
    }

    /// Whether a stack may have these outputs.
    ///
    /// # Errors
    /// What CloudFormation says: a name has another owner, or somebody uses what would change.
    pub fn check_exports(&self, stack: &Stack, outputs: &[Output]) -> Result<(), String> {
        let next = |name: &str| outputs.iter().find(|output| output.export.as_deref() == Some(name));
        for (at, output) in outputs.iter().enumerate() {
            let Some(name) = output.export.as_deref() else { continue };
            if outputs.iter().take(at).any(|earlier| earlier.export.as_deref() == Some(name)) {
                return Err(format!("Template error: duplicate Export names: [{name}]"));
            }
            let owner = self.export(name).map(|export| export.stack).filter(|owner| owner.id != stack.id);
            if let Some(owner) = owner {
                return Err(format!("Export with name {name} is already exported by stack {}.", owner.name));
            }
        }
        for export in exports(stack) {
            let users: Vec<&str> = self.importers(export.name).into_iter().filter(|user| *user != stack.name).collect();
            if users.is_empty() {
                continue;
            }
            let users = users.join(", ");
            match next(export.name) {
                None => return Err(format!("Export {} cannot be deleted as it is in use by {users}", export.name)),
                Some(output) if output.value != export.value => {
                    return Err(format!("Cannot update export {} as it is in use by {users}", export.name));
                }
                Some(_) => {}
            }
        }
        Ok(())
    }
}

/// What one stack exports.
fn exports(stack: &Stack) -> impl Iterator<Item = Export<'_>> {
    stack
        .outputs
        .iter()
        .filter_map(move |output| Some(Export { name: output.export.as_deref()?, value: &output.value, stack }))
}
