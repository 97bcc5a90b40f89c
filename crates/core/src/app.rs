//! The app and its environments.

use crate::aspect::{AspectRecord, Visit};
use crate::node::{Caller, Node, Record, Tree};
use crate::problem::{Place, Source, codes};
use crate::stack::Stack;
use crate::value::{Name, Text};
use crate::{Assembly, IntoValue};
use std::panic::Location;
use std::rc::Rc;

/// The root of the construct tree: everything that is synthesized together.
///
/// ```
/// use formwork_core::{App, CustomResource, Environment};
/// let app = App::new("demo");
/// let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
/// dev.stack("QueueStack").add("Queue", CustomResource::new("AWS::SQS::Queue"));
/// let assembly = app.synth();
/// assert!(assembly.problems.is_empty());
/// assert_eq!(assembly.environments[0].stacks[0].stack_name, "demo-dev-queue");
/// ```
pub struct App {
    root: Node,
}

/// An environment as data: a name, a region, and the account if it is fixed.
///
/// ```
/// use formwork_core::Environment;
/// let staging = Environment::new("staging", "ap-northeast-3").account("123456789012");
/// ```
#[derive(Clone, Debug)]
pub struct Environment {
    name: Name,
    region: Name,
    account: Option<Name>,
    production: bool,
}

impl Environment {
    /// An environment of this name; its stacks go to `region` unless they say otherwise.
    pub fn new(name: impl Into<Name>, region: impl Into<Name>) -> Self {
        Environment { name: name.into(), region: region.into(), account: None, production: false }
    }

    /// The account, twelve digits. It stands in the manifest; templates say `AWS::AccountId`. Default: any account.
    pub fn account(mut self, account: impl Into<Name>) -> Self {
        self.account = Some(account.into());
        self
    }

    /// People depend on it: some risks cannot be acknowledged in it, such as a database that the internet reaches. It stands
    /// in the templates' metadata, under `formwork:production`. Default: it is none.
    pub fn production(mut self) -> Self {
        self.production = true;
        self
    }

    pub(crate) fn is_production(&self) -> bool {
        self.production
    }
}

pub(crate) struct EnvironmentRecord {
    pub node: u32,
    pub data: Environment,
}

impl Environment {
    pub(crate) fn fields(&self) -> (&Name, &Name, Option<&Name>) {
        (&self.name, &self.region, self.account.as_ref())
    }
}

/// An environment of an app: stacks are added to it. Cheap to clone.
#[derive(Clone, Debug)]
pub struct EnvironmentScope {
    pub(crate) node: Node,
    pub(crate) index: u32,
}

impl App {
    /// An app of this name, which begins its stacks' names: `NAME-ENVIRONMENT-STACK`.
    #[track_caller]
    pub fn new(name: impl Into<Name>) -> Self {
        let name = name.into();
        let tree = Tree { app_name: name.clone(), ..Tree::default() };
        tree.nodes.borrow_mut().push(Record {
            id: name,
            parent: None,
            stack: None,
            caller: Location::caller(),
            renamed_from: None,
            element: None,
        });
        App { root: Node { tree: Rc::new(tree), index: 0, origin: None } }
    }

    /// Adds an environment. Two of one name are a problem.
    #[track_caller]
    pub fn environment(&self, environment: Environment) -> EnvironmentScope {
        let node = self.root.child(environment.name.clone(), Location::caller());
        check_environment_name(&self.root.tree, &environment.name, node.index);
        let environment = Environment { name: node.id(), ..environment };
        let mut environments = self.root.tree.environments.borrow_mut();
        let index = environments.len() as u32;
        environments.push(EnvironmentRecord { node: node.index, data: environment });
        drop(environments);
        EnvironmentScope { node, index }
    }

    /// Tags every resource of the app that takes tags.
    pub fn tag(&self, key: impl Into<Name>, value: impl IntoValue<Text>) -> &Self {
        self.root.tag(key.into(), value.into_value());
        self
    }

    /// Runs `visit` on every resource of the app when it is synthesized, after all tags.
    pub fn aspect(&self, visit: impl Fn(&mut Visit<'_>) + 'static) -> &Self {
        self.root.tree.aspects.borrow_mut().push(AspectRecord { scope: 0, visit: Box::new(visit) });
        self
    }

    /// Resolves every reference and makes the templates.
    ///
    /// What is wrong is collected in [`Assembly::problems`], all of it; nothing panics and nothing is printed.
    pub fn synth(self) -> Assembly {
        crate::synth::synth(&self.root.tree)
    }
}

impl EnvironmentScope {
    /// Adds a stack. Its name in CloudFormation is `APP-ENVIRONMENT-ID`, lower case, without a closing `Stack`.
    #[track_caller]
    pub fn stack(&self, id: impl Into<Name>) -> Stack {
        Stack::declare(self, id.into(), Location::caller())
    }

    /// The environment's name.
    pub fn name(&self) -> String {
        self.record(|data| data.name.to_string())
    }

    /// The environment's region.
    pub fn region(&self) -> String {
        self.record(|data| data.region.to_string())
    }

    /// Tags every resource of the environment that takes tags.
    pub fn tag(&self, key: impl Into<Name>, value: impl IntoValue<Text>) -> &Self {
        self.node.tag(key.into(), value.into_value());
        self
    }

    /// Runs `visit` on every resource of the environment when it is synthesized, after all tags.
    pub fn aspect(&self, visit: impl Fn(&mut Visit<'_>) + 'static) -> &Self {
        let record = AspectRecord { scope: self.node.index, visit: Box::new(visit) };
        self.node.tree.aspects.borrow_mut().push(record);
        self
    }

    fn record<R>(&self, read: impl FnOnce(&Environment) -> R) -> R {
        read(&self.node.tree.environments.borrow()[self.index as usize].data)
    }
}

impl From<Caller> for Source {
    fn from(caller: Caller) -> Self {
        let file = caller.file();
        let file = if file.contains('\\') { file.replace('\\', "/").into() } else { Name::Borrowed(file) };
        Source { file, line: caller.line() }
    }
}

/// An environment's name stands in stack names and is a folder. One that is empty is reported as an id.
fn check_environment_name(tree: &Tree, name: &str, node: u32) {
    let letters = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let fits = letters && name.starts_with(|first: char| first.is_ascii_alphabetic());
    if !fits && !name.is_empty() {
        tree.problem(codes::INVALID_ENVIRONMENT.problem().with("name", name).at(tree.place(node)));
    }
}

/// Names that CloudFormation takes for a stack: a letter, then letters, digits and hyphens, at most 128.
pub(crate) fn check_stack_name(tree: &Tree, name: &str, place: Place) {
    let letters = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !letters || !name.starts_with(|first: char| first.is_ascii_alphabetic()) || name.len() > 128 {
        tree.problem(codes::INVALID_STACK_NAME.problem().with("name", name).at(place));
    }
}
