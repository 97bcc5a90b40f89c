//! How bad changes are, and why.

mod case;
mod destruction;
mod exposure;
mod firewall;
mod hash;
mod interruption;
mod mask;
mod network;
mod policy;
mod replacement;
mod system;
