//! DNS records.
