//! Texts that are known before anything is deployed.

use super::substitution;
use crate::{AssembledEnvironment, AssembledStack};
use crate::{Data, Function, Reference};
use std::borrow::Cow;

/// What a text will be, if it is a literal or made of literals and of what the stack knows about itself.
pub(super) fn known_text<'d>(
    data: &'d Data,
    environment: &'d AssembledEnvironment,
    stack: &'d AssembledStack,
) -> Option<Cow<'d, str>> {
    let known = |name: &str| match name {
        "AWS::StackName" => Some(stack.stack_name.as_str()),
        "AWS::Region" => Some(stack.region.as_str()),
        "AWS::AccountId" => environment.account.as_deref(),
        _ => None,
    };
    match data {
        Data::Text(text) => Some(Cow::Borrowed(text)),
        Data::Function(function) => match function.as_ref() {
            Function::Ref(Reference::Name(name)) => known(name).map(Cow::Borrowed),
            Function::Call(name, Data::Text(text)) if name == "Fn::Sub" => {
                let mut filled = text.to_string();
                for variable in substitution::variables(text) {
                    filled = filled.replace(&format!("${{{variable}}}"), known(variable)?);
                }
                Some(Cow::Owned(filled.replace("${!", "${")))
            }
            Function::Call(name, Data::List(arguments)) if name == "Fn::Join" => match arguments.as_slice() {
                [Data::Text(separator), Data::List(parts)] => {
                    let parts: Option<Vec<_>> = parts.iter().map(|part| known_text(part, environment, stack)).collect();
                    Some(Cow::Owned(parts?.join(separator)))
                }
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}
