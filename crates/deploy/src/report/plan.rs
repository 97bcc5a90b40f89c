//! A plan, as people and programs read it: what happens to each stack, how bad it is and why.

mod json;
mod markdown;
mod resource;
mod value;

pub use json::json;
pub use markdown::markdown;

use crate::plan::approval::Token;
use crate::plan::class::{Class, Classified, PlanHash, StackAction, hash};
use crate::target::TargetStack;
use formwork::report::{Paint, Style, counted};

/// One stack of a plan.
#[derive(Clone, Copy, Debug)]
pub struct PlannedStack<'a> {
    /// Its name in CloudFormation: `prooflink-prod-data`.
    pub name: &'a str,
    /// What happens to it as a whole.
    pub action: StackAction,
    /// What changes in it; empty where nothing does.
    pub changes: &'a [Classified],
    /// The stack as it is to be, for construct paths and source lines; none where it left the program.
    pub target: Option<&'a TargetStack>,
}

/// How bad a whole plan is.
struct Verdict {
    worst: Option<Class>,
    changes: usize,
    drift: bool,
    hash: PlanHash,
}

impl Verdict {
    fn of(stacks: &[PlannedStack<'_>]) -> Verdict {
        let all: Vec<Classified> = stacks.iter().flat_map(|stack| stack.changes.iter().cloned()).collect();
        Verdict {
            worst: all.iter().map(|change| change.class).max(),
            changes: all.len(),
            drift: all.iter().any(|change| change.drift),
            hash: hash(&all),
        }
    }
}

/// The plan for a person: a line for each stack, lines for each of its changes, and a line that sums up and says what
/// approves it.
pub fn text(stacks: &[PlannedStack<'_>], paint: Paint) -> String {
    format!("{}{}\n", changes(stacks, paint), summary(stacks, paint))
}

/// The same of what is no plan, and cannot be approved.
pub fn comparison(stacks: &[PlannedStack<'_>], paint: Paint) -> String {
    format!("{}{}\n", changes(stacks, paint), figures(stacks, &Verdict::of(stacks), paint))
}

fn changes(stacks: &[PlannedStack<'_>], paint: Paint) -> String {
    let mut text = String::new();
    for stack in stacks {
        text.push_str(&heading(stack, paint));
        text.push('\n');
        stack.changes.iter().for_each(|change| text.push_str(&resource::text(stack, change, paint)));
        if !stack.changes.is_empty() {
            text.push('\n');
        }
    }
    text
}

fn heading(stack: &PlannedStack<'_>, paint: Paint) -> String {
    let name = paint.text(Style::Strong, stack.name);
    if is_unchanged(stack) {
        return format!("{name}  {}", paint.text(Style::Faint, "no changes"));
    }
    format!("{name}  {}  {}", action_word(stack.action), classes(stack.changes))
}

/// A stack whose outputs alone change has no change of a resource either; who plans knows it from the change set.
fn is_unchanged(stack: &PlannedStack<'_>) -> bool {
    stack.changes.is_empty() && stack.action == StackAction::Update
}

fn action_word(action: StackAction) -> &'static str {
    match action {
        StackAction::Create => "create",
        StackAction::Update => "update",
        StackAction::Delete => "delete",
    }
}

/// `4 changes: 1 destructive, 3 in place`.
fn classes(changes: &[Classified]) -> String {
    let counts = Class::ALL.iter().rev().filter_map(|class| {
        let count = changes.iter().filter(|change| change.class == *class).count();
        (count > 0).then(|| format!("{count} {}", class.word()))
    });
    let counts = counts.collect::<Vec<_>>().join(", ");
    let total = counted(changes.len(), "change");
    if counts.is_empty() { total } else { format!("{total}: {counts}") }
}

fn summary(stacks: &[PlannedStack<'_>], paint: Paint) -> String {
    let verdict = Verdict::of(stacks);
    let approval = verdict.worst.map(|worst| format!(", approved by --approve {}", Token::of(&verdict.hash, worst)));
    figures(stacks, &verdict, paint) + &approval.unwrap_or_default()
}

fn figures(stacks: &[PlannedStack<'_>], verdict: &Verdict, paint: Paint) -> String {
    let Some(worst) = verdict.worst else { return "nothing to do".to_string() };
    let of = counted(stacks.iter().filter(|stack| !is_unchanged(stack)).count(), "stack");
    let class = paint.text(style(worst), &format!("class {} ({})", worst.number(), worst.word()));
    let drift = if verdict.drift { ", takes back or over what was changed by hand" } else { "" };
    format!("{} in {of}, {class}{drift}", counted(verdict.changes, "change"))
}

fn style(class: Class) -> Style {
    match class {
        Class::Metadata => Style::Faint,
        Class::InPlace => Style::Good,
        Class::Interruption | Class::Replacement => Style::Notable,
        Class::Security | Class::Destructive => Style::Bad,
    }
}
