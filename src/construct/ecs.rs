//! Containers: clusters, task definitions, services.
