//! Days of the calendar.

/// A day, as acknowledgements end on one.
///
/// ```
/// use formwork::check::Day;
/// assert!(Day::parse("2027-03-31") < Day::parse("2027-04-01"));
/// assert_eq!(Day::parse("2027-02-29"), None);
/// assert_eq!(Some(Day::since_1970(1_806_451_200 / 86_400)), Day::parse("2027-03-31"));
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

    /// The day that is so many days after the first of January of 1970. A year is taken to begin in March, so that the leap
    /// day is its last.
    pub fn since_1970(days: i64) -> Day {
        let day = days.saturating_add(719_468); // since the first of March of the year 0
        let era = day.div_euclid(146_097); // 400 years
        let of_era = day.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * of_year + 2) / 153;
        let day = (of_year - (153 * month + 2) / 5 + 1) as u8;
        let month = (if month < 10 { month + 3 } else { month - 9 }) as u8;
        Day { year: year_of_era + era * 400 + i64::from(month <= 2), month, day }
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
