use formwork_core::{Text, Value};

/// The operating system and the processor that an image is made for.
///
/// ```
/// use formwork::ecs::Platform;
/// let arm = Platform::LinuxArm64; // cheaper by the hour
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    /// Linux on x86-64.
    LinuxX86_64,
    /// Linux on Arm, 64 bits.
    LinuxArm64,
}

impl Platform {
    pub(crate) fn architecture(self) -> Value<Text> {
        Value::literal_text(match self {
            Platform::LinuxX86_64 => "X86_64",
            Platform::LinuxArm64 => "ARM64",
        })
    }

    pub(crate) fn operating_system(self) -> Value<Text> {
        match self {
            Platform::LinuxX86_64 | Platform::LinuxArm64 => Value::literal_text("LINUX"),
        }
    }
}
