//! One account, and runs in it.

use formwork::check::check;
use formwork::{Assembly, output};
use formwork_deploy::api::{Connection, Login, Transport};
use formwork_deploy::clock::Clock;
use formwork_deploy::ending::Stop;
use formwork_deploy::execute::{Interrupt, Notice, Options, Outcome, Plan, Request, Surroundings, Task, run};
use formwork_deploy::journal::{Interrupted, Journal};
use formwork_deploy::model::Account;
use formwork_deploy::target::{Target, Values, make};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tokio::sync::watch;

pub const ACCOUNT: &str = "123456789012";
pub const REGION: &str = "ap-northeast-1";

/// The instant at which every run begins.
pub const BEGINNING_MS: i64 = 1_800_000_000_000;

/// An account, and what runs in it have said.
pub struct Bench {
    pub account: Account,
    pub notices: RefCell<Vec<Notice>>,
    runs: RefCell<u32>,
}

impl Bench {
    pub fn new() -> Self {
        Bench { account: Account::new(ACCOUNT, REGION), notices: RefCell::default(), runs: RefCell::new(0) }
    }

    /// Runs a request, everything approved.
    pub async fn run(&self, request: &Request) -> Outcome {
        self.run_deciding(request, &|_| Ok(true)).await
    }

    pub async fn run_deciding(&self, request: &Request, decide: &dyn Fn(&Plan<'_>) -> Result<bool, Stop>) -> Outcome {
        *self.runs.borrow_mut() += 1;
        let clock = Clock::at(BEGINNING_MS);
        let journal = Journal::nowhere(&format!("run{}", self.runs.borrow()), clock);
        self.run_with(request, decide, &journal, clock, &Interrupted::default(), Interrupt::None).await
    }

    pub async fn run_with(
        &self,
        request: &Request,
        decide: &dyn Fn(&Plan<'_>) -> Result<bool, Stop>,
        journal: &Journal,
        clock: Clock,
        interrupted: &Interrupted,
        interrupt: Interrupt,
    ) -> Outcome {
        let transport = Transport::Inside(self.account.http_client());
        let connection = Connection::open(&Login::default(), REGION, &transport).await.expect("credentials of nobody");
        let (_sender, interrupt) = watch::channel(interrupt);
        let around = Surroundings {
            connection: &connection,
            clock,
            journal,
            notices: &|notice| self.notices.borrow_mut().push(notice.clone()),
            interrupt,
            decide,
            interrupted,
        };
        run(request, &around).await
    }

    /// The status of a stack; empty where there is none.
    pub fn status(&self, stack: &str) -> String {
        let snapshot = self.account.snapshot();
        snapshot["stacks"][stack]["status"].as_str().unwrap_or_default().to_string()
    }

    /// The calls that change something, without the readings.
    pub fn writes(&self) -> Vec<String> {
        let reads = ["Describe", "List", "Get", "Validate"];
        let calls = self.account.calls().into_iter();
        calls.map(|call| call.action).filter(|action| !reads.iter().any(|read| action.starts_with(read))).collect()
    }
}

/// The stacks of ProofLink in an environment, as they are committed.
pub fn system(environment: &str) -> Request {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cfn-out");
    request(output::read(&folder).expect("a folder that is whole"), environment)
}

/// A request for all stacks of an environment.
pub fn request(assembly: Assembly, environment: &str) -> Request {
    let verified = check(assembly).expect("an assembly without errors");
    let of = verified.assembly().environments.iter().find(|of| of.name == environment).expect("an environment");
    let wanted: BTreeSet<String> = of.stacks.iter().map(|stack| stack.id.clone()).collect();
    let values = [
        ("hosted_zone_id", "Z0123456789ABCDEFGHIJ"),
        ("allowed_addresses", "10.1.2.0/24"),
        ("alarm_mail", "operator@example.com"),
        ("image_tag", "20260128-093000"),
    ];
    let settings: BTreeMap<String, String> =
        values.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
    let target = make(&verified, environment, &wanted, &Values { settings, ..Values::default() });
    Request { task: Task::Deploy, target: target.expect("every parameter has a value"), options: Options::default() }
}

/// The same target with another template for one of its stacks.
pub fn with_template(request: &Request, stack: &str, change: impl Fn(&mut serde_json::Value)) -> Request {
    let mut request = request.clone();
    let stack = find(&mut request.target, stack);
    change(&mut stack.template);
    stack.text = stack.template.to_string();
    request
}

pub fn find<'t>(target: &'t mut Target, stack: &str) -> &'t mut formwork_deploy::target::TargetStack {
    target.stacks.iter_mut().find(|one| one.id == stack).expect("a stack of this name")
}
