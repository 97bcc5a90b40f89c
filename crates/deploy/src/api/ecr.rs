//! Signing on at Amazon ECR.

use super::{Connection, Failure};

#[cfg(feature = "ecr")]
pub(super) async fn login(connection: &Connection) -> Option<Result<String, Failure>> {
    let client = aws_sdk_ecr::Client::new(&connection.config);
    let ask = async || {
        let answer = client.get_authorization_token().send().await;
        let answer = answer.map_err(|error| Failure::of("GetAuthorizationToken", &error))?;
        let token = answer.authorization_data().iter().find_map(|data| data.authorization_token());
        Ok(token.unwrap_or_default().to_string())
    };
    Some(connection.pace.call(ask).await)
}

#[cfg(not(feature = "ecr"))]
pub(super) async fn login(_: &Connection) -> Option<Result<String, Failure>> {
    None
}
