use super::{SecretRef, codes};
use formwork_core::{Construct, Scope, Value};
use formwork_resources::ids::secretsmanager::SecretArn;

/// A secret made elsewhere; see [`Secret::from_arn`](super::Secret::from_arn).
#[derive(Clone, Debug)]
pub struct ImportedSecret {
    arn: Value<SecretArn>,
}

impl ImportedSecret {
    pub(super) fn new(arn: Value<SecretArn>) -> Self {
        ImportedSecret { arn }
    }
}

impl Construct for ImportedSecret {
    type Handle = SecretRef;

    fn build(self, scope: Scope) -> SecretRef {
        if let Some(arn) = self.arn.as_text().filter(|arn| !is_complete(arn)) {
            scope.report(codes::PARTIAL_ARN.problem().with("arn", arn));
        }
        SecretRef::new(self.arn, None)
    }
}

/// Whether an ARN is of the form `arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-XXXXXX`.
fn is_complete(arn: &str) -> bool {
    let parts: Vec<&str> = arn.split(':').collect();
    let ["arn", _, "secretsmanager", _, _, "secret", name] = parts[..] else { return false };
    let suffix = name.rsplit_once('-').filter(|(name, _)| !name.is_empty()).map_or("", |(_, suffix)| suffix);
    suffix.len() == 6 && suffix.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
