//! `deploy logs app dev --follow`: what programs write.

use super::super::{Call, Refused, show};
use super::{Desk, answered, named, operations, span_ms};
use crate::api::{FailureKind, LogEvent};
use crate::clock::Clock;
use crate::codes::operation as codes;
use crate::ending::{Ending, Stop};
use crate::image::time_tag;
use crate::project::LogSource;
use formwork::command::Shell;
use serde_json::json;
use std::collections::BTreeSet;
use std::time::Duration;

/// Events can arrive so much later than they happened: milliseconds.
const LATE_MS: i64 = 30_000;

/// The pauses between two looks.
const SHORTEST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(5);

/// Minutes that Japan is ahead of UTC.
const JAPAN: i32 = 540;

/// Which events were shown: those that arrive late are, those that were there before are not again.
#[derive(Debug, Default)]
pub struct Tail {
    shown: BTreeSet<(i64, String)>,
}

impl Tail {
    /// Of these events, those that were not shown yet.
    pub fn take(&mut self, mut events: Vec<LogEvent>) -> Vec<LogEvent> {
        events.retain(|event| self.shown.insert((event.at_ms, event.id.clone())));
        // what nobody asks for any more
        let newest = self.shown.last().map(|(at_ms, _)| *at_ms).unwrap_or_default();
        self.shown = self.shown.split_off(&(newest.saturating_sub(2 * LATE_MS), String::new()));
        events.sort();
        events
    }

    /// Since when events are asked for: milliseconds since 1970.
    pub fn since_ms(&self, beginning_ms: i64) -> i64 {
        let newest = self.shown.last().map(|(at_ms, _)| at_ms.saturating_sub(LATE_MS));
        newest.unwrap_or(beginning_ms).max(beginning_ms)
    }
}

pub fn logs(call: &Call<'_>, shell: &mut Shell<'_>) -> Result<Ending, Refused> {
    let asked = &call.arguments.operation;
    let offered = operations(call)?;
    let source = named("log", &asked.name, &offered.logs, |source| &source.name)?;
    let since = span_ms(asked.since.as_deref().unwrap_or("10m"));
    let since = since.map_err(|problem| Refused::Stop(Stop::new(Ending::Usage, problem)))?;
    let desk = Desk::new(call)?;
    let beginning = Clock::of_machine().now_ms().saturating_sub(since);
    let mut tail = Tail::default();
    let mut pause = SHORTEST;
    loop {
        let events = tail.take(look(call, &desk, source, tail.since_ms(beginning))?);
        pause = if events.is_empty() { pause.mul_f64(1.5).min(LONGEST) } else { SHORTEST };
        for event in events {
            print(call, shell, &event);
        }
        if !asked.follow || desk.runtime.block_on(interrupted(pause)) {
            return Ok(Ending::Fine);
        }
    }
}

fn look(call: &Call<'_>, desk: &Desk, source: &LogSource, since_ms: i64) -> Result<Vec<LogEvent>, Stop> {
    let asked = &call.arguments.operation;
    let mut events = Vec::new();
    for group in &source.groups {
        let answer = desk.connection.log_events(group, since_ms, asked.filter.as_deref());
        let answer = desk.runtime.block_on(answer);
        if matches!(&answer, Some(Err(failure)) if failure.kind == FailureKind::Missing) {
            let problem = codes::NO_LOG_GROUP.problem().with("group", group.as_str());
            let problem = problem.with("environment", call.arguments.environment.as_str());
            return Err(Stop::new(Ending::Preflight, problem));
        }
        events.extend(answered(answer, "CloudWatch Logs", "logs", group)?);
    }
    events.retain(|event| asked.stream.as_ref().is_none_or(|stream| event.stream == *stream));
    Ok(events)
}

/// Whether somebody pressed Ctrl-C within the pause.
async fn interrupted(pause: Duration) -> bool {
    tokio::select! {
        () = tokio::time::sleep(pause) => false,
        _ = tokio::signal::ctrl_c() => true,
    }
}

fn print(call: &Call<'_>, shell: &mut Shell<'_>, event: &LogEvent) {
    let details = json!({"at_ms": event.at_ms, "stream": event.stream, "message": event.message});
    let text = format!("{}  {}\n", time(event.at_ms, JAPAN), event.message.trim_end());
    show::found(shell, call.arguments, "log", details, &text);
}

/// A time in a zone so many minutes ahead of UTC: `2026-01-28 09:30:00`.
pub fn time(at_ms: i64, offset_minutes: i32) -> String {
    let tag = time_tag(at_ms, offset_minutes);
    let part = |from: usize, to: usize| tag.get(from..to).unwrap_or_default();
    let date = [part(0, 4), part(4, 6), part(6, 8)].join("-");
    format!("{date} {}", [part(9, 11), part(11, 13), part(13, 15)].join(":"))
}
