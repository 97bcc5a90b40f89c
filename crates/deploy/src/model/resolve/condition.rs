//! Conditions, and what `Fn::If` chooses.

use super::Scope;
use crate::model::graph;
use crate::model::parameter::plain;
use serde_json::Value;

/// Conditions may name conditions; deeper than this they name themselves.
const DEPTH: usize = 32;

impl Scope<'_> {
    pub(super) fn named_condition(&self, name: &str, depth: usize) -> Result<bool, String> {
        if let Some(known) = self.conditions.get(name) {
            return Ok(*known);
        }
        let declared = self.goal.section("Conditions").and_then(|all| all.get(name));
        let declared = declared.filter(|_| depth < DEPTH).ok_or_else(|| {
            format!(
                "Template format error: Unresolved condition dependency {name} in the Conditions block of the template"
            )
        })?;
        self.condition(declared, depth + 1)
    }

    pub(super) fn condition(&self, condition: &Value, depth: usize) -> Result<bool, String> {
        let (name, argument) = condition.as_object().and_then(graph::single).unwrap_or(("", condition));
        let each = || argument.as_array().into_iter().flatten();
        match name {
            "Condition" => self.named_condition(argument.as_str().unwrap_or_default(), depth),
            "Fn::Equals" => {
                let sides =
                    each().map(|side| self.value(side).map(|side| plain(&side))).collect::<Result<Vec<_>, _>>()?;
                Ok(sides.len() == 2 && sides.first() == sides.last())
            }
            "Fn::Not" => each().next().map_or(Ok(false), |one| self.condition(one, depth).map(|holds| !holds)),
            "Fn::And" => each().try_fold(true, |all, one| Ok(self.condition(one, depth)? && all)),
            "Fn::Or" => each().try_fold(false, |any, one| Ok(self.condition(one, depth)? || any)),
            _ => Err("Template format error: Every Condition member must be a function".to_owned()),
        }
    }

    pub(super) fn chosen<'v>(&self, argument: &'v Value) -> Result<&'v Value, String> {
        let parts = argument.as_array().map(Vec::as_slice).unwrap_or_default();
        let [condition, then, otherwise] = parts else {
            return Err("Template error: Fn::If requires a list argument with three elements".to_owned());
        };
        let holds = self.named_condition(condition.as_str().unwrap_or_default(), 0)?;
        Ok(if holds { then } else { otherwise })
    }
}
