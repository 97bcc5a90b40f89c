//! Values that are only read while CloudFormation deploys, where a change replaces the resource.

use super::codes;
use crate::check::subject::Subject;
use crate::facts::{self, Replacement};
use crate::{Data, Function, Pointer, Problem};

/// CloudFormation learns what `Fn::GetStackOutput` gives only while it deploys. So every change set plans to replace what
/// has it in a property that cannot be changed in place.
pub(in crate::check) fn judge(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    for (id, resource) in &subject.stack.template.resources {
        for (property, data) in &resource.properties {
            if data.is_literal() || !reads(data) {
                continue;
            }
            let facts = facts::resource(&resource.type_name);
            let replacement = facts.as_ref().and_then(|facts| facts.property(property)).map(|known| known.replacement);
            if replacement == Some(Replacement::Yes) {
                let pointer = format!("/Resources/{id}/Properties/{property}");
                let problem = codes::WEAK_CREATE_ONLY.problem().with("property", property.to_string());
                problems.push(problem.with("type", resource.type_name.as_str()).at(subject.place(&pointer)));
            }
        }
    }
}

fn reads(data: &Data) -> bool {
    let mut found = false;
    data.visit_functions(&mut Pointer::default(), &mut |_, function| {
        found |= matches!(function, Function::Call(name, _) if name == "Fn::GetStackOutput");
    });
    found
}
