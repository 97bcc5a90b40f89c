//! The file of a journal.

use super::Record;
use crate::clock::Clock;
use serde_json::json;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The journal of a run; clones write to the same file.
#[derive(Clone, Debug)]
pub struct Journal {
    inner: Arc<Mutex<Inner>>,
    clock: Clock,
    run: Arc<str>,
}

#[derive(Debug)]
struct Inner {
    path: Option<PathBuf>,
    file: Option<File>,
    /// Held while the run lasts, so that no second one begins beside it.
    _lock: Option<File>,
    written: u64,
    /// After how many records everything stops: what a test sets.
    crash_after: Option<u64>,
}

/// Why a journal cannot be written.
#[derive(Debug)]
pub enum JournalError {
    /// The disk or its permissions.
    Io { action: &'static str, path: PathBuf, error: io::Error },
    /// Another run holds it.
    Locked { path: PathBuf },
    /// A test wants the program to have died here.
    Crashed,
}

/// Where the journals of an environment are: below `state`, which is `$XDG_STATE_HOME/formwork` by default.
pub fn folder_of(state: &Path, account: &str, region: &str, environment: &str) -> PathBuf {
    state.join(format!("{account}-{region}-{environment}"))
}

const LOCK: &str = "lock";
const FILE: &str = "run.jsonl";

impl Journal {
    /// A journal that is written nowhere: of a rehearsal.
    pub fn nowhere(run: &str, clock: Clock) -> Self {
        Journal::with(run, clock, None, None, None)
    }

    /// Begins a journal in a folder, which is made; the one of the last run becomes history.
    ///
    /// # Errors
    /// Another run holds the folder, or it cannot be written.
    pub fn begin(folder: &Path, run: &str, clock: Clock) -> Result<Self, JournalError> {
        let io = |action: &'static str, path: &Path| {
            let path = path.to_path_buf();
            move |error| JournalError::Io { action, path, error }
        };
        std::fs::create_dir_all(folder).map_err(io("make", folder))?;
        let lock = lock(folder)?;
        let path = folder.join(FILE);
        if path.exists() {
            let history = folder.join("history");
            std::fs::create_dir_all(&history).map_err(io("make", &history))?;
            let old = super::read(folder).map_or_else(|| "unreadable".to_string(), |old| old.run);
            std::fs::rename(&path, history.join(format!("{old}.jsonl"))).map_err(io("move", &path))?;
        }
        let file = OpenOptions::new().create_new(true).append(true).open(&path).map_err(io("write", &path))?;
        sync_folder(folder);
        Ok(Journal::with(run, clock, Some(path), Some(file), Some(lock)))
    }

    /// Goes on with the journal in a folder, for `resume`.
    ///
    /// # Errors
    /// Another run holds the folder, or it cannot be written.
    pub fn go_on(folder: &Path, run: &str, clock: Clock) -> Result<Self, JournalError> {
        let path = folder.join(FILE);
        let lock = lock(folder)?;
        let file = OpenOptions::new().append(true).open(&path);
        let mut file = file.map_err(|error| JournalError::Io { action: "write", path: path.clone(), error })?;
        // a record that was cut short ends here, so that the next one stands on a line of its own
        let _ = file.write_all(b"\n");
        Ok(Journal::with(run, clock, Some(path), Some(file), Some(lock)))
    }

    fn with(run: &str, clock: Clock, path: Option<PathBuf>, file: Option<File>, lock: Option<File>) -> Self {
        let inner = Inner { path, file, _lock: lock, written: 0, crash_after: None };
        Journal { inner: Arc::new(Mutex::new(inner)), clock, run: run.into() }
    }

    /// Everything stops after this many records, as if the program had been killed: for tests.
    pub fn crash_after(&self, records: u64) {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).crash_after = Some(records);
    }

    /// How many records this program has written.
    pub fn written(&self) -> u64 {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).written
    }

    /// The run.
    pub fn run(&self) -> &str {
        &self.run
    }

    /// Writes a record; it is on the disk when this returns.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&self, record: &Record) -> Result<(), JournalError> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if inner.crash_after.is_some_and(|records| inner.written >= records) {
            return Err(JournalError::Crashed);
        }
        let mut line = json!({"run": &*self.run, "at_ms": self.clock.now_ms()});
        if let (Some(line), serde_json::Value::Object(record)) = (line.as_object_mut(), record.to_json()) {
            line.extend(record);
        }
        if let Some(file) = &mut inner.file {
            let written = file.write_all(format!("{line}\n").as_bytes()).and_then(|()| file.sync_data());
            if let Err(error) = written {
                let path = inner.path.clone().unwrap_or_default();
                return Err(JournalError::Io { action: "write", path, error });
            }
        }
        inner.written += 1;
        match inner.crash_after {
            Some(records) if inner.written >= records => Err(JournalError::Crashed),
            _ => Ok(()),
        }
    }
}

/// Whether a run holds the journal in a folder now.
pub fn is_held(folder: &Path) -> bool {
    folder.is_dir() && matches!(lock(folder), Err(JournalError::Locked { .. }))
}

fn lock(folder: &Path) -> Result<File, JournalError> {
    let path = folder.join(LOCK);
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
    let file = file.map_err(|error| JournalError::Io { action: "open", path: path.clone(), error })?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(JournalError::Locked { path }),
        Err(std::fs::TryLockError::Error(error)) => Err(JournalError::Io { action: "lock", path, error }),
    }
}

/// The name of a new file is on the disk too; where a system cannot do that, the file alone has to do.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}
