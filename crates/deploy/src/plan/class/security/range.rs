//! Ranges of addresses and ports.

use std::net::IpAddr;

/// A block of addresses such as `10.0.0.0/16`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cidr {
    address: u128,
    /// Of 32 or 128.
    length: u32,
    width: u32,
}

impl Cidr {
    /// Reads a block, or one address.
    pub fn parse(text: &str) -> Option<Cidr> {
        let (address, length) = text.split_once('/').map_or((text, None), |(address, length)| (address, Some(length)));
        let (address, width) = match address.parse().ok()? {
            IpAddr::V4(address) => (u128::from(address.to_bits()), 32),
            IpAddr::V6(address) => (address.to_bits(), 128),
        };
        let length = length.map_or(Some(width), |length| length.parse().ok().filter(|length| *length <= width))?;
        Some(Cidr { address, length, width })
    }

    pub fn contains(&self, other: &Cidr) -> bool {
        let bits = |address: u128| address.checked_shr(self.width - self.length).unwrap_or_default();
        self.width == other.width && self.length <= other.length && bits(self.address) == bits(other.address)
    }

    /// Whether an address of it can be one of the internet.
    pub fn is_public(&self) -> bool {
        const PRIVATE: [&str; 6] =
            ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7", "fe80::/10"];
        !PRIVATE.iter().filter_map(|text| Cidr::parse(text)).any(|private| private.contains(self))
    }
}
