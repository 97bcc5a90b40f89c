//! Where subnets lie, and where their routes lead.

use super::{Relations, codes};
use crate::check::network::Block;
use crate::sight::{Meaning, Node};

pub(super) fn judge(relations: &mut Relations<'_, '_, '_>) {
    let subnets = relations.all("AWS::EC2::Subnet");
    for (at, subnet) in subnets.iter().enumerate() {
        let Some(own) = block(relations, *subnet) else { continue };
        outside(relations, *subnet, own);
        let vpc = relations.sight.property(*subnet, "VpcId");
        for other in &subnets[..at] {
            let is_same = relations.same(&relations.sight.property(*other, "VpcId"), &vpc) == Some(true);
            let Some(theirs) = block(relations, *other).filter(|theirs| is_same && theirs.meets(own)) else { continue };
            let other = relations.name(*other);
            relations.found(&codes::SUBNETS_OVERLAP, *subnet, "CidrBlock", |problem| {
                problem.with("block", own.to_string()).with("other", other).with("blocks", theirs.to_string())
            });
        }
    }
    twice(relations, "AWS::EC2::SubnetRouteTableAssociation", &["SubnetId"], |relations, node, other| {
        let subnet = relations.sight.property(node, "SubnetId");
        let subnet = subnet.node().map_or("the subnet".to_string(), |subnet| relations.name(subnet));
        let other = relations.name(other);
        relations.found(&codes::TABLE_TWICE, node, "SubnetId", |problem| {
            problem.with("subnet", subnet).with("other", other)
        });
    });
    twice(relations, "AWS::EC2::Route", &["RouteTableId", "DestinationCidrBlock"], |relations, node, other| {
        let to = relations.sight.property(node, "DestinationCidrBlock").text().unwrap_or_default().into_owned();
        let other = relations.name(other);
        relations.found(&codes::ROUTE_TWICE, node, "DestinationCidrBlock", |problem| {
            problem.with("to", to).with("other", other)
        });
    });
}

/// Calls `found` with a resource, and one before it, that have the same in these properties.
pub(super) fn twice(
    relations: &mut Relations<'_, '_, '_>,
    type_name: &str,
    properties: &[&str],
    mut found: impl FnMut(&mut Relations<'_, '_, '_>, Node, Node),
) {
    let all = relations.all(type_name);
    for (at, node) in all.iter().enumerate() {
        let is_same = |other: &&Node| {
            properties.iter().all(|property| {
                let (own, theirs) =
                    (relations.sight.property(*node, property), relations.sight.property(**other, property));
                relations.same(&own, &theirs) == Some(true)
            })
        };
        if let Some(other) = all[..at].iter().find(is_same).copied() {
            found(relations, *node, other);
        }
    }
}

fn block(relations: &Relations<'_, '_, '_>, node: Node) -> Option<Block> {
    Block::parse(&relations.sight.property(node, "CidrBlock").text()?)
}

fn outside(relations: &mut Relations<'_, '_, '_>, subnet: Node, own: Block) {
    let sight = relations.sight;
    let vpc = sight.property(subnet, "VpcId").node().filter(|vpc| sight.is(*vpc, "AWS::EC2::VPC"));
    let Some(vpc) = vpc else { return };
    let mut blocks = vec![sight.property(vpc, "CidrBlock")];
    for more in sight.of_type("AWS::EC2::VPCCidrBlock") {
        match sight.property(more, "VpcId").node() {
            Some(of) if of == vpc => blocks.push(sight.property(more, "CidrBlock")),
            Some(_) => {}
            None => return,
        }
    }
    let known: Option<Vec<Block>> = blocks.iter().map(|block: &Meaning<'_>| Block::parse(&block.text()?)).collect();
    let Some(known) = known.filter(|known| !known.iter().any(|block| block.covers(own))) else { return };
    let said = known.iter().map(Block::to_string).collect::<Vec<_>>().join(", ");
    relations.found(&codes::SUBNET_OUTSIDE, subnet, "CidrBlock", |problem| {
        problem.with("block", own.to_string()).with("blocks", said)
    });
}
