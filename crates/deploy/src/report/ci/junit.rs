use super::xml::escaped;
use crate::ending::Ending;
use crate::execute::{Notice, StepResult};
use crate::report::recorded::{Recorded, RecordedStep};
use formwork::{Language, Problem};

/// The name of the test case that fails where no stack did and the run did.
const RUN: &str = "the run itself";

/// What came of a test case.
enum Verdict {
    Passed,
    /// What kind, in a line, and in full.
    Failed(String, String, String),
    Skipped(String),
}

/// A run as JUnit XML: a test suite, with a test case for each step. A step is a stack, and what for where there are
/// several of it. A step that was not begun, or that goes on without the deployer, is skipped.
pub fn junit(notices: &[Notice]) -> String {
    let recorded = Recorded::of(notices);
    let steps = recorded.steps.iter();
    let mut cases: Vec<(&str, i64, Verdict)> =
        steps.map(|(name, step)| (name.as_str(), step.took_ms, verdict(step))).collect();
    let fails = |cases: &[(&str, i64, Verdict)]| {
        cases.iter().filter(|(_, _, verdict)| matches!(verdict, Verdict::Failed(..))).count()
    };
    let is_good = matches!(recorded.ending, Some(Ending::Fine | Ending::Changes | Ending::Detached));
    if !is_good && fails(&cases) == 0 {
        let word = recorded.ending.map_or("end not seen", Ending::word);
        cases.push((RUN, 0, failed(word, &recorded.problems, word)));
    }
    let skipped = cases.iter().filter(|(_, _, verdict)| matches!(verdict, Verdict::Skipped(_))).count();
    let figures = format!(
        r#"tests="{}" failures="{}" errors="0" skipped="{skipped}" time="{}""#,
        cases.len(),
        fails(&cases),
        seconds(recorded.took_ms)
    );
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    let environment = escaped(&recorded.environment);
    xml.push_str(&format!("  <testsuite name=\"deploy {environment}\" {figures}>\n"));
    let run = escaped(&recorded.run);
    xml.push_str(&format!("    <properties>\n      <property name=\"run\" value=\"{run}\"/>\n    </properties>\n"));
    for (name, took_ms, verdict) in &cases {
        let name = escaped(name);
        let time = seconds(*took_ms);
        let head = format!("    <testcase classname=\"{environment}\" name=\"{name}\" time=\"{time}\"");
        xml.push_str(&match verdict {
            Verdict::Passed => format!("{head}/>\n"),
            Verdict::Failed(kind, message, text) => format!(
                "{head}>\n      <failure type=\"{}\" message=\"{}\">{}</failure>\n    </testcase>\n",
                escaped(kind),
                escaped(message),
                escaped(text)
            ),
            Verdict::Skipped(why) => {
                format!("{head}>\n      <skipped message=\"{}\"/>\n    </testcase>\n", escaped(why))
            }
        });
    }
    xml.push_str("  </testsuite>\n</testsuites>\n");
    xml
}

fn verdict(step: &RecordedStep) -> Verdict {
    match &step.result {
        Some(StepResult::Changed | StepResult::Unchanged) => Verdict::Passed,
        Some(StepResult::Failed(problems)) => {
            let reason = step.failures.first().map(|failure| failure.reason.as_str());
            failed(reason.unwrap_or("it failed"), problems, "failed")
        }
        Some(StepResult::NotBegun(problems)) => {
            let why = problems.iter().map(|problem| problem.render(Language::English)).collect::<String>();
            Verdict::Skipped(if why.is_empty() { "not begun".to_string() } else { why.trim_end().to_string() })
        }
        Some(StepResult::Detached) => Verdict::Skipped("it goes on without the deployer".to_string()),
        None => Verdict::Skipped("its end was not seen".to_string()),
    }
}

fn failed(reason: &str, problems: &[Problem], kind: &str) -> Verdict {
    let text: String = problems.iter().map(|problem| problem.render(Language::English)).collect();
    let kind = problems.first().map_or(kind, |problem| problem.code.slug);
    let message = problems.first().map_or_else(|| reason.to_string(), |problem| problem.what(Language::English));
    let text = if text.is_empty() { reason.to_string() } else { text };
    Verdict::Failed(kind.to_string(), message, text)
}

/// `102.040`.
fn seconds(ms: i64) -> String {
    let ms = ms.max(0);
    format!("{}.{:03}", ms / 1000, ms % 1000)
}
