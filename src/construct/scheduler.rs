//! EventBridge Scheduler: calls of AWS's own services, at set times.

mod automation;
mod json_text;
mod schedule;
mod schedule_expression;
mod schedule_target;

pub use automation::Automation;
pub use schedule::{Schedule, ScheduleRef};
pub use schedule_expression::ScheduleExpression;
pub use schedule_target::ScheduleTarget;

pub(crate) mod codes {
    //! What can be wrong with schedules.

    formwork_core::codes! {
        INVALID_CRON "C0441" "invalid-cron" Error {
            "`{cron}` is no schedule"
            note "it has six fields: minute, hour, day of the month, month, day of the week, year; one of the two days is ? and the other is not"
            help "write it as 0 9 * * ? * for every day at 9:00, or use ScheduleExpression::daily"
        }
        INVALID_RATE "C0442" "invalid-rate" Error {
            "a schedule of every {seconds} seconds"
            note "the scheduler counts in whole minutes, and one is the least"
            help "choose whole minutes, hours or days"
        }
        INVALID_TIME "C0443" "invalid-time" Error {
            "`{time}` is no time of a day"
            note ""
            help "hours are 0 to 23, minutes 0 to 59"
        }
    }
}
