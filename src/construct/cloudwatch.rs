//! Metrics and alarms.

mod alarm;
mod comparison;
mod metric;
mod missing_data;
mod statistic;

pub use alarm::Alarm;
pub use comparison::Comparison;
pub use metric::Metric;
pub use missing_data::MissingData;
pub use statistic::Statistic;

pub(crate) mod codes {
    //! What can be wrong with alarms.

    formwork_core::codes! {
        INVALID_PERIOD "C0521" "invalid-period" Error {
            "an alarm does not take a period of {seconds} seconds"
            note "it is 10, 20, 30 or a multiple of 60"
            help "choose another period, such as Duration::minutes(5)"
        }
        LONG_EVALUATION "C0522" "alarm-looks-back-too-far" Error {
            "the alarm looks at {periods} periods of {seconds} seconds"
            note "together they are at most a day, or seven days where a period is an hour or longer"
            help "choose fewer periods or longer ones"
        }
        DATAPOINTS "C0523" "more-datapoints-than-periods" Error {
            "the alarm waits for {datapoints} of {periods} periods"
            note ""
            help "let at least as many periods be evaluated as have to breach, and at least one"
        }
    }
}
