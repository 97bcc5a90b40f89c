//! A repository in a registry, by the OCI distribution protocol over HTTP.

mod body;
mod challenge;
mod exchange;
mod login;
mod look;
mod push;
mod upload;

pub use login::Login;
pub use push::{Pushed, Tag, TagOutcome};

use super::{Digest, Repository};
use aws_smithy_runtime_api::client::http::SharedHttpConnector;
use std::sync::{Arc, Mutex};

/// A repository, and a way to it.
///
/// What fails for a moment (no connection, HTTP 429 and 5xx) is tried again, five times in all.
#[derive(Debug)]
pub struct Registry {
    repository: Repository,
    login: Login,
    connector: SharedHttpConnector,
    /// The `Authorization` that a token server gave.
    token: Mutex<Option<login::Token>>,
}

/// What happens during a push.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The registry has this blob already.
    There { digest: Digest, size: u64 },
    /// So many bytes of this blob are on their way; it begins at 0 again where it is sent again.
    Sent { digest: Digest, sent: u64, size: u64 },
    /// The registry has taken this blob.
    Done { digest: Digest, size: u64 },
    /// The tag names the image.
    Tagged { tag: String },
}

/// Who is told of it.
pub type Watch = Arc<dyn Fn(Progress) + Send + Sync>;

impl Registry {
    /// The way to a repository; nothing is sent yet.
    pub fn new(repository: Repository, login: Login) -> Registry {
        Registry { repository, login, connector: exchange::connector(), token: Mutex::new(None) }
    }

    /// Where it is.
    pub fn repository(&self) -> &Repository {
        &self.repository
    }

    /// A URL of the protocol, such as that of `manifests/latest`.
    fn url(&self, path: &str) -> String {
        format!("{}/v2/{}/{path}", self.repository.origin(), self.repository.name())
    }
}
