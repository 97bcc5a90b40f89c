//! The folders of a bucket, once its stack is there.

use crate::api::{Condition, Connection, FailureKind, Objects};
use crate::codes::operation as codes;
use crate::ending::{Ending, Stop};
use crate::execute::{Outcome, StepResult};
use crate::project::Folders;

/// The bucket of the folders, before the run begins.
///
/// # Errors
/// This program was built without S3.
pub(super) fn bucket(folders: &Folders, connection: &Connection, account: &str) -> Result<Objects, Stop> {
    let name = folders.bucket.replace("ACCOUNT", account);
    connection.objects(&name, account).ok_or_else(|| {
        let problem = codes::WITHOUT_SERVICE.problem().with("service", "S3").with("feature", "s3");
        Stop::new(Ending::Preflight, problem)
    })
}

/// Makes those that are not there, where the run has seen to the bucket's stack; gives their number.
///
/// # Errors
/// A call failed.
pub(super) async fn make(folders: &Folders, objects: &Objects, outcome: &Outcome) -> Result<usize, Stop> {
    let is_there = |(step, result): &(String, StepResult)| {
        *step == folders.stack && matches!(result, StepResult::Changed | StepResult::Unchanged)
    };
    let mut made = 0;
    if !outcome.steps.iter().any(is_there) {
        return Ok(made);
    }
    for key in &folders.keys {
        let refused = |failure| Stop::call(key, &failure);
        if objects.get(key).await.map_err(refused)?.is_some() {
            continue;
        }
        match objects.put(key, b"", &Condition::Absent).await {
            Ok(_) => made += 1,
            Err(failure) if failure.kind == FailureKind::Conflict => {}
            Err(failure) => return Err(refused(failure)),
        }
    }
    Ok(made)
}
