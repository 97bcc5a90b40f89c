//! CPU and memory of a task or a job on Fargate.

use super::{Found, codes};
use crate::fargate_memory::{CPU_UNITS, Memory};
use crate::{Data, Problem};

pub fn of_task(found: &Found<'_>, problems: &mut Vec<Problem>) {
    if !is_listed(found, "RequiresCompatibilities") {
        return;
    }
    for property in ["Cpu", "Memory"] {
        let Some(text) = found.resource.property(property).and_then(Data::as_text) else { continue };
        // `1 vCPU` and `2 GB` are other ways of saying it, which are left alone
        let unit = text.trim().trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.').trim();
        let is_size = text.starts_with(|letter: char| letter.is_ascii_digit() || letter == '.' || letter == ' ');
        if !text.contains("{{") && (!is_size || !matches!(unit.to_ascii_lowercase().as_str(), "" | "vcpu" | "gb")) {
            let problem = found.problem(&codes::NO_SIZE, property).with("property", property);
            return problems.push(problem.with("value", text.to_string()));
        }
    }
    let (Some(cpu), Some(memory)) = (found.number("Cpu"), found.number("Memory")) else { return };
    problems.extend(judge(found, "Memory", u32::try_from(cpu).ok(), cpu, memory));
}

pub fn of_job(found: &Found<'_>, problems: &mut Vec<Problem>) {
    let container = found.resource.property("ContainerProperties");
    let needs = container.and_then(|container| container.get("ResourceRequirements")).map(Data::items);
    let Some(needs) = needs.filter(|_| is_listed(found, "PlatformCapabilities")) else { return };
    let find = |kind: &str| {
        let at = needs.iter().position(|one| one.get("Type").and_then(Data::as_text) == Some(kind))?;
        let value = match needs[at].get("Value")? {
            Data::Text(text) => text.trim().parse::<f64>().ok()?,
            Data::Integer(number) => *number as f64,
            Data::Number(number) => *number,
            _ => return None,
        };
        Some((at, value))
    };
    // a job counts whole vCPUs, a task 1,024 units of each
    let (Some((_, cpu)), Some((at, memory))) = (find("VCPU"), find("MEMORY")) else { return };
    let below = format!("ContainerProperties/ResourceRequirements/{at}/Value");
    let units = (cpu * 1_024.0) as i64;
    // Batch has all of them but the largest
    let known = u32::try_from(units).ok().filter(|units| *units < 32_768);
    problems.extend(judge(found, &below, known, units, memory as i64));
}

fn is_listed(found: &Found<'_>, property: &str) -> bool {
    let list = found.resource.property(property).map(Data::items).unwrap_or_default();
    list.iter().any(|one| one.as_text() == Some("FARGATE"))
}

fn judge(found: &Found<'_>, below: &str, known: Option<u32>, cpu: i64, memory: i64) -> Option<Problem> {
    let sizes = known.and_then(Memory::of);
    let allowed = match &sizes {
        Some(sizes) if u32::try_from(memory).is_ok_and(|mib| sizes.has(mib)) => return None,
        Some(sizes) => sizes.to_string(),
        None => format!("nothing: Fargate has {CPU_UNITS} CPU units"),
    };
    let problem = found.problem(&codes::NO_FARGATE_SIZE, below).with("cpu", cpu).with("memory", memory);
    Some(problem.with("allowed", allowed))
}
