use super::Principal;
use formwork_core::{Data, Entries, IntoValue, Json, Name, Text};

/// A statement of a policy: who may, or may not, do what on which resources.
///
/// ```
/// use formwork::iam::Statement;
/// let read = Statement::allow(["s3:GetObject"]).on("arn:aws:s3:::prooflink-files/*").sid("ReadFiles");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    sid: Option<Name>,
    effect: &'static str,
    principals: Vec<Principal>,
    actions: Vec<Data>,
    resources: Vec<Data>,
    conditions: Entries,
}

impl Statement {
    /// Allows the actions, on what [`on`](Statement::on) names.
    pub fn allow<A: IntoValue<Text>>(actions: impl IntoIterator<Item = A>) -> Self {
        Statement::new("Allow", actions)
    }

    /// Denies the actions, whatever else allows them.
    pub fn deny<A: IntoValue<Text>>(actions: impl IntoIterator<Item = A>) -> Self {
        Statement::new("Deny", actions)
    }

    fn new<A: IntoValue<Text>>(effect: &'static str, actions: impl IntoIterator<Item = A>) -> Self {
        let actions = actions.into_iter().map(|action| action.into_value().into_data()).collect();
        let (principals, resources) = (Vec::new(), Vec::new());
        Statement { sid: None, effect, principals, actions, resources, conditions: Entries::new() }
    }

    /// Adds a resource: an ARN, or a pattern of one; `"*"` is every resource.
    pub fn on(mut self, resource: impl IntoValue<Text>) -> Self {
        self.resources.push(resource.into_value().into_data());
        self
    }

    /// Adds who the statement is about, in policies of resources and roles.
    pub fn by(mut self, principal: Principal) -> Self {
        self.principals.push(principal);
        self
    }

    /// Names the statement: letters and digits, unique in its policy.
    pub fn sid(mut self, sid: impl Into<Name>) -> Self {
        self.sid = Some(sid.into());
        self
    }

    /// Holds only where the condition does: `when("StringEquals", "aws:SourceAccount", pseudo::account_id())`.
    pub fn when(mut self, operator: &'static str, key: impl Into<Name>, value: impl IntoValue<Json>) -> Self {
        let member = (key.into(), value.into_value().into_data());
        match self.conditions.iter_mut().find(|(known, _)| known == operator) {
            Some((_, Data::Map(members))) => members.push(member),
            _ => self.conditions.push((Name::Borrowed(operator), Data::Map(vec![member]))),
        }
        self
    }

    pub(super) fn into_data(self) -> Data {
        let mut entries = Entries::new();
        let mut put = |key: &'static str, data: Data| entries.push((Name::Borrowed(key), data));
        if let Some(sid) = self.sid {
            put("Sid", Data::Text(sid));
        }
        put("Effect", Data::text(self.effect));
        if !self.principals.is_empty() {
            put("Principal", principals(self.principals));
        }
        put("Action", one_or_list(self.actions));
        if !self.resources.is_empty() {
            put("Resource", one_or_list(self.resources));
        }
        if !self.conditions.is_empty() {
            put("Condition", Data::Map(self.conditions));
        }
        Data::Map(entries)
    }
}

/// Principals of one kind stand in one list.
fn principals(principals: Vec<Principal>) -> Data {
    let mut kinds: Vec<(Name, Vec<Data>)> = Vec::new();
    for principal in principals {
        match principal.into_data() {
            Data::Map(entries) => {
                for (kind, who) in entries {
                    match kinds.iter_mut().find(|(known, _)| *known == kind) {
                        Some((_, several)) => several.push(who),
                        None => kinds.push((kind, vec![who])),
                    }
                }
            }
            anyone => return anyone,
        }
    }
    Data::map(kinds.into_iter().map(|(kind, several)| (kind, one_or_list(several))))
}

fn one_or_list(mut items: Vec<Data>) -> Data {
    if items.len() == 1 { items.swap_remove(0) } else { Data::List(items) }
}
