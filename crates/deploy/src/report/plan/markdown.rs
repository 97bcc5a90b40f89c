use super::{PlannedStack, action_word, classes, is_unchanged, resource, summary};
use crate::plan::class::Classified;
use crate::report::markdown::escaped;
use formwork::report::Paint;

/// The plan as Markdown, for the summary of a run in CI: a table for each stack that changes.
pub fn markdown(stacks: &[PlannedStack<'_>]) -> String {
    let mut text = format!("**{}**\n", escaped(&summary(stacks, Paint::Plain)));
    for stack in stacks {
        if is_unchanged(stack) {
            text.push_str(&format!("\n### {}: no changes\n", escaped(stack.name)));
            continue;
        }
        let heading = format!("{}: {}, {}", stack.name, action_word(stack.action), classes(stack.changes));
        text.push_str(&format!("\n### {}\n", escaped(&heading)));
        if stack.changes.is_empty() {
            continue;
        }
        text.push_str("\n| class | what | type | effect | why |\n|---|---|---|---|---|\n");
        stack.changes.iter().for_each(|change| text.push_str(&row(stack, change)));
    }
    text
}

fn row(stack: &PlannedStack<'_>, change: &Classified) -> String {
    let chain = resource::chain(stack, change).into_iter();
    let reasons = resource::grave(change).map(resource::said);
    let drift = change.drift.then(|| "somebody changed it by hand".to_string());
    let why: Vec<String> = chain.chain(reasons).chain(drift).map(|line| escaped(&line)).collect();
    let class = if change.drift { format!("{} D", change.class.number()) } else { change.class.number().to_string() };
    let cells = [
        class,
        escaped(&resource::name(stack, change)),
        escaped(&change.type_name),
        format!("{} {}", resource::mark(&change.effect), escaped(change.effect.word())),
        why.join("<br>"),
    ];
    format!("| {} |\n", cells.join(" | "))
}
