//! Values of parameters that the command line gives.

use super::arguments::Parameter;
use crate::{Assembly, Data, Name, spelling};

/// Makes each value the default of the parameters that it is meant for.
///
/// # Errors
/// No template has such a parameter; the nearest name is said.
pub fn set(assembly: &mut Assembly, values: &[Parameter]) -> Result<(), String> {
    for (stack, name, value) in values {
        let mut is_met = false;
        let mut known: Vec<String> = Vec::new();
        let stacks = assembly.environments.iter_mut().flat_map(|environment| &mut environment.stacks);
        for of in stacks.filter(|of| stack.as_ref().is_none_or(|stack| of.id == *stack)) {
            for (id, parameter) in &mut of.template.parameters {
                known.push(id.to_string());
                let Data::Map(members) = parameter else { continue };
                if id != name {
                    continue;
                }
                is_met = true;
                members.retain(|(key, _)| key != "Default");
                members.push((Name::Borrowed("Default"), Data::text(value.clone())));
            }
        }
        if !is_met {
            let near = spelling::nearest(name, known.iter().map(String::as_str));
            let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            let of = stack.as_ref().map(|stack| format!(" of {stack}")).unwrap_or_default();
            return Err(format!("no template{of} has the parameter `{name}`{near}"));
        }
    }
    Ok(())
}
