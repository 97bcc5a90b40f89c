//! What `${..}` in the text of `Fn::Sub` names.

use super::{Names, codes, name, name::Part};
use crate::{Data, Pointer};

/// The variables of a text, in order: `${Vpc.CidrBlock}` gives `Vpc.CidrBlock`; `${!Literal}` is none.
pub(super) fn variables(text: &str) -> impl Iterator<Item = &str> {
    let after = text.split("${").skip(1);
    after.filter_map(|after| after.split_once('}')).map(|(name, _)| name).filter(|name| !name.starts_with('!'))
}

impl<'a> Names<'a, '_> {
    /// `Fn::Sub`: a text, or a list of a text and variables.
    pub(super) fn substitution(&mut self, argument: &'a Data, pointer: &Pointer, part: Part) {
        let (text, own) = match argument {
            Data::Text(text) => (text, None),
            Data::List(items) => match items.as_slice() {
                [Data::Text(text), own] => (text, Some(own)),
                _ => return,
            },
            _ => return,
        };
        for variable in variables(text) {
            let given = own.is_some_and(|own| own.get(variable).is_some());
            let known = given
                || match variable.split_once('.') {
                    Some((resource, _)) => self.use_resource(resource, pointer, part),
                    None => self.use_value(variable, pointer, part),
                };
            if !known {
                self.unknown_variable(variable, pointer);
            }
        }
    }

    fn unknown_variable(&mut self, variable: &str, pointer: &Pointer) {
        let resources = self.template.resources.keys().map(String::as_str);
        let parameters = self.template.parameters.iter().map(|(id, _)| id.as_ref());
        let wanted = variable.split('.').next().unwrap_or_default();
        let near = name::near(wanted, resources.chain(parameters));
        let problem = codes::UNKNOWN_VARIABLE.problem().with("variable", format!("${{{variable}}}"));
        let problem = problem.with("escaped", format!("${{!{variable}}}")).with("near", near);
        self.problems.push(problem.at(self.subject.place(pointer.as_str())));
    }
}
