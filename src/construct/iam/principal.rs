use formwork_core::{Data, IntoValue, Name, Text};

/// Who a statement is about.
///
/// ```
/// use formwork::iam::Principal;
/// let tasks = Principal::service("ecs-tasks.amazonaws.com");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Principal {
    kind: &'static str,
    who: Data,
}

impl Principal {
    /// A service of AWS, by its domain name.
    pub fn service(name: impl Into<Name>) -> Self {
        Principal { kind: "Service", who: Data::text(name) }
    }

    /// A role, a user, an account: by ARN or account id.
    pub fn aws(arn: impl IntoValue<Text>) -> Self {
        Principal { kind: "AWS", who: arn.into_value().into_data() }
    }

    /// An identity provider, by its ARN or domain.
    pub fn federated(provider: impl IntoValue<Text>) -> Self {
        Principal { kind: "Federated", who: provider.into_value().into_data() }
    }

    /// Everybody, signed in or not: only together with conditions, or to deny.
    pub fn anyone() -> Self {
        Principal { kind: "*", who: Data::text("*") }
    }

    pub(super) fn into_data(self) -> Data {
        if self.kind == "*" { self.who } else { Data::map([(self.kind, self.who)]) }
    }
}
