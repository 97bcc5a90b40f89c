use formwork_core::{IntoValue, Text, Value};
use std::fmt;
use std::net::Ipv4Addr;
use std::str::FromStr;

/// A block of IPv4 addresses: `10.0.0.0/16`. No host bits are set.
///
/// ```
/// use formwork::ec2::Cidr;
/// let vpc: Cidr = "10.0.0.0/16".parse().unwrap();
/// assert!(vpc.contains("10.0.11.0/24".parse().unwrap()));
/// assert_eq!("10.0.0.1/16".parse::<Cidr>().unwrap_err().to_string(), "`10.0.0.1/16` has host bits set: the block is 10.0.0.0/16");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cidr {
    address: u32,
    prefix: u8,
}

/// Why a text is no block of addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InvalidCidr {
    /// It is not of the form `10.0.0.0/16`.
    Form(String),
    /// The prefix is longer than 32.
    Prefix(String),
    /// Bits after the prefix are set; the block that they are in.
    HostBits(String, Cidr),
}

impl Cidr {
    /// The block of `prefix` bits around an address.
    pub fn around(address: Ipv4Addr, prefix: u8) -> Cidr {
        let prefix = prefix.min(32);
        Cidr { address: u32::from(address) & mask(prefix), prefix }
    }

    /// The first address.
    pub fn address(self) -> Ipv4Addr {
        Ipv4Addr::from(self.address)
    }

    /// How many bits are fixed: 0 to 32.
    pub fn prefix(self) -> u8 {
        self.prefix
    }

    /// How many addresses it has.
    pub fn size(self) -> u64 {
        1 << (32 - self.prefix)
    }

    /// Whether all of `other` is in it.
    pub fn contains(self, other: Cidr) -> bool {
        self.prefix <= other.prefix && other.address & mask(self.prefix) == self.address
    }

    /// Whether they have an address in common.
    pub fn overlaps(self, other: Cidr) -> bool {
        self.contains(other) || other.contains(self)
    }

    /// Deals the next block of `prefix` bits that overlaps none of `taken`: the lowest one. None if there is no room.
    ///
    /// ```
    /// use formwork::ec2::Cidr;
    /// let vpc: Cidr = "10.0.0.0/16".parse().unwrap();
    /// let first = vpc.deal(24, &[]).unwrap();
    /// assert_eq!(vpc.deal(24, &[first]).unwrap().to_string(), "10.0.1.0/24");
    /// ```
    pub fn deal(self, prefix: u8, taken: &[Cidr]) -> Option<Cidr> {
        if prefix < self.prefix || prefix > 32 {
            return None;
        }
        let end = u64::from(self.address) + self.size();
        let step = 1u64 << (32 - prefix);
        let mut at = u64::from(self.address);
        while at + step <= end {
            let block = Cidr { address: at as u32, prefix };
            match taken.iter().find(|other| other.overlaps(block)) {
                None => return Some(block),
                // past the block in the way, on the next boundary
                Some(other) => at = (u64::from(other.address) + other.size()).max(at + 1).next_multiple_of(step),
            }
        }
        None
    }
}

fn mask(prefix: u8) -> u32 {
    u32::MAX.checked_shl(32 - u32::from(prefix)).unwrap_or(0)
}

impl FromStr for Cidr {
    type Err = InvalidCidr;

    fn from_str(text: &str) -> Result<Self, InvalidCidr> {
        let form = || InvalidCidr::Form(text.to_string());
        let (address, prefix) = text.split_once('/').ok_or_else(form)?;
        let address: Ipv4Addr = address.parse().map_err(|_| form())?;
        // to a number and back, since `+8` and `08` are numbers too
        let number: u8 = prefix.parse().map_err(|_| form())?;
        let prefix = if number.to_string() == prefix { number } else { return Err(form()) };
        if prefix > 32 {
            return Err(InvalidCidr::Prefix(text.to_string()));
        }
        let block = Cidr::around(address, prefix);
        if block.address() != address {
            return Err(InvalidCidr::HostBits(text.to_string(), block));
        }
        Ok(block)
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address(), self.prefix)
    }
}

impl IntoValue<Text> for Cidr {
    fn into_value(self) -> Value<Text> {
        self.to_string().into_value()
    }
}

impl fmt::Display for InvalidCidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InvalidCidr::Form(text) => write!(f, "`{text}` is no block of IPv4 addresses, such as 10.0.0.0/16"),
            InvalidCidr::Prefix(text) => write!(f, "`{text}` has a prefix over 32"),
            InvalidCidr::HostBits(text, block) => write!(f, "`{text}` has host bits set: the block is {block}"),
        }
    }
}

impl std::error::Error for InvalidCidr {}
