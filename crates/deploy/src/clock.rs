//! The time of a run: the machine's, or one that a rehearsal makes.

use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::time::Instant;

/// A clock that waits as tokio does: where tokio's time is paused, an hour of waiting takes no time.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    started_ms: i64,
    started: Instant,
}

impl Clock {
    /// The machine's.
    pub fn of_machine() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Clock::at(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    /// One that shows this time now: milliseconds since 1970.
    pub fn at(now_ms: i64) -> Self {
        Clock { started_ms: now_ms, started: Instant::now() }
    }

    /// Now: milliseconds since 1970.
    pub fn now_ms(&self) -> i64 {
        let elapsed = i64::try_from(self.elapsed().as_millis()).unwrap_or(i64::MAX);
        self.started_ms.saturating_add(elapsed)
    }

    /// How long it has been running.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }
}
