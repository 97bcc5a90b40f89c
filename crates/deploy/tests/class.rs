//! How bad changes are, and why.

#[path = "class/case.rs"]
mod case;
#[path = "class/destruction.rs"]
mod destruction;
#[path = "class/exposure.rs"]
mod exposure;
#[path = "class/firewall.rs"]
mod firewall;
#[path = "class/hash.rs"]
mod hash;
#[path = "class/interruption.rs"]
mod interruption;
#[path = "class/mask.rs"]
mod mask;
#[path = "class/network.rs"]
mod network;
#[path = "class/policy.rs"]
mod policy;
#[path = "class/replacement.rs"]
mod replacement;
#[path = "class/system.rs"]
mod system;
