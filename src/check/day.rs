//! Days of the calendar.

/// A day, as acknowledgements end on one.
///
/// ```
/// use formwork::check::Day;
/// assert!(Day::parse("2027-03-31") < Day::parse("2027-04-01"));
/// assert_eq!(Day::parse("2027-02-29"), None);
/// assert_eq!(Day::of_seconds(1_806_451_200), Day::parse("2027-03-31"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    year: i64,
    month: u8,
    day: u8,
}

impl Day {
    /// The day that `2027-03-31` means; none where there is no such day.
    pub fn parse(text: &str) -> Option<Day> {
        let parts: Vec<&str> = text.split('-').collect();
        let [year, month, day] = parts.as_slice() else { return None };
        let is_number = |text: &str, digits: usize| text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
        if !is_number(year, 4) || !is_number(month, 2) || !is_number(day, 2) {
            return None;
        }
        let (year, month, day): (i64, u8, u8) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        (day >= 1 && day <= days(year, month)?).then_some(Day { year, month, day })
    }

    /// The day in UTC of a time in seconds since 1970; none before then.
    pub fn of_seconds(seconds: u64) -> Option<Day> {
        let mut left = i64::try_from(seconds / 86_400).ok()?;
        let mut year = 1970;
        loop {
            let length = if is_leap(year) { 366 } else { 365 };
            if left < length {
                break;
            }
            left -= length;
            year += 1;
        }
        for month in 1..=12 {
            let length = i64::from(days(year, month)?);
            if left < length {
                return Some(Day { year, month, day: u8::try_from(left + 1).ok()? });
            }
            left -= length;
        }
        None
    }
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days(year: i64, month: u8) -> Option<u8> {
    match month {
        2 if is_leap(year) => Some(29),
        2 => Some(28),
        4 | 6 | 9 | 11 => Some(30),
        1..=12 => Some(31),
        _ => None,
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
