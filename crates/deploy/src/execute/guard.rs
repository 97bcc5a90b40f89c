//! A service whose tasks stop as soon as they start: said within two minutes, and not when CloudFormation gives up.

use super::watch::{Board, Watch};
use super::{Context, Notice};
use crate::api::Event;
use crate::codes::operation as codes;
use futures_util::future::LocalBoxFuture;
use std::collections::BTreeMap;

/// How often a service is asked: milliseconds.
const PERIOD_MS: i64 = 20_000;

/// Where tasks are asked for that have stopped.
pub trait StoppedTasks {
    /// Why the tasks of a service have stopped since an instant (milliseconds since 1970), one reason a task; nothing where
    /// nobody could ask. The service is an ARN.
    fn reasons<'f>(&'f self, service: &'f str, since_ms: i64) -> LocalBoxFuture<'f, Vec<String>>;
}

/// The services of a stack that is being worked on.
#[derive(Debug, Default)]
pub struct Guard {
    /// ARN by logical id.
    services: BTreeMap<String, String>,
    since_ms: Option<i64>,
    asked_ms: i64,
}

impl Guard {
    /// Takes note of what happens to services.
    pub fn see(&mut self, event: &Event) {
        self.since_ms.get_or_insert(event.at_ms);
        if event.type_name != "AWS::ECS::Service" {
            return;
        }
        let is_working = matches!(event.status.as_str(), "CREATE_IN_PROGRESS" | "UPDATE_IN_PROGRESS");
        match is_working && !event.physical_id.is_empty() {
            true => drop(self.services.insert(event.logical_id.clone(), event.physical_id.clone())),
            false if !is_working => drop(self.services.remove(&event.logical_id)),
            false => {}
        }
    }

    /// Looks whether two tasks of a service have stopped for one reason; says so once.
    pub async fn look(&mut self, context: &Context<'_>, board: &Board, watch: &Watch<'_>) {
        let (Some(tasks), Some(since_ms)) = (context.services.stopped_tasks, self.since_ms) else { return };
        let now_ms = context.clock.now_ms();
        if self.services.is_empty() || now_ms - self.asked_ms < PERIOD_MS {
            return;
        }
        self.asked_ms = now_ms;
        let mut told = Vec::new();
        for (logical_id, service) in &self.services {
            let mut reasons = tasks.reasons(service, since_ms).await;
            reasons.sort();
            let Some(pair) = reasons.windows(2).find(|pair| pair[0] == pair[1]) else { continue };
            told.push(logical_id.clone());
            let place = watch.stack.map(|stack| stack.place_of(logical_id)).unwrap_or_default();
            let source = place.source.as_ref().map(|source| format!(" ({}:{})", source.file, source.line));
            let (step, reason, source) = (watch.step, &pair[0], source.unwrap_or_default());
            let what = format!("the tasks of {logical_id} in {step}{source} stop: {reason}");
            let then = "Ctrl-C and c rolls an update back now; otherwise its circuit breaker does, or CloudFormation after hours";
            context.say(Notice::Remark(format!("{what}; {then}")));
            let problem = codes::TASKS_STOP.problem().at(place.pointer(format!("/Resources/{logical_id}")));
            let problem =
                problem.with("service", logical_id.as_str()).with("stack", step).with("reason", reason.as_str());
            board.stopped.borrow_mut().insert(step.to_string(), problem);
        }
        told.iter().for_each(|logical_id| drop(self.services.remove(logical_id)));
    }
}
