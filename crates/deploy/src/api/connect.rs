//! Who calls, and where the calls go.

use super::{CloudFormation, Failure, FailureKind, Objects, Pace};
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_cloudformation::config::{Credentials, ProvideCredentials, SharedCredentialsProvider, SharedHttpClient};
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OnceCell;

/// What the person who deploys said about credentials. Everything else is found as AWS's own tools find it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Login {
    /// The profile in AWS's files.
    pub profile: Option<String>,
    /// The region of the calls, where it is not the one of the stack.
    pub region: Option<String>,
    /// A role to take on first.
    pub role_arn: Option<String>,
}

/// Where calls go.
#[derive(Clone, Debug)]
pub enum Transport {
    /// To AWS, or where `AWS_ENDPOINT_URL` points.
    Aws,
    /// To something in this process, with credentials of no account.
    Inside(SharedHttpClient),
}

/// A way to one account and region.
#[derive(Clone, Debug)]
pub struct Connection {
    pub(super) config: SdkConfig,
    pub(super) pace: Pace,
    account: Arc<OnceCell<String>>,
}

impl Connection {
    /// Finds credentials and settles the region.
    ///
    /// # Errors
    /// There are no credentials, or they cannot be used.
    pub async fn open(login: &Login, region: &str, transport: &Transport) -> Result<Self, Failure> {
        let region = login.region.clone().unwrap_or_else(|| region.to_string());
        let timeout = TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(10))
            .operation_attempt_timeout(Duration::from_secs(60))
            .build();
        // paced and retried here, for all calls together
        let base = aws_config::defaults(BehaviorVersion::latest())
            .region(Region::new(region))
            .retry_config(RetryConfig::disabled())
            .timeout_config(timeout);
        let config = match transport {
            Transport::Inside(client) => {
                let nobody = Credentials::new("AKIAREHEARSAL", "rehearsal", None, None, "rehearsal");
                base.empty_test_environment().http_client(client.clone()).credentials_provider(nobody).load().await
            }
            Transport::Aws => {
                let https = aws_smithy_http_client::Builder::new()
                    .tls_provider(Provider::Rustls(CryptoMode::Ring))
                    .build_https();
                let base = base.http_client(https);
                match &login.profile {
                    Some(profile) => base.profile_name(profile).load().await,
                    None => base.load().await,
                }
            }
        };
        let config = assume(config, login).await;
        let refused = |reason: String| Failure {
            kind: FailureKind::Credentials,
            action: "GetCredentials",
            code: "NoCredentials".to_string(),
            message: reason,
        };
        let provider = config.credentials_provider().ok_or_else(|| refused("there is no provider".to_string()))?;
        provider.provide_credentials().await.map_err(|error| {
            use std::error::Error;
            let reason = error.source().map(|source| format!("{error}: {source}")).unwrap_or_else(|| error.to_string());
            refused(reason)
        })?;
        Ok(Connection { config, pace: Pace::default(), account: Arc::default() })
    }

    /// The region that calls go to.
    pub fn region(&self) -> &str {
        self.config.region().map_or("", |region| region.as_ref())
    }

    /// CloudFormation in a region of the account. Another region than the connection's has a pace of its own.
    pub fn cloudformation(&self, region: &str) -> CloudFormation {
        if region == self.region() {
            return CloudFormation::new(aws_sdk_cloudformation::Client::new(&self.config), self.pace.clone());
        }
        let config = self.config.to_builder().region(Region::new(region.to_string())).build();
        CloudFormation::new(aws_sdk_cloudformation::Client::new(&config), Pace::default())
    }

    /// The account that the credentials belong to; asked for once.
    ///
    /// # Errors
    /// The credentials are not valid, or nothing answers.
    pub async fn account(&self) -> Result<String, Failure> {
        let client = aws_sdk_sts::Client::new(&self.config);
        let identify = async || match client.get_caller_identity().send().await {
            Ok(identity) => Ok(identity.account().unwrap_or_default().to_string()),
            Err(error) => Err(Failure::of("GetCallerIdentity", &error)),
        };
        self.account.get_or_try_init(|| self.pace.call(identify)).await.cloned()
    }

    /// The objects of a bucket that belongs to `owner`, an account; none where this program was built without S3.
    pub fn objects(&self, bucket: &str, owner: &str) -> Option<Objects> {
        Objects::new(&self.config, bucket, owner)
    }
}

async fn assume(config: SdkConfig, login: &Login) -> SdkConfig {
    let Some(role) = &login.role_arn else { return config };
    let provider =
        aws_config::sts::AssumeRoleProvider::builder(role).configure(&config).session_name("formwork").build().await;
    config.to_builder().credentials_provider(SharedCredentialsProvider::new(provider)).build()
}
