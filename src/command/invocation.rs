//! How a command was called.

use super::workspace::workspace_root;
use crate::check::Day;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

fn today() -> Option<Day> {
    let given = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.trim().parse().ok());
    let clock =
        || SystemTime::now().duration_since(UNIX_EPOCH).ok().and_then(|since| i64::try_from(since.as_secs()).ok());
    given.or_else(clock).map(|seconds: i64| Day::since_1970(seconds.div_euclid(86_400)))
}

/// Where the templates go, below the workspace.
const FOLDER: &str = "cfn-out";

/// What a command knows of the process that it runs in. A test makes one of its own.
#[derive(Clone, Debug)]
pub struct Invocation {
    /// The arguments; the first one is the program.
    pub arguments: Vec<OsString>,
    /// The working folder.
    pub working_folder: PathBuf,
    /// The root of the workspace that the program was built from.
    pub workspace: PathBuf,
    /// Where the `cdk` command wants the templates: `CDK_OUTDIR`.
    pub cdk_outdir: Option<PathBuf>,
    /// Whether the `cdk` command wants to say what is wrong, and to stop because of it: not with `CDK_VALIDATION=false`.
    pub cdk_validates: bool,
    /// The day on which acknowledgements may end: `SOURCE_DATE_EPOCH`, or the clock's, in UTC. None ends none.
    pub today: Option<Day>,
}

impl Invocation {
    /// How this process was called.
    pub fn of_process() -> Self {
        let working_folder = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
        // `cargo run` says which package runs; a program that is started otherwise usually lies below its workspace
        let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let program = std::env::current_exe().ok();
        let starts = [package.as_deref(), program.as_deref(), Some(working_folder.as_path())];
        let workspace = starts.into_iter().flatten().find_map(workspace_root);
        Invocation {
            arguments: std::env::args_os().collect(),
            workspace: workspace.unwrap_or_else(|| working_folder.clone()),
            working_folder,
            cdk_outdir: std::env::var_os("CDK_OUTDIR").filter(|folder| !folder.is_empty()).map(PathBuf::from),
            cdk_validates: std::env::var_os("CDK_VALIDATION").is_none_or(|word| word != "false"),
            today: today(),
        }
    }

    /// The folder for the templates: the one given, else what the `cdk` command wants, else `cfn-out` of the workspace.
    pub(super) fn folder(&self, given: Option<&Path>) -> PathBuf {
        match given.or(self.cdk_outdir.as_deref()) {
            Some(folder) => self.working_folder.join(folder),
            None => self.workspace.join(FOLDER),
        }
    }

    /// A path as a person in the working folder writes it.
    pub(super) fn shown(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.working_folder).ok().filter(|below| !below.as_os_str().is_empty());
        below.unwrap_or(path).display().to_string()
    }
}
