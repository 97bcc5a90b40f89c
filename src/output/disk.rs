//! The few things that are done to files, each with an error that names the file.

use super::{codes, layout};
use crate::Problem;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

fn failed(action: &str, path: &Path, error: &std::io::Error) -> Problem {
    let problem = codes::CANNOT_ACCESS.problem().with("action", action);
    problem.with("file", path.display().to_string()).with("reason", error.to_string())
}

/// The content of a file; none if there is no such file.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, Problem> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(failed("read", path, &error)),
    }
}

/// Puts a finished file in the place of the one that is there; whoever looks sees one or the other.
pub(super) fn replace(folder: &Path, file: &str, text: &str) -> Result<(), Problem> {
    let path = folder.join(file);
    let unfinished = folder.join(layout::unfinished(file));
    let mut written = File::create(&unfinished).map_err(|error| failed("create", &unfinished, &error))?;
    written.write_all(text.as_bytes()).map_err(|error| failed("write", &unfinished, &error))?;
    drop(written);
    fs::rename(&unfinished, &path).map_err(|error| failed("replace", &path, &error))
}

pub(super) fn create_folder(path: &Path) -> Result<(), Problem> {
    fs::create_dir_all(path).map_err(|error| failed("create", path, &error))
}

pub(super) fn remove(path: &Path) -> Result<(), Problem> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(failed("remove", path, &error)),
        _ => Ok(()),
    }
}

/// Removes a folder, unless there is something in it.
pub(super) fn remove_empty_folder(path: &Path) {
    let _ = fs::remove_dir(path); // whatever stands in the way is somebody's
}

/// The names of what is in a folder, sorted; none if there is no such folder.
pub(super) fn list(path: &Path) -> Result<Vec<String>, Problem> {
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(Vec::new()),
        Err(error) => return Err(failed("list", path, &error)),
    };
    let mut names: Vec<String> = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    Ok(names)
}

/// Waits until no other run writes to the folder, where the system can say so. It leaves no file behind: it is the
/// folder itself that is locked, until the result is dropped.
pub(super) fn lock(folder: &Path) -> Option<File> {
    let folder = File::open(folder).ok()?;
    folder.lock().ok()?;
    Some(folder)
}
