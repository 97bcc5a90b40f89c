//! What would happen, how bad it is, and in which order.

pub mod approval;
pub mod class;
pub mod difference;
pub mod export;
pub mod rename;
