//! Making a resource as it was before an update.

use super::deed::UPDATE;
use super::{Operation, Progress};
use crate::model::stack::{Departure, Resource};
use crate::model::state::State;

impl State {
    pub(super) fn revert(&mut self, at: usize, operation: &Operation, id: &str) -> Progress {
        let now = self.now;
        let Some(stack) = self.stacks.get_mut(at) else { return Progress::Failed };
        let Some(was) = stack.before.as_ref().and_then(|before| before.resources.get(id)).cloned() else {
            return Progress::Done;
        };
        let Some(is) = stack.resources.get(id).cloned() else {
            stack.resources.insert(id.to_owned(), was);
            return Progress::Done;
        };
        if operation.skip.iter().any(|skipped| skipped == id) {
            stack.tell(now, is.serial, UPDATE.complete, None);
            return Progress::Done;
        }
        if is.serial == was.serial {
            let is_same = is.properties == was.properties && is.tags == was.tags && !is.status.ends_with("_FAILED");
            if is_same {
                stack.resources.insert(id.to_owned(), Resource { status: is.status, changed: is.changed, ..was });
                return Progress::Done;
            }
            return self.update(at, operation, &is, was);
        }
        stack.resources.remove(id);
        let made_by_update = Resource { departure: Departure::RolledBack, ..is };
        match stack.replaced.iter().position(|replaced| replaced.serial == was.serial) {
            Some(old) => {
                stack.replaced.remove(old);
                stack.replaced.push(made_by_update);
                let serial = was.serial;
                stack.resources.insert(id.to_owned(), was);
                stack.tell(now, serial, UPDATE.complete, None);
                Progress::Done
            }
            None => {
                // the old one was deleted first, so there is another one to make
                let name = stack.name.clone();
                self.free_name(made_by_update.serial);
                self.make(at, operation, Resource { token: name, physical_id: None, ..was })
            }
        }
    }
}
