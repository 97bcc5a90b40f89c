//! Log groups and saved queries.
