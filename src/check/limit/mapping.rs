//! How many rows and cells a mapping has.

use super::codes;
use crate::check::subject::Subject;
use crate::{Data, Problem};

const ATTRIBUTES: usize = 200;

pub(in crate::check) fn judge(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    for (id, mapping) in &subject.stack.template.mappings {
        let Data::Map(rows) = mapping else { continue };
        let mut report = |count: usize, what: &str, pointer: &str| {
            if count > ATTRIBUTES {
                let problem = codes::TOO_MANY_MAPPING_CELLS.problem().with("count", count).with("most", ATTRIBUTES);
                problems.push(problem.with("what", what).at(subject.place(pointer)));
            }
        };
        report(rows.len(), "rows", &format!("/Mappings/{id}"));
        for (row, cells) in rows {
            if let Data::Map(cells) = cells {
                report(cells.len(), "cells in one row", &format!("/Mappings/{id}/{row}"));
            }
        }
    }
}
