//! Who calls.

use super::response::Xml;
use crate::model::state::State;

pub fn caller(state: &State) -> Xml {
    Xml::new()
        .text("Arn", format!("arn:aws:iam::{}:user/deployer", state.account))
        .text("UserId", "AIDA00000000000000000")
        .text("Account", &state.account)
}
