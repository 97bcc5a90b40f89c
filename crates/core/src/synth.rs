//! From the construct tree to templates: ids, tags, aspects, overrides, references, cycles.

mod acknowledgement;
mod cycle;
mod expectation;
mod export;
mod identify;
mod include;
mod known;
mod overrides;
mod resolve;
mod resource;

use crate::acknowledgement::PRODUCTION;
use crate::app::check_stack_name;
use crate::assembly::{AssembledEnvironment, AssembledStack, Assembly};
use crate::element::Element;
use crate::node::Tree;
use crate::problem::codes;
use crate::template::Template;
use crate::value::{Data, Entries, Name};
use indexmap::IndexMap;
use resolve::Resolver;
use std::collections::HashMap;
use std::rc::Rc;

pub(crate) fn synth(tree: &Rc<Tree>) -> Assembly {
    check_names(tree);
    let ids = identify::logical_ids(tree);
    let scopes = resource::ScopeRules::of(tree);
    let mut resolver = Resolver::new(tree, ids);
    let mut templates: Vec<Template> = tree.stacks.borrow().iter().map(|_| Template::default()).collect();
    let (count, tags) = (tree.nodes.borrow().len() as u32, tree.tags.borrow().len());
    for node in 0..count {
        let (element, stack) = {
            let record = &mut tree.nodes.borrow_mut()[node as usize];
            (record.element.take(), record.stack)
        };
        let (Some(element), Some(stack), Some(id)) = (element, stack, resolver.id(node)) else { continue };
        let template = &mut templates[stack as usize];
        match *element {
            Element::Resource(resource) => {
                let resource = resource::finish(tree, &scopes, &mut resolver, node, resource);
                template.resources.insert(id.into_owned(), resource);
            }
            Element::Parameter(data) => put(&mut template.parameters, id, data, node, &mut resolver),
            Element::Mapping(data) => put(&mut template.mappings, id, data, node, &mut resolver),
            Element::Condition(data) => put(&mut template.conditions, id, data, node, &mut resolver),
            Element::Rule(data) => put(&mut template.rules, id, data, node, &mut resolver),
            Element::Output(data) => put(&mut template.outputs, id, data, node, &mut resolver),
        }
    }
    cycle::report_resource_cycles(tree, &resolver);
    cycle::report_stack_cycles(tree, &resolver);
    resolver.report_clashes();
    report_late(tree, count, tags);
    finish(tree, templates, resolver, &scopes)
}

fn put(section: &mut Entries, id: Name, mut data: Data, node: u32, resolver: &mut Resolver<'_>) {
    resolver.resolve(&mut data, node);
    section.push((id, data));
}

/// Reports what aspects added to the tree while they ran.
fn report_late(tree: &Tree, nodes: u32, tags: usize) {
    let mut late: Vec<u32> = (nodes..tree.nodes.borrow().len() as u32).collect();
    late.extend(tree.tags.borrow()[tags..].iter().map(|tag| tag.scope));
    late.extend(tree.aspects.borrow().iter().map(|aspect| aspect.scope));
    late.sort_unstable();
    late.dedup();
    for node in late {
        tree.problem(codes::ADDED_LATE.problem().at(tree.place(node)));
    }
}

fn check_names(tree: &Tree) {
    let environments = tree.environments.borrow();
    let stacks = tree.stacks.borrow();
    let mut names = HashMap::new();
    for stack in stacks.iter() {
        check_stack_name(tree, &stack.name, tree.place(stack.node));
        let (_, region, account) = environments[stack.environment as usize].data.fields();
        let region = stack.region.as_ref().unwrap_or(region);
        if let Some(first) = names.insert((account, region, &stack.name), stack.node) {
            let problem = codes::DUPLICATE_STACK_NAME.problem().with("name", stack.name.to_string());
            tree.problem(problem.with("first", tree.place(first)).at(tree.place(stack.node)));
        }
    }
}

/// Puts the parts of each stack together; within a section, ids stand in alphabetical order, so that the order of
/// independent statements of the program does not matter.
fn finish(
    tree: &Rc<Tree>,
    templates: Vec<Template>,
    mut resolver: Resolver<'_>,
    scopes: &resource::ScopeRules,
) -> Assembly {
    let stacks = tree.stacks.borrow();
    let mut assembled: Vec<Vec<AssembledStack>> = tree.environments.borrow().iter().map(|_| Vec::new()).collect();
    for (index, mut template) in templates.into_iter().enumerate() {
        let record = &stacks[index];
        template.outputs.extend(resolver.take_exports(index as u32));
        let (parameters, metadata) = resolver.take_feeds(index as u32);
        template.parameters.extend(parameters);
        template.metadata.extend(metadata);
        template.description = record.description.as_ref().map(|text| text.to_string());
        template.transform = match record.transforms.as_slice() {
            [] => None,
            [one] => Some(Data::Text(one.clone())),
            several => Some(Data::List(several.iter().cloned().map(Data::Text).collect())),
        };
        include::merge(tree, record, &mut template);
        template.resources.sort_unstable_keys();
        let sections = [
            &mut template.parameters,
            &mut template.rules,
            &mut template.mappings,
            &mut template.conditions,
            &mut template.outputs,
        ];
        for section in sections {
            section.sort_by(|(a, _), (b, _)| a.cmp(b));
        }
        let id = tree.nodes.borrow()[record.node as usize].id.to_string();
        let environment = &tree.environments.borrow()[record.environment as usize];
        if environment.data.is_production() {
            template.metadata.push((Name::Borrowed(PRODUCTION), Data::Bool(true)));
        }
        let dependencies = resolver.dependencies(index as u32);
        let mut dependencies: Vec<String> =
            dependencies.map(|stack| stack_id(tree, stacks[stack as usize].node)).collect();
        dependencies.sort();
        let region = record.region.as_ref().unwrap_or(environment.data.fields().1).to_string();
        assembled[record.environment as usize].push(AssembledStack {
            id,
            stack_name: record.name.to_string(),
            region,
            dependencies,
            termination_protection: record.termination_protection,
            tags: scopes.stack_tags(tree, record.node),
            places: places(tree, index as u32, record.node, &template, &resolver),
            template,
        });
    }
    let mut expectations = expectation::take(tree, &resolver);
    let environments = tree.environments.borrow();
    let environments = environments.iter().zip(assembled).enumerate().map(|(at, (record, stacks))| {
        let (name, region, account) = record.data.fields();
        AssembledEnvironment {
            name: name.to_string(),
            account: account.map(|account| account.to_string()),
            region: region.to_string(),
            stacks,
            expectations: expectations.remove(&(at as u32)).unwrap_or_default(),
        }
    });
    let mut environments: Vec<AssembledEnvironment> = environments.collect();
    acknowledgement::write(tree, &resolver, &mut environments);
    Assembly { environments, problems: std::mem::take(&mut *tree.problems.borrow_mut()) }
}

fn stack_id(tree: &Tree, node: u32) -> String {
    tree.nodes.borrow()[node as usize].id.to_string()
}

fn places(
    tree: &Tree,
    stack: u32,
    stack_node: u32,
    template: &Template,
    resolver: &Resolver<'_>,
) -> IndexMap<String, crate::Place> {
    let mut places = IndexMap::new();
    places.insert(String::new(), tree.place(stack_node));
    let sections: [(&str, &Entries); 5] = [
        ("Parameters", &template.parameters),
        ("Rules", &template.rules),
        ("Mappings", &template.mappings),
        ("Conditions", &template.conditions),
        ("Outputs", &template.outputs),
    ];
    let mut nodes = resolver.nodes_of(stack);
    nodes.extend(resolver.feeds[stack as usize].iter().map(|(id, feed)| (id.as_str(), feed.node)));
    for (id, _) in &template.resources {
        if let Some(node) = nodes.get(id.as_str()) {
            places.insert(format!("/Resources/{id}"), tree.place(*node));
        }
    }
    for (section, entries) in sections {
        for (id, _) in entries {
            if let Some(node) = nodes.get(id.as_ref()) {
                places.insert(format!("/{section}/{id}"), tree.place(*node));
            }
        }
    }
    places
}
