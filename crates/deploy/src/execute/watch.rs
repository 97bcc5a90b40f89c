//! Waiting for an operation on a stack, and saying how it goes.

use super::guard::Guard;
use super::work::Work;
use super::{Context, Interrupt, Notice};
use crate::api::{CloudFormation, Event, Failure, FailureKind};
use crate::ending::Stop;
use crate::target::TargetStack;
use formwork::Problem;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Duration;

/// The first wait, and the longest: soon at first, then less and less often.
const FIRST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(5);

/// How many stacks may be asked for one by one; more are asked for all at once.
const ONE_BY_ONE: usize = 4;

/// An operation that ended, or that nobody waits for any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Watched {
    /// It ended with this status.
    Ended {
        /// `UPDATE_COMPLETE`.
        status: String,
        /// Why, in CloudFormation's words.
        reason: Option<String>,
        /// What happened, oldest first.
        events: Vec<Event>,
    },
    /// It goes on without this program.
    Detached,
}

/// The states of all stacks of a region, as one call gave them, for many operations that wait at once.
#[derive(Debug, Default)]
pub struct Board {
    waiting: RefCell<usize>,
    seen: RefCell<BTreeMap<String, Seen>>,
    /// What stops the tasks of a service, by step.
    pub stopped: RefCell<BTreeMap<String, Problem>>,
}

#[derive(Debug, Default)]
struct Seen {
    at_ms: i64,
    statuses: BTreeMap<String, String>,
}

/// One operation to wait for.
pub struct Watch<'w> {
    /// The stack's ARN.
    pub stack_id: &'w str,
    /// The token of the call that began it.
    pub token: &'w str,
    /// The step, in notices.
    pub step: &'w str,
    /// What is known about the stack in the program.
    pub stack: Option<&'w TargetStack>,
    /// Where it lives.
    pub region: &'w str,
}

impl<'w> Watch<'w> {
    /// The operation of a step that was begun under this token.
    pub fn of(work: &Work<'w>, stack_id: &'w str, token: &'w str) -> Self {
        Watch { stack_id, token, step: &work.step.id, stack: work.stack, region: &work.step.region }
    }
}

/// Whether the status is one in which CloudFormation works on the stack.
pub fn is_in_progress(status: &str) -> bool {
    status.ends_with("_IN_PROGRESS") && status != "REVIEW_IN_PROGRESS"
}

/// Waits until an operation has ended: until the stack's own event says so under the operation's token, since a
/// description of the stack can be older than the call.
///
/// A call that is not answered is made again for ever: CloudFormation holds the truth, and goes on.
///
/// # Errors
/// The credentials are not valid any more, or do not allow to look.
pub async fn watch(context: &Context<'_>, board: &Board, watch: &Watch<'_>) -> Result<Watched, Stop> {
    *board.waiting.borrow_mut() += 1;
    let watched = until_ended(context, board, watch).await;
    *board.waiting.borrow_mut() -= 1;
    watched
}

async fn until_ended(context: &Context<'_>, board: &Board, watch: &Watch<'_>) -> Result<Watched, Stop> {
    let cloud = context.cloud(watch.region);
    let mut wait = FIRST;
    let mut known: Option<String> = None;
    let mut events: Vec<Event> = Vec::new();
    let mut has_begun = false;
    let mut guard = Guard::default();
    loop {
        if context.interrupt() == Interrupt::Detach {
            return Ok(Watched::Detached);
        }
        let mut interrupt = context.interrupt.clone();
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            _ = interrupt.wait_for(|now| *now == Interrupt::Detach) => continue,
        }
        wait = wait.mul_f64(1.3).min(LONGEST);
        guard.look(context, board, watch).await;
        if !board.may_have_moved(context, &cloud, watch).await? {
            continue;
        }
        let new = match cloud.events(watch.stack_id, known.as_deref()).await {
            Ok(new) => new,
            Err(failure) if is_refusal(&failure) => return Err(Stop::call(watch.step, &failure)),
            Err(_) => continue,
        };
        if let Some(newest) = new.first() {
            known = Some(newest.id.clone());
        }
        for event in new.into_iter().rev() {
            // whoever cancels the operation, or deletes the stack meanwhile, goes on with it under another token
            has_begun |= event.token.as_deref() == Some(watch.token);
            if !has_begun {
                continue;
            }
            say(context, watch, &event);
            guard.see(&event);
            let ends = event.is_of_stack() && !event.status.ends_with("_IN_PROGRESS");
            let (status, reason) = (event.status.clone(), event.reason.clone());
            events.push(event);
            if ends {
                return Ok(Watched::Ended { status, reason, events });
            }
        }
    }
}

/// Whether asking again would be of no use.
fn is_refusal(failure: &Failure) -> bool {
    matches!(failure.kind, FailureKind::Credentials | FailureKind::Denied)
}

fn say(context: &Context<'_>, watch: &Watch<'_>, event: &Event) {
    if event.is_of_stack() {
        return;
    }
    context.say(Notice::Resource {
        step: watch.step.to_string(),
        logical_id: event.logical_id.clone(),
        type_name: event.type_name.clone(),
        status: event.status.clone(),
        reason: event.reason.clone(),
        place: watch.stack.map(|stack| stack.place_of(&event.logical_id)).unwrap_or_default(),
        at_ms: event.at_ms,
    });
}

impl Board {
    /// Whether the stack's events are worth a call: always, where few are waiting; else, when its status says that it
    /// has ended, or nothing was ever seen of it.
    async fn may_have_moved(
        &self,
        context: &Context<'_>,
        cloud: &CloudFormation,
        watch: &Watch<'_>,
    ) -> Result<bool, Stop> {
        if *self.waiting.borrow() <= ONE_BY_ONE {
            return Ok(true);
        }
        let fresh_ms = i64::try_from((LONGEST / 5).as_millis()).unwrap_or(1_000);
        let is_old = {
            let mut seen = self.seen.borrow_mut();
            let seen = seen.entry(watch.region.to_string()).or_default();
            let is_old = context.clock.now_ms() - seen.at_ms >= fresh_ms;
            if is_old {
                seen.at_ms = context.clock.now_ms(); // the others use what was seen before, until this call returns
            }
            is_old
        };
        if is_old {
            match cloud.stacks().await {
                Ok(stacks) => {
                    let statuses = stacks.into_iter().map(|stack| (stack.id, stack.status)).collect();
                    self.seen.borrow_mut().entry(watch.region.to_string()).or_default().statuses = statuses;
                }
                Err(failure) if is_refusal(&failure) => return Err(Stop::call(watch.step, &failure)),
                Err(_) => return Ok(false),
            }
        }
        let seen = self.seen.borrow();
        let status = seen.get(watch.region).and_then(|seen| seen.statuses.get(watch.stack_id));
        // a stack that is not listed is deleted
        Ok(status.is_none_or(|status| !is_in_progress(status)))
    }
}
