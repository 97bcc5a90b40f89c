pub use formwork_core::*;
