use super::words::Words;
use super::working::Working;
use crate::report::elapsed::elapsed;
use indexmap::IndexMap;

/// How often a log says what is in progress.
const BEAT_MS: i64 = 30_000;

/// Plain lines, each with the time since the run began.
#[derive(Default)]
pub struct Log {
    began_ms: i64,
    said_ms: i64,
}

impl Log {
    pub fn begin(&mut self, at_ms: i64) {
        (self.began_ms, self.said_ms) = (at_ms, at_ms);
    }

    pub fn put(&mut self, lines: &[String], at_ms: i64) -> String {
        let since = elapsed(at_ms - self.began_ms);
        lines.iter().map(|line| format!("{since:>7}{line}\n")).collect()
    }

    /// What is in progress, if it is time to say so again.
    pub fn beat(&mut self, working: &IndexMap<String, Working>, words: &Words, at_ms: i64) -> String {
        if working.is_empty() || at_ms - self.said_ms < BEAT_MS {
            return String::new();
        }
        self.said_ms = at_ms;
        let lines: Vec<String> =
            working.iter().map(|(step, working)| format!("  {}", words.working(step, working, at_ms))).collect();
        self.put(&lines, at_ms)
    }
}
