//! A stack: one template, deployed as a whole.

use crate::app::EnvironmentScope;
use crate::node::{Caller, Node};
use crate::problem::codes;
use crate::scope::Scope;
use crate::template::Template;
use crate::value::Name;
use std::ops::Deref;

/// A stack of an environment. It is a [`Scope`]; things are added to it. Cheap to clone.
///
/// ```
/// use formwork_core::{App, Environment};
/// let app = App::new("prooflink");
/// let prod = app.environment(Environment::new("prod", "ap-northeast-1"));
/// let data = prod.stack("DataStack").description("Database, secrets and files").termination_protection(true);
/// ```
#[derive(Clone, Debug)]
pub struct Stack {
    scope: Scope,
    pub(crate) index: u32,
}

pub(crate) struct StackRecord {
    pub node: u32,
    pub environment: u32,
    pub name: Name,
    pub region: Option<Name>,
    pub description: Option<Name>,
    pub transforms: Vec<Name>,
    pub termination_protection: bool,
    pub depends_on: Vec<u32>,
    /// What is left of the templates that are a part of the stack, without their resources.
    pub included: Vec<Template>,
}

impl Stack {
    pub(crate) fn declare(environment: &EnvironmentScope, id: Name, caller: Caller) -> Stack {
        let node = environment.node.child(id, caller);
        let name = stack_name(&environment.node.tree.app_name, &environment.name(), &node.id());
        let mut stacks = node.tree.stacks.borrow_mut();
        let index = stacks.len() as u32;
        node.tree.nodes.borrow_mut()[node.index as usize].stack = Some(index);
        stacks.push(StackRecord {
            node: node.index,
            environment: environment.index,
            name: name.into(),
            region: None,
            description: None,
            transforms: Vec::new(),
            termination_protection: false,
            depends_on: Vec::new(),
            included: Vec::new(),
        });
        drop(stacks);
        Stack { scope: Scope { node }, index }
    }

    pub(crate) fn of(node: &Node) -> Stack {
        let index = node.tree.nodes.borrow()[node.index as usize].stack.unwrap_or_default();
        let stack_node = node.tree.stacks.borrow()[index as usize].node;
        let node = Node { tree: node.tree.clone(), index: stack_node, origin: node.origin };
        Stack { scope: Scope { node }, index }
    }

    fn edit(self, change: impl FnOnce(&mut StackRecord)) -> Self {
        change(&mut self.scope.node.tree.stacks.borrow_mut()[self.index as usize]);
        self
    }

    /// Its name in CloudFormation: a letter, then letters, digits, hyphens, at most 128.
    /// Default: `APP-ENVIRONMENT-ID`, lower case, without a closing `Stack`.
    pub fn name(self, name: impl Into<Name>) -> Self {
        self.edit(|record| record.name = name.into())
    }

    /// Its region. Default: the environment's.
    pub fn region(self, region: impl Into<Name>) -> Self {
        self.edit(|record| record.region = Some(region.into()))
    }

    /// What it is for, at most 1,024 bytes. Default: none.
    pub fn description(self, description: impl Into<Name>) -> Self {
        self.edit(|record| record.description = Some(description.into()))
    }

    /// Adds a macro that the template goes through, such as `AWS::LanguageExtensions`. Default: none.
    pub fn transform(self, name: impl Into<Name>) -> Self {
        self.edit(|record| record.transforms.push(name.into()))
    }

    /// Whether the stack refuses to be deleted. Default: false.
    pub fn termination_protection(self, protected: bool) -> Self {
        self.edit(|record| record.termination_protection = protected)
    }

    /// Deploys this stack after `other`, where no reference says so already. Both are of one environment.
    pub fn depends_on(&self, other: &Stack) -> &Self {
        let (tree, theirs) = (&self.scope.node.tree, &other.scope.node.tree);
        if std::rc::Rc::ptr_eq(tree, theirs) {
            tree.stacks.borrow_mut()[self.index as usize].depends_on.push(other.index);
        } else {
            let problem = codes::FOREIGN_APP.problem().with("target", theirs.place(other.scope.node.index));
            tree.problem(problem.at(tree.place(self.scope.node.index)));
        }
        self
    }

    /// Its name in CloudFormation.
    pub fn stack_name(&self) -> String {
        self.scope.node.tree.stacks.borrow()[self.index as usize].name.to_string()
    }

    /// Its region.
    pub fn region_name(&self) -> String {
        let region = self.scope.node.tree.stacks.borrow()[self.index as usize].region.clone();
        region.map_or_else(|| self.environment_scope().region(), Name::into_owned)
    }

    pub(crate) fn environment_scope(&self) -> EnvironmentScope {
        let tree = &self.scope.node.tree;
        let index = tree.stacks.borrow()[self.index as usize].environment;
        let node = tree.environments.borrow()[index as usize].node;
        EnvironmentScope { node: Node { tree: tree.clone(), index: node, origin: None }, index }
    }
}

impl Deref for Stack {
    type Target = Scope;

    fn deref(&self) -> &Scope {
        &self.scope
    }
}

/// `prooflink`, `dev`, `NetworkStack` -> `prooflink-dev-network`.
fn stack_name(app: &str, environment: &str, id: &str) -> String {
    let id = match id.strip_suffix("Stack") {
        Some(start) if !start.is_empty() => start,
        _ => id,
    };
    let mut kebab = String::new();
    let mut before = '-';
    for letter in id.chars() {
        if letter.is_ascii_uppercase() && before.is_ascii_lowercase() {
            kebab.push('-');
        }
        kebab.extend(letter.to_lowercase());
        before = letter;
    }
    format!("{app}-{environment}-{kebab}")
}
