//! Durations, as people say them.

/// `42s`, `1m 42s`, `1h 02m`. What is negative is nothing.
pub fn elapsed(ms: i64) -> String {
    let seconds = ms.max(0) / 1000;
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds}s"),
        (0, minutes, seconds) => format!("{minutes}m {seconds:02}s"),
        (hours, minutes, _) => format!("{hours}h {minutes:02}m"),
    }
}

/// `~40s`, `~2m`, `~1h 05m`: no more exact than a guess is, and rather too long than too short.
pub fn about(ms: i64) -> String {
    let seconds = (ms.max(0) + 999) / 1000;
    let minutes = (seconds + 59) / 60;
    match (seconds, minutes) {
        (0..=50, _) => format!("~{}s", (seconds + 9) / 10 * 10),
        (_, 0..=59) => format!("~{minutes}m"),
        _ => format!("~{}h {:02}m", minutes / 60, minutes % 60),
    }
}
