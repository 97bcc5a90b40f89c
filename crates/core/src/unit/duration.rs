/// A span of time, whole seconds.
///
/// ```
/// use formwork_core::Duration;
/// assert_eq!(Duration::minutes(5).as_seconds(), 300);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration {
    seconds: u32,
}

impl Duration {
    /// So many seconds.
    pub const fn seconds(seconds: u32) -> Self {
        Duration { seconds }
    }

    /// So many minutes; at most about 136 years.
    pub const fn minutes(minutes: u32) -> Self {
        Duration { seconds: minutes.saturating_mul(60) }
    }

    /// So many hours; at most about 136 years.
    pub const fn hours(hours: u32) -> Self {
        Duration { seconds: hours.saturating_mul(3600) }
    }

    /// So many days; at most about 136 years.
    pub const fn days(days: u32) -> Self {
        Duration { seconds: days.saturating_mul(86_400) }
    }

    /// The span in seconds.
    pub const fn as_seconds(self) -> i64 {
        self.seconds as i64
    }

    /// The span in whole days, rounded up.
    pub const fn as_days(self) -> i64 {
        self.seconds.div_ceil(86_400) as i64
    }
}
