//! Web ACLs and IP sets.
