//! What is taken knowingly, as a table.

use super::{Align, Paint, table};
use crate::check::Acknowledged;

/// A row for each finding that is acknowledged: code, where, until when, and why.
pub fn audit(acknowledged: &[Acknowledged], paint: Paint) -> String {
    let rows = acknowledged.iter().map(|one| {
        let place = one.problem.place.clone().unwrap_or_default();
        [
            one.problem.code.number.to_string(),
            one.problem.code.slug.to_string(),
            place.path,
            one.until.map(|day| day.to_string()).unwrap_or_default(),
            one.ticket.clone().unwrap_or_default(),
            one.reason.clone(),
        ]
    });
    let columns = ["code", "finding", "where", "until", "ticket", "reason"].map(|name| (name, Align::Left));
    table(columns, &rows.collect::<Vec<_>>(), |_, _| None, paint)
}
