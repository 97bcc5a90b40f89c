//! Secrets of AWS Secrets Manager.

use super::{Connection, Failure};

/// The text of a secret. It is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretText(pub String);

impl std::fmt::Debug for SecretText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretText(..)")
    }
}

impl Connection {
    /// The text of a secret. None where this program was built without Secrets Manager.
    ///
    /// # Errors
    /// There is no such secret, whoever calls may not (`secretsmanager:GetSecretValue`), or nothing answers.
    pub async fn secret(&self, name: &str) -> Option<Result<SecretText, Failure>> {
        service::get(self, name).await
    }

    /// Writes the text of a secret, under a token that makes a second such call change nothing. None where this program
    /// was built without Secrets Manager.
    ///
    /// # Errors
    /// There is no such secret, whoever calls may not (`secretsmanager:PutSecretValue`), or nothing answers.
    pub async fn put_secret(&self, name: &str, text: &SecretText, token: &str) -> Option<Result<(), Failure>> {
        service::put(self, name, text, token).await
    }
}

#[cfg(feature = "secretsmanager")]
mod service {
    use super::{Connection, Failure, SecretText};
    use aws_sdk_secretsmanager::Client;

    pub async fn get(connection: &Connection, name: &str) -> Option<Result<SecretText, Failure>> {
        let client = Client::new(&connection.config);
        let ask = async || {
            let answer = client.get_secret_value().secret_id(name).send().await;
            let answer = answer.map_err(|error| Failure::of("GetSecretValue", &error))?;
            Ok(SecretText(answer.secret_string().unwrap_or_default().to_string()))
        };
        Some(connection.pace.call(ask).await)
    }

    pub async fn put(
        connection: &Connection,
        name: &str,
        text: &SecretText,
        token: &str,
    ) -> Option<Result<(), Failure>> {
        let client = Client::new(&connection.config);
        let write = async || {
            let call = client.put_secret_value().secret_id(name).client_request_token(token);
            let answer = call.secret_string(&text.0).send().await;
            answer.map(drop).map_err(|error| Failure::of("PutSecretValue", &error))
        };
        Some(connection.pace.call(write).await)
    }
}

#[cfg(not(feature = "secretsmanager"))]
mod service {
    use super::{Connection, Failure, SecretText};

    pub async fn get(_: &Connection, _: &str) -> Option<Result<SecretText, Failure>> {
        None
    }

    pub async fn put(_: &Connection, _: &str, _: &SecretText, _: &str) -> Option<Result<(), Failure>> {
        None
    }
}
