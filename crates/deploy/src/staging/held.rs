//! What stands in a lease.

use serde_json::{Value, json};

/// Who holds an environment, for which run, and until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// `user@host`.
    pub holder: String,
    /// The run.
    pub run: String,
    /// When it ends unless it is renewed: milliseconds since 1970.
    pub until_ms: i64,
}

impl Held {
    /// As it stands in the bucket.
    pub(super) fn to_json(&self) -> Value {
        json!({"holder": self.holder, "run": self.run, "until_ms": self.until_ms})
    }

    /// Of the text in the bucket; none where it is something else.
    pub(super) fn from_text(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let member = |key: &str| value.get(key)?.as_str().map(str::to_string);
        Some(Held { holder: member("holder")?, run: member("run")?, until_ms: value.get("until_ms")?.as_i64()? })
    }

    /// Whether it is of the same run of the same holder.
    pub(super) fn is_of(&self, other: &Held) -> bool {
        self.holder == other.holder && self.run == other.run
    }

    /// The time of day at which it ends: `09:30:00 UTC`.
    ///
    /// ```
    /// let held = formwork_deploy::staging::Held { holder: String::new(), run: String::new(), until_ms: 34_200_000 };
    /// assert_eq!(held.until(), "09:30:00 UTC");
    /// ```
    pub fn until(&self) -> String {
        let seconds = self.until_ms.div_euclid(1000).rem_euclid(86_400);
        format!("{:02}:{:02}:{:02} UTC", seconds / 3600, seconds / 60 % 60, seconds % 60)
    }
}
