use super::imported_repository::Source;
use super::{ImageEncryption, ImportedRepository, RepositoryRef, TagMutability};
use formwork_core::{Construct, DeletionPolicy, IntoValue, Properties, Resource, Scope, Text};
use formwork_resources::ecr::CfnRepository;
use formwork_resources::ecr::repository::ImageScanningConfiguration;
use formwork_resources::ids::ecr::RepositoryName;

/// A private repository of container images.
///
/// AWS does not delete a repository that has images in it: a stack that is deleted stops there, unless
/// [`empty_on_delete`](Repository::empty_on_delete) or [`deletion_policy`](Repository::deletion_policy) says otherwise.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::ecr::{Repository, TagMutability};
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("prod", "ap-northeast-1")).stack("DataStack");
/// let repository = stack.add("AppRepository", Repository::new()
///     .tag_mutability(TagMutability::immutable_except(["latest"]))
///     .scan_on_push(true));
/// let image = repository.image("latest"); // 123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/NAME:latest
/// ```
#[derive(Clone, Debug, Default)]
pub struct Repository {
    /// What is passed on as it is.
    properties: Properties,
    tag_mutability: Option<TagMutability>,
    deletion_policy: Option<DeletionPolicy>,
}

impl Repository {
    /// A repository.
    pub fn new() -> Self {
        Repository::default()
    }

    fn with(mut self, change: impl FnOnce(CfnRepository) -> CfnRepository) -> Self {
        self.properties = change(CfnRepository::from_properties(self.properties)).into_properties();
        self
    }

    /// A repository of the stack's own account and region.
    pub fn from_name(name: impl IntoValue<RepositoryName>) -> ImportedRepository {
        ImportedRepository(Source::Name(name.into_value()))
    }

    /// A repository of any account and region.
    ///
    /// ```
    /// # use formwork::{App, Environment};
    /// use formwork::ecr::Repository;
    /// # let app = App::new("demo");
    /// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("AppStack");
    /// let arn = "arn:aws:ecr:ap-northeast-1:123456789012:repository/shared/base";
    /// let repository = stack.add("Base", Repository::from_arn(arn));
    /// assert_eq!(repository.repository_name().as_text(), Some("shared/base"));
    /// ```
    pub fn from_arn(arn: impl IntoValue<Text>) -> ImportedRepository {
        ImportedRepository(Source::Arn(arn.into_value()))
    }

    /// Its name: unique in the account and region, 2 to 256 of lower case letters, digits and `._-/`. Default:
    /// CloudFormation makes one. Update: replacement.
    pub fn name(self, name: impl IntoValue<Text>) -> Self {
        self.with(|repository| repository.repository_name(name))
    }

    /// Whether a tag can be given to another image later. Default: what AWS does, every tag can.
    pub fn tag_mutability(mut self, mutability: TagMutability) -> Self {
        self.tag_mutability = Some(mutability);
        self
    }

    /// Whether an image is searched for known weaknesses when it is pushed. Default: what AWS does, no.
    pub fn scan_on_push(self, enabled: bool) -> Self {
        self.with(|repository| {
            repository.image_scanning_configuration(ImageScanningConfiguration::new().scan_on_push(enabled))
        })
    }

    /// How images are encrypted. Default: what AWS does, AES-256. Update: replacement.
    pub fn encryption(self, encryption: ImageEncryption) -> Self {
        self.with(|repository| repository.encryption_configuration(encryption.into_property()))
    }

    /// Whether deleting the repository deletes its images too. Default: what AWS does, it is refused.
    pub fn empty_on_delete(self, enabled: bool) -> Self {
        self.with(|repository| repository.empty_on_delete(enabled))
    }

    /// What happens to it when it leaves the stack. Default: what CloudFormation does, delete it if it is empty.
    pub fn deletion_policy(mut self, policy: DeletionPolicy) -> Self {
        self.deletion_policy = Some(policy);
        self
    }
}

impl Construct for Repository {
    type Handle = RepositoryRef;

    fn build(self, scope: Scope) -> RepositoryRef {
        let mut repository = CfnRepository::from_properties(self.properties);
        if let Some(mutability) = self.tag_mutability {
            repository = mutability.set(repository, &scope);
        }
        let resource = scope.add("Resource", repository);
        if let Some(policy) = self.deletion_policy {
            resource.deletion_policy(policy);
        }
        let (name, arn, uri) = (resource.repository_name(), resource.arn().into_value(), resource.repository_uri());
        RepositoryRef { scope, name, arn, uri, resource: Some(resource) }
    }
}
