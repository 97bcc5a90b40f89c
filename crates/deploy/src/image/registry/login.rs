//! Who pushes.

use std::fmt;

/// What a registry is told of whoever calls. It is never shown.
#[derive(Clone, PartialEq, Eq)]
pub enum Login {
    /// Nothing.
    Anonymous,
    /// User and password with a colon between, in Base64: what Amazon ECR's `GetAuthorizationToken` gives.
    Basic(String),
}

/// The value of an `Authorization` header. It is never shown.
#[derive(Clone)]
pub(super) struct Token(pub String);

impl Login {
    /// A user and a password.
    pub fn user(user: &str, password: &str) -> Login {
        Login::Basic(aws_smithy_types::base64::encode(format!("{user}:{password}")))
    }

    /// The header that says it.
    pub(super) fn header(&self) -> Option<Token> {
        match self {
            Login::Anonymous => None,
            Login::Basic(token) => Some(Token(format!("Basic {token}"))),
        }
    }
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Login::Anonymous => "Anonymous",
            Login::Basic(_) => "Basic(..)",
        })
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}
