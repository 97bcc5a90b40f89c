//! CPU and memory of a task on Fargate.

use super::{Found, codes};
use crate::fargate_memory::{CPU_UNITS, Memory};
use crate::{Data, Problem};

pub fn judge(found: &Found<'_>, problems: &mut Vec<Problem>) {
    let compatibilities = found.resource.property("RequiresCompatibilities").map(Data::items).unwrap_or_default();
    if !compatibilities.iter().any(|one| one.as_text() == Some("FARGATE")) {
        return;
    }
    // `1 vCPU` and `2 GB` are other ways of saying it, which are left alone
    let (Some(cpu), Some(memory)) = (found.number("Cpu"), found.number("Memory")) else { return };
    let sizes = u32::try_from(cpu).ok().and_then(Memory::of);
    let allowed = match &sizes {
        Some(sizes) if u32::try_from(memory).is_ok_and(|mib| sizes.has(mib)) => return,
        Some(sizes) => sizes.to_string(),
        None => format!("nothing: Fargate has {CPU_UNITS} CPU units"),
    };
    let problem = found.problem(&codes::NO_FARGATE_SIZE, "Memory").with("cpu", cpu).with("memory", memory);
    problems.push(problem.with("allowed", allowed));
}
