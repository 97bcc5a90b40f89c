//! The known name that somebody may have meant.

/// The nearest of the known names, if it is near: an edit or two, about one in three letters at most.
pub(super) fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let most = (name.chars().count() / 3).clamp(1, 3);
    let name = name.to_lowercase();
    let edits = known.iter().map(|known| (strsim::osa_distance(&name, known), *known));
    edits.min_by_key(|(edits, _)| *edits).filter(|(edits, _)| *edits <= most).map(|(_, known)| known)
}
