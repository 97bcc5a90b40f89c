//! Ctrl-C.

use crate::execute::Interrupt;
use tokio::sync::watch;

/// Waits for signals as long as the run lasts: the first Ctrl-C lets nothing new begin and leaves what runs; the second one
/// ends this program at once. A request to terminate is a first Ctrl-C.
///
/// Gives back control at the second one.
pub(super) async fn until_twice(sender: &watch::Sender<Interrupt>, say: &dyn Fn(&str)) {
    first().await;
    say("interrupted: nothing new begins, and what CloudFormation has begun goes on without this program; \
         `resume` picks it up\n");
    let _ = sender.send(Interrupt::Detach);
    first().await;
}

#[cfg(unix)]
async fn first() {
    use tokio::signal::unix::{SignalKind, signal};
    let terminated = signal(SignalKind::terminate());
    match terminated {
        Ok(mut terminated) => {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminated.recv() => {}
            }
        }
        Err(_) => drop(tokio::signal::ctrl_c().await),
    }
}

#[cfg(not(unix))]
async fn first() {
    let _ = tokio::signal::ctrl_c().await;
}
