/// An amount of memory or storage, whole MiB.
///
/// ```
/// use formwork_core::Size;
/// assert_eq!(Size::gib(2).as_mib(), 2048);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Size {
    mib: u32,
}

impl Size {
    /// So many MiB (1,048,576 bytes).
    pub const fn mib(mib: u32) -> Self {
        Size { mib }
    }

    /// So many GiB (1,024 MiB); at most 4 PiB.
    pub const fn gib(gib: u32) -> Self {
        Size { mib: gib.saturating_mul(1024) }
    }

    /// The amount in MiB.
    pub const fn as_mib(self) -> i64 {
        self.mib as i64
    }

    /// The amount in whole GiB, rounded up.
    pub const fn as_gib(self) -> i64 {
        self.mib.div_ceil(1024) as i64
    }
}
