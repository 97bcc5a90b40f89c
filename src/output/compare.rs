//! Whether a folder holds what a run would write.

use super::contents::{Contents, File};
use super::difference::{Difference, differences};
use super::{disk, layout, record::Record, selection::Selection};
use crate::Problem;
use crate::check::Verified;
use serde_json::Value;
use std::path::Path;

/// A file that is not what a run would write.
#[derive(Clone, Debug, PartialEq)]
pub struct Drift {
    /// The file, relative to the folder.
    pub file: String,
    /// What about it.
    pub kind: DriftKind,
}

/// How a file drifted.
#[derive(Clone, Debug, PartialEq)]
pub enum DriftKind {
    /// It is not there.
    Missing,
    /// It is there, and the program does not have it any more.
    Stale,
    /// It is no JSON.
    Unreadable,
    /// It says something else; no differences at all means that only its layout is another.
    Different(Vec<Difference>),
}

/// Compares a folder with what [`write`](super::write()) would make of it, and touches nothing.
///
/// # Errors
/// A file cannot be read, or, for a selection, a manifest is none.
pub fn compare(folder: &Path, verified: &Verified, selection: &Selection) -> Result<Vec<Drift>, Problem> {
    let record = Record::read(folder)?;
    let contents = Contents::new(verified, selection, &record)?;
    let mut drifts = Vec::new();
    for file in &contents.files {
        let found = disk::read(&folder.join(&file.path))?;
        if let Some(kind) = kind(file, found.as_deref(), verified) {
            drifts.push(Drift { file: file.path.clone(), kind });
        }
    }
    for file in contents.stale {
        drifts.push(Drift { file, kind: DriftKind::Stale });
    }
    leave_out_hashes(&mut drifts);
    Ok(drifts)
}

fn kind(file: &File<'_>, found: Option<&[u8]>, verified: &Verified) -> Option<DriftKind> {
    let Some(found) = found else { return Some(DriftKind::Missing) };
    if found == file.text.as_bytes() {
        return None;
    }
    let (Ok(before), Ok(after)) = (serde_json::from_slice(found), serde_json::from_str::<Value>(&file.text)) else {
        return Some(DriftKind::Unreadable);
    };
    let mut differences = differences(&before, &after);
    if let Some((environment, stack)) = file.template_of {
        let stack = &verified.assembly().environments[environment].stacks[stack];
        for difference in differences.iter_mut().filter(|difference| difference.after.is_some()) {
            difference.place = Some(stack.place(&difference.pointer));
        }
    }
    Some(DriftKind::Different(differences))
}

/// The hash of a file that differs itself says nothing new.
fn leave_out_hashes(drifts: &mut Vec<Drift>) {
    let files: Vec<String> = drifts.iter().map(|drift| drift.file.clone()).collect();
    let is_hash_of_drift = |pointer: &str| {
        let path = pointer.strip_prefix("/templates/").or_else(|| pointer.strip_prefix("/manifests/"));
        path.is_some_and(|path| files.contains(&path.replace("~1", "/")))
    };
    drifts.retain_mut(|drift| match &mut drift.kind {
        DriftKind::Different(differences) if drift.file == layout::MANIFEST && !differences.is_empty() => {
            differences.retain(|difference| !is_hash_of_drift(&difference.pointer));
            !differences.is_empty()
        }
        _ => true,
    });
}
