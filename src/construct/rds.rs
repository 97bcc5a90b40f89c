//! Relational databases.
