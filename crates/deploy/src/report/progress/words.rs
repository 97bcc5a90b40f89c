use super::working::Working;
use crate::ending::Ending;
use crate::execute::StepResult;
use crate::report::elapsed::{about, elapsed};
use crate::report::recorded::RecordedStep;
use formwork::report::{Paint, Style, counted};
use std::collections::BTreeMap;

/// The widest words of their columns: `rolling back`, `123/456 resources`.
const STATE: usize = 12;
const RESOURCES: usize = 17;

/// How lines are worded, on a terminal and in a log.
#[derive(Default)]
pub struct Words {
    pub paint: Paint,
    /// The width of the column of names, in characters.
    pub width: usize,
    /// How long steps took before: milliseconds.
    pub earlier_ms: BTreeMap<String, i64>,
}

impl Words {
    /// `  AppStack   update      12 resources`.
    pub fn began(&self, step: &str, action: &str, resources: usize) -> String {
        let resources = if resources > 0 { counted(resources, "resource") } else { String::new() };
        self.columns(step, &format!("{action:<STATE$}"), &[resources])
    }

    /// `AppStack   updating       4/12   1m 42s   ~2m left   Service AWS::ECS::Service 58s`, without what is not known.
    pub fn working(&self, step: &str, working: &Working, at_ms: i64) -> String {
        let since_ms = at_ms - working.began_ms;
        let mut parts = vec![working.count(), elapsed(since_ms)];
        let left_ms = self.earlier_ms.get(step).map_or(0, |earlier_ms| earlier_ms - since_ms);
        if left_ms > 0 {
            parts.push(format!("{} left", about(left_ms)));
        }
        if let Some(slowest) = working.slowest() {
            let since = elapsed(at_ms - slowest.since_ms);
            let type_name = self.paint.text(Style::Faint, &slowest.type_name);
            parts.push(format!("{} {type_name} {since}", self.paint.text(Style::Strong, &slowest.name)));
        }
        let state = format!("{:<STATE$}", working.state());
        let line = self.columns(step, &self.paint.text(Style::Notable, &state), &parts);
        line.trim_start().to_string()
    }

    /// `  AppStack   updated        12 resources   1m 42s`; a step that failed says how far it came.
    pub fn ended(&self, step: &str, recorded: &RecordedStep, working: Option<&Working>) -> String {
        let style = match recorded.result {
            Some(StepResult::Changed) => Style::Good,
            Some(StepResult::Failed(_)) => Style::Bad,
            Some(StepResult::Unchanged) => Style::Faint,
            Some(StepResult::NotBegun(_) | StepResult::Detached) | None => Style::Notable,
        };
        let word = self.paint.text(style, &format!("{:<STATE$}", recorded.word()));
        if recorded.action.is_none() && recorded.took_ms == 0 {
            return self.columns(step, &word, &[]);
        }
        let resources = match (&recorded.result, working) {
            (Some(StepResult::Changed), _) if recorded.resources > 0 => counted(recorded.resources, "resource"),
            (Some(StepResult::Changed), _) => String::new(),
            (_, Some(working)) if !working.count().is_empty() => format!("{} resources", working.count()),
            _ => String::new(),
        };
        self.columns(step, &word, &[format!("{resources:<RESOURCES$}"), elapsed(recorded.took_ms)])
    }

    /// The last line.
    pub fn over(&self, ending: Ending, took_ms: i64) -> String {
        let style = if ending == Ending::Fine { Style::Good } else { Style::Notable };
        format!("  {} after {}", self.paint.text(style, ending.word()), elapsed(took_ms))
    }

    fn columns(&self, step: &str, state: &str, parts: &[String]) -> String {
        let mut line = format!("  {step:<width$}   {state}", width = self.width);
        for part in parts.iter().filter(|part| !part.is_empty()) {
            line.push_str("   ");
            line.push_str(part);
        }
        line.trim_end().to_string()
    }
}
