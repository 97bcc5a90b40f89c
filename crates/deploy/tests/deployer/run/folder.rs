//! The folder of one journal.

use std::path::{Path, PathBuf};

/// The folder of one journal, removed with it.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("journal-{name}"));
        let _ = std::fs::remove_dir_all(&path);
        Folder(path)
    }

    /// Cuts the last record in half, as a program does that is killed while it writes: what the record says has been done,
    /// and nobody knows. Whether it was a record of that kind; one that only says what will be done stays.
    pub fn cut(&self) -> bool {
        let path = self.0.join("run.jsonl");
        let text = std::fs::read_to_string(&path).expect("a journal");
        let last = text.trim_end().rsplit('\n').next().expect("a record");
        if last.contains(r#""record":"intent""#) || last.contains(r#""record":"began""#) {
            return false;
        }
        std::fs::write(&path, &text[..text.trim_end().len() - last.len() / 2]).expect("cut");
        true
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
