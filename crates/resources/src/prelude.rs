//! What every generated module sees.

pub use crate::{Tag, ids};
pub use formwork_core::{Json, Map, Text};
