//! Files with a template in them.

use super::{File, unreadable};
use crate::Problem;
use std::path::Path;

const ENDINGS: [&str; 4] = ["json", "template", "yaml", "yml"];

/// Folders that hold no templates of their own.
const SKIPPED: [&str; 2] = ["node_modules", "target"];

/// The file at a path, or every file below it that is called like a template and has `Resources` in it, sorted by name.
pub fn read(path: &Path, name: &str, problems: &mut Vec<Problem>) -> Vec<File> {
    let mut files = Vec::new();
    match path.symlink_metadata().and_then(|_| path.metadata()) {
        Err(error) => problems.push(unreadable(name, &error.to_string())),
        Ok(kind) if kind.is_dir() => below(path, name, &mut files, problems),
        Ok(_) => match std::fs::read_to_string(path) {
            Ok(text) => files.push(File { name: name.to_string(), text }),
            Err(error) => problems.push(unreadable(name, &error.to_string())),
        },
    }
    files
}

fn below(folder: &Path, name: &str, files: &mut Vec<File>, problems: &mut Vec<Problem>) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return problems.push(unreadable(name, &error.to_string())),
    };
    let mut entries: Vec<_> = entries.filter_map(Result::ok).collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let file = entry.file_name().to_string_lossy().into_owned();
        let name = format!("{name}/{file}").trim_start_matches('/').replace("//", "/");
        // a link is not followed: it may lead round in a circle
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() && !file.starts_with('.') && !SKIPPED.contains(&file.as_str()) {
            below(&entry.path(), &name, files, problems);
        } else if kind.is_file() && file.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending)) {
            match std::fs::read_to_string(entry.path()) {
                Ok(text) if text.contains("Resources") => files.push(File { name, text }),
                Ok(_) => {}
                Err(error) => problems.push(unreadable(&name, &error.to_string())),
            }
        }
    }
}
