//! Exports and who uses them.

use super::refusal::Refusal;
use super::request::Request;
use super::response::Xml;
use super::{Reply, page};
use crate::model::state::State;

/// Exports, or users of one, on a page.
const PAGE: usize = 100;

pub fn exports(state: &mut State, request: &Request) -> Reply {
    let all = state.exports();
    let (found, next) = page(&all, request, PAGE)?;
    let shown = found.iter().map(|export| {
        Xml::new().text("ExportingStackId", &export.stack.id).text("Name", export.name).text("Value", export.value)
    });
    Ok(Xml::new().list("Exports", shown).maybe("NextToken", next))
}

pub fn imports(state: &mut State, request: &Request) -> Reply {
    let name = request.text("ExportName").unwrap_or_default();
    if state.export(name).is_none() {
        return Err(Refusal::validation(format!("Export '{name}' does not exist.")));
    }
    let all = state.importers(name);
    if all.is_empty() {
        return Err(Refusal::validation(format!("Export '{name}' is not imported by any stack.")));
    }
    let (found, next) = page(&all, request, PAGE)?;
    Ok(Xml::new().texts("Imports", found).maybe("NextToken", next))
}
