//! What went wrong, in the words of whoever runs the command.

use std::error::Error;
use std::fmt;

/// A failure with its cause.
#[derive(Debug)]
pub struct Failure {
    what: String,
    cause: Option<Box<dyn Error>>,
}

impl Failure {
    /// A failure without a cause.
    pub fn new(what: impl Into<String>) -> Self {
        Failure { what: what.into(), cause: None }
    }

    /// The same with its cause.
    pub fn because(mut self, cause: impl Error + 'static) -> Self {
        self.cause = Some(Box::new(cause));
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Some(cause) => write!(f, "{}: {cause}", self.what),
            None => f.write_str(&self.what),
        }
    }
}

impl Error for Failure {}
