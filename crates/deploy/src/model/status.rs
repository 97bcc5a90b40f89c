//! What states of stacks allow.

/// Whether something is being done to it.
pub fn is_in_progress(status: &str) -> bool {
    status.ends_with("_IN_PROGRESS") && status != "REVIEW_IN_PROGRESS"
}

/// Whether an update may begin.
pub fn allows_update(status: &str) -> bool {
    matches!(
        status,
        "CREATE_COMPLETE"
            | "UPDATE_COMPLETE"
            | "UPDATE_ROLLBACK_COMPLETE"
            | "IMPORT_COMPLETE"
            | "IMPORT_ROLLBACK_COMPLETE"
            | "UPDATE_FAILED"
            | "CREATE_FAILED"
    )
}

/// Whether the stack has resources that count: those of a stack that is gone, or was never made, do not.
pub fn is_there(status: &str) -> bool {
    status != "DELETE_COMPLETE"
}
