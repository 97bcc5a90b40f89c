//! The sizes that Fargate runs containers in, for services and for Batch.

use super::codes;
use super::reader::{Reader, Reported};
use formwork::Size;

/// A combination of CPU and memory that Fargate has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FargateSize {
    cpu_units: u32,
    memory_mib: u32,
}

/// CPU units, and how vCPUs are written.
const CPUS: [(u32, &str); 7] =
    [(256, "0.25"), (512, "0.5"), (1024, "1"), (2048, "2"), (4096, "4"), (8192, "8"), (16384, "16")];

/// The memory in MiB that goes with so many CPU units.
fn memories(cpu_units: u32) -> Vec<u32> {
    let (least, most, step) = match cpu_units {
        256 => return vec![512, 1024, 2048],
        512 => (1024, 4096, 1024),
        1024 => (2048, 8192, 1024),
        2048 => (4096, 16384, 1024),
        4096 => (8192, 30720, 1024),
        8192 => (16384, 61440, 4096),
        16384 => (32768, 122_880, 8192),
        _ => return Vec::new(),
    };
    (least..=most).step_by(step).collect()
}

impl FargateSize {
    /// The size of so many CPU units (1024 are one vCPU) and MiB, if Fargate has it.
    pub fn new(cpu_units: u32, memory_mib: u32) -> Option<FargateSize> {
        memories(cpu_units).contains(&memory_mib).then_some(FargateSize { cpu_units, memory_mib })
    }

    /// CPU units, 1024 a vCPU: what ECS calls `Cpu`.
    pub fn cpu_units(self) -> u32 {
        self.cpu_units
    }

    /// vCPUs as a text, such as `0.25`: what Batch calls `VCPU`.
    pub fn vcpus(self) -> &'static str {
        CPUS.iter().find(|(units, _)| *units == self.cpu_units).map_or("", |(_, vcpus)| vcpus)
    }

    /// The memory.
    pub fn memory(self) -> Size {
        Size::mib(self.memory_mib)
    }

    /// Reads a size from two keys.
    pub(super) fn read(reader: &mut Reader, cpu: &'static str, memory: &'static str) -> Result<Self, Reported> {
        let units = reader.required(cpu, |node| {
            let units = node.integer()?.and_then(|units| u32::try_from(units).ok());
            units.filter(|units| CPUS.iter().any(|(known, _)| known == units)).ok_or_else(|| {
                let known = CPUS.map(|(units, _)| units.to_string()).to_vec();
                vec![node.problem(&codes::INVALID_CPU).with("known", known)]
            })
        });
        // as a plain number, so that one that is no number is said even where the CPU is wrong
        let memory_mib = reader.required(memory, |node| node.integer());
        let (units, memory_mib) = (units?, memory_mib?);
        let size =
            memory_mib.and_then(|memory| u32::try_from(memory).ok()).and_then(|mib| FargateSize::new(units, mib));
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
}
