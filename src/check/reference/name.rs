//! What `Ref`, `Fn::GetAtt` and `DependsOn` name.

use super::{Names, codes};
use crate::{Code, TemplateResource, spelling};
use crate::{Data, Function, Pointer, Reference};

/// The part of the template that names something.
#[derive(Clone, Copy)]
pub(super) enum Part {
    /// The resource at this position.
    Resource(usize),
    /// A condition or a rule, which are decided before there are resources.
    Decision,
    Output,
}

/// Every pseudo parameter.
const PSEUDO_PARAMETERS: [&str; 8] = [
    "AWS::AccountId",
    "AWS::NoValue",
    "AWS::NotificationARNs",
    "AWS::Partition",
    "AWS::Region",
    "AWS::StackId",
    "AWS::StackName",
    "AWS::URLSuffix",
];

/// The name that stands where CloudFormation wants a bare one.
pub(super) fn of(data: &Data) -> Option<&str> {
    match data {
        Data::Text(text) => Some(text),
        Data::Function(function) => match function.as_ref() {
            Function::LogicalId(Reference::Name(name)) => Some(name),
            _ => None,
        },
        _ => None,
    }
}

impl<'a> Names<'a, '_> {
    pub(super) fn reference(&mut self, reference: &'a Reference, pointer: &Pointer, part: Part) {
        // one that still points into the construct tree was reported by synthesis
        let Reference::Name(name) = reference else { return };
        if !self.use_value(name, pointer, part) {
            self.unknown(&codes::UNKNOWN_REFERENCE, name, "Ref", pointer);
        }
    }

    pub(super) fn attribute(&mut self, reference: &'a Reference, pointer: &Pointer, part: Part) {
        let Reference::Name(name) = reference else { return };
        if !self.use_resource(name, pointer, part) {
            self.unknown(&codes::UNKNOWN_RESOURCE, name, "Fn::GetAtt", pointer);
        }
    }

    pub(super) fn depends_on(&mut self, index: usize, resource: &TemplateResource, pointer: &Pointer) {
        for (position, id) in resource.depends_on.iter().enumerate() {
            let mut pointer = pointer.clone();
            if !self.use_resource(id, &pointer, Part::Resource(index)) {
                let position = position.to_string();
                pointer.within("DependsOn", |pointer| match resource.depends_on.len() {
                    1 => self.unknown(&codes::UNKNOWN_RESOURCE, id, "DependsOn", pointer),
                    _ => pointer.within(&position, |at| self.unknown(&codes::UNKNOWN_RESOURCE, id, "DependsOn", at)),
                });
            }
        }
    }

    /// Notes the use of a resource or parameter. False if there is none of this name.
    pub(super) fn use_value(&mut self, name: &str, pointer: &Pointer, part: Part) -> bool {
        self.use_resource(name, pointer, part)
            || self.template.parameters.iter().any(|(id, _)| id == name)
            || PSEUDO_PARAMETERS.contains(&name)
    }

    /// Notes the use of a resource. False if there is none of this name.
    pub(super) fn use_resource(&mut self, name: &str, pointer: &Pointer, part: Part) -> bool {
        let Some(used) = self.template.resources.get_index_of(name) else { return false };
        match part {
            Part::Resource(user) => self.uses.push((user, used)),
            Part::Output => {}
            Part::Decision => {
                let problem = codes::RESOURCE_IN_DECISION.problem().with("name", name);
                self.problems.push(problem.at(self.subject.place(pointer.as_str())));
            }
        }
        true
    }

    fn unknown(&mut self, code: &'static Code, name: &str, function: &str, pointer: &Pointer) {
        let resources = self.template.resources.keys().map(String::as_str);
        let parameters = self.template.parameters.iter().map(|(id, _)| id.as_ref());
        let near = near(name, resources.chain(parameters));
        let problem = code.problem().with("name", name).with("function", function).with("near", near);
        self.problems.push(problem.at(self.subject.place(pointer.as_str())));
    }
}

/// The end of a sentence that says which known name is the nearest.
pub(super) fn near<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> String {
    spelling::nearest(name, known).map(|near| format!("; the nearest name is `{near}`")).unwrap_or_default()
}
