//! Sets of IPv4 addresses: intervals, so that everything about them is exact.

use std::net::Ipv4Addr;

/// A block of addresses, or what is left of one: its first and its last address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Block {
    pub first: u32,
    pub last: u32,
}

impl Block {
    pub const ALL: Block = Block { first: 0, last: u32::MAX };

    /// `10.0.0.0/16`; an address alone is a block of one.
    pub fn parse(text: &str) -> Option<Block> {
        let (address, prefix) = text.trim().split_once('/').unwrap_or((text.trim(), "32"));
        let address = u32::from(address.parse::<Ipv4Addr>().ok()?);
        let prefix = prefix.parse::<u32>().ok().filter(|prefix| *prefix <= 32)?;
        let rest = u32::MAX.checked_shr(prefix).unwrap_or(0);
        Some(Block { first: address & !rest, last: address | rest })
    }

    /// What an interface in a subnet of this block can have: AWS keeps the first four addresses and the last one.
    pub fn usable(self) -> Block {
        match self.size() {
            size if size > 8 => Block { first: self.first + 4, last: self.last - 1 },
            _ => self,
        }
    }

    pub fn size(self) -> u64 {
        u64::from(self.last) - u64::from(self.first) + 1
    }

    pub fn covers(self, other: Block) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    pub fn meets(self, other: Block) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

impl std::fmt::Display for Block {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let size = self.size();
        let first = Ipv4Addr::from(self.first);
        match size.is_power_of_two() && u64::from(self.first) % size == 0 {
            true => write!(f, "{first}/{}", 32 - size.trailing_zeros()),
            false => write!(f, "{first}-{}", Ipv4Addr::from(self.last)),
        }
    }
}

/// Blocks that do not touch, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addresses(Vec<Block>);

impl Addresses {
    pub fn add(&mut self, block: Block) {
        self.0.push(block);
        self.0.sort_unstable();
        let mut merged: Vec<Block> = Vec::with_capacity(self.0.len());
        for block in self.0.drain(..) {
            match merged.last_mut() {
                Some(last) if block.first <= last.last.saturating_add(1) => last.last = last.last.max(block.last),
                _ => merged.push(block),
            }
        }
        self.0 = merged;
    }

    pub fn covers(&self, block: Block) -> bool {
        self.0.iter().any(|own| own.covers(block))
    }

    pub fn meets(&self, block: Block) -> bool {
        self.0.iter().any(|own| own.meets(block))
    }

    /// The part of a block that no rule has decided before, and what is left undecided.
    pub fn without(self, block: Block) -> Addresses {
        let mut left = Addresses::default();
        for own in self.0 {
            if !own.meets(block) {
                left.add(own);
                continue;
            }
            if own.first < block.first {
                left.add(Block { first: own.first, last: block.first - 1 });
            }
            if own.last > block.last {
                left.add(Block { first: block.last + 1, last: own.last });
            }
        }
        left
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Block> for Addresses {
    fn from(block: Block) -> Self {
        Addresses(vec![block])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> Block {
        Block::parse(text).expect("a block")
    }

    #[test]
    fn a_block_keeps_five_addresses_for_aws() {
        let usable = block("10.0.1.0/24").usable();
        assert_eq!(usable.to_string(), "10.0.1.4-10.0.1.254");
        assert_eq!(block("0.0.0.0/0"), Block::ALL);
        assert_eq!(block("10.0.1.77/24").to_string(), "10.0.1.0/24");
        assert_eq!(block("10.0.1.77").to_string(), "10.0.1.77/32");
        assert_eq!([Block::parse("10.0.1/24"), Block::parse("10.0.1.0/33")], [None, None]);
    }

    #[test]
    fn blocks_that_touch_are_one() {
        let mut all = Addresses::from(block("10.0.0.0/25"));
        all.add(block("10.0.0.128/25"));
        assert!(
            all.covers(block("10.0.0.0/24")) && !all.covers(block("10.0.0.0/23")) && all.meets(block("10.0.0.0/23"))
        );
        let left = all.without(block("10.0.0.64/26"));
        assert!(left.covers(block("10.0.0.0/26")) && left.covers(block("10.0.0.128/25")));
        assert!(!left.meets(block("10.0.0.64/26")));
        assert!(left.without(Block::ALL).is_empty());
    }
}
