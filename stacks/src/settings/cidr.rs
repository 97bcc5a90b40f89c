//! Blocks of IPv4 addresses.

use super::codes;
use super::node::{Node, Read};
use formwork::{IntoValue, Place, Text, Value};
use std::net::Ipv4Addr;

/// A block of IPv4 addresses without host bits, such as `10.1.2.0/24`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cidr {
    address: Ipv4Addr,
    prefix: u8,
}

/// Why a text is no block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoCidr {
    /// It is an address alone.
    Address(Ipv4Addr),
    /// The address is one inside of this block.
    HostBits(Ipv4Addr, Cidr),
    /// It is something else.
    Malformed,
}

/// RFC 5737.
const DOCUMENTATION: [Cidr; 3] = [
    Cidr { address: Ipv4Addr::new(192, 0, 2, 0), prefix: 24 },
    Cidr { address: Ipv4Addr::new(198, 51, 100, 0), prefix: 24 },
    Cidr { address: Ipv4Addr::new(203, 0, 113, 0), prefix: 24 },
];

impl Cidr {
    /// Reads `10.1.2.0/24`.
    pub fn parse(text: &str) -> Result<Cidr, NoCidr> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: Ipv4Addr = address.parse().map_err(|_| NoCidr::Malformed)?;
        let prefix = prefix.ok_or(NoCidr::Address(address))?;
        // to a number and back, since `+8` and `08` are numbers, too
        let number: u8 = prefix.parse().map_err(|_| NoCidr::Malformed)?;
        if number > 32 || number.to_string() != prefix {
            return Err(NoCidr::Malformed);
        }
        let block = Cidr { address: Ipv4Addr::from_bits(address.to_bits() & mask(number)), prefix: number };
        if block.address == address { Ok(block) } else { Err(NoCidr::HostBits(address, block)) }
    }

    /// The first address.
    pub fn address(self) -> Ipv4Addr {
        self.address
    }

    /// How many bits are fixed.
    pub fn prefix(self) -> u8 {
        self.prefix
    }

    /// Whether some address lies in both.
    pub fn overlaps(self, other: Cidr) -> bool {
        let mask = mask(self.prefix.min(other.prefix));
        self.address.to_bits() & mask == other.address.to_bits() & mask
    }

    /// The documentation range that it overlaps. Who holds a block around one does not hold the range.
    pub fn documentation(self) -> Option<Cidr> {
        DOCUMENTATION.into_iter().find(|range| self.overlaps(*range))
    }

    fn read(node: &Node) -> Read<Cidr> {
        Cidr::parse(node.text()?).map_err(|reason| {
            vec![match reason {
                NoCidr::Address(_) => node.problem(&codes::ADDRESS_WITHOUT_PREFIX),
                NoCidr::HostBits(address, block) => node
                    .problem(&codes::HOST_BITS)
                    .with("block", block.to_string())
                    .with("address", address.to_string()),
                NoCidr::Malformed => node.problem(&codes::INVALID_ADDRESS),
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
            match Cidr::read(element) {
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
}

fn mask(prefix: u8) -> u32 {
    u32::MAX.checked_shl(32 - u32::from(prefix)).unwrap_or(0)
}

impl std::fmt::Display for Cidr {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.address, self.prefix)
    }
}

impl IntoValue<Text> for Cidr {
    fn into_value(self) -> Value<Text> {
        self.to_string().into_value()
    }
}

impl IntoValue<Text> for &Cidr {
    fn into_value(self) -> Value<Text> {
        self.to_string().into_value()
    }
}
