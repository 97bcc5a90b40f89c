//! Without the feature `s3` there are no objects, so nothing is ever done with them.

use super::{Condition, Object};
use crate::api::Failure;
use aws_config::SdkConfig;
use std::convert::Infallible;

/// The objects of one bucket: none can be reached without the feature `s3`.
#[derive(Clone, Debug)]
pub struct Objects(Box<Infallible>); // boxed: the compiler shall read what would be done with them all the same

impl Objects {
    pub(in crate::api) fn new(_config: &SdkConfig, _bucket: &str, _owner: &str) -> Option<Self> {
        None
    }

    /// The region that the bucket lives in.
    pub async fn region(&self) -> Result<String, Failure> {
        match *self.0 {}
    }

    /// Writes an object; gives its etag.
    pub async fn put(&self, _key: &str, _content: &[u8], _condition: &Condition) -> Result<String, Failure> {
        match *self.0 {}
    }

    /// An object; none where there is none.
    pub async fn get(&self, _key: &str) -> Result<Option<Object>, Failure> {
        match *self.0 {}
    }

    /// Deletes an object, if it has this etag.
    pub async fn delete(&self, _key: &str, _etag: &str) -> Result<(), Failure> {
        match *self.0 {}
    }
}
