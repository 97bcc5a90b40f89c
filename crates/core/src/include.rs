//! Templates that were written by hand, as a part of a stack.

use crate::construct::caller;
use crate::custom::CustomResource;
use crate::resource::{Override, Ref};
use crate::stack::Stack;
use crate::template::Template;
use crate::value::{Data, Name};
use std::collections::HashMap;

/// A template that is included in a stack: its resources, to refer to. See [`Stack::include`].
pub struct Included {
    resources: HashMap<String, Ref<CustomResource>>,
}

impl Stack {
    /// Adds everything that a template holds to the stack, under the logical ids that it has there. The program refers to its
    /// resources, edits them, and adds others that they may name. An id that the stack has already is a problem, as ever.
    ///
    /// ```
    /// use formwork_core::{App, CustomResource, Environment, Template, Text};
    /// let template = Template::from_json(r#"{"Resources": {
    ///     "Jobs": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": {"Fn::Sub": "${AWS::StackName}-jobs"}}}
    /// }}"#).unwrap();
    ///
    /// let app = App::new("demo");
    /// let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("JobStack");
    /// let legacy = stack.include(template);
    /// let jobs = legacy.resource("Jobs").expect("a queue");
    /// stack.add("JobsArn", CustomResource::new("AWS::SSM::Parameter").property("Value", jobs.get_att::<Text>("Arn")));
    /// assert_eq!(app.synth().environments[0].stacks[0].template.resources.len(), 2);
    /// ```
    #[track_caller]
    pub fn include(&self, mut template: Template) -> Included {
        let caller = caller(&self.node);
        let mut resources = HashMap::new();
        for (id, resource) in std::mem::take(&mut template.resources) {
            let node = self.node.child(id.clone().into(), caller);
            let made = CustomResource::of_entries(resource.type_name.into(), resource.properties);
            let made = Ref::declare(node, made);
            let mut overrides = Vec::new();
            let mut put = |path: Name, data: Data| overrides.push(Override { path, data: Some(data) });
            if let Some(condition) = resource.condition {
                put("Condition".into(), Data::text(condition));
            }
            if !resource.depends_on.is_empty() {
                put("DependsOn".into(), Data::List(resource.depends_on.into_iter().map(Data::text).collect()));
            }
            for (key, data) in resource.attributes {
                put(key, data);
            }
            made.add_overrides(overrides);
            resources.insert(id, made);
        }
        // everything else is named by its id alone, and goes into the template as it is
        self.node.tree.stacks.borrow_mut()[self.index as usize].included.push(template);
        Included { resources }
    }
}

impl Included {
    /// The resource of a logical id; none if the template has none of this id.
    pub fn resource(&self, id: &str) -> Option<&Ref<CustomResource>> {
        self.resources.get(id)
    }
}
