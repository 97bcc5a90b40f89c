use super::codes;
use crate::fargate_memory::{CPU_UNITS, Memory};
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
                write!(f, "Fargate does not have {cpu} CPU units, but {CPU_UNITS}")
            }
            Some(memory) => {
                write!(f, "Fargate does not have {cpu} CPU units with {mib} MiB, but with ")?;
                write!(f, "{memory}")
            }
        }
    }
}

impl std::error::Error for InvalidFargateSize {}
