//! CPU and memory of a task on Fargate.

use super::{Found, codes};
use crate::{Data, Problem};

/// CPU units, the least memory and the most in MiB, and the step between.
const SIZES: [(i64, i64, i64, i64); 8] = [
    (256, 512, 2_048, 512),
    (512, 1_024, 4_096, 1_024),
    (1_024, 2_048, 8_192, 1_024),
    (2_048, 4_096, 16_384, 1_024),
    (4_096, 8_192, 30_720, 1_024),
    (8_192, 16_384, 61_440, 4_096),
    (16_384, 32_768, 122_880, 8_192),
    (32_768, 61_440, 249_856, 61_440),
];

pub fn judge(found: &Found<'_>, problems: &mut Vec<Problem>) {
    let compatibilities = found.resource.property("RequiresCompatibilities").map(Data::items).unwrap_or_default();
    if !compatibilities.iter().any(|one| one.as_text() == Some("FARGATE")) {
        return;
    }
    // `1 vCPU` and `2 GB` are other ways of saying it, which are left alone
    let (Some(cpu), Some(memory)) = (found.number("Cpu"), found.number("Memory")) else { return };
    let allowed = match SIZES.iter().find(|(known, ..)| *known == cpu) {
        Some((256, ..)) if [512, 1_024, 2_048].contains(&memory) => return,
        Some((32_768, ..)) if [61_440, 122_880, 249_856].contains(&memory) => return,
        Some((256, ..)) => "512, 1024 or 2048 MiB".to_string(),
        Some((32_768, ..)) => "61440, 122880 or 249856 MiB".to_string(),
        Some((_, least, most, step)) if (*least..=*most).contains(&memory) && (memory - least) % step == 0 => return,
        Some((_, least, most, step)) => format!("{least} to {most} MiB in steps of {step}"),
        None => {
            let known: Vec<String> = SIZES.iter().map(|(cpu, ..)| cpu.to_string()).collect();
            format!("no memory: there are {} CPU units", known.join(", "))
        }
    };
    let problem = found.problem(&codes::NO_FARGATE_SIZE, "Memory").with("cpu", cpu).with("memory", memory);
    problems.push(problem.with("allowed", allowed));
}
