use super::codes;
use formwork_core::{Duration, Name, Problem};

/// When a schedule runs. Times are of the schedule's time zone.
///
/// ```
/// use formwork::{Duration, scheduler::ScheduleExpression};
/// let every_evening = ScheduleExpression::daily(22, 0);
/// let on_weekdays = ScheduleExpression::cron("0 9 ? * MON-FRI *");
/// let often = ScheduleExpression::rate(Duration::minutes(15));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduleExpression(Kind);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Cron(Name),
    Rate(Duration),
    Daily(u8, u8),
    At(Name),
}

impl ScheduleExpression {
    /// Whenever the clock matches six fields: minute, hour, day of the month, month, day of the week, year. One of the
    /// two days is `?`.
    pub fn cron(fields: impl Into<Name>) -> Self {
        ScheduleExpression(Kind::Cron(fields.into()))
    }

    /// Every day at this time: hours 0 to 23, minutes 0 to 59.
    pub const fn daily(hour: u8, minute: u8) -> Self {
        ScheduleExpression(Kind::Daily(hour, minute))
    }

    /// Again and again, after so many whole minutes.
    pub const fn rate(every: Duration) -> Self {
        ScheduleExpression(Kind::Rate(every))
    }

    /// Once, at a time such as `2027-03-31T18:00:00`.
    pub fn at(time: impl Into<Name>) -> Self {
        ScheduleExpression(Kind::At(time.into()))
    }

    /// The text that the scheduler reads, or what is wrong with it.
    pub(super) fn into_text(self) -> Result<String, Problem> {
        match self.0 {
            Kind::Cron(fields) if is_cron(&fields) => Ok(format!("cron({fields})")),
            Kind::Cron(fields) => Err(codes::INVALID_CRON.problem().with("cron", fields.into_owned())),
            Kind::Daily(hour @ 0..24, minute @ 0..60) => Ok(format!("cron({minute} {hour} * * ? *)")),
            Kind::Daily(hour, minute) => Err(codes::INVALID_TIME.problem().with("time", format!("{hour}:{minute:02}"))),
            Kind::Rate(every) => rate(every.as_seconds()),
            Kind::At(time) => Ok(format!("at({time})")),
        }
    }
}

/// In the largest unit that goes without a rest: `rate(1 day)`, `rate(90 minutes)`.
fn rate(seconds: i64) -> Result<String, Problem> {
    let units = [(86_400, "day"), (3_600, "hour"), (60, "minute")];
    let unit = units.into_iter().find(|(length, _)| seconds > 0 && seconds % length == 0);
    let (length, unit) = unit.ok_or_else(|| codes::INVALID_RATE.problem().with("seconds", seconds))?;
    let count = seconds / length;
    Ok(format!("rate({count} {unit}{})", if count == 1 { "" } else { "s" }))
}

fn is_cron(fields: &str) -> bool {
    let fields: Vec<&str> = fields.split(' ').collect();
    fields.len() == 6 && fields.iter().all(|field| !field.is_empty()) && (fields[2] == "?") != (fields[4] == "?")
}
