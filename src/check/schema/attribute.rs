//! Whether the attributes that are read exist.

use super::{Known, codes};
use crate::check::subject::place;
use crate::facts::ResourceFacts;
use crate::{AssembledEnvironment, AssembledStack, Data, Function, Pointer, Problem, Reference, spelling};

/// Types whose attributes are what somebody else gives back.
const OPEN: [&str; 4] = [
    "AWS::CloudFormation::CustomResource",
    "AWS::CloudFormation::Macro",
    "AWS::CloudFormation::Stack",
    "AWS::ServiceCatalog::CloudFormationProvisionedProduct",
];

pub(super) fn judge(
    environment: &AssembledEnvironment,
    stack: &AssembledStack,
    known: &mut Known,
    problems: &mut Vec<Problem>,
) {
    let template = &stack.template;
    let mut judge = |pointer: &Pointer, function: &Function| {
        let Function::GetAtt { of: Reference::Name(id), attribute: Data::Text(attribute), .. } = function else {
            return;
        };
        let Some(resource) = template.resources.get(id.as_ref()) else { return };
        let type_name = resource.type_name.as_str();
        let Some(facts) = known.of(type_name).filter(|_| !OPEN.contains(&type_name)) else { return };
        if !has(facts, attribute) {
            let names: Vec<&str> = facts.attributes.iter().map(|attribute| attribute.name).collect();
            let near = spelling::nearest(attribute, names.iter().copied());
            let near = near.map(|near| format!("; the nearest name is `{near}`")).unwrap_or_default();
            let names = if names.is_empty() { "none".to_string() } else { names.join(", ") };
            let problem = codes::UNKNOWN_ATTRIBUTE.problem().with("type", type_name).with("id", id.to_string());
            let problem = problem.with("attribute", attribute.to_string()).with("known", names).with("near", near);
            problems.push(problem.at(place(environment, stack, pointer.as_str())));
        }
    };
    for (id, resource) in &template.resources {
        for (name, data) in resource.properties.iter().filter(|(_, data)| !data.is_literal()) {
            data.visit_functions(&mut Pointer::new(&["Resources", id, "Properties", name]), &mut judge);
        }
    }
    for (id, data) in &template.outputs {
        data.visit_functions(&mut Pointer::new(&["Outputs", id]), &mut judge);
    }
}

/// A part of an attribute that is an object is one as well: `Endpoint` beside `Endpoint.Address`.
fn has(facts: &ResourceFacts, attribute: &str) -> bool {
    let is_within = |known: &str| known.strip_prefix(attribute).is_some_and(|rest| rest.starts_with('.'));
    let is_below = |known: &str| attribute.strip_prefix(known).is_some_and(|rest| rest.starts_with('.'));
    facts.attributes.iter().any(|one| one.name == attribute || is_within(one.name) || is_below(one.name))
}
