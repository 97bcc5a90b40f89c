//! Which file is where, relative to the folder, with `/` between folder and file.

pub(super) const MANIFEST: &str = "manifest.json";
pub(super) const VALIDATION_REPORT: &str = "validation-report.json";
const SOURCES: &str = "sources.json";
const TEMPLATE_ENDING: &str = ".template.json";

pub(super) fn template(environment: &str, file: &str) -> String {
    format!("{environment}/{file}")
}

/// The template's file within its environment's folder.
pub(super) fn template_file(stack: &str) -> String {
    format!("{stack}{TEMPLATE_ENDING}")
}

pub(super) fn nested_manifest(environment: &str) -> String {
    format!("{environment}/{MANIFEST}")
}

pub(super) fn sources(environment: &str) -> String {
    format!("{environment}/{SOURCES}")
}

/// Whether a file of an environment's folder is called like a template.
pub(super) fn is_template_file(file: &str) -> bool {
    is_plain(file) && file.ends_with(TEMPLATE_ENDING)
}

/// Whether a path is that of a template or nested manifest. A manifest is a file like any other, and whoever edits one
/// must not be able to name a file outside the folder.
pub(super) fn is_own(path: &str) -> bool {
    path.split_once('/')
        .is_some_and(|(environment, file)| is_plain(environment) && (file == MANIFEST || is_template_file(file)))
}

/// Whether a name stands for something in the folder itself.
pub(super) fn is_plain(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', ':', '\0'])
}

/// What a file is called while it is written.
pub(super) fn unfinished(file: &str) -> String {
    format!(".{file}.tmp")
}

/// Whether a file is what an interrupted run left behind.
pub(super) fn is_unfinished(file: &str) -> bool {
    let name = file.strip_prefix('.').and_then(|name| name.strip_suffix(".tmp"));
    name.is_some_and(|name| name == MANIFEST || name == SOURCES || name == VALIDATION_REPORT || is_template_file(name))
}
