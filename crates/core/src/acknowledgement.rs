//! Risks that a program takes knowingly: which finding, about what, and why.

use crate::construct::caller;
use crate::expectation::End;
use crate::node::{Caller, Node};
use crate::problem::{Place, Source};
use crate::scope::Scope;
use crate::value::{Data, Entries, Name};

/// The metadata that acknowledgements stand under, in a resource or in the template as a whole.
pub const ACKNOWLEDGED: &str = "formwork:acknowledged";

/// The metadata of a template whose environment is a production.
pub const PRODUCTION: &str = "formwork:production";

/// An acknowledgement, as a program says it.
pub(crate) struct Record {
    pub stack: Option<u32>,
    /// What it is about; none for the stack as a whole.
    pub of: Option<End>,
    pub code: Name,
    pub reason: Name,
    pub until: Option<Name>,
    pub ticket: Option<Name>,
    pub place: Place,
}

impl Record {
    /// As it stands in a template.
    pub fn data(&self) -> Data {
        let mut members: Entries = Vec::new();
        let mut put = |key: &'static str, text: &Name| members.push((Name::Borrowed(key), Data::Text(text.clone())));
        put("Code", &self.code);
        put("Reason", &self.reason);
        if let Some(until) = &self.until {
            put("Until", until);
        }
        if let Some(ticket) = &self.ticket {
            put("Ticket", ticket);
        }
        Data::Map(members)
    }
}

/// An acknowledgement to say more of: for how long, and where it was decided.
pub struct Acknowledgement {
    node: Node,
    at: usize,
}

impl Scope {
    /// Acknowledges a finding about one resource: it is a risk that is taken, for this reason. The finding is listed with
    /// the reason instead of being shown. The code is the number or the name of the finding, `U0101` or
    /// `database-unencrypted`; other tools that know the finding under a name of their own are told too.
    ///
    /// It stands in the resource's metadata, under `formwork:acknowledged`. One that no finding needs is a warning, one
    /// whose day is over an error.
    ///
    /// ```
    /// use formwork_core::{App, CustomResource, Environment};
    /// let app = App::new("demo");
    /// let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DataStack");
    /// let database = stack.add("Database", CustomResource::new("AWS::RDS::DBInstance"));
    /// let acknowledgement = stack.acknowledge(&database, "database-unencrypted", "it holds generated data only");
    /// acknowledgement.until("2027-03-31").ticket("OPS-12");
    /// let resource = &app.synth().environments[0].stacks[0].template.resources["Database"];
    /// assert!(serde_json::to_string(resource).unwrap().contains("generated data only"));
    /// ```
    #[track_caller]
    pub fn acknowledge(&self, of: impl Into<End>, code: impl Into<Name>, reason: impl Into<Name>) -> Acknowledgement {
        self.record(Some(of.into()), code.into(), reason.into(), caller(&self.node))
    }

    /// The same for a finding about the stack as a whole, or about one of its expectations. It stands in the template's
    /// own metadata.
    #[track_caller]
    pub fn acknowledge_stack(&self, code: impl Into<Name>, reason: impl Into<Name>) -> Acknowledgement {
        self.record(None, code.into(), reason.into(), caller(&self.node))
    }

    fn record(&self, of: Option<End>, code: Name, reason: Name, caller: Caller) -> Acknowledgement {
        let tree = &self.node.tree;
        let stack = tree.nodes.borrow()[self.node.index as usize].stack;
        let place = Place::new(self.node.path()).source(Source::from(caller));
        let mut all = tree.acknowledgements.borrow_mut();
        let at = all.len();
        all.push(Record { stack, of, code, reason, until: None, ticket: None, place });
        drop(all);
        Acknowledgement { node: self.node.clone(), at }
    }
}

impl Acknowledgement {
    fn edit(self, change: impl FnOnce(&mut Record)) -> Self {
        // synthesis takes the records out; what is said later changes nothing
        if let Some(record) = self.node.tree.acknowledgements.borrow_mut().get_mut(self.at) {
            change(record);
        }
        self
    }

    /// The last day on which it holds, `2027-03-31`. Default: no end.
    pub fn until(self, day: impl Into<Name>) -> Self {
        let day = day.into();
        self.edit(|record| record.until = Some(day))
    }

    /// Where it was decided: a ticket, the section of a guide. Default: nowhere but in the reason.
    pub fn ticket(self, ticket: impl Into<Name>) -> Self {
        let ticket = ticket.into();
        self.edit(|record| record.ticket = Some(ticket))
    }
}
