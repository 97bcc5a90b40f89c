//! How many calls a second: as many as the account allows, which nobody says beforehand.

use super::{Failure, FailureKind};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// How often a call that did not arrive is made, where nobody waits for longer.
const ATTEMPTS: u32 = 6;
/// Calls a second at first, and at most.
const FASTEST: f64 = 20.0;
/// Calls a second at least.
const SLOWEST: f64 = 0.5;
/// Calls that may be made at once at first, and after a pause: a run of few stacks waits for none of them.
const BURST: f64 = 30.0;
/// How much faster it becomes in a second without a refusal.
const RECOVERY: f64 = 0.1;

/// The pace of all calls to one account and region; clones share it.
///
/// A refusal halves it, at most once a second; it recovers by one call a second in ten seconds.
#[derive(Clone, Debug)]
pub struct Pace(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    per_second: f64,
    /// When the next call may be made, if none was saved up.
    next: Instant,
    adjusted: Instant,
    refused: Option<Instant>,
}

impl Default for Pace {
    fn default() -> Self {
        let now = Instant::now();
        let next = now.checked_sub(Duration::from_secs_f64(BURST / FASTEST)).unwrap_or(now);
        Pace(Arc::new(Mutex::new(State { per_second: FASTEST, next, adjusted: now, refused: None })))
    }
}

impl Pace {
    /// Waits until a call may be made.
    pub async fn turn(&self) {
        let at = {
            let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let now = Instant::now();
            let gap = Duration::from_secs_f64(1.0 / state.per_second);
            let saved = Duration::from_secs_f64((BURST - 1.0) / state.per_second);
            let earliest = now.checked_sub(saved).unwrap_or(now);
            let at = state.next.max(earliest);
            state.next = at + gap;
            at
        };
        tokio::time::sleep_until(at).await;
    }

    /// Makes a call until it is answered: at most [`ATTEMPTS`] times where it does not arrive, and for as long as it is only
    /// refused for its rate.
    pub(super) async fn call<T>(&self, make: impl AsyncFn() -> Result<T, Failure>) -> Result<T, Failure> {
        let mut lost = 0;
        loop {
            self.turn().await;
            let failure = match make().await {
                Ok(answer) => {
                    self.answered();
                    return Ok(answer);
                }
                Err(failure) => failure,
            };
            match failure.kind {
                FailureKind::Throttled => self.refused(),
                FailureKind::Unreachable if lost + 1 < ATTEMPTS => {
                    tokio::time::sleep(Duration::from_millis(250) * 2u32.pow(lost)).await;
                    lost += 1;
                }
                _ => return Err(failure),
            }
        }
    }

    /// Makes a call once: for what is only good to know.
    #[cfg(any(feature = "ecr", feature = "preflight", feature = "s3"))]
    pub(super) async fn once<T>(&self, make: impl AsyncFn() -> Result<T, Failure>) -> Result<T, Failure> {
        self.turn().await;
        let answer = make().await;
        match &answer {
            Err(failure) if failure.kind == FailureKind::Throttled => self.refused(),
            _ => self.answered(),
        }
        answer
    }

    /// A call was answered.
    pub fn answered(&self) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let gained = now.duration_since(state.adjusted).as_secs_f64() * RECOVERY;
        state.per_second = (state.per_second + gained).min(FASTEST);
        state.adjusted = now;
    }

    /// A call was refused for its rate.
    pub fn refused(&self) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        state.adjusted = now;
        if state.refused.is_some_and(|at| now.duration_since(at) < Duration::from_secs(1)) {
            return;
        }
        state.refused = Some(now);
        state.per_second = (state.per_second / 2.0).max(SLOWEST);
        // what was saved up is what was too much
        state.next = state.next.max(now + Duration::from_secs_f64(1.0 / state.per_second));
    }
}
