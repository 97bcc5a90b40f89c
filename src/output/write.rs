//! Writing the folder.

use super::contents::Contents;
use super::{change::Change, disk, layout, record::Record, selection::Selection};
use crate::Problem;
use crate::check::Verified;
use std::path::Path;

/// What a run did to a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The stacks that the run was for, by environment, in the order in which they are deployed.
    pub stacks: Vec<WrittenStack>,
    /// The files that were written, relative to the folder: those whose content changed. `sources.json` does not count.
    pub replaced: Vec<String>,
    /// The files of earlier runs that were removed.
    pub removed: Vec<String>,
}

/// What a run did to one stack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenStack {
    /// The position of its environment in the assembly.
    pub environment: usize,
    /// Its position in the environment.
    pub stack: usize,
    /// What became of its template.
    pub change: Change,
}

/// Writes an assembly, or the selected stacks of it, to a folder, which is made if there is none.
///
/// ```
/// use formwork::{App, CustomResource, Environment, check::check, output};
/// let app = App::new("demo");
/// let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DemoStack");
/// stack.add("Alarms", CustomResource::new("AWS::SNS::Topic"));
/// let verified = check(app.synth()).unwrap();
///
/// let folder = std::env::temp_dir().join("formwork-write");
/// output::write(&folder, &verified, &output::Selection::All).unwrap();
/// assert!(folder.join("dev/DemoStack.template.json").exists());
/// assert!(output::verify(&folder).is_empty());
/// # std::fs::remove_dir_all(folder).unwrap();
/// ```
///
/// # Errors
/// A file or folder cannot be read, written or removed; or, for a selection, what is to stay is no manifest, or would
/// make a circle with what is chosen. The files that were written until then are whole.
pub fn write(folder: &Path, verified: &Verified, selection: &Selection) -> Result<Written, Problem> {
    disk::create_folder(folder)?;
    let _lock = disk::lock(folder);
    let record = Record::read(folder)?;
    let contents = Contents::new(verified, selection, &record)?;
    let mut written = Written::default();
    for file in &contents.stale {
        remove(folder, file)?;
    }
    for (path, _) in &contents.sources {
        let environment = path.split('/').next().unwrap_or_default();
        disk::create_folder(&folder.join(environment))?;
        sweep(&folder.join(environment))?;
    }
    sweep(folder)?;
    let (manifest, files) = match contents.files.split_last() {
        Some(parts) => parts,
        None => return Ok(written),
    };
    for file in files {
        let before = disk::read(&folder.join(&file.path))?;
        if let Some((environment, stack)) = file.template_of {
            let change = Change::between(before.as_deref(), &file.text);
            written.stacks.push(WrittenStack { environment, stack, change });
        }
        if replace_changed(folder, &file.path, &file.text, before)? {
            written.replaced.push(file.path.clone());
        }
    }
    for (path, text) in &contents.sources {
        let before = disk::read(&folder.join(path))?;
        replace_changed(folder, path, text, before)?;
    }
    let before = disk::read(&folder.join(&manifest.path))?;
    if replace_changed(folder, &manifest.path, &manifest.text, before)? {
        written.replaced.push(manifest.path.clone());
    }
    written.removed = contents.stale;
    Ok(written)
}

/// Writes a file unless it has this content already: then its time of change stays too.
fn replace_changed(folder: &Path, path: &str, text: &str, before: Option<Vec<u8>>) -> Result<bool, Problem> {
    if before.is_some_and(|before| before == text.as_bytes()) {
        return Ok(false);
    }
    match path.split_once('/') {
        Some((environment, file)) => disk::replace(&folder.join(environment), file, text)?,
        None => disk::replace(folder, path, text)?,
    }
    Ok(true)
}

/// Removes a stale file; with a nested manifest goes what belongs to the environment as a whole.
fn remove(folder: &Path, path: &str) -> Result<(), Problem> {
    disk::remove(&folder.join(path))?;
    if let Some((environment, layout::MANIFEST)) = path.split_once('/') {
        disk::remove(&folder.join(layout::sources(environment)))?;
    }
    if let Some((environment, _)) = path.split_once('/') {
        disk::remove_empty_folder(&folder.join(environment));
    }
    Ok(())
}

/// Removes what a run that was interrupted left half-written.
fn sweep(folder: &Path) -> Result<(), Problem> {
    for file in disk::list(folder)?.iter().filter(|file| layout::is_unfinished(file)) {
        disk::remove(&folder.join(file))?;
    }
    Ok(())
}
