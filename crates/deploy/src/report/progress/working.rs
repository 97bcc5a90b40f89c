use formwork::Place;
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// A step that is being worked on.
pub struct Working {
    /// When it began: milliseconds since 1970.
    pub began_ms: i64,
    /// How many resources it is about; 0 where nobody knows.
    pub resources: usize,
    action: &'static str,
    done: BTreeSet<String>,
    running: IndexMap<String, Running>,
    has_failed: bool,
    is_rolling_back: bool,
}

/// A resource in progress.
pub struct Running {
    /// Its construct path within the stack, or else its logical id.
    pub name: String,
    pub type_name: String,
    /// Since when: milliseconds since 1970.
    pub since_ms: i64,
}

impl Working {
    /// `action` is empty where nobody knows what is done.
    pub fn new(action: &'static str, resources: usize, began_ms: i64) -> Self {
        Working {
            began_ms,
            resources,
            action,
            done: BTreeSet::new(),
            running: IndexMap::new(),
            has_failed: false,
            is_rolling_back: false,
        }
    }

    /// A resource has got further. None has been at it for longer than the step, however clocks differ.
    pub fn resource(&mut self, logical_id: &str, type_name: &str, status: &str, place: &Place, at_ms: i64) {
        if status.ends_with("_IN_PROGRESS") {
            let is_running = self.running.contains_key(logical_id);
            // after a failure CloudFormation begins nothing new but the way back
            if self.has_failed && !is_running && matches!(self.action, "create" | "update") {
                self.is_rolling_back = true;
            }
            if !is_running {
                let name = within_stack(place).unwrap_or(logical_id).to_string();
                let running = Running { name, type_name: type_name.to_string(), since_ms: at_ms.max(self.began_ms) };
                self.running.insert(logical_id.to_string(), running);
            }
            return;
        }
        self.running.shift_remove(logical_id);
        if status.ends_with("_FAILED") {
            self.has_failed = true;
        } else if !self.is_rolling_back {
            self.done.insert(logical_id.to_string());
        }
    }

    /// `updating`.
    pub fn state(&self) -> &'static str {
        match (self.is_rolling_back, self.action) {
            (true, _) | (_, "roll back") => "rolling back",
            (_, "create") => "creating",
            (_, "delete") => "deleting",
            (_, "update") => "updating",
            _ => "in progress",
        }
    }

    /// `4/12`; empty on the way back, and where nobody knows how many there are.
    pub fn count(&self) -> String {
        match self.is_rolling_back || self.resources == 0 {
            true => String::new(),
            false => format!("{}/{}", self.done.len().min(self.resources), self.resources),
        }
    }

    /// The resource that has been in progress for the longest time.
    pub fn slowest(&self) -> Option<&Running> {
        self.running.values().min_by_key(|running| running.since_ms)
    }
}

/// The construct path without the environment and the stack; none for the stack itself.
pub fn within_stack(place: &Place) -> Option<&str> {
    place.path.splitn(3, '/').nth(2)
}
