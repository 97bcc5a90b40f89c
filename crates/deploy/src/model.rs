//! CloudFormation, modelled: for rehearsals and tests, behind the same wire as the real one.
//!
//! An [`Account`] is one account in one region. Its [`http_client`](Account::http_client) takes the place of the
//! network under a client of the SDK; nothing leaves the process. Time is tokio's, so a paused clock makes it virtual:
//! what is in progress moves when somebody calls. The same calls at the same instants have the same replies.
//!
//! | module | what it knows |
//! |---|---|
//! | `wire` | requests and replies of the query protocol, one file for each group of actions |
//! | `change_set`, `diff` | what an update would change, and how CloudFormation says it |
//! | `operation` | what happens to a stack over time: forward, back, and cleaning up |
//! | `resolve` | functions of templates, parameters and pseudo parameters |
//! | `export`, `name`, `policy` | what must not be: exports in use changed, a name taken twice, a protected thing deleted |
//! | `identity`, `duration` | what things are called, and how long they take |
//! | `fault` | what goes wrong on demand |

mod account;
mod change_set;
mod diff;
mod duration;
mod event;
mod export;
mod facts;
mod fault;
mod goal;
mod graph;
mod identity;
mod name;
mod operation;
mod parameter;
mod policy;
mod preview;
mod resolve;
mod snapshot;
mod stack;
mod state;
mod status;
mod template;
mod wire;

pub use account::{Account, Call};
pub use fault::{CallFault, Deed, Fault};
