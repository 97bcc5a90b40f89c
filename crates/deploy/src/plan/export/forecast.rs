//! Whether the value of an expression changes, as far as two templates and AWS's schemas tell.

use super::import::visit_imports_of;
use super::reference::{Reference, visit_references};
use super::scope::Scope;
use formwork::facts::{self, Replacement, ResourceFacts};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What will be of a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Forecast {
    #[default]
    Same,
    /// It depends on what nobody knows before.
    Maybe,
    Changes,
}

/// What AWS says of resource types, each read once.
#[derive(Default)]
pub(super) struct Facts(RefCell<BTreeMap<String, Option<Rc<ResourceFacts>>>>);

impl Facts {
    fn of(&self, kind: &str) -> Option<Rc<ResourceFacts>> {
        let mut known = self.0.borrow_mut();
        known.entry(kind.to_string()).or_insert_with(|| facts::resource(kind).map(Rc::new)).clone()
    }
}

/// Compares a stack as it is with what it will be.
pub(super) struct Judge<'a> {
    before: Scope<'a>,
    after: Scope<'a>,
    /// What will be of an imported value, by the name expression.
    import: &'a dyn Fn(&Value) -> Forecast,
    facts: &'a Facts,
    /// What is known of resources; of one being judged, that it stays.
    resources: RefCell<BTreeMap<String, Forecast>>,
}

impl<'a> Judge<'a> {
    pub fn new(before: Scope<'a>, after: Scope<'a>, import: &'a dyn Fn(&Value) -> Forecast, facts: &'a Facts) -> Self {
        Judge { before, after, import, facts, resources: RefCell::default() }
    }

    /// What will be of a value that is written so now and then.
    pub fn value(&self, before: Option<&Value>, after: Option<&Value>) -> Forecast {
        match (before, after) {
            (Some(before), Some(after)) if before == after => self.expression(after),
            _ => Forecast::Changes,
        }
    }

    /// Whether a resource stays the one it is: `Same` if it is neither removed nor replaced.
    pub fn resource(&self, id: &str) -> Forecast {
        if let Some(known) = self.resources.borrow().get(id) {
            return *known;
        }
        self.resources.borrow_mut().insert(id.to_string(), Forecast::Same);
        let (before, after) = (self.before.entry("Resources", id), self.after.entry("Resources", id));
        let forecast = match (before, after) {
            (Some(before), Some(after)) => self.replaced(before, after),
            (None, None) => Forecast::Same,
            _ => Forecast::Changes,
        };
        self.resources.borrow_mut().insert(id.to_string(), forecast);
        forecast
    }

    fn expression(&self, value: &Value) -> Forecast {
        let mut forecast = Forecast::Same;
        visit_references(value, false, &mut |reference| forecast = forecast.max(self.reference(reference)));
        visit_imports_of(&self.after, value, &mut |argument| forecast = forecast.max((self.import)(argument)));
        forecast
    }

    fn reference(&self, reference: Reference<'_>) -> Forecast {
        match reference {
            Reference::Ref(id) if self.is_parameter(id) => self.parameter(id),
            Reference::Ref(id) => self.resource(id),
            Reference::GetAtt(id, attribute) => self.resource(id).max(self.attribute(id, attribute)),
            Reference::DependsOn(_) => Forecast::Same,
            Reference::Condition(id) => match (self.before.condition(id), self.after.condition(id)) {
                (Some(before), Some(after)) if before == after => Forecast::Same,
                (Some(_), Some(_)) => Forecast::Changes,
                _ => self
                    .value(self.before.entry("Conditions", id), self.after.entry("Conditions", id))
                    .min(Forecast::Maybe),
            },
            Reference::Mapping(id) if self.before.entry("Mappings", id) == self.after.entry("Mappings", id) => {
                Forecast::Same
            }
            Reference::Mapping(_) => Forecast::Maybe,
        }
    }

    fn is_parameter(&self, id: &str) -> bool {
        self.before.entry("Parameters", id).is_some() || self.after.entry("Parameters", id).is_some()
    }

    fn parameter(&self, id: &str) -> Forecast {
        match (self.before.parameter(id), self.after.parameter(id)) {
            (Some(before), Some(after)) if before == after => Forecast::Same,
            (Some(_), Some(_)) => Forecast::Changes,
            _ if self.before.entry("Parameters", id) == self.after.entry("Parameters", id) => Forecast::Same,
            _ => Forecast::Maybe,
        }
    }

    fn replaced(&self, before: &Value, after: &Value) -> Forecast {
        let kind = after.get("Type").and_then(Value::as_str).unwrap_or_default();
        if before.get("Type").and_then(Value::as_str) != Some(kind)
            || self.before.is_left_out(before) != self.after.is_left_out(after)
        {
            return Forecast::Changes;
        }
        let changed = self.changed_properties(before, after);
        let facts = if changed.is_empty() { None } else { self.facts.of(kind) };
        let forecasts = changed.into_iter().map(|(name, forecast)| {
            let Some(facts) = &facts else { return Forecast::Maybe };
            let of =
                |resource: &'_ Value| resource.get("Properties").and_then(|properties| properties.get(name)).cloned();
            match replacement(facts, name, of(before).as_ref(), of(after).as_ref()) {
                Replacement::No => Forecast::Same,
                Replacement::Maybe => Forecast::Maybe,
                Replacement::Yes => forecast,
            }
        });
        forecasts.max().unwrap_or_default()
    }

    /// Attributes of a resource that stays: those that follow a property, and those nobody knows about.
    fn attribute(&self, id: &str, attribute: Option<&str>) -> Forecast {
        let (Some(before), Some(after)) = (self.before.entry("Resources", id), self.after.entry("Resources", id))
        else {
            return Forecast::Changes;
        };
        let changed = self.changed_properties(before, after);
        let kind = after.get("Type").and_then(Value::as_str).unwrap_or_default();
        let last = attribute.and_then(|attribute| attribute.rsplit('.').next());
        let follows = |last: &str| last.contains("Version") || changed.iter().any(|(name, _)| *name == last);
        let is_known = || kind != "AWS::CloudFormation::Stack" && self.facts.of(kind).is_some();
        let is_open = !changed.is_empty() && (last.is_none_or(follows) || !is_known());
        if is_open { Forecast::Maybe } else { Forecast::Same }
    }

    fn changed_properties<'v>(&self, before: &'v Value, after: &'v Value) -> Vec<(&'v str, Forecast)> {
        let of = |resource: &'v Value| resource.get("Properties").and_then(Value::as_object);
        let names: BTreeSet<&str> =
            [of(before), of(after)].into_iter().flatten().flatten().map(|(name, _)| name.as_str()).collect();
        let get = |resource, name| of(resource).and_then(|properties| properties.get(name));
        let judged = names.into_iter().map(|name| (name, self.value(get(before, name), get(after, name))));
        judged.filter(|(_, forecast)| *forecast != Forecast::Same).collect()
    }
}

/// Whether a change of a property replaces the resource: the property itself, or what differs within it.
fn replacement(facts: &ResourceFacts, name: &str, before: Option<&Value>, after: Option<&Value>) -> Replacement {
    let Some(property) = facts.property(name) else { return Replacement::Maybe };
    let Some(part) = facts.part_of(property).filter(|_| property.replacement == Replacement::No) else {
        return property.replacement;
    };
    let differs = |name: &str| match (before, after) {
        (Some(Value::Object(before)), Some(Value::Object(after))) if before != after => {
            before.get(name) != after.get(name)
        }
        _ => true,
    };
    let nested = part.properties.iter().filter(|nested| differs(nested.name)).map(|nested| nested.replacement);
    nested.max().unwrap_or_default().min(Replacement::Maybe)
}
