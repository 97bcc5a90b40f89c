//! What CloudFormation reads out of a template.

use super::{Body, CloudFormation, Failure};

/// What CloudFormation reads out of a template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// What has to be acknowledged: `CAPABILITY_NAMED_IAM`.
    pub capabilities: Vec<String>,
    /// Why, in its words.
    pub reason: Option<String>,
}

impl CloudFormation {
    /// Which acknowledgements a template needs.
    ///
    /// # Errors
    /// The template is not valid, or the call failed.
    pub async fn summary(&self, body: &Body) -> Result<Summary, Failure> {
        let answer = self
            .call("GetTemplateSummary", async |client| {
                let call = client.get_template_summary();
                match body {
                    Body::Text(text) => call.template_body(text.as_str()),
                    Body::Url(url) => call.template_url(url),
                }
                .send()
                .await
            })
            .await?;
        Ok(Summary {
            capabilities: answer.capabilities().iter().map(|one| one.as_str().to_string()).collect(),
            reason: answer.capabilities_reason().map(str::to_string),
        })
    }
}
