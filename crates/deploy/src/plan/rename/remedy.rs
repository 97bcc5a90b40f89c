//! What to do about a rename.

use super::{Rename, Spot};
use formwork::logical_id;

/// One mapping of a stack refactoring: CloudFormation moves the resource and touches nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    pub source: Spot,
    pub destination: Spot,
}

impl Rename {
    /// The line of code that keeps the old logical id: `.renamed_from("Old/Path")`, at the resource. None where it is
    /// not clear which resource it is, or where it moved to another stack.
    ///
    /// Where no path is known, the logical id itself is one: a path of one component is its own id.
    pub fn renamed_from(&self) -> Option<String> {
        let destination = self.destination()?;
        if destination.stack != self.from.stack {
            return None;
        }
        let is_it = |path: &&str| logical_id(path.split('/')).is_ok_and(|id| id == self.from.logical_id);
        // below the stack: the path begins with names of the app, the environment or the stack
        let below = self.path.iter().flat_map(|path| path.match_indices('/').map(|(at, _)| path.split_at(at + 1).1));
        let path = below.chain([self.from.logical_id.as_str()]).find(is_it)?;
        Some(format!(".renamed_from({path:?})"))
    }

    /// The mapping that moves it instead. None where it is not clear which resource it is.
    pub fn mapping(&self) -> Option<Mapping> {
        let destination = self.destination()?.clone();
        Some(Mapping { source: self.from.clone(), destination })
    }

    fn destination(&self) -> Option<&Spot> {
        match self.to.as_slice() {
            [only] if self.certainty != super::Certainty::Ambiguous => Some(only),
            _ => None,
        }
    }
}
