use super::{RepositoryRef, codes};
use formwork_core::{Construct, IntoValue, Scope, Text, Value, function, pseudo, text};
use formwork_resources::ids::ecr::RepositoryName;

/// A repository made elsewhere; see [`Repository::from_name`](super::Repository::from_name) and
/// [`Repository::from_arn`](super::Repository::from_arn).
#[derive(Clone, Debug)]
pub struct ImportedRepository(pub(super) Source);

/// What is known of it.
#[derive(Clone, Debug)]
pub(super) enum Source {
    Name(Value<RepositoryName>),
    Arn(Value<Text>),
}

impl Construct for ImportedRepository {
    type Handle = RepositoryRef;

    fn build(self, scope: Scope) -> RepositoryRef {
        let (region, account) = (pseudo::region(), pseudo::account_id());
        let (name, arn, region, account) = match self.0 {
            Source::Name(name) => {
                let arn = text!["arn:", pseudo::partition(), ":ecr:", &region, ":", &account, ":repository/", &name];
                (name, arn, region, account)
            }
            Source::Arn(arn) => {
                let [region, account, name] = parts(&arn, &scope);
                (name.assume(), arn, region, account)
            }
        };
        let uri = text![account, ".dkr.ecr.", region, ".", pseudo::url_suffix(), "/", &name];
        RepositoryRef { scope, name, arn, uri, resource: None }
    }
}

/// Region, account and name of an ARN.
fn parts(arn: &Value<Text>, scope: &Scope) -> [Value<Text>; 3] {
    let Some(literal) = arn.as_text() else {
        let part = |index: i64, separator: &'static str| function::select(index, function::split(separator, arn));
        return [part(3, ":"), part(4, ":"), part(1, ":repository/")];
    };
    let parts: Vec<&str> = literal.splitn(6, ':').collect();
    if let ["arn", _, "ecr", region, account, repository] = parts[..]
        && let Some(name) = repository.strip_prefix("repository/").filter(|name| !name.is_empty())
    {
        return [region, account, name].map(|part| part.to_string().into_value());
    }
    scope.report(codes::INVALID_ARN.problem().with("arn", literal));
    std::array::from_fn(|_| arn.clone())
}
