//! The stacks of one environment, seen together: which resources there are, and what values lead to.
//!
//! Parameters have their defaults, conditions are decided where that decides them, imports lead to what is exported. What
//! only AWS knows stays a [`Symbol`], so that two values can still be the same; what cannot be told is unknown, with the
//! reason.

mod condition;
mod function;
mod meaning;
mod worlds;

pub use meaning::{Meaning, NOTHING, Symbol};

use crate::{AssembledEnvironment, AssembledStack, Data, Function, Reference, TemplateResource};
use std::collections::HashMap;

/// A resource, by its position in [`Sight::all`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Node(pub usize);

/// A resource of the environment.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The position of its stack.
    pub stack: usize,
    pub id: &'a str,
    pub resource: &'a TemplateResource,
}

/// The environment, under one assumption about the parameters that decide conditions and have no default.
pub struct Sight<'a> {
    pub environment: &'a AssembledEnvironment,
    resources: Vec<Seen<'a>>,
    /// What the properties of each lead to; empty until the exports are known.
    properties: Vec<Meaning<'a>>,
    by_name: HashMap<(usize, &'a str), Node>,
    by_type: HashMap<&'a str, Vec<Node>>,
    exports: HashMap<(&'a str, String), (usize, &'a Data)>,
    outputs: HashMap<(&'a str, &'a str), (usize, &'a Data)>,
    /// What the parameters are; none where one is no value that a condition names.
    assumed: HashMap<&'a str, Option<&'a str>>,
}

/// How deep values may lead into each other before they are given up: a circle has no value.
const DEPTH: usize = 40;

impl<'a> Sight<'a> {
    /// The environment, once for each way in which its conditions can turn out.
    pub fn worlds(environment: &'a AssembledEnvironment) -> Vec<Sight<'a>> {
        worlds::of(environment)
    }

    fn new(environment: &'a AssembledEnvironment, assumed: HashMap<&'a str, Option<&'a str>>) -> Self {
        let mut sight = Sight {
            environment,
            resources: Vec::new(),
            properties: Vec::new(),
            by_name: HashMap::new(),
            by_type: HashMap::new(),
            exports: HashMap::new(),
            outputs: HashMap::new(),
            assumed,
        };
        for (stack, assembled) in environment.stacks.iter().enumerate() {
            for (id, resource) in &assembled.template.resources {
                let is_there = resource.condition.as_deref().is_none_or(|name| sight.holds(stack, name) != Some(false));
                if is_there {
                    let node = Node(sight.resources.len());
                    sight.resources.push(Seen { stack, id, resource });
                    sight.by_name.insert((stack, id), node);
                    sight.by_type.entry(&resource.type_name).or_default().push(node);
                }
            }
            for (id, output) in &assembled.template.outputs {
                let Some(value) = output.get("Value") else { continue };
                sight.outputs.insert((&assembled.stack_name, id), (stack, value));
            }
        }
        // names of exports may be made of what the outputs refer to
        let mut exports = HashMap::new();
        for (stack, assembled) in environment.stacks.iter().enumerate() {
            for (_, output) in &assembled.template.outputs {
                let name = output.get("Export").and_then(|export| export.get("Name"));
                let (Some(name), Some(value)) = (name, output.get("Value")) else { continue };
                if let Some(name) = sight.meaning(stack, name).text() {
                    exports.insert((assembled.region.as_str(), name.into_owned()), (stack, value));
                }
            }
        }
        sight.exports = exports;
        sight.properties = (0..sight.resources.len()).map(|at| sight.evaluated(Node(at))).collect();
        sight
    }

    /// Every resource that exists.
    pub fn all(&self) -> impl Iterator<Item = (Node, Seen<'a>)> + '_ {
        self.resources.iter().enumerate().map(|(at, seen)| (Node(at), *seen))
    }

    /// Every resource of a type, in order.
    pub fn of_type<'s>(&'s self, type_name: &str) -> impl Iterator<Item = Node> + use<'a, 's> {
        self.by_type.get(type_name).into_iter().flatten().copied()
    }

    pub fn seen(&self, node: Node) -> Seen<'a> {
        self.resources[node.0]
    }

    pub fn stack(&self, node: Node) -> &'a AssembledStack {
        &self.environment.stacks[self.seen(node).stack]
    }

    pub fn id(&self, node: Node) -> &'a str {
        self.seen(node).id
    }

    pub fn type_of(&self, node: Node) -> &'a str {
        &self.seen(node).resource.type_name
    }

    pub fn is(&self, node: Node, type_name: &str) -> bool {
        self.type_of(node) == type_name
    }

    /// The resource of a stack.
    pub fn find(&self, stack: usize, id: &str) -> Option<Node> {
        self.by_name.get(&(stack, id)).copied()
    }

    /// What a property leads to; nothing where it is not set.
    pub fn property(&self, node: Node, name: &str) -> Meaning<'a> {
        match self.properties.get(node.0) {
            Some(properties) => properties.get(name).clone(),
            None => {
                let seen = self.seen(node);
                seen.resource.property(name).map_or(Meaning::Nothing, |data| self.meaning(seen.stack, data))
            }
        }
    }

    /// What all properties that are set lead to.
    pub fn properties(&self, node: Node) -> &Meaning<'a> {
        &self.properties[node.0]
    }

    fn evaluated(&self, node: Node) -> Meaning<'a> {
        let seen = self.seen(node);
        let members = seen.resource.properties.iter();
        let members = members.map(|(key, data)| (key.as_ref(), self.meaning(seen.stack, data)));
        Meaning::Map(members.filter(|(_, value)| !value.is_nothing()).collect())
    }

    /// What a property at a path leads to.
    pub fn at(&self, node: Node, path: &[&str]) -> Meaning<'a> {
        let Some((first, rest)) = path.split_first() else { return Meaning::Nothing };
        let first = self.properties(node).get(first);
        rest.iter().fold(first, |meaning, name| meaning.get(name)).clone()
    }

    /// The resource of a type that a property leads to, or those of a list.
    pub fn nodes(&self, meaning: &Meaning<'a>, type_name: &str) -> Vec<Node> {
        let one = |meaning: &Meaning<'a>| meaning.node().filter(|node| self.is(*node, type_name));
        match meaning {
            Meaning::List(items) => items.iter().filter_map(one).collect(),
            meaning => one(meaning).into_iter().collect(),
        }
    }

    /// The resource that a value means: by reference, or by the name that one of this type has.
    pub fn named(&self, meaning: &Meaning<'a>, type_name: &str, name_property: &str) -> Option<Node> {
        if let Some(node) = meaning.node() {
            return Some(node).filter(|node| self.is(*node, type_name));
        }
        if matches!(meaning, Meaning::Nothing | Meaning::Unknown(_)) {
            return None;
        }
        self.of_type(type_name).find(|node| self.property(*node, name_property) == *meaning)
    }

    /// What a value of a stack leads to.
    pub fn meaning(&self, stack: usize, data: &'a Data) -> Meaning<'a> {
        self.deep(stack, data, 0)
    }

    fn deep(&self, stack: usize, data: &'a Data, depth: usize) -> Meaning<'a> {
        if depth > DEPTH {
            return Meaning::Unknown("its value goes in a circle");
        }
        match data {
            Data::Null => Meaning::Nothing,
            Data::Bool(value) => Meaning::Bool(*value),
            Data::Integer(number) => Meaning::Integer(*number),
            Data::Number(number) => Meaning::Number(*number),
            Data::Text(text) => Meaning::from_text(text),
            Data::List(items) => {
                let items = items.iter().map(|item| self.deep(stack, item, depth + 1));
                Meaning::List(items.filter(|item| *item != Meaning::Nothing).collect())
            }
            Data::Map(entries) => {
                let entries = entries.iter().map(|(key, data)| (key.as_ref(), self.deep(stack, data, depth + 1)));
                Meaning::Map(entries.filter(|(_, value)| *value != Meaning::Nothing).collect())
            }
            Data::Function(function) => match function.as_ref() {
                Function::Ref(Reference::Name(name)) => self.reference(stack, name, depth),
                Function::GetAtt { of: Reference::Name(id), attribute, .. } => {
                    match (self.find(stack, id), attribute.as_text()) {
                        (Some(node), Some(attribute)) => Meaning::of(node, attribute),
                        _ => Meaning::Unknown("it names no resource that exists"),
                    }
                }
                Function::Call(name, argument) => self.call(stack, name, argument, depth + 1),
                _ => Meaning::Unknown("it is no finished template"),
            },
        }
    }

    fn reference(&self, stack: usize, name: &'a str, depth: usize) -> Meaning<'a> {
        let of = &self.environment.stacks[stack];
        match name {
            "AWS::NoValue" => return Meaning::Nothing,
            "AWS::Region" if of.region.is_empty() => return Meaning::from_text(ANY_REGION),
            "AWS::Region" => return Meaning::from_text(&of.region),
            "AWS::Partition" => return Meaning::from_text(partition(&of.region)),
            "AWS::URLSuffix" => return Meaning::from_text(suffix(&of.region)),
            "AWS::StackName" if self.environment.name == LOOSE => {
                return Meaning::Symbol(Symbol::Parameter(stack, name));
            }
            "AWS::StackName" => return Meaning::from_text(&of.stack_name),
            "AWS::AccountId" => {
                let symbol = || Meaning::Symbol(Symbol::Pseudo(name));
                return self.environment.account.as_deref().map_or_else(symbol, Meaning::from_text);
            }
            _ if name.starts_with("AWS::") => return Meaning::Symbol(Symbol::Pseudo(name)),
            _ => {}
        }
        if let Some(node) = self.find(stack, name) {
            return Meaning::of(node, "Ref");
        }
        let Some((_, parameter)) = of.template.parameters.iter().find(|(id, _)| id == name) else {
            return Meaning::Unknown("it names nothing that exists");
        };
        self.parameter(stack, name, parameter, depth)
    }

    /// What the deployer brings, or the default.
    fn parameter(&self, stack: usize, name: &'a str, parameter: &'a Data, depth: usize) -> Meaning<'a> {
        let of = &self.environment.stacks[stack];
        let fed = of.template.metadata.iter().find(|(key, _)| key == "formwork:fed").and_then(|(_, fed)| fed.get(name));
        if let Some(fed) = fed {
            let text = |key| fed.get(key).and_then(Data::as_text).unwrap_or_default();
            if let Some((producer, value)) = self.outputs.get(&(text("Stack"), text("Output"))) {
                return self.deep(*producer, value, depth + 1);
            }
        }
        match self.assumed.get(name) {
            Some(Some(assumed)) => return Meaning::from_text(assumed),
            Some(None) => return Meaning::Symbol(Symbol::Parameter(stack, name)),
            None => {}
        }
        let kind = parameter.get("Type").and_then(Data::as_text).unwrap_or_default();
        match parameter.get("Default") {
            Some(Data::Text(_)) if kind.starts_with("AWS::SSM::Parameter") => {
                Meaning::Symbol(Symbol::Parameter(stack, name))
            }
            Some(Data::Text(text)) if kind == "CommaDelimitedList" || kind.starts_with("List<") => {
                let items = text.split(',').map(|item| Meaning::from_text(item.trim()));
                Meaning::List(items.filter(|item| item.text().is_some_and(|text| !text.is_empty())).collect())
            }
            Some(default) => self.deep(stack, default, depth + 1),
            None => Meaning::Symbol(Symbol::Parameter(stack, name)),
        }
    }
}

/// The environment of files without a manifest: nothing says what their stacks are called.
pub const LOOSE: &str = "templates";

/// The region of templates that do not say it.
pub const ANY_REGION: &str = "region";

/// The partition that a region is in.
pub fn partition(region: &str) -> &'static str {
    match region {
        _ if region.starts_with("cn-") => "aws-cn",
        _ if region.starts_with("us-gov-") => "aws-us-gov",
        _ => "aws",
    }
}

fn suffix(region: &str) -> &'static str {
    if region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" }
}
