//! The workspace that a program belongs to.

use std::path::{Path, PathBuf};

/// The root of the workspace around a path: the nearest folder above whose `Cargo.toml` has a `[workspace]`, else the
/// nearest with a `Cargo.toml`.
pub fn workspace_root(start: &Path) -> Option<PathBuf> {
    let mut package = None;
    for folder in start.ancestors() {
        let Ok(manifest) = std::fs::read_to_string(folder.join("Cargo.toml")) else { continue };
        if manifest.lines().any(|line| is_workspace_table(line.trim())) {
            return Some(folder.to_path_buf());
        }
        package.get_or_insert(folder);
    }
    package.map(Path::to_path_buf)
}

fn is_workspace_table(line: &str) -> bool {
    let name = line.strip_prefix('[').and_then(|line| line.split(']').next());
    name.is_some_and(|name| name.trim() == "workspace" || name.trim_start().starts_with("workspace."))
}
