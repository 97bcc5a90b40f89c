//! What `Fn::FindInMap` names.

use super::{Names, codes, name};
use crate::{Data, Entries, Pointer};

impl<'a> Names<'a, '_> {
    /// The mapping, and its row and cell where they are literal and no default value stands in for them.
    pub(super) fn find_in_map(&mut self, arguments: &'a [Data], pointer: &Pointer) {
        let Some(mapping) = arguments.first().and_then(name::of) else { return };
        let mappings = &self.template.mappings;
        let Some((_, rows)) = mappings.iter().find(|(id, _)| id == mapping) else {
            let near = name::near(mapping, mappings.iter().map(|(id, _)| id.as_ref()));
            let problem = codes::UNKNOWN_MAPPING.problem().with("name", mapping).with("near", near);
            self.problems.push(problem.at(self.subject.place(pointer.as_str())));
            return;
        };
        if let ([_, Data::Text(row), cell], Data::Map(rows)) = (arguments, rows) {
            match member(rows, row) {
                None => self.unknown_cell(mapping, "row", row, rows, pointer),
                Some(Data::Map(cells)) => {
                    if let Data::Text(cell) = cell
                        && member(cells, cell).is_none()
                    {
                        self.unknown_cell(mapping, &format!("cell in its row `{row}` called"), cell, cells, pointer);
                    }
                }
                Some(_) => {}
            }
        }
    }

    fn unknown_cell(&mut self, mapping: &str, what: &str, name: &str, known: &Entries, pointer: &Pointer) {
        let near = name::near(name, known.iter().map(|(key, _)| key.as_ref()));
        let problem = codes::UNKNOWN_MAPPING_CELL.problem().with("mapping", mapping).with("what", what);
        let problem = problem.with("name", name).with("near", near);
        self.problems.push(problem.at(self.subject.place(pointer.as_str())));
    }
}

fn member<'d>(entries: &'d Entries, key: &str) -> Option<&'d Data> {
    entries.iter().find(|(known, _)| known == key).map(|(_, data)| data)
}
