//! Signing on at Amazon ECR.

use super::Login;
use crate::codes;
use aws_config::SdkConfig;
use aws_sdk_ecr::error::DisplayErrorContext;
use formwork::Problem;

/// The login for every repository of the caller's account in the configured region; it holds for twelve hours.
///
/// # Errors
/// Nobody answers, or whoever calls may not (`ecr:GetAuthorizationToken`).
pub async fn login(config: &SdkConfig) -> Result<Login, Problem> {
    let refused = |reason: String| {
        let problem = codes::REGISTRY_LOGIN.problem().with("registry", "Amazon ECR");
        problem.with("repository", "its repositories").with("reason", reason)
    };
    let answer = aws_sdk_ecr::Client::new(config).get_authorization_token().send().await;
    let answer = answer.map_err(|error| refused(DisplayErrorContext(error).to_string()))?;
    let token = answer.authorization_data().iter().find_map(|data| data.authorization_token());
    let token = token.ok_or_else(|| refused("the answer holds no token".to_string()))?;
    Ok(Login::Basic(token.to_string()))
}
