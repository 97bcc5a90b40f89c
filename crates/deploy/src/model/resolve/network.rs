//! `Fn::Cidr`.

use crate::model::parameter::plain;
use serde_json::{Value, json};
use std::net::Ipv4Addr;

/// The blocks of a block of addresses; none where it is another function.
pub fn function(name: &str, argument: &Value) -> Option<Result<Value, String>> {
    if name != "Fn::Cidr" {
        return None;
    }
    let (address, length) = argument.get(0)?.as_str()?.split_once('/')?;
    let (address, length) = (address.parse::<Ipv4Addr>().ok()?, length.parse::<u32>().ok()?);
    let count: u64 = plain(argument.get(1)?).parse().ok()?;
    let bits: u32 = argument.get(2).map_or(Some(8), |bits| plain(bits).parse().ok())?;
    let size = 1_u64.checked_shl(bits)?;
    if bits > 32 || length > 32 || count > 256 || count * size > 1_u64 << (32 - length) {
        return Some(Err("Template error: Fn::Cidr cannot make so many blocks".to_owned()));
    }
    let first = u64::from(u32::from(address));
    let block =
        |at: u64| u32::try_from(first + at * size).ok().map(|start| format!("{}/{}", Ipv4Addr::from(start), 32 - bits));
    Some(Ok(json!((0..count).map_while(block).collect::<Vec<_>>())))
}
