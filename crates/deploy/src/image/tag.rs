//! Tags by time, as the guide makes them (16-7).

use formwork::check::Day;

/// The tag of a moment: `20260128-093000`. The time is milliseconds since 1970, the offset that of the zone from UTC in
/// minutes: 540 is Japan.
pub fn time_tag(now_ms: i64, offset_minutes: i32) -> String {
    let seconds = now_ms.div_euclid(1000).saturating_add(i64::from(offset_minutes) * 60);
    let day = Day::since_1970(seconds.div_euclid(86_400)).to_string().replace('-', "");
    let second = seconds.rem_euclid(86_400);
    format!("{day}-{:02}{:02}{:02}", second / 3600, second / 60 % 60, second % 60)
}
