//! What was approved is what is done, and nothing more.

use super::harness::{Bench, app, said, slugs, template, topics};
use formwork_deploy::codes;
use formwork_deploy::ending::{Ending, Stop};
use formwork_deploy::execute::Plan;
use formwork_deploy::plan::class::Class;
use serde_json::{Value, json};

fn group(range: &str, note: &str) -> Value {
    let rule = json!({"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": range});
    let tags = json!([{"Key": "Note", "Value": note}]);
    let properties = json!({"GroupDescription": "web", "SecurityGroupIngress": [rule], "Tags": tags});
    template(&[("Group", "AWS::EC2::SecurityGroup", properties)])
}

#[tokio::test(start_paused = true)]
async fn a_plan_that_is_refused_leaves_nothing_behind() {
    let bench = Bench::new();
    let refuse = |_: &Plan<'_>| Err(Stop::new(Ending::Approval, codes::APPROVAL_REFUSED.problem()));
    let outcome = bench.run_deciding(&app(topics(&[("Alarms", "one")])), &refuse).await;
    assert_eq!((outcome.ending, slugs(&outcome)), (Ending::Approval, vec!["approval-refused"]));
    assert_eq!(bench.status("app"), "");
    assert_eq!(bench.accepted("ExecuteChangeSet").len(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_change_set_that_somebody_made_obsolete_is_made_anew() {
    let bench = Bench::new();
    bench.run(&app(topics(&[("Alarms", "one"), ("Orders", "one")]))).await;
    let meanwhile = topics(&[("Alarms", "theirs"), ("Orders", "one")]).to_string();
    let interfere = |_: &Plan<'_>| {
        bench.account.put_stack("app", &meanwhile, &[], &[]).expect("an update");
        Ok(true)
    };
    let outcome = bench.run_deciding(&app(topics(&[("Alarms", "two"), ("Orders", "two")])), &interfere).await;
    assert_eq!(outcome.ending, Ending::Fine, "it does what was approved: {outcome:#?}");
    let resources = &bench.account.snapshot()["stacks"]["app"]["resources"];
    assert_eq!(resources["Alarms"]["properties"]["DisplayName"], "two");
    let ours = bench.account.calls().into_iter().filter(|call| call.action == "ExecuteChangeSet");
    let ours: Vec<bool> = ours.map(|call| call.is_done).collect();
    assert_eq!(ours, [true, false, true], "the obsolete one was refused");
}

#[tokio::test(start_paused = true)]
async fn made_anew_it_is_refused_where_it_would_do_more() {
    let bench = Bench::new();
    bench.run(&app(topics(&[("Alarms", "one")]))).await;
    let meanwhile = topics(&[("Alarms", "one"), ("Theirs", "new")]).to_string();
    let interfere = |_: &Plan<'_>| {
        bench.account.put_stack("app", &meanwhile, &[], &[]).expect("an update");
        Ok(true)
    };
    let outcome = bench.run_deciding(&app(topics(&[("Alarms", "two")])), &interfere).await;
    assert_eq!((outcome.ending, slugs(&outcome)), (Ending::Approval, vec!["plan-grew"]), "it would delete Theirs");
    assert!(said(&outcome).contains("AppStack would do more"), "{}", said(&outcome));
    let resources = bench.account.snapshot()["stacks"]["app"]["resources"].clone();
    assert_eq!(resources["Alarms"]["properties"]["DisplayName"], "one");
    let left = bench.somebody().await.change_set("app", "formwork-run2-AppStack-1").await;
    assert!(left.is_ok_and(|set| set.is_none()), "and its change set is gone");
}

#[tokio::test(start_paused = true)]
async fn what_somebody_tightened_meanwhile_is_not_opened_again_unseen() {
    let bench = Bench::new();
    bench.run(&app(group("0.0.0.0/0", "one"))).await;
    let tightened = group("10.0.0.0/8", "one").to_string();
    let interfere = |_: &Plan<'_>| {
        bench.account.put_stack("app", &tightened, &[], &[]).expect("an update");
        Ok(true)
    };
    let outcome = bench.run_deciding(&app(group("0.0.0.0/0", "two")), &interfere).await;
    assert_eq!((outcome.ending, slugs(&outcome)), (Ending::Approval, vec!["plan-grew"]), "{outcome:#?}");
    assert!(said(&outcome).contains("class 4"), "{}", said(&outcome));
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_somebody_deleted_meanwhile_is_not_made_again_unasked() {
    let bench = Bench::new();
    bench.run(&app(topics(&[("Alarms", "one"), ("Orders", "one")]))).await;
    let account = bench.account.clone();
    let interfere = |_: &Plan<'_>| {
        account.remove_stack("app");
        Ok(true)
    };
    let outcome = bench.run_deciding(&app(topics(&[("Alarms", "two"), ("Orders", "one")])), &interfere).await;
    assert_eq!((outcome.ending, slugs(&outcome)), (Ending::Approval, vec!["plan-grew"]), "{outcome:#?}");
    assert_eq!(bench.status("app"), "");
}

#[tokio::test(start_paused = true)]
async fn what_shows_later_passes_up_to_the_class_that_is_always_approved_and_no_further() {
    for (standing, ending) in [(Class::Metadata, Ending::Approval), (Class::InPlace, Ending::Fine)] {
        let bench = Bench::new();
        bench.run(&app(topics(&[("Alarms", "one"), ("Orders", "one")]))).await;
        let account = bench.account.clone();
        let interfere = |_: &Plan<'_>| {
            account.remove_stack("app"); // so everything is made again: class 1
            Ok(true)
        };
        bench.standing.set(Some(standing));
        let outcome = bench.run_deciding(&app(topics(&[("Alarms", "two"), ("Orders", "one")])), &interfere).await;
        assert_eq!(outcome.ending, ending, "{standing:?}: {outcome:#?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_broken_value_of_the_description_hides_no_resource_from_approval() {
    let bench = Bench::new();
    bench.account.fault(formwork_deploy::model::Fault::drop_property_values());
    let seen = std::cell::RefCell::new(Vec::new());
    let look = |plan: &Plan<'_>| {
        seen.borrow_mut().extend(plan.changes.iter().filter_map(|change| change.logical_id.clone()));
        Ok(false)
    };
    let all = topics(&[("Alarms", "one"), ("Orders", "one"), ("Refunds", "one")]);
    assert_eq!(bench.run_deciding(&app(all), &look).await.ending, Ending::Fine);
    assert_eq!(*seen.borrow(), ["Alarms", "Orders", "Refunds"], "CloudFormation described one of them with its values");
}
