//! What a run may use beside CloudFormation.

use super::{Emptier, Gate, StoppedTasks};
use crate::preflight::Lookups;
use crate::staging::Bucket;

/// What a run may use beside CloudFormation. By default nothing.
#[derive(Clone, Copy, Default)]
pub struct Services<'a> {
    /// Where templates above 51,200 bytes go; none: they are refused.
    pub staging: Option<&'a Bucket>,
    /// Where the account is asked what is there; none: nobody is.
    pub lookups: Option<&'a dyn Lookups>,
    /// Whoever empties what a deletion would fail on; none: nobody does.
    pub emptier: Option<&'a dyn Emptier>,
    /// Where tasks are asked for that have stopped; none: nobody is.
    pub stopped_tasks: Option<&'a dyn StoppedTasks>,
    /// The images that stacks wait for; none: no stack does.
    pub images: Option<Gate<'a>>,
}
