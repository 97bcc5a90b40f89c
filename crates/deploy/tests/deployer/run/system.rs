//! ProofLink from nothing to nothing.

use super::harness::{Bench, system};
use formwork_deploy::ending::Ending;
use formwork_deploy::execute::Task;

#[tokio::test(start_paused = true)]
async fn everything_is_made_found_unchanged_and_deleted() {
    let bench = Bench::new();
    let request = system("dev");
    let outcome = bench.run(&request).await;
    assert_eq!(outcome.ending, Ending::Fine, "{:#?}", outcome);
    assert_eq!(bench.status("prooflink-dev-app"), "CREATE_COMPLETE");

    let (reads, writes) = (bench.account.calls().len(), bench.writes().len());
    let outcome = bench.run(&request).await;
    assert_eq!(outcome.ending, Ending::Fine);
    assert_eq!(bench.writes().len(), writes, "a run without changes writes nothing");
    let reads = bench.account.calls().len() - reads;
    assert!(reads <= 3 * request.target.stacks.len(), "{reads} reads");

    let mut request = request;
    request.task = Task::Destroy;
    let outcome = bench.run(&request).await;
    assert_eq!(outcome.ending, Ending::Fine, "{:#?}", outcome);
    assert_eq!(bench.status("prooflink-dev-network"), "", "nothing is left");
}
