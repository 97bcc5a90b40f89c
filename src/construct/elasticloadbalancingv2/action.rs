use super::{TargetGroupRef, codes, target_group::Route};
use formwork_core::{Data, IntoValue, Scope, Text, Value};

/// What a listener does with a request: pass it on, or answer it by itself.
///
/// A reference to a target group is an action too: to pass requests on to the group.
///
/// ```
/// use formwork::elasticloadbalancingv2::Action;
/// let redirect = Action::redirect_to_https();
/// let nothing_here = Action::fixed_response(404, "text/plain", "not found");
/// ```
#[derive(Clone, Debug)]
pub struct Action {
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Forward(TargetGroupRef),
    RedirectToHttps,
    FixedResponse { status: u16, content_type: Value<Text>, body: Value<Text> },
}

impl Action {
    /// Passes requests on to a target group.
    pub fn forward(group: &TargetGroupRef) -> Self {
        Action { kind: Kind::Forward(group.clone()) }
    }

    /// Sends clients to the same host, path and query over HTTPS on port 443, for good (status 301).
    pub fn redirect_to_https() -> Self {
        Action { kind: Kind::RedirectToHttps }
    }

    /// Answers with a status (200 to 299, 400 to 599), a content type (`text/plain`, `text/css`, `text/html`,
    /// `application/javascript`, `application/json`) and a body of at most 1,024 characters.
    pub fn fixed_response(status: u16, content_type: impl IntoValue<Text>, body: impl IntoValue<Text>) -> Self {
        let (content_type, body) = (content_type.into_value(), body.into_value());
        Action { kind: Kind::FixedResponse { status, content_type, body } }
    }

    /// The action as a property. `T` is the action of a listener or of a rule: their content is the same.
    pub(super) fn to_value<T>(&self, scope: &Scope) -> Value<Vec<T>> {
        let action = match &self.kind {
            Kind::Forward(group) => {
                Data::map([("TargetGroupArn", group.target_group_arn().into_data()), ("Type", Data::text("forward"))])
            }
            Kind::RedirectToHttps => {
                let https = [("Port", "443"), ("Protocol", "HTTPS"), ("StatusCode", "HTTP_301")];
                let https = Data::map(https.map(|(key, value)| (key, Data::text(value))));
                Data::map([("RedirectConfig", https), ("Type", Data::text("redirect"))])
            }
            Kind::FixedResponse { status, content_type, body } => {
                if !matches!(status, 200..=299 | 400..=599) {
                    scope.report(codes::INVALID_STATUS.problem().with("status", i64::from(*status)));
                }
                let response = Data::map([
                    ("ContentType", content_type.data().clone()),
                    ("MessageBody", body.data().clone()),
                    ("StatusCode", Data::text(status.to_string())),
                ]);
                Data::map([("FixedResponseConfig", response), ("Type", Data::text("fixed-response"))])
            }
        };
        Value::from_data(Data::List(vec![action]))
    }

    /// Tells the target group what leads requests to it.
    pub(super) fn reaches(&self, route: Route) {
        if let Kind::Forward(group) = &self.kind {
            group.reached_by(route);
        }
    }
}

impl From<&TargetGroupRef> for Action {
    fn from(group: &TargetGroupRef) -> Self {
        Action::forward(group)
    }
}
