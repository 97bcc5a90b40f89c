//! Ctrl-C.

use super::Surroundings;
use crate::execute::Interrupt;
use std::cell::Cell;
use std::io::BufRead;
use std::sync::mpsc;
use tokio::runtime::Builder;
use tokio::sync::{oneshot, watch};

const NOTHING_NEW: &str = "interrupted: nothing new begins\n";

const QUESTION: &str = "What is running: [d]etach, it goes on without this program and `resume` picks it up; [w]ait for \
                        it; [c]ancel its updates, which are rolled back. [d/w/c] ";

const DETACHED: &str = "What CloudFormation has begun goes on without this program; `resume` picks it up\n";

/// What is typed, and Ctrl-C, of one run.
#[derive(Default)]
pub(super) struct Signals {
    /// Whether a question was answered by Ctrl-C: then it is no interruption of what runs.
    is_answer: Cell<bool>,
}

impl Signals {
    /// A line that answers a question; none at the end of the input, and at Ctrl-C.
    pub fn line(&self, around: &Surroundings) -> Option<String> {
        if let Some(answers) = &around.answers {
            return answers.first().cloned();
        }
        let (typed, answer) = mpsc::channel();
        let pressed = typed.clone();
        // this thread has nothing else to do; those two end with the program
        std::thread::spawn(move || typed.send(read()));
        std::thread::spawn(move || {
            if let Ok(runtime) = Builder::new_current_thread().enable_all().build() {
                let is_pressed = runtime.block_on(async { Some(Presses::listen().ok()?.next().await) });
                if is_pressed.is_some() {
                    let _ = pressed.send(None);
                }
            }
        });
        let line = answer.recv().ok().flatten();
        self.is_answer.set(line.is_none());
        line
    }

    /// Waits for signals as long as the run lasts: the first Ctrl-C lets nothing new begin, and asks what becomes of what
    /// runs; without a terminal it goes on without this program. The second one ends this program at once. A request to
    /// terminate is a Ctrl-C of somebody who answers nothing.
    ///
    /// Gives back control at the second one.
    pub async fn until_twice(&self, sender: &watch::Sender<Interrupt>, around: &Surroundings, say: &dyn Fn(&str)) {
        let Ok(mut presses) = Presses::listen() else { return std::future::pending().await };
        let mut is_pressed = presses.next().await;
        if self.is_answer.take() {
            is_pressed = presses.next().await;
        }
        say(NOTHING_NEW);
        // nothing new begins while somebody thinks about it
        sender.send_if_modified(|wanted| raise(wanted, Interrupt::Wait));
        let chosen = match is_pressed && around.is_terminal {
            true => {
                say(QUESTION);
                tokio::select! {
                    answer = answer(around) => choice(&answer),
                    _ = presses.next() => return,
                }
            }
            false => Interrupt::Detach,
        };
        if chosen == Interrupt::Detach {
            say(DETACHED);
        }
        sender.send_if_modified(|wanted| raise(wanted, chosen));
        presses.next().await;
    }
}

fn raise(wanted: &mut Interrupt, to: Interrupt) -> bool {
    let before = std::mem::replace(wanted, to.max(*wanted));
    before != *wanted
}

/// What an answer means; nobody's, or one that means nothing, leaves everything as it is.
fn choice(answer: &str) -> Interrupt {
    match answer.trim().to_ascii_lowercase().as_str() {
        "w" | "wait" => Interrupt::Wait,
        "c" | "cancel" => Interrupt::Cancel,
        _ => Interrupt::Detach,
    }
}

/// A line of the terminal. Whoever waits for it can be given up: the run may be over before somebody answers.
async fn answer(around: &Surroundings) -> String {
    if let Some(answers) = &around.answers {
        return answers.last().cloned().unwrap_or_default();
    }
    let (sender, receiver) = oneshot::channel();
    std::thread::spawn(move || sender.send(read()));
    receiver.await.ok().flatten().unwrap_or_default()
}

/// A line of the standard input; none at its end.
fn read() -> Option<String> {
    let mut line = String::new();
    match std::io::stdin().lock().read_line(&mut line) {
        Ok(0) | Err(_) => None,
        Ok(_) => Some(line),
    }
}

/// Signals, heard from the moment on when this is made: one that comes between two questions is not lost.
#[cfg(unix)]
struct Presses {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Presses {
    fn listen() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Presses { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    /// Waits for the next one; says whether it was Ctrl-C.
    async fn next(&mut self) -> bool {
        tokio::select! {
            _ = self.interrupt.recv() => true,
            _ = self.terminate.recv() => false,
        }
    }
}

#[cfg(not(unix))]
struct Presses;

#[cfg(not(unix))]
impl Presses {
    fn listen() -> std::io::Result<Self> {
        Ok(Presses)
    }

    async fn next(&mut self) -> bool {
        tokio::signal::ctrl_c().await.is_ok()
    }
}
