//! What synthesis makes: the templates of every stack, and what was wrong.

use crate::expectation::Expectation;
use crate::problem::{Place, Problem};
use crate::template::Template;
use indexmap::IndexMap;

/// The templates of an app, environment by environment, and the problems found on the way.
///
/// It holds no part of the construct tree: whatever judges, compares or prices it works on any template.
#[derive(Clone, Debug, Default)]
pub struct Assembly {
    /// The environments, in the order in which they were added.
    pub environments: Vec<AssembledEnvironment>,
    /// Everything that was wrong. An assembly with an error in it cannot be written or deployed.
    pub problems: Vec<Problem>,
}

/// The stacks of one environment.
#[derive(Clone, Debug)]
pub struct AssembledEnvironment {
    /// Its name.
    pub name: String,
    /// Its account, if it is fixed.
    pub account: Option<String>,
    /// Its region.
    pub region: String,
    /// Its stacks, in the order in which they were added.
    pub stacks: Vec<AssembledStack>,
    /// What the program expects of its network.
    pub expectations: Vec<Expectation>,
}

/// One stack, ready to be written.
#[derive(Clone, Debug)]
pub struct AssembledStack {
    /// Its id in the program: `NetworkStack`.
    pub id: String,
    /// Its name in CloudFormation: `prooflink-dev-network`.
    pub stack_name: String,
    /// Its region.
    pub region: String,
    /// The ids of the stacks that are deployed before it, sorted.
    pub dependencies: Vec<String>,
    /// Whether it refuses to be deleted.
    pub termination_protection: bool,
    /// The tags of the stack as a whole, sorted by key.
    pub tags: Vec<(String, String)>,
    /// The template.
    pub template: Template,
    /// Where things were declared, by JSON pointer: `/Resources/Vpc8378EB38`; the stack itself under the empty pointer.
    pub places: IndexMap<String, Place>,
}

impl AssembledStack {
    /// Where the thing at a JSON pointer was declared: the nearest thing around it that is known.
    ///
    /// ```
    /// # use formwork_core::{App, CustomResource, Environment};
    /// # let app = App::new("demo");
    /// # app.environment(Environment::new("dev", "eu-west-1")).stack("DemoStack").add("Topic", CustomResource::new("AWS::SNS::Topic"));
    /// # let assembly = app.synth();
    /// let stack = &assembly.environments[0].stacks[0];
    /// assert_eq!(stack.place("/Resources/Topic/Properties/TopicName").path, "dev/DemoStack/Topic");
    /// ```
    pub fn place(&self, pointer: &str) -> Place {
        let mut around = pointer;
        loop {
            if let Some(place) = self.places.get(around) {
                let place = place.clone();
                return if pointer.is_empty() { place } else { place.pointer(pointer) };
            }
            match around.rsplit_once('/') {
                Some((parent, _)) => around = parent,
                None => return Place::default().pointer(pointer),
            }
        }
    }
}
