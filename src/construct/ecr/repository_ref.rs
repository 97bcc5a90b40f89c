use super::codes;
use crate::construct::iam::{RoleRef, Statement};
use formwork_core::{IntoValue, Ref, Scope, Text, Value, text};
use formwork_resources::ecr::CfnRepository;
use formwork_resources::ids::ecr::RepositoryName;

/// The handle of a repository, made or imported. Cheap to clone.
#[derive(Clone, Debug)]
pub struct RepositoryRef {
    pub(super) scope: Scope,
    pub(super) name: Value<RepositoryName>,
    pub(super) arn: Value<Text>,
    pub(super) uri: Value<Text>,
    pub(super) resource: Option<Ref<CfnRepository>>,
}

impl RepositoryRef {
    /// Its name.
    pub fn repository_name(&self) -> Value<RepositoryName> {
        self.name.clone()
    }

    /// Its ARN.
    pub fn repository_arn(&self) -> Value<Text> {
        self.arn.clone()
    }

    /// Where images are pushed to and pulled from, without a tag.
    pub fn repository_uri(&self) -> Value<Text> {
        self.uri.clone()
    }

    /// The resource; none if it is imported.
    pub fn resource(&self) -> Option<&Ref<CfnRepository>> {
        self.resource.as_ref()
    }

    /// The image of this tag, as containers name it: the URI, a colon, the tag.
    #[track_caller]
    pub fn image(&self, tag: impl IntoValue<Text>) -> Value<Text> {
        let tag = tag.into_value();
        if let Some(literal) = tag.as_text().filter(|tag| !is_tag(tag)) {
            self.scope.here().report(codes::INVALID_TAG.problem().with("tag", literal));
        }
        text![self.repository_uri(), ":", tag]
    }

    /// Lets a role pull images: three actions on this repository, and the token for the registry, which AWS grants on
    /// every resource only. The managed policies of ECS for tasks allow it already.
    #[track_caller]
    pub fn grant_pull(&self, role: &RoleRef) -> &Self {
        let actions = ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"];
        role.allow(Statement::allow(actions).on(self.repository_arn()));
        role.allow(Statement::allow(["ecr:GetAuthorizationToken"]).on("*"));
        self
    }
}

fn is_tag(tag: &str) -> bool {
    let letters = |sign: char| sign.is_ascii_alphanumeric() || "_.-".contains(sign);
    (1..=128).contains(&tag.len()) && tag.chars().all(letters) && !tag.starts_with(['.', '-'])
}
