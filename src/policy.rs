//! IAM policies: what they allow, as AWS evaluates them.
//!
//! Texts may hold what is only known once it is deployed ([`Piece::Symbol`]), so an answer can also be that it depends. A
//! request is allowed if a policy of the identity (or, in one account, of the resource) allows it, the permissions
//! boundary allows it too where there is one, and no statement denies it.
//!
//! ```
//! use formwork::policy::{Allowed, Policy, Request, allows};
//! let policy = Policy::from_json(&serde_json::json!({
//!     "Version": "2012-10-17",
//!     "Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::files/*"}],
//! })).unwrap();
//! let request = |action, resource| Request::new(action, resource);
//! assert_eq!(allows(&[policy.clone()], &[], None, &request("s3:GetObject", "arn:aws:s3:::files/a")), Allowed::Yes);
//! assert_eq!(allows(&[policy], &[], None, &request("s3:PutObject", "arn:aws:s3:::files/a")), Allowed::No);
//! ```
//!
//! Source: IAM user guide, "Policy evaluation logic" and "IAM JSON policy elements reference".

mod condition;
mod document;
mod text;

pub use condition::Context;
pub use document::{Effect, Policy, Principals, Statement};
pub use text::{Piece, Text};

/// Whether something is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Allowed {
    /// No statement allows it, or one denies it.
    No,
    /// It depends on what is only known once it is deployed, or when it is called.
    Depends,
    /// It is.
    Yes,
}

/// A call to AWS.
#[derive(Clone, Debug)]
pub struct Request {
    /// `s3:GetObject`.
    pub action: String,
    /// The ARN of what it is about.
    pub resource: Text,
    /// Who calls: an ARN, an account, or the name of a service.
    pub principal: Option<Text>,
    /// What else is known of the call.
    pub context: Context,
}

impl Request {
    /// A call of which nothing else is known.
    pub fn new(action: impl Into<String>, resource: impl Into<Text>) -> Self {
        Request { action: action.into(), resource: resource.into(), principal: None, context: Context::default() }
    }

    /// Who calls.
    pub fn by(mut self, principal: impl Into<Text>) -> Self {
        self.principal = Some(principal.into());
        self
    }

    /// What else is known.
    pub fn context(mut self, context: Context) -> Self {
        self.context = context;
        self
    }
}

/// Whether a call within one account is allowed.
pub fn allows(identity: &[Policy], resource: &[Policy], boundary: Option<&Policy>, request: &Request) -> Allowed {
    let of = |policies: &[Policy], effect: Effect, with_principal: bool| {
        let statements = policies.iter().flat_map(|policy| &policy.statements);
        let matching = statements.filter(|statement| statement.effect == effect);
        matching.map(|statement| statement.matches(request, with_principal)).max().unwrap_or(Allowed::No)
    };
    let boundary = boundary.map(std::slice::from_ref);
    let denied = [(identity, false), (resource, true), (boundary.unwrap_or_default(), false)];
    let denied = denied.map(|(policies, with_principal)| of(policies, Effect::Deny, with_principal));
    let denied = denied.into_iter().max().unwrap_or(Allowed::No);
    if denied == Allowed::Yes {
        return Allowed::No;
    }
    let by_identity = of(identity, Effect::Allow, false);
    let bounded = boundary.map_or(Allowed::Yes, |boundary| of(boundary, Effect::Allow, false));
    // what a resource allows a user or everybody, no boundary takes back
    let (by_name, by_resource) = granted(resource, request);
    let allowed = by_identity.max(by_resource).min(bounded).max(by_name);
    match denied {
        Allowed::Depends => allowed.min(Allowed::Depends),
        _ => allowed,
    }
}

/// What policies of resources allow by themselves, whatever the boundary says: to everybody, and to a user by its name; and
/// what they allow a role, as far as its boundary goes. Who is only named by
/// its account has to be allowed by its own policies too.
fn granted(resource: &[Policy], request: &Request) -> (Allowed, Allowed) {
    let (mut by_name, mut others) = (Allowed::No, Allowed::No);
    let is_user = request.principal.as_ref().and_then(Text::letters).is_some_and(|arn| arn.contains(":user/"));
    let statements = resource.iter().flat_map(|policy| &policy.statements);
    for statement in statements.filter(|statement| statement.effect == Effect::Allow) {
        let matches = statement.matches(request, true);
        match statement.names(request) {
            document::Named::Account => {}
            document::Named::Itself if !is_user => others = others.max(matches),
            document::Named::Itself | document::Named::Everybody => by_name = by_name.max(matches),
        }
    }
    (by_name, others)
}
