//! Tags by time, as the guide makes them (16-7).

/// The tag of a moment: `20260128-093000`. The time is milliseconds since 1970, the offset that of the zone from UTC in
/// minutes: 540 is Japan.
pub fn time_tag(now_ms: i64, offset_minutes: i32) -> String {
    let seconds = now_ms.div_euclid(1000).saturating_add(i64::from(offset_minutes) * 60);
    let (year, month, day) = date(seconds.div_euclid(86_400));
    let second = seconds.rem_euclid(86_400);
    format!("{year:04}{month:02}{day:02}-{:02}{:02}{:02}", second / 3600, second / 60 % 60, second % 60)
}

/// The date of a day since 1970. A year is taken to begin in March, so that the leap day is its last.
fn date(day: i64) -> (i64, i64, i64) {
    let day = day + 719_468; // since the first of March of the year 0
    let era = day.div_euclid(146_097); // 400 years
    let of_era = day.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}
