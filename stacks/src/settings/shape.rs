//! What an environment is like: the switches that stacks ask instead of the environment's name.

use super::codes;
use super::reader::{Reader, Reported};

/// How available, safe and watched an environment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    pub redundant: bool,
    pub protected: bool,
    pub monitored: bool,
}

/// What may be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cost {
    pub interface_endpoints: bool,
    pub database_schedule: bool,
    pub delete_old_imports: bool,
}

pub(super) fn read_shape(reader: &mut Reader) -> Result<Shape, Reported> {
    let redundant = reader.required("shape.redundant", |node| node.boolean());
    let protected = reader.required("shape.protected", |node| node.boolean());
    let monitored = reader.required("shape.monitored", |node| node.boolean());
    Ok(Shape { redundant: redundant?, protected: protected?, monitored: monitored? })
}

pub(super) fn read_cost(reader: &mut Reader, redundant: bool) -> Result<Cost, Reported> {
    let interface_endpoints = reader.required("cost.interface_endpoints", |node| node.boolean());
    let mut database_schedule = reader.required("cost.database_schedule", |node| node.boolean());
    let delete_old_imports = reader.required("cost.delete_old_imports", |node| node.boolean());
    if redundant && matches!(database_schedule, Ok(true)) {
        database_schedule =
            Err(reader.report("cost.database_schedule", &codes::SLEEPING_AND_REDUNDANT, |problem| problem));
    }
    Ok(Cost {
        interface_endpoints: interface_endpoints?,
        database_schedule: database_schedule?,
        delete_old_imports: delete_old_imports?,
    })
}
