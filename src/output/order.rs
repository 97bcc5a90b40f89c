//! The order in which stacks are deployed.

/// The positions of stacks such that each comes after those it depends on, and otherwise as they are given; or, where
/// there is none, the ids of a circle.
///
/// A dependency that is no stack of the list does not count.
///
/// ```
/// use formwork::output::deployment_order;
/// let stacks = [("AppStack", vec!["DataStack"]), ("DataStack", vec![]), ("EdgeStack", vec![])];
/// let stacks: Vec<(&str, &[&str])> = stacks.iter().map(|(id, before)| (*id, before.as_slice())).collect();
/// assert_eq!(deployment_order(&stacks), Ok(vec![1, 0, 2]));
/// ```
///
/// # Errors
/// The stacks depend on each other in a circle.
pub fn deployment_order(stacks: &[(&str, &[&str])]) -> Result<Vec<usize>, Vec<String>> {
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
