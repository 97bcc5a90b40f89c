//! Images in Amazon ECR.

use super::{Connection, Failure};

/// What signs on at a registry.
#[derive(Clone, PartialEq, Eq)]
pub struct RegistryLogin {
    /// `user:password` in Base64. It is never shown.
    pub token: String,
    /// The registry that takes it: `https://123456789012.dkr.ecr.ap-northeast-1.amazonaws.com`.
    pub endpoint: String,
}

impl std::fmt::Debug for RegistryLogin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RegistryLogin").field("endpoint", &self.endpoint).finish_non_exhaustive()
    }
}

impl Connection {
    /// The login for the repositories in the connection's region; it holds for twelve hours. None where this program was
    /// built without ECR.
    ///
    /// # Errors
    /// Whoever calls may not (`ecr:GetAuthorizationToken`), or nothing answers.
    pub async fn registry_login(&self) -> Option<Result<RegistryLogin, Failure>> {
        service::login(self).await
    }

    /// The manifest of an image, as the registry keeps it; the inner none where there is no such image. None where this
    /// program was built without ECR.
    ///
    /// # Errors
    /// There is no such repository, whoever calls may not (`ecr:BatchGetImage`), or nothing answers.
    pub async fn image_manifest(&self, repository: &str, tag: &str) -> Option<Result<Option<String>, Failure>> {
        service::manifest(self, repository, tag).await
    }
}

#[cfg(feature = "ecr")]
mod service {
    use super::{Connection, Failure, RegistryLogin};
    use aws_sdk_ecr::Client;
    use aws_sdk_ecr::types::ImageIdentifier;

    pub async fn login(connection: &Connection) -> Option<Result<RegistryLogin, Failure>> {
        let client = Client::new(&connection.config);
        let ask = async || {
            let answer = client.get_authorization_token().send().await;
            let answer = answer.map_err(|error| Failure::of("GetAuthorizationToken", &error))?;
            let data = answer.authorization_data().first();
            Ok(RegistryLogin {
                token: data.and_then(|data| data.authorization_token()).unwrap_or_default().to_string(),
                endpoint: data.and_then(|data| data.proxy_endpoint()).unwrap_or_default().to_string(),
            })
        };
        Some(connection.pace.call(ask).await)
    }

    pub async fn manifest(
        connection: &Connection,
        repository: &str,
        tag: &str,
    ) -> Option<Result<Option<String>, Failure>> {
        let client = Client::new(&connection.config);
        let ask = async || {
            let id = ImageIdentifier::builder().image_tag(tag).build();
            let answer = client.batch_get_image().repository_name(repository).image_ids(id).send().await;
            let answer = answer.map_err(|error| Failure::of("BatchGetImage", &error))?;
            Ok(answer.images().first().map(|image| image.image_manifest().unwrap_or_default().to_string()))
        };
        Some(connection.pace.call(ask).await)
    }
}

#[cfg(not(feature = "ecr"))]
mod service {
    use super::{Connection, Failure, RegistryLogin};

    pub async fn login(_: &Connection) -> Option<Result<RegistryLogin, Failure>> {
        None
    }

    pub async fn manifest(_: &Connection, _: &str, _: &str) -> Option<Result<Option<String>, Failure>> {
        None
    }
}
