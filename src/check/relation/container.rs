//! Services behind load balancers: the container that requests go to, and the listener that comes first.

use super::order::waits_for;
use super::{Relations, codes};
use crate::check::network::forwarders;
use crate::sight::{Meaning, Node};

pub(super) fn judge(relations: &mut Relations<'_, '_, '_>) {
    for service in relations.all("AWS::ECS::Service") {
        let balancers = relations.sight.property(service, "LoadBalancers");
        for (at, one) in balancers.items().iter().enumerate() {
            target(relations, service, one, at);
            listener(relations, service, one, at);
        }
    }
}

fn target(relations: &mut Relations<'_, '_, '_>, service: Node, one: &Meaning<'_>, at: usize) {
    let sight = relations.sight;
    let task = sight.property(service, "TaskDefinition").node();
    let Some(task) = task.filter(|task| sight.is(*task, "AWS::ECS::TaskDefinition")) else { return };
    let Meaning::List(containers) = sight.property(task, "ContainerDefinitions") else { return };
    let Some(wanted) = one.get("ContainerName").text() else { return };
    if containers.iter().any(|container| container.get("Name").text().is_none()) {
        return;
    }
    if containers.iter().any(|container| container.get("Name").is(&wanted)) {
        return; // whether it listens on the port is a question of the network
    }
    let known: Vec<String> = containers.iter().filter_map(|one| one.get("Name").text()).map(String::from).collect();
    let below = format!("LoadBalancers/{at}/ContainerName");
    relations.found(&codes::UNKNOWN_CONTAINER, service, &below, |problem| {
        problem.with("container", wanted.into_owned()).with("known", known)
    });
}

fn listener(relations: &mut Relations<'_, '_, '_>, service: Node, one: &Meaning<'_>, at: usize) {
    let sight = relations.sight;
    let group = one.get("TargetGroupArn").node();
    let Some(group) = group.filter(|group| sight.is(*group, "AWS::ElasticLoadBalancingV2::TargetGroup")) else {
        return;
    };
    let listeners = forwarders(sight, group);
    let Some(first) = listeners.first() else { return };
    if listeners.iter().any(|listener| waits_for(relations.environment, sight, service, *listener)) {
        return;
    }
    let listener = relations.name(*first);
    let below = format!("LoadBalancers/{at}/TargetGroupArn");
    relations.found(&codes::IMPATIENT_SERVICE, service, &below, |problem| problem.with("listener", listener));
}
