//! One change of a plan.

use super::{PlannedStack, style, value};
use crate::plan::class::{Class, Classified, Effect, Reason};
use formwork::Place;
use formwork::report::{Paint, Style};

/// The most links of a chain of causes that are shown.
const LINKS: usize = 8;

/// The lines of a change: what and where, values, why it is replaced, and what is bad about it.
pub fn text(stack: &PlannedStack<'_>, change: &Classified, paint: Paint) -> String {
    let mut lines = vec![head(stack, change, paint)];
    if !matches!(change.effect, Effect::Added | Effect::Removed | Effect::Left) {
        lines.extend(change.values.iter().map(|one| {
            let sign = match (&one.before, &one.after) {
                (None, _) => "+",
                (_, None) => "-",
                _ => "~",
            };
            let values = value::both(one.before.as_ref(), one.after.as_ref());
            format!("      {sign} {}: {values}", paint.text(Style::Place, &one.pointer))
        }));
    }
    lines.extend(chain(stack, change).map(|chain| format!("      {chain}")));
    lines.extend(grave(change).map(|reason| {
        let class = reason.kind.class();
        format!("      {} {}", paint.text(style(class), &format!("! {}:", class.word())), said(reason))
    }));
    if change.drift {
        lines.push(format!("      {}", paint.text(Style::Notable, "! drift: somebody changed it by hand")));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// The reasons that are worth a line: what interrupts, opens or destroys, and what is not told by the effect already.
pub fn grave(change: &Classified) -> impl Iterator<Item = &Reason> {
    change.reasons.iter().filter(|reason| {
        let class = reason.kind.class();
        class >= Class::Interruption && !reason.pointer.is_empty() || class >= Class::Security
    })
}

/// What a reason says, with its place and values.
pub fn said(reason: &Reason) -> String {
    let mut text = reason.kind.words().to_string();
    let values = value::both(reason.before.as_ref(), reason.after.as_ref());
    for (before, part) in [(" at ", reason.pointer.as_str()), (": ", values.as_str())] {
        if !part.is_empty() {
            text.push_str(before);
            text.push_str(part);
        }
    }
    text
}

/// What the change is called: its construct path, or else its logical id.
pub fn name(stack: &PlannedStack<'_>, change: &Classified) -> String {
    let Some(id) = &change.logical_id else { return "the stack itself".to_string() };
    match place(stack, change) {
        Some(place) => place.path,
        None => id.clone(),
    }
}

/// Where the program says it: none for what it does not say any more, whose only name is its logical id.
pub fn place(stack: &PlannedStack<'_>, change: &Classified) -> Option<Place> {
    let pointer = format!("/Resources/{}", change.logical_id.as_deref()?);
    stack.target?.places.get(&pointer).cloned()
}

pub fn mark(effect: &Effect) -> &'static str {
    match effect {
        Effect::Added | Effect::Imported | Effect::Adopted => "+",
        Effect::Removed | Effect::Left => "-",
        Effect::Replaced | Effect::PerhapsReplaced => "±",
        Effect::Modified | Effect::Undecided | Effect::Other(_) => "~",
    }
}

/// `replaced because VpcId changes <- Vpc is replaced because CidrBlock changes`.
pub fn chain(stack: &PlannedStack<'_>, change: &Classified) -> Option<String> {
    let first = change.recreating.first()?;
    let verb = if change.effect == Effect::PerhapsReplaced { "perhaps replaced" } else { "replaced" };
    let properties: Vec<&str> = change.recreating.iter().map(|one| one.property.as_str()).collect();
    let verb_of_properties = if properties.len() == 1 { "changes" } else { "change" };
    let mut text = format!("{verb} because {} {verb_of_properties}", properties.join(", "));
    let mut seen = vec![change.logical_id.as_deref()];
    let mut cause = change.recreating.iter().find_map(|one| one.cause.as_deref()).or(first.cause.as_deref());
    while let Some(id) = cause.take() {
        if seen.contains(&Some(id)) || seen.len() > LINKS {
            break;
        }
        seen.push(Some(id));
        let Some(origin) = stack.changes.iter().find(|one| one.logical_id.as_deref() == Some(id)) else {
            text.push_str(&format!(" <- {} changes", label(stack, id)));
            break;
        };
        text.push_str(&format!(" <- {} is {}", label(stack, id), origin.effect.word()));
        if let Some(next) = origin.recreating.first() {
            text.push_str(&format!(" because {} changes", next.property));
            cause = origin.recreating.iter().find_map(|one| one.cause.as_deref());
        }
    }
    Some(text)
}

/// What a cause is called within its stack: `Vpc/Private1`, or else its logical id.
fn label(stack: &PlannedStack<'_>, id: &str) -> String {
    let place = stack.target.and_then(|target| target.places.get(&format!("/Resources/{id}")));
    // without the environment and the stack, which are those of the change itself
    let path = place.and_then(|place| place.path.splitn(3, '/').nth(2));
    path.unwrap_or(id).to_string()
}

fn head(stack: &PlannedStack<'_>, change: &Classified, paint: Paint) -> String {
    let mark = match mark(&change.effect) {
        mark @ "+" => paint.text(Style::Good, mark),
        mark @ "-" => paint.text(Style::Bad, mark),
        mark => paint.text(Style::Notable, mark),
    };
    let class = paint.text(style(change.class), &change.class.number().to_string());
    let parts = [name(stack, change), change.type_name.clone(), change.effect.word().to_string()];
    let mut line = format!(
        "  {class} {mark} {}",
        parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join("  ")
    );
    if let Some(source) = place(stack, change).and_then(|place| place.source) {
        line.push_str(&format!("  {}", paint.text(Style::Faint, &source.to_string())));
    }
    line
}
