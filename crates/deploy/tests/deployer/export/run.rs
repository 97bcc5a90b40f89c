//! From a modelled account to a plan, and the plan carried out in it.

use super::app::App;
use super::cloudformation::Account;
use crate::chance::Chance;
use formwork_deploy::plan::export::{
    Action, Deployed, ExportKey, Forecast, Listing, Output, Plan, Situation, StackKey, Wanted,
};
use std::collections::BTreeSet;

pub const REGION: &str = "ap-northeast-1";

/// The account after an app was deployed to it in the order of its stacks.
pub fn deployed(app: &App) -> Account {
    let mut account = Account::default();
    for (name, template) in &app.stacks {
        account.deploy(name, template).unwrap_or_else(|refusal| panic!("an app that cannot be: {refusal}"));
    }
    account
}

/// What a planner sees of the account. Of the stacks outside the app it sees what the account lists.
pub fn situation(account: &Account, app: &App, outside: &[&str]) -> Situation {
    let key = |name: &str| StackKey::new(REGION, name);
    let ours = account.stacks.iter().filter(|(name, _)| !outside.contains(&name.as_str()));
    let mut listing = Listing::default();
    for (export, (stack, _)) in account.exports() {
        listing.importers.insert(ExportKey::new(REGION, &export), account.importers(&export));
        listing.exports.insert(ExportKey::new(REGION, &export), stack);
    }
    Situation {
        account: Some("123456789012".into()),
        partition: Some("aws".into()),
        wanted: app
            .stacks
            .iter()
            .map(|(name, template)| Wanted {
                key: key(name),
                template: template.clone(),
                parameters: Default::default(),
                dependencies: Vec::new(),
                changed: false,
            })
            .collect(),
        deployed: ours
            .map(|(name, stack)| Deployed {
                key: key(name),
                template: stack.template.clone(),
                parameters: Default::default(),
                outputs: stack
                    .outputs
                    .iter()
                    .map(|(key, (value, export))| Output {
                        key: key.clone(),
                        value: value.clone(),
                        export: export.clone(),
                    })
                    .collect(),
                is_ours: true,
            })
            .collect(),
        listing: (!outside.is_empty()).then_some(listing),
        forecasts: Default::default(),
    }
}

/// Says of every export what will be of its value.
pub fn foresee(situation: &mut Situation, before: &Account, after: &Account) {
    for (export, (stack, value)) in before.exports() {
        if let Some((owner, will)) = after.exports().get(&export)
            && *owner == stack
        {
            let forecast = if *will == value { Forecast::Same } else { Forecast::Changes };
            situation.forecasts.insert(ExportKey::new(REGION, export), forecast);
        }
    }
}

/// Carries a plan out, each step when those before it are done and otherwise in any order; `most` steps of it.
pub fn execute(account: &mut Account, plan: &Plan, chance: &mut Chance, most: usize) -> Result<(), String> {
    let mut done: BTreeSet<usize> = BTreeSet::new();
    while done.len() < plan.steps.len().min(most) {
        let open = plan.steps.iter().enumerate().filter(|(index, _)| !done.contains(index));
        let free: Vec<usize> =
            open.filter(|(_, step)| step.after.iter().all(|one| done.contains(one))).map(|(index, _)| index).collect();
        let next = *free.get(chance.below(free.len())).ok_or("steps wait for each other")?;
        let step = &plan.steps[next];
        match &step.action {
            Action::Deploy { template, purpose } => {
                account.deploy(&step.stack.name, template).map_err(|refusal| format!("{purpose:?}: {refusal}"))?;
            }
            Action::Delete => account.delete(&step.stack.name)?,
        }
        done.insert(next);
    }
    Ok(())
}

/// The usual way: every wanted template, producers first, then what is not wanted, consumers first.
pub fn execute_naively(account: &mut Account, before: &App, after: &App) -> Result<(), String> {
    for (name, template) in &after.stacks {
        account.deploy(name, template)?;
    }
    let is_wanted = |name: &String| after.stacks.iter().any(|(wanted, _)| wanted == name);
    for (name, _) in before.stacks.iter().rev().filter(|(name, _)| !is_wanted(name)) {
        account.delete(name)?;
    }
    Ok(())
}
