//! Blocks of IPv4 addresses in settings.

use super::codes;
use super::node::{Node, Read};
use formwork::Place;
use formwork::ec2::{Cidr, InvalidCidr};
use std::net::Ipv4Addr;

/// The documentation range of RFC 5737 that a block overlaps. Who holds a block around one does not hold the range.
pub(super) fn documentation(block: Cidr) -> Option<Cidr> {
    let ranges = [[192, 0, 2, 0], [198, 51, 100, 0], [203, 0, 113, 0]];
    ranges.map(|address| Cidr::around(address.into(), 24)).into_iter().find(|range| block.overlaps(*range))
}

fn read(node: &Node) -> Read<Cidr> {
    let text = node.text()?;
    text.parse().map_err(|reason| {
        vec![match reason {
            _ if text.parse::<Ipv4Addr>().is_ok() => node.problem(&codes::ADDRESS_WITHOUT_PREFIX),
            InvalidCidr::HostBits(text, block) => {
                let address = text.split('/').next().unwrap_or_default().to_string();
                node.problem(&codes::HOST_BITS).with("block", block.to_string()).with("address", address)
            }
            InvalidCidr::Form(_) | InvalidCidr::Prefix(_) => node.problem(&codes::INVALID_ADDRESS),
        }]
    })
}

/// A list of at least one block, no two of them equal, with their places.
pub(super) fn read_list(node: &Node) -> Read<Vec<(Cidr, Place)>> {
    let mut blocks: Vec<(Cidr, Place)> = Vec::new();
    let mut problems = Vec::new();
    let elements = node.list()?;
    if elements.is_empty() {
        problems.push(node.problem(&codes::EMPTY_LIST));
    }
    for element in elements {
        match read(element) {
            Ok(block) => match blocks.iter().find(|(known, _)| *known == block) {
                Some((_, first)) => {
                    problems.push(element.problem(&codes::DUPLICATE_ADDRESS).with("other", first.clone()));
                }
                None => blocks.push((block, element.place())),
            },
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(blocks) } else { Err(problems) }
}
