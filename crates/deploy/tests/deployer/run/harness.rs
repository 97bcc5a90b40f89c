//! One account, and runs in it.

use formwork::check::check;
use formwork::{Assembly, Language, output};
use formwork_deploy::api::{Body, ChangeSetKind, CloudFormation, Connection, Login, NewChangeSet, Transport};
use formwork_deploy::clock::Clock;
use formwork_deploy::ending::Stop;
use formwork_deploy::execute::{
    FoundImage, Gate, Images, Interrupt, Notice, Options, Outcome, Plan, Request, Services, Surroundings, Task, run,
};
use formwork_deploy::journal::{Interrupted, Journal};
use formwork_deploy::model::{Account, Call};
use formwork_deploy::plan::class::Class;
use formwork_deploy::preflight::{Answer, Certificate, Filled, Lookups, Offer};
use formwork_deploy::project::Image;
use formwork_deploy::target::{Target, TargetStack, Values, make};
use futures_util::future::LocalBoxFuture;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;
use tokio::sync::watch;

pub const ACCOUNT: &str = "123456789012";
pub const REGION: &str = "ap-northeast-1";

/// The instant at which every run begins.
pub const BEGINNING_MS: i64 = 1_800_000_000_000;

/// What a person wants, and on which notice.
pub type Cue = (Interrupt, fn(&Notice) -> bool);

/// An account, and what runs in it have said.
pub struct Bench {
    pub account: Account,
    pub notices: RefCell<Vec<Notice>>,
    /// What a person wants once.
    pub interrupt: Cell<Option<Cue>>,
    /// Up to which class nobody is asked, even while a run goes on.
    pub standing: Cell<Option<Class>>,
    /// The images that stacks wait for, and whether they are there.
    pub images: Vec<Image>,
    pub found: RefCell<FoundImage>,
    /// Why tasks of services have stopped.
    pub stopped: RefCell<Vec<String>>,
    /// When they were asked for.
    pub asked_at: RefCell<Vec<tokio::time::Instant>>,
    /// Whoever answers for the account; nobody is asked otherwise.
    pub asked: Option<Asked>,
    /// What was emptied.
    pub emptied: RefCell<Vec<(Filled, String)>>,
    runs: RefCell<u32>,
}

impl Bench {
    pub fn new() -> Self {
        Bench {
            account: Account::new(ACCOUNT, REGION),
            notices: RefCell::default(),
            interrupt: Cell::new(None),
            standing: Cell::new(None),
            images: Vec::new(),
            found: RefCell::new(FoundImage::There),
            stopped: RefCell::default(),
            asked_at: RefCell::default(),
            asked: None,
            emptied: RefCell::default(),
            runs: RefCell::new(0),
        }
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
        let connection = self.connection().await;
        let (sender, interrupt) = watch::channel(interrupt);
        let heard = |notice: &Notice| {
            self.notices.borrow_mut().push(notice.clone());
            if let Some((interrupt, when)) = self.interrupt.get()
                && when(notice)
            {
                sender.send_replace(interrupt);
            }
        };
        let around = Surroundings {
            connection: &connection,
            services: Services {
                stopped_tasks: Some(self),
                emptier: Some(self),
                lookups: self.asked.as_ref().map(|asked| asked as &dyn Lookups),
                images: Some(Gate { images: &self.images, registry: self }),
                ..Services::default()
            },
            clock,
            journal,
            notices: &heard,
            interrupt,
            decide,
            standing: self.standing.get(),
            interrupted,
        };
        run(request, &around).await
    }

    pub async fn connection(&self) -> Connection {
        let transport = Transport::Inside(self.account.http_client());
        Connection::open(&Login::default(), REGION, &transport).await.expect("credentials of nobody")
    }

    /// CloudFormation, for somebody who is not this deployer.
    pub async fn somebody(&self) -> CloudFormation {
        self.connection().await.cloudformation(REGION)
    }

    /// Somebody else makes a change set of this name, which is ready when this returns.
    pub async fn somebody_plans(&self, stack: &str, name: &str, template: &Value) {
        let cloud = self.somebody().await;
        let is_new = !self.status(stack).ends_with("_COMPLETE");
        let new = NewChangeSet {
            stack: stack.to_string(),
            name: name.to_string(),
            token: format!("{name}-token"),
            kind: if is_new { ChangeSetKind::Create } else { ChangeSetKind::Update },
            body: Body::Text(template.to_string()),
            parameters: BTreeMap::new(),
            kept: Vec::new(),
            tags: BTreeMap::new(),
            capabilities: vec!["CAPABILITY_NAMED_IAM".to_string()],
            role_arn: None,
            notifications: Vec::new(),
            rollback_alarms: Vec::new(),
            monitoring_minutes: 0,
            is_express: false,
            reverts_drift: false,
            imports_existing: false,
        };
        cloud.create_change_set(&new).await.expect("a change set");
        tokio::time::sleep(Duration::from_secs(3)).await;
    }

    /// Somebody else begins to deploy a template.
    pub async fn somebody_begins(&self, stack: &str, template: &Value) {
        self.somebody_plans(stack, "theirs", template).await;
        self.somebody().await.execute_change_set(stack, "theirs", "their-token").await.expect("begun");
    }

    /// How often an operation of this status has begun on a stack.
    pub async fn begun(&self, stack: &str, status: &str) -> usize {
        let events = self.somebody().await.events(stack, None).await.expect("events");
        events.iter().filter(|event| event.is_of_stack() && event.status == status).count()
    }

    /// The calls of an action that were accepted.
    pub fn accepted(&self, action: &str) -> Vec<Call> {
        self.account.calls().into_iter().filter(|call| call.action == action && call.is_done).collect()
    }

    /// Puts the stacks of a request there, one after the other, as if they had been deployed: what was refused.
    pub fn put(&self, request: &Request) -> Vec<String> {
        fn pairs(all: &BTreeMap<String, String>) -> Vec<(&str, &str)> {
            all.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect()
        }
        let put = |stack: &TargetStack| {
            self.account.put_stack(&stack.name, &stack.text, &pairs(&stack.parameters), &pairs(&stack.tags))
        };
        request.target.stacks.iter().filter_map(|stack| put(stack).err()).collect()
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

/// An account that knows only what is full.
pub struct Asked {
    pub filled: Vec<&'static str>,
}

fn nobody_knows<'f, T: 'f>() -> LocalBoxFuture<'f, Answer<T>> {
    Box::pin(std::future::ready(Answer::Unknown("nobody knows".to_string())))
}

impl Lookups for Asked {
    fn exists<'f>(&'f self, _kind: &'f str, _identifier: &'f str) -> LocalBoxFuture<'f, Answer<()>> {
        nobody_knows()
    }

    fn count<'f>(&'f self, _kind: &'f str) -> LocalBoxFuture<'f, Answer<usize>> {
        nobody_knows()
    }

    fn quota<'f>(&'f self, _service: &'f str, _code: &'f str) -> LocalBoxFuture<'f, Answer<usize>> {
        nobody_knows()
    }

    fn certificate<'f>(&'f self, _arn: &'f str) -> LocalBoxFuture<'f, Answer<Certificate>> {
        nobody_knows()
    }

    fn filled<'f>(&'f self, _what: Filled, physical_id: &'f str) -> LocalBoxFuture<'f, Answer<()>> {
        let is_filled = self.filled.contains(&physical_id);
        Box::pin(std::future::ready(if is_filled { Answer::Yes(()) } else { Answer::No }))
    }

    fn members<'f>(&'f self, _secret: &'f str) -> LocalBoxFuture<'f, Answer<Vec<String>>> {
        nobody_knows()
    }

    fn sold<'f>(&'f self, _offer: Offer<'f>) -> LocalBoxFuture<'f, Answer<()>> {
        nobody_knows()
    }
}

impl Images for Bench {
    fn find<'f>(&'f self, _image: &'f Image, _tag: &'f str) -> LocalBoxFuture<'f, FoundImage> {
        Box::pin(std::future::ready(self.found.borrow().clone()))
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

/// A request for stacks with these ids, names and templates, none of which needs another.
pub fn stacks(all: &[(&str, &str, Value)]) -> Request {
    let stack = |(id, name, template): &(&str, &str, Value)| TargetStack {
        id: (*id).to_string(),
        name: (*name).to_string(),
        region: REGION.to_string(),
        text: template.to_string(),
        template: template.clone(),
        is_chosen: true,
        ..TargetStack::default()
    };
    let stacks = all.iter().map(stack).collect();
    let (environment, region) = ("dev".to_string(), REGION.to_string());
    let target = Target { environment, account: None, region, stacks };
    Request { task: Task::Deploy, target, options: Options::default() }
}

/// A request for one stack, `app`.
pub fn app(template: Value) -> Request {
    stacks(&[("AppStack", "app", template)])
}

/// A template with resources of these ids, types and properties.
pub fn template(resources: &[(&str, &str, Value)]) -> Value {
    let resource =
        |(id, of, properties): &(&str, &str, Value)| ((*id).to_string(), json!({"Type": of, "Properties": properties}));
    json!({"Resources": resources.iter().map(resource).collect::<serde_json::Map<_, _>>()})
}

/// A template with topics of these ids and titles.
pub fn topics(all: &[(&'static str, &'static str)]) -> Value {
    let topic = |(id, title): &(&'static str, &'static str)| (*id, "AWS::SNS::Topic", json!({"DisplayName": title}));
    template(&all.iter().map(topic).collect::<Vec<_>>())
}

/// The same with other options.
pub fn with(request: &Request, change: impl Fn(&mut Options)) -> Request {
    let mut request = request.clone();
    change(&mut request.options);
    request
}

/// What is wrong, in the order in which it was said.
pub fn slugs(outcome: &Outcome) -> Vec<&'static str> {
    outcome.problems.iter().map(|problem| problem.code.slug).collect()
}

/// Everything that is said of what is wrong.
pub fn said(outcome: &Outcome) -> String {
    outcome.problems.iter().map(|problem| problem.render(Language::English)).collect()
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
