//! What was begun, so that nothing is lost.
//!
//! A run writes a record before each call that changes something (`intent`) and one after it (`accepted`), each flushed to
//! the disk. After a crash the records say what may have been begun; CloudFormation knows whether it was, by the token
//! of the call, which is made of the run and the step alone.

mod file;
mod record;
mod replay;

pub use file::{Journal, JournalError, folder_of, is_held};
pub use record::{Operation, Record};
pub use replay::{Interrupted, durations, read};
