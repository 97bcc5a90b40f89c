//! One resource: tags, aspects, references, overrides, in that order.

use super::{overrides, resolve::Resolver};
use crate::aspect::{AspectRecord, Visit};
use crate::construct::Tags;
use crate::node::Tree;
use crate::problem::{Place, codes};
use crate::resource::{DeletionPolicy, ResourceElement};
use crate::tag;
use crate::template::TemplateResource;
use crate::value::{Data, Entries, Name, Text, Value};
use std::collections::HashMap;

/// Tags and aspects by the node that they were set on.
pub(super) struct ScopeRules {
    tags: HashMap<u32, Vec<(Name, Value<Text>)>>,
    aspects: Vec<AspectRecord>,
}

impl ScopeRules {
    pub fn of(tree: &Tree) -> Self {
        let mut tags: HashMap<u32, Vec<(Name, Value<Text>)>> = HashMap::new();
        for record in tree.tags.borrow().iter() {
            let of_scope = tags.entry(record.scope).or_default();
            of_scope.retain(|(key, _)| *key != record.key);
            of_scope.push((record.key.clone(), record.value.clone()));
        }
        ScopeRules { tags, aspects: std::mem::take(&mut *tree.aspects.borrow_mut()) }
    }

    /// The literal tags of a stack and of what is around it.
    pub fn stack_tags(&self, tree: &Tree, stack_node: u32) -> Vec<(String, String)> {
        let tags = tags_of(self, &chain(tree, stack_node));
        let literal = |(key, value): (&Name, &Value<Text>)| Some((key.to_string(), value.as_text()?.to_string()));
        let mut tags: Vec<(String, String)> = tags.into_iter().filter_map(literal).collect();
        tags.sort();
        tags
    }
}

pub(super) fn finish(
    tree: &std::rc::Rc<Tree>,
    rules: &ScopeRules,
    resolver: &mut Resolver<'_>,
    node: u32,
    mut resource: ResourceElement,
) -> TemplateResource {
    let is_bare = rules.aspects.is_empty() && rules.tags.is_empty();
    let chain = if is_bare { Vec::new() } else { chain(tree, node) };
    if resource.tags != Tags::None && !rules.tags.is_empty() {
        let tags = tags_of(rules, &chain);
        tag::apply(&mut resource.properties, resource.tags, &tags);
    }
    if !rules.aspects.is_empty() {
        visit(tree, rules, &chain, node, &mut resource);
    }
    let replace_policy =
        resource.update_replace_policy.or(resource.deletion_policy.map(DeletionPolicy::for_replacement));
    let mut properties = resource.properties.entries;
    for (_, data) in &mut properties {
        resolver.resolve(data, node);
    }
    let mut attributes = attributes(
        &mut [
            ("CreationPolicy", resource.creation_policy),
            ("UpdatePolicy", resource.update_policy),
            ("DeletionPolicy", resource.deletion_policy.map(|policy| Data::text(policy.as_str()))),
            ("UpdateReplacePolicy", replace_policy.map(|policy| Data::text(policy.as_str()))),
        ],
        resource.metadata.entries,
    );
    for (_, data) in &mut attributes {
        resolver.resolve(data, node);
    }
    let condition = resource.condition.and_then(|condition| resolver.condition(node, &condition));
    let mut depends_on: Vec<String> =
        resource.depends_on.iter().filter_map(|target| resolver.dependency(node, target)).collect();
    depends_on.sort();
    depends_on.dedup();
    let type_name = resource.type_name.into_owned();
    let mut finished = TemplateResource { type_name, condition, depends_on, properties, attributes };
    for change in resource.overrides {
        let mut data = change.data;
        if let Some(data) = &mut data {
            resolver.resolve(data, node);
        }
        if !overrides::apply(&mut finished, &change.path, data) {
            let problem = codes::OVERRIDE_PATH.problem().with("path", change.path.to_string());
            tree.problem(problem.at(tree.place(node)));
        }
    }
    finished
}

/// The node and everything around it, nearest first.
fn chain(tree: &Tree, node: u32) -> Vec<u32> {
    let nodes = tree.nodes.borrow();
    std::iter::successors(Some(node), |at| nodes[*at as usize].parent).collect()
}

fn tags_of<'a>(rules: &'a ScopeRules, chain: &[u32]) -> Vec<(&'a Name, &'a Value<Text>)> {
    let mut tags: Vec<(&Name, &Value<Text>)> = Vec::new();
    for scope in chain {
        for (key, value) in rules.tags.get(scope).into_iter().flatten() {
            if !tags.iter().any(|(known, _)| *known == key) {
                tags.push((key, value));
            }
        }
    }
    tags
}

/// Runs the aspects of every scope around the resource, outermost first.
fn visit(tree: &Tree, rules: &ScopeRules, chain: &[u32], node: u32, resource: &mut ResourceElement) {
    let place: Place = tree.place(node);
    let mut problems = Vec::new();
    for scope in chain.iter().rev() {
        for aspect in rules.aspects.iter().filter(|aspect| aspect.scope == *scope) {
            (aspect.visit)(&mut Visit {
                type_name: &resource.type_name,
                place: &place,
                tags: resource.tags,
                properties: &mut resource.properties,
                problems: &mut problems,
            });
        }
    }
    tree.problems.borrow_mut().append(&mut problems);
}

fn attributes(policies: &mut [(&'static str, Option<Data>)], metadata: Entries) -> Entries {
    let mut entries = Entries::new();
    for (name, data) in policies {
        if let Some(data) = data.take() {
            entries.push((Name::Borrowed(name), data));
        }
    }
    if !metadata.is_empty() {
        entries.push((Name::Borrowed("Metadata"), Data::Map(metadata)));
    }
    entries
}
