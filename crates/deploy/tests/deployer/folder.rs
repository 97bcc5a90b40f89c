//! The folder that a command works in.

use std::path::{Path, PathBuf};

/// A folder of one test, removed with it.
pub struct Folder(pub PathBuf);

impl Folder {
    /// `name`: of one test of this program alone.
    pub fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("command-{name}"));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
