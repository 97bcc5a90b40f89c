//! Why a call failed, in the few kinds that make a difference.

use aws_sdk_cloudformation::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};

/// A call that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What it means for the caller.
    pub kind: FailureKind,
    /// The call: `CreateChangeSet`.
    pub action: &'static str,
    /// AWS's code: `ValidationError`; empty where there was no answer.
    pub code: String,
    /// AWS's words.
    pub message: String,
}

/// What a failure means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// Too many calls.
    Throttled,
    /// No answer, or one that says that AWS itself failed.
    Unreachable,
    /// Nobody signed the call, or the signature is not valid any more.
    Credentials,
    /// Whoever signed it may not.
    Denied,
    /// The thing is not there.
    Missing,
    /// The thing is there already.
    Exists,
    /// The thing is in a state that does not allow the call.
    Conflict,
    /// Nothing would change.
    NoChanges,
    /// The call makes no sense to CloudFormation.
    Invalid,
}

const CREDENTIALS: &[&str] = &[
    "ExpiredToken",
    "ExpiredTokenException",
    "InvalidClientTokenId",
    "IncompleteSignature",
    "MissingAuthenticationToken",
    "RequestExpired",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
];

/// The texts that CloudFormation has for "nothing would change".
pub(super) const NO_CHANGES: [&str; 2] = ["didn't contain changes", "No updates are to be performed"];

impl Failure {
    /// Of a call that came back with an error.
    pub(super) fn of<E>(action: &'static str, error: &SdkError<E>) -> Self
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        let code = error.code().unwrap_or_default().to_string();
        let message = match error.message() {
            Some(message) => message.to_string(),
            None if code.is_empty() => DisplayErrorContext(error).to_string(),
            None => code.clone(),
        };
        let status = error.raw_response().map_or(0, |response| response.status().as_u16());
        Failure { kind: kind(&code, &message, status), action, code, message }
    }
}

fn kind(code: &str, message: &str, status: u16) -> FailureKind {
    let says = |text: &str| message.contains(text);
    match code {
        "Throttling" | "ThrottlingException" | "RequestLimitExceeded" | "TooManyRequestsException" => {
            FailureKind::Throttled
        }
        _ if says("Rate exceeded") => FailureKind::Throttled,
        "" => FailureKind::Unreachable,
        _ if CREDENTIALS.contains(&code) => FailureKind::Credentials,
        "AccessDenied" | "AccessDeniedException" | "OptInRequired" => FailureKind::Denied,
        "RepositoryNotFoundException"
        | "ResourceNotFoundException"
        | "ServiceNotFoundException"
        | "NoSuchResourceException" => FailureKind::Missing,
        "ChangeSetNotFound" | "ChangeSetNotFoundException" | "StackNotFoundException" => FailureKind::Missing,
        "ValidationError" if says("does not exist") => FailureKind::Missing,
        "ValidationError" if NO_CHANGES.iter().any(|text| says(text)) => FailureKind::NoChanges,
        "ValidationError" if says("_IN_PROGRESS state") => FailureKind::Conflict,
        "AlreadyExistsException" | "TokenAlreadyExistsException" => FailureKind::Exists,
        "InvalidChangeSetStatus" | "InvalidChangeSetStatusException" | "OperationInProgressException" => {
            FailureKind::Conflict
        }
        _ if status >= 500 => FailureKind::Unreachable,
        _ => FailureKind::Invalid,
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.code.is_empty() {
            true => write!(f, "{} got no answer: {}", self.action, self.message),
            false => write!(f, "{} was refused: {} ({})", self.action, self.message, self.code),
        }
    }
}

impl std::error::Error for Failure {}
