//! What a run may use beside CloudFormation.

use super::Gate;
use crate::preflight::Lookups;
use crate::staging::Bucket;

/// What a run may use beside CloudFormation. By default nothing.
#[derive(Clone, Copy, Default)]
pub struct Services<'a> {
    /// Where templates above 51,200 bytes go; none: they are refused.
    pub staging: Option<&'a Bucket>,
    /// Where the account is asked what is there; none: nobody is.
    pub lookups: Option<&'a dyn Lookups>,
    /// The images that stacks wait for; none: no stack does.
    pub images: Option<Gate<'a>>,
}
