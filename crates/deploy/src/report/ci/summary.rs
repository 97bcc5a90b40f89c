use crate::ending::Ending;
use crate::execute::Notice;
use crate::report::elapsed::elapsed;
use crate::report::markdown::escaped;
use crate::report::output;
use crate::report::recorded::{Recorded, RecordedFailure};
use formwork::report::counted;
use formwork::{Language, Source};

/// A run as Markdown, for the summary page of a CI: its stacks, the resources that failed, problems, outputs.
pub fn markdown(notices: &[Notice]) -> String {
    let recorded = Recorded::of(notices);
    let ending = recorded.ending.map_or("end not seen", Ending::word);
    let heading = format!("{}: {ending}, {}", recorded.environment, elapsed(recorded.took_ms));
    let mut text = format!("**{}**\n", escaped(&heading));
    push_table(
        &mut text,
        "",
        ["stack", "result", "resources", "time"],
        recorded.steps.iter().map(|(name, step)| {
            let began = step.action.is_some() || step.took_ms > 0;
            let resources =
                if began && step.resources > 0 { counted(step.resources, "resource") } else { String::new() };
            let time = if began { elapsed(step.took_ms) } else { String::new() };
            [escaped(name), step.word().to_string(), resources, time]
        }),
    );
    let failures = recorded.steps.values().flat_map(|step| &step.failures);
    push_table(&mut text, "Failed resources", ["resource", "type", "reason", "source"], failures.map(failure));
    let problems = recorded.problems.iter().map(|problem| {
        let place = problem.place.as_ref().map(ToString::to_string).unwrap_or_default();
        let [what, help] = [problem.what(Language::English), problem.help(Language::English)];
        [problem.code.number.to_string(), escaped(&what), escaped(&place), escaped(&help)]
    });
    push_table(&mut text, "Problems", ["code", "what", "where", "help"], problems);
    let outputs = recorded.steps.iter().flat_map(|(name, step)| {
        step.outputs.iter().map(move |(key, value)| [name.as_str(), key, output::shown(key, value)].map(escaped))
    });
    push_table(&mut text, "Outputs", ["stack", "key", "value"], outputs);
    text
}

fn failure(failure: &RecordedFailure) -> [String; 4] {
    let source = failure.place.source.as_ref().map(Source::to_string).unwrap_or_default();
    [failure.name(), &failure.type_name, &failure.reason, &source].map(escaped)
}

/// A table below its title; nothing where it has no rows.
fn push_table<const N: usize>(
    text: &mut String,
    title: &str,
    columns: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
) {
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        return;
    }
    if !title.is_empty() {
        text.push_str(&format!("\n### {title}\n"));
    }
    text.push_str(&format!("\n| {} |\n|{}\n", columns.join(" | "), "---|".repeat(N)));
    rows.for_each(|row| text.push_str(&format!("| {} |\n", row.join(" | "))));
}
