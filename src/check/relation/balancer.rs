//! Ports and priorities of load balancers.

use super::Relations;
use super::codes;
use super::subnet::twice;

pub(super) fn judge(relations: &mut Relations<'_, '_, '_>) {
    let listener = "AWS::ElasticLoadBalancingV2::Listener";
    twice(relations, listener, &["LoadBalancerArn", "Port"], |relations, node, other| {
        let port = relations.sight.property(node, "Port").integer().unwrap_or_default();
        let other = relations.name(other);
        relations
            .found(&codes::LISTENER_TWICE, node, "Port", |problem| problem.with("port", port).with("other", other));
    });
    let rule = "AWS::ElasticLoadBalancingV2::ListenerRule";
    twice(relations, rule, &["ListenerArn", "Priority"], |relations, node, other| {
        let priority = relations.sight.property(node, "Priority").integer().unwrap_or_default();
        let other = relations.name(other);
        relations.found(&codes::PRIORITY_TWICE, node, "Priority", |problem| {
            problem.with("priority", priority).with("other", other)
        });
    });
}
