//! What holds for every transition from one app to another.

use super::app::App;
use super::run::{deployed, execute, execute_naively, foresee, situation};
use crate::chance::Chance;
use formwork_deploy::plan::export::{Action, Refusal, phases};
use serde_json::json;

const TRANSITIONS: u64 = 20_000;

#[test]
fn no_export_blocks_a_deploy_and_what_is_wanted_is_there_in_the_end() {
    every_plan_works(0..TRANSITIONS / 20, false);
}

#[test]
fn no_export_blocks_a_deploy_whose_values_are_known_before() {
    every_plan_works(TRANSITIONS / 20..TRANSITIONS / 10, true);
}

fn every_plan_works(seeds: std::ops::Range<u64>, is_foreseen: bool) {
    let (mut naive, mut naive_failures) = (0, 0);
    for seed in seeds {
        let mut chance = Chance::new(seed);
        let mut before = App::new(&mut chance);
        let mut account = deployed(&before);
        for turn in 0..10 {
            let after = before.changed(&mut chance);
            let wanted = deployed(&after);
            if turn % 4 == 0 {
                naive += 1;
                naive_failures += u64::from(execute_naively(&mut account.clone(), &before, &after).is_err());
            }
            let mut situation = situation(&account, &after, &[]);
            if is_foreseen {
                foresee(&mut situation, &account, &wanted);
            }
            let plan = phases(&situation).unwrap_or_else(|refusals| panic!("seed {seed}.{turn}: {refusals:?}"));
            if let Err(refusal) = execute(&mut account, &plan, &mut chance, usize::MAX) {
                panic!("seed {seed}.{turn}: {refusal}");
            }
            assert!(account == wanted, "seed {seed}.{turn}: another state");
            before = after;
        }
    }
    assert!(
        naive_failures * 3 > naive,
        "only {naive_failures} of {naive} fail in the usual order: the model is toothless"
    );
}

#[test]
fn without_a_hot_export_every_changed_stack_is_deployed_once() {
    let mut plain = 0;
    for seed in 0..TRANSITIONS / 8 {
        let mut chance = Chance::new(seed);
        let before = App::new(&mut chance);
        let after = before.changed(&mut chance);
        let (account, wanted) = (deployed(&before), deployed(&after));
        let (old, new) = (account.exports(), wanted.exports());
        let moves = old.iter().any(|(name, (owner, _))| new.get(name).is_some_and(|(other, _)| owner != other));
        let is_hot =
            old.iter().any(|(name, export)| !account.importers(name).is_empty() && new.get(name) != Some(export));
        if moves || is_hot {
            continue;
        }
        plain += 1;
        let mut situation = situation(&account, &after, &[]);
        foresee(&mut situation, &account, &wanted);
        let plan = phases(&situation).unwrap_or_else(|refusals| panic!("seed {seed}: {refusals:?}"));
        let mut stacks: Vec<String> = plan.steps.iter().map(|step| step.stack.name.clone()).collect();
        stacks.sort();
        let mut changed: Vec<String> = wanted
            .stacks
            .iter()
            .filter(|(name, stack)| account.stacks.get(*name).is_none_or(|old| old.template != stack.template))
            .map(|(name, _)| name.clone())
            .collect();
        changed.extend(account.stacks.keys().filter(|name| !wanted.stacks.contains_key(*name)).cloned());
        changed.sort();
        assert_eq!(stacks, changed, "seed {seed}");
        assert!(plan.hot.is_empty(), "seed {seed}: {:?}", plan.hot);
    }
    assert!(plain > 200, "only {plain} transitions without a hot export");
}

#[test]
fn a_plan_that_was_broken_off_can_be_made_anew_for_any_app() {
    for seed in 0..TRANSITIONS / 8 {
        let mut chance = Chance::new(seed);
        let before = App::new(&mut chance);
        let after = before.changed(&mut chance);
        let other = if chance.of(1, 2) { after.clone() } else { after.changed(&mut chance) };
        let mut account = deployed(&before);
        account.is_careless = true; // a value that was written down does not say whose it is
        let plan =
            phases(&situation(&account, &after, &[])).unwrap_or_else(|refusals| panic!("seed {seed}: {refusals:?}"));
        let most = chance.below(plan.steps.len() + 1);
        execute(&mut account, &plan, &mut chance, most).unwrap_or_else(|refusal| panic!("seed {seed}: {refusal}"));
        let plan = phases(&situation(&account, &other, &[]))
            .unwrap_or_else(|refusals| panic!("seed {seed}: anew: {refusals:?}"));
        execute(&mut account, &plan, &mut chance, usize::MAX)
            .unwrap_or_else(|refusal| panic!("seed {seed}: anew: {refusal}"));
        account.is_careless = false;
        assert!(account == deployed(&other), "seed {seed}: another state");
    }
}

#[test]
fn a_plan_is_the_same_for_the_same_situation_and_its_order_respects_its_edges() {
    for seed in 0..500 {
        let mut chance = Chance::new(seed);
        let before = App::new(&mut chance);
        let situation = situation(&deployed(&before), &before.changed(&mut chance), &[]);
        let plan = phases(&situation).expect("a plan");
        assert_eq!(phases(&situation).as_ref(), Ok(&plan), "seed {seed}");
        for (index, step) in plan.steps.iter().enumerate() {
            assert!(step.after.iter().all(|before| *before < index), "seed {seed}");
            assert!(step.action != Action::Delete || situation.wanted.iter().all(|wanted| wanted.key != step.stack));
        }
    }
}

#[test]
fn what_others_import_is_refused_or_stays() {
    let (mut refused, mut carried) = (0, 0);
    for seed in 0..TRANSITIONS / 8 {
        let mut chance = Chance::new(seed);
        let before = App::new(&mut chance);
        let after = before.changed(&mut chance);
        let (mut account, mut wanted) = (deployed(&before), deployed(&after));
        let exports = account.exports();
        let Some((name, (owner, value))) = exports.iter().nth(chance.below(exports.len())) else { continue };
        let used = json!({"Type": "Custom::Thing", "Properties": {"Key": {"Fn::ImportValue": name}}});
        let outsider = json!({"Resources": {"Used": used}});
        account.deploy("outsider", &outsider).expect("an import of what is there");
        account.is_careless = true; // what an export behind this one is made of is another matter
        let mut situation = situation(&account, &after, &["outsider"]);
        foresee(&mut situation, &account, &wanted);
        let will = wanted.exports().remove(name);
        match phases(&situation) {
            Err(refusals) => {
                refused += 1;
                let is_it = |refusal: &Refusal| matches!(refusal, Refusal::ImportedOutside { export, .. } if export.name == *name);
                assert!(refusals.iter().all(is_it), "seed {seed}: {refusals:?}");
                // a stack that cannot go keeps what it imports too, and only what is wanted elsewhere is in its way
                assert!(will.is_some_and(|will| will != (owner.clone(), value.clone())), "seed {seed}: {refusals:?}");
            }
            Ok(plan) => {
                execute(&mut account, &plan, &mut chance, usize::MAX)
                    .unwrap_or_else(|refusal| panic!("seed {seed}: {refusal}"));
                assert_eq!(account.exports().get(name), Some(&(owner.clone(), value.clone())), "seed {seed}");
                if !wanted.stacks.contains_key(owner) {
                    assert!(plan.staying.iter().any(|staying| staying.stack.name == *owner), "seed {seed}");
                    continue;
                }
                carried += usize::from(will.is_none());
                assert_eq!(plan.carried.len(), usize::from(will.is_none()), "seed {seed}");
                wanted.deploy("outsider", &json!({"Resources": {}})).expect("a stack of nothing");
                for (stack, should) in
                    wanted.stacks.iter().filter(|(stack, _)| **stack != *owner && *stack != "outsider")
                {
                    assert_eq!(account.stacks.get(stack), Some(should), "seed {seed}");
                }
                // and the next deploy of the same finds nothing to do
                let again = phases(&self::situation(&account, &after, &["outsider"])).expect("a plan");
                assert_eq!(again.steps, [], "seed {seed}");
            }
        }
    }
    assert!(refused > 200 && carried > 100, "{refused} refused, {carried} carried");
}
