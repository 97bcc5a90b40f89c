//! Expressions of schedules.

use super::{Found, codes};
use crate::{Data, Problem};

const UNITS: [&str; 6] = ["minute", "minutes", "hour", "hours", "day", "days"];

pub fn judge(found: &Found<'_>, problems: &mut Vec<Problem>) {
    if let Some(Data::Map(fields)) = found.resource.property("EventPattern")
        && fields.is_empty()
    {
        problems.push(found.problem(&codes::EMPTY_PATTERN, "EventPattern"));
    }
    let Some(expression) = found.resource.property("ScheduleExpression").and_then(Data::as_text) else { return };
    // what is resolved later says nothing here, and an empty text nothing where events have a pattern
    if expression.contains("{{") || expression.is_empty() && found.resource.property("EventPattern").is_some() {
        return;
    }
    let is_scheduler = found.resource.type_name == "AWS::Scheduler::Schedule";
    let inside = |name: &str| expression.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')');
    let reason = if let Some(fields) = inside("cron") {
        let fields: Vec<&str> = fields.split_whitespace().collect();
        let [_, _, day, _, weekday, _] = fields.as_slice() else {
            return problems.push(wrong(
                found,
                expression,
                &format!("cron has six fields, and these are {}", fields.len()),
            ));
        };
        let days = match (*day == "?", *weekday == "?") {
            (true, false) | (false, true) => return,
            (true, true) => "neither a day of the month nor one of the week",
            (false, false) => "a day of the month and one of the week",
        };
        let problem = found.problem(&codes::BOTH_DAYS, "ScheduleExpression").with("expression", expression);
        return problems.push(problem.with("fields", days));
    } else if let Some(rate) = inside("rate") {
        let parts: Vec<&str> = rate.split_whitespace().collect();
        match parts.as_slice() {
            [count, unit] if UNITS.contains(unit) && count.parse::<u32>().is_ok_and(|count| count > 0) => {
                // Amazon EventBridge takes `1 hour` and no `1 hours`; its scheduler takes both
                if is_scheduler || (*count == "1") != unit.ends_with('s') {
                    return;
                }
                "one is written with `minute`, `hour` or `day`, and more with `minutes`, `hours` or `days`"
            }
            _ => "a rate is a number above 0 and minutes, hours or days",
        }
    } else if is_scheduler && inside("at").is_some() {
        return;
    } else {
        "it begins with `rate(` or `cron(`, and ends with `)`"
    };
    problems.push(wrong(found, expression, reason));
}

fn wrong(found: &Found<'_>, expression: &str, reason: &str) -> Problem {
    let problem = found.problem(&codes::WRONG_SCHEDULE, "ScheduleExpression").with("expression", expression);
    problem.with("reason", reason)
}
