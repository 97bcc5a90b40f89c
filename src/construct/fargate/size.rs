use super::codes;
use formwork_core::{Scope, Size};
use std::fmt;

/// How much of a processor and of memory: one of the pairs that Fargate has.
///
/// | CPU units (vCPU) | memory in MiB |
/// |---|---|
/// | 256 (0.25) | 512, 1024, 2048 |
/// | 512 (0.5) | 1024 to 4096, in steps of 1024 |
/// | 1024 (1) | 2048 to 8192, in steps of 1024 |
/// | 2048 (2) | 4096 to 16384, in steps of 1024 |
/// | 4096 (4) | 8192 to 30720, in steps of 1024 |
/// | 8192 (8) | 16384 to 61440, in steps of 4096 |
/// | 16384 (16) | 32768 to 122880, in steps of 8192 |
/// | 32768 (32), not for Batch | 61440, 122880, 249856 |
///
/// A pair that is written down is checked by the compiler, one that is read is checked by synthesis:
///
/// ```
/// use formwork::Size;
/// use formwork::ecs::FargateSize;
/// assert_eq!(FargateSize::new(512, Size::gib(1)), FargateSize::of::<512, 1024>());
/// let error = FargateSize::new(512, Size::gib(8)).validate().unwrap_err();
/// assert_eq!(error.to_string(), "Fargate does not have 512 CPU units with 8192 MiB, but with 1024 to 4096 MiB in steps of 1024");
/// ```
///
/// ```compile_fail,E0080
/// let none = formwork::ecs::FargateSize::of::<512, 8192>();
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FargateSize {
    cpu_units: u32,
    memory: Size,
}

/// A pair that Fargate does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidFargateSize(FargateSize);

/// The memory that goes with a number of CPU units, in MiB.
enum Memory {
    OneOf([u32; 3]),
    Steps { least: u32, most: u32, step: u32 },
}

impl Memory {
    const fn of(cpu_units: u32) -> Option<Memory> {
        Some(match cpu_units {
            256 => Memory::OneOf([512, 1024, 2048]),
            512 => Memory::Steps { least: 1024, most: 4096, step: 1024 },
            1024 => Memory::Steps { least: 2048, most: 8192, step: 1024 },
            2048 => Memory::Steps { least: 4096, most: 16_384, step: 1024 },
            4096 => Memory::Steps { least: 8192, most: 30_720, step: 1024 },
            8192 => Memory::Steps { least: 16_384, most: 61_440, step: 4096 },
            16_384 => Memory::Steps { least: 32_768, most: 122_880, step: 8192 },
            32_768 => Memory::OneOf([61_440, 122_880, 249_856]),
            _ => return None,
        })
    }

    const fn has(&self, mib: u32) -> bool {
        match self {
            Memory::OneOf([a, b, c]) => mib == *a || mib == *b || mib == *c,
            Memory::Steps { least, most, step } => mib >= *least && mib <= *most && mib.is_multiple_of(*step),
        }
    }
}

impl FargateSize {
    /// A pair that is known when the program is compiled: CPU units (1,024 are one vCPU) and MiB.
    pub const fn of<const CPU_UNITS: u32, const MEMORY_MIB: u32>() -> Self {
        const { assert!(exists(CPU_UNITS, MEMORY_MIB), "Fargate does not have this pair of CPU units and MiB") };
        FargateSize { cpu_units: CPU_UNITS, memory: Size::mib(MEMORY_MIB) }
    }

    /// A pair that is read: CPU units (1,024 are one vCPU) and memory. One that Fargate does not have is reported by
    /// synthesis.
    pub const fn new(cpu_units: u32, memory: Size) -> Self {
        FargateSize { cpu_units, memory }
    }

    /// The same pair, if Fargate has it.
    ///
    /// # Errors
    /// Fargate does not have it.
    pub const fn validate(self) -> Result<Self, InvalidFargateSize> {
        if exists(self.cpu_units, self.memory.as_mib() as u32) { Ok(self) } else { Err(InvalidFargateSize(self)) }
    }

    pub(crate) fn check(self, scope: &Scope) {
        if let Err(error) = self.validate() {
            scope.report(codes::INVALID_SIZE.problem().with("reason", error.to_string()));
        }
    }

    /// CPU units: 1,024 are one vCPU.
    pub const fn cpu_units(self) -> u32 {
        self.cpu_units
    }

    /// The memory.
    pub const fn memory(self) -> Size {
        self.memory
    }

    /// The vCPUs as Batch writes them: `0.25`, `2`.
    #[cfg(feature = "batch")]
    pub(crate) fn vcpus(self) -> String {
        (f64::from(self.cpu_units) / 1024.0).to_string()
    }
}

const fn exists(cpu_units: u32, mib: u32) -> bool {
    match Memory::of(cpu_units) {
        Some(memory) => memory.has(mib),
        None => false,
    }
}

impl fmt::Display for InvalidFargateSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (cpu, mib) = (self.0.cpu_units, self.0.memory.as_mib());
        match Memory::of(cpu) {
            None => {
                write!(f, "Fargate does not have {cpu} CPU units, but 256, 512, 1024, 2048, 4096, 8192, 16384 or 32768")
            }
            Some(memory) => {
                write!(f, "Fargate does not have {cpu} CPU units with {mib} MiB, but with ")?;
                match memory {
                    Memory::OneOf([a, b, c]) => write!(f, "{a}, {b} or {c} MiB"),
                    Memory::Steps { least, most, step } => write!(f, "{least} to {most} MiB in steps of {step}"),
                }
            }
        }
    }
}

impl std::error::Error for InvalidFargateSize {}
