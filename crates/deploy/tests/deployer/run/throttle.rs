//! As many calls a second as the account allows.

use super::harness::{Bench, request};
use formwork::{App, CustomResource, Environment};
use formwork_deploy::ending::Ending;
use formwork_deploy::execute::{Options, Request};
use formwork_deploy::model::{CallFault, Fault};
use tokio::time::Instant;

/// A hundred stacks in ten rows: each needs the one before it in its row.
fn hundred() -> Request {
    let app = App::new("many");
    let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
    for row in 0..10 {
        let mut before = None;
        for column in 0..10 {
            let stack = dev.stack(format!("Row{row}Column{column}Stack"));
            let mut table = CustomResource::new("AWS::RDS::DBSubnetGroup").property("DBSubnetGroupDescription", "x");
            table = table.property("SubnetIds", serde_json::json!(["subnet-1", "subnet-2"]));
            if let Some(before) = before.take() {
                table = table.property("DBSubnetGroupName", before);
            }
            let nat = CustomResource::new("AWS::EC2::NatGateway").property("ConnectivityType", "private");
            let nat = stack.add("Nat", nat.property("SubnetId", "subnet-1"));
            stack.add("Group", table);
            before = Some(nat.reference());
        }
    }
    let request = request(app.synth(), "dev");
    Request { options: Options { parallel: 100, ..Options::default() }, ..request }
}

async fn seconds(bench: &Bench) -> f64 {
    let began = Instant::now();
    let outcome = bench.run(&hundred()).await;
    assert_eq!(outcome.ending, Ending::Fine, "{:#?}", outcome.problems);
    began.elapsed().as_secs_f64()
}

#[tokio::test(start_paused = true)]
async fn a_hundred_stacks_at_five_calls_a_second_take_little_longer_than_their_resources() {
    let free = seconds(&Bench::new()).await;
    let limited = Bench::new();
    limited.account.limit_calls(5);
    let took = seconds(&limited).await;
    assert!(took <= 1.2 * free, "{took:.0} s instead of {free:.0} s: {:.2}", took / free);
}

#[tokio::test(start_paused = true)]
async fn calls_that_are_refused_or_lost_fail_nothing() {
    for fault in [
        CallFault::Throttle,
        CallFault::ServerError(500),
        CallFault::ServerError(503),
        CallFault::ConnectionReset,
        CallFault::AcceptedThenReset,
    ] {
        let bench = Bench::new();
        bench.account.fault(Fault::call("*", fault).times(4));
        let small = {
            let app = App::new("demo");
            let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DemoStack");
            stack.add("Alarms", CustomResource::new("AWS::SNS::Topic"));
            request(app.synth(), "dev")
        };
        let outcome = bench.run(&small).await;
        assert_eq!(outcome.ending, Ending::Fine, "{fault:?}: {outcome:#?}");
        let executed = bench.account.calls().into_iter();
        let executed = executed.filter(|call| call.is_done && call.action == "ExecuteChangeSet").count();
        assert!(executed <= 1 + usize::from(matches!(fault, CallFault::AcceptedThenReset)), "{fault:?}: {executed}");
    }
}
