//! Who reaches whom, as a table.

use super::{Align, Paint, table};
use crate::Assembly;
use crate::check::network::matrix;

/// A row for each pair: from where, to where, on which port, and whether it gets through.
pub fn network(assembly: &Assembly, paint: Paint) -> String {
    let mut rows = Vec::new();
    for environment in &assembly.environments {
        for one in matrix(environment) {
            rows.push([environment.name.clone(), one.from, one.to, one.port.to_string(), one.verdict.to_string()]);
        }
    }
    let columns = [
        ("environment", Align::Left),
        ("from", Align::Left),
        ("to", Align::Left),
        ("port", Align::Right),
        ("reaches", Align::Left),
    ];
    table(columns, &rows, |_, _| None, paint)
}
