//! What becomes of every export that the app has now.

use super::forecast::Judge;
use super::survey::{Export, Survey};
use super::{ExportKey, Forecast, StackKey, Why};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What becomes of the app's exports and of its stacks that are not wanted any more.
pub(super) struct Fates<'a> {
    /// Why an export is in the way of those who import it; one that is not here stays as it is.
    pub exports: BTreeMap<ExportKey, Why>,
    /// The stacks that are not wanted and cannot go: something outside the app imports from them, if not directly.
    pub staying: BTreeSet<&'a StackKey>,
}

impl<'a> Fates<'a> {
    pub fn new(survey: &Survey<'a>) -> Self {
        let staying = staying(survey);
        let mut exports: BTreeMap<ExportKey, Why> = BTreeMap::new();
        for (export, found) in &survey.exports {
            if let Some(why) = moved_or_dropped(survey, export, found, &staying) {
                exports.insert(export.clone(), why);
            }
        }
        // a value made of an imported one changes with it: again, until nothing is found any more
        loop {
            let more: Vec<(ExportKey, Why)> = survey
                .exports
                .iter()
                .filter_map(|(export, found)| {
                    let why = match forecast(survey, export, found, &exports) {
                        Forecast::Same => return None,
                        Forecast::Maybe => Why::MayChange,
                        Forecast::Changes => Why::Changes,
                    };
                    let is_new = match exports.get(export) {
                        None => true,
                        Some(Why::MayChange) => why == Why::Changes,
                        Some(_) => false,
                    };
                    is_new.then(|| (export.clone(), why))
                })
                .collect();
            if more.is_empty() {
                return Fates { exports, staying };
            }
            exports.extend(more);
        }
    }
}

fn moved_or_dropped(
    survey: &Survey<'_>,
    export: &ExportKey,
    found: &Export<'_>,
    staying: &BTreeSet<&StackKey>,
) -> Option<Why> {
    let owner = &found.stack.key;
    let exporters = survey.exporters.get(export).map(Vec::as_slice).unwrap_or_default();
    if exporters.iter().any(|wanted| wanted.key == *owner) {
        return None;
    }
    if let Some(wanted) = exporters.first() {
        return Some(Why::Moves { to: wanted.key.clone() });
    }
    // a name that is known in part may be this one
    let may_stay =
        |wanted| survey.wanted_exports(wanted).iter().any(|name| name.text().is_none() && name.may_be(&export.name));
    let stays = staying.contains(owner) || survey.wanted(owner).is_some_and(may_stay);
    (!stays).then_some(Why::Dropped)
}

/// What will be of the value of an export that stays where it is.
fn forecast(survey: &Survey<'_>, export: &ExportKey, found: &Export<'_>, fates: &BTreeMap<ExportKey, Why>) -> Forecast {
    if let Some(given) = survey.situation.forecasts.get(export) {
        return *given;
    }
    let Some(wanted) = survey.wanted(&found.stack.key) else { return Forecast::Same };
    let (before, after) = (survey.scope_now(found.stack), survey.scope_then(wanted));
    let import = |argument: &Value| {
        let (was, will) = (before.name(argument), after.name(argument));
        match (was.text(), was == will) {
            (Some(name), true) => match fates.get(&ExportKey::new(&wanted.key.region, name)) {
                None => Forecast::Same,
                Some(Why::MayChange) => Forecast::Maybe,
                Some(Why::Changes | Why::Moves { .. } | Why::Dropped) => Forecast::Changes,
            },
            _ => Forecast::Maybe,
        }
    };
    let mut outputs = after.entries("Outputs").filter(|(_, output)| !after.is_left_out(output));
    let output = outputs.find(|(key, output)| match output.get("Export").and_then(|export| export.get("Name")) {
        Some(name) if after.name(name).text().is_some() => after.name(name).text() == Some(&export.name),
        Some(name) => **key == found.output.key && after.name(name).may_be(&export.name),
        None => false,
    });
    let value = |output: &Value| output.get("Value").cloned();
    let was = before.entry("Outputs", &found.output.key).and_then(value);
    match output {
        Some((_, output)) => {
            Judge::new(before, after, &import, &survey.facts).value(was.as_ref(), value(output).as_ref())
        }
        None => Forecast::Same, // it moves or goes
    }
}

fn staying<'a>(survey: &Survey<'a>) -> BTreeSet<&'a StackKey> {
    let mut staying: BTreeSet<&StackKey> = BTreeSet::new();
    loop {
        let is_in_use = |export: &ExportKey| {
            let inside = survey.importers.get(export).into_iter().flat_map(BTreeMap::keys);
            survey.outside_importers.contains_key(export) || inside.into_iter().any(|stack| staying.contains(stack))
        };
        let used = survey.exports.iter().filter(|(export, _)| is_in_use(export)).map(|(_, export)| &export.stack.key);
        let more: Vec<&StackKey> =
            used.filter(|stack| survey.wanted(stack).is_none() && !staying.contains(stack)).collect();
        if more.is_empty() {
            return staying;
        }
        staying.extend(more);
    }
}
