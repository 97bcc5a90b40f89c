//! Batch jobs on Fargate.
