//! The sizes that Fargate runs containers in, for services and for Batch.

use super::codes;
use super::reader::{Reader, Reported};
use formwork::Size;
use formwork::ecs::FargateSize;

/// The CPU units that both ECS and Batch take.
const CPUS: [u32; 7] = [256, 512, 1024, 2048, 4096, 8192, 16_384];
const LARGEST_MEMORY_MIB: u32 = 122_880;

fn size(cpu_units: u32, memory_mib: u32) -> Option<FargateSize> {
    FargateSize::new(cpu_units, Size::mib(memory_mib)).validate().ok()
}

/// The memory in MiB that goes with so many CPU units.
fn memories(cpu_units: u32) -> Vec<u32> {
    (0..=LARGEST_MEMORY_MIB).step_by(512).filter(|mib| size(cpu_units, *mib).is_some()).collect()
}

/// Reads a size from two keys.
pub(super) fn read(reader: &mut Reader, cpu: &'static str, memory: &'static str) -> Result<FargateSize, Reported> {
    let units = reader.required(cpu, |node| {
        let units = node.integer()?.and_then(|units| u32::try_from(units).ok());
        units.filter(|units| CPUS.contains(units)).ok_or_else(|| {
            let known = CPUS.map(|units| units.to_string()).to_vec();
            vec![node.problem(&codes::INVALID_CPU).with("known", known)]
        })
    });
    // as a plain number, so that one that is no number is said even where the CPU is wrong
    let memory_mib = reader.required(memory, |node| node.integer());
    let (units, memory_mib) = (units?, memory_mib?);
    let size = memory_mib.and_then(|memory| u32::try_from(memory).ok()).and_then(|mib| size(units, mib));
    size.ok_or_else(|| {
        let known = memories(units);
        let wanted = memory_mib.unwrap_or(i64::MAX);
        let nearest = known.iter().copied().min_by_key(|known| wanted.abs_diff(i64::from(*known))).unwrap_or(0);
        let name = memory.rsplit('.').next().unwrap_or(memory);
        reader.report(memory, &codes::INVALID_MEMORY, |problem| {
            problem
                .with("cpu", i64::from(units))
                .with("known", known.iter().map(u32::to_string).collect::<Vec<_>>())
                .with("nearest", format!("{name} = {nearest}"))
        })
    })
}
