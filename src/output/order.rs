//! The order in which stacks are deployed.

use crate::AssembledEnvironment;

/// The positions of an environment's stacks such that each comes after those it depends on, and otherwise as they were
/// declared. Where they depend on each other in a circle, which no [verified](crate::check::Verified) stacks do, they
/// stand as declared.
///
/// ```
/// use formwork::{App, Environment, output::deployment_order};
/// let app = App::new("demo");
/// let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
/// let (application, data, _) = (dev.stack("AppStack"), dev.stack("DataStack"), dev.stack("EdgeStack"));
/// application.depends_on(&data);
/// assert_eq!(deployment_order(&app.synth().environments[0]), [1, 0, 2]);
/// ```
pub fn deployment_order(environment: &AssembledEnvironment) -> Vec<usize> {
    let stacks = &environment.stacks;
    let dependencies: Vec<Vec<&str>> =
        stacks.iter().map(|stack| stack.dependencies.iter().map(String::as_str).collect()).collect();
    let graph: Vec<(&str, &[&str])> =
        stacks.iter().zip(&dependencies).map(|(stack, before)| (stack.id.as_str(), before.as_slice())).collect();
    sorted(&graph).unwrap_or_else(|_| (0..stacks.len()).collect())
}

/// The same of any stacks: ids, and the ids that each depends on; those of no stack in the list do not count.
///
/// # Errors
/// The stacks depend on each other in a circle; it comes back as ids, its first one again at its end.
pub(super) fn sorted(stacks: &[(&str, &[&str])]) -> Result<Vec<usize>, Vec<String>> {
    let mut order: Vec<usize> = Vec::with_capacity(stacks.len());
    let mut path = Vec::new();
    for start in 0..stacks.len() {
        place(start, stacks, &mut order, &mut path)?;
    }
    Ok(order)
}

/// Puts the stack at `at` into the order, after everything that it depends on.
fn place(
    at: usize,
    stacks: &[(&str, &[&str])],
    order: &mut Vec<usize>,
    path: &mut Vec<usize>,
) -> Result<(), Vec<String>> {
    if order.contains(&at) {
        return Ok(());
    }
    if let Some(from) = path.iter().position(|on_path| *on_path == at) {
        return Err(path[from..].iter().chain([&at]).map(|at| stacks[*at].0.to_string()).collect());
    }
    path.push(at);
    for before in stacks[at].1 {
        if let Some(before) = stacks.iter().position(|(id, _)| id == before) {
            place(before, stacks, order, path)?;
        }
    }
    path.pop();
    order.push(at);
    Ok(())
}
