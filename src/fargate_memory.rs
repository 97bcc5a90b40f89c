//! The sizes that Fargate has: Amazon ECS, "Task definition parameters for Fargate".

use std::fmt;

/// Every number of CPU units, in words.
pub(crate) const CPU_UNITS: &str = "256, 512, 1024, 2048, 4096, 8192, 16384 or 32768";

/// The memory that goes with a number of CPU units, in MiB.
pub(crate) enum Memory {
    OneOf([u32; 3]),
    Steps { least: u32, most: u32, step: u32 },
}

impl Memory {
    /// None where Fargate does not have so many CPU units.
    pub(crate) const fn of(cpu_units: u32) -> Option<Memory> {
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

    /// Whether so many MiB are among them.
    pub(crate) const fn has(&self, mib: u32) -> bool {
        match self {
            Memory::OneOf([a, b, c]) => mib == *a || mib == *b || mib == *c,
            Memory::Steps { least, most, step } => mib >= *least && mib <= *most && mib.is_multiple_of(*step),
        }
    }
}

impl fmt::Display for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Memory::OneOf([a, b, c]) => write!(f, "{a}, {b} or {c} MiB"),
            Memory::Steps { least, most, step } => write!(f, "{least} to {most} MiB in steps of {step}"),
        }
    }
}
