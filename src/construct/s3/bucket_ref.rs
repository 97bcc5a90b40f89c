use super::codes;
use crate::construct::iam::{PolicyDocument, Principal, RoleRef, Statement};
use formwork_core::{Name, Ref, Scope, Text, Value, text};
use formwork_resources::ids::s3::{BucketArn, BucketName};
use formwork_resources::s3::{CfnBucket, CfnBucketPolicy};
use std::cell::RefCell;
use std::rc::Rc;

/// The handle of a bucket, made or imported. Cheap to clone.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::iam::{Principal, Role};
/// use formwork::ids::s3::BucketName;
/// use formwork::s3::Bucket;
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("AppStack");
/// let files = stack.add("Files", Bucket::from_name(BucketName::literal("example-files")));
/// let tasks = stack.add("TaskRole", Role::new(Principal::service("ecs-tasks.amazonaws.com")));
/// files.grant_read_write(&tasks);
/// ```
#[derive(Clone)]
pub struct BucketRef {
    bucket: Rc<Made>,
}

struct Made {
    scope: Scope,
    name: Value<BucketName>,
    arn: Value<BucketArn>,
    resource: Option<Ref<CfnBucket>>,
    policy: RefCell<Option<(Ref<CfnBucketPolicy>, PolicyDocument)>>,
}

impl BucketRef {
    pub(super) fn new(
        scope: Scope,
        name: Value<BucketName>,
        arn: Value<BucketArn>,
        resource: Option<Ref<CfnBucket>>,
    ) -> Self {
        BucketRef { bucket: Rc::new(Made { scope, name, arn, resource, policy: RefCell::new(None) }) }
    }

    /// Its name.
    pub fn bucket_name(&self) -> Value<BucketName> {
        self.bucket.name.clone()
    }

    /// Its ARN.
    pub fn bucket_arn(&self) -> Value<BucketArn> {
        self.bucket.arn.clone()
    }

    /// The ARN of the objects whose keys match a pattern: `*` is every object, `imports/*` those of a prefix.
    pub fn objects_arn(&self, pattern: impl Into<Name>) -> Value<Text> {
        text![self.bucket_arn(), "/", pattern.into()]
    }

    /// The resource; none if it is imported.
    pub fn resource(&self) -> Option<&Ref<CfnBucket>> {
        self.bucket.resource.as_ref()
    }

    /// Lets a role find and read every object: `s3:ListBucket`, `s3:GetObject`.
    #[track_caller]
    pub fn grant_read(&self, role: &RoleRef) -> &Self {
        self.grant(role, &["s3:GetObject"])
    }

    /// Lets a role find, read, write and delete every object: `s3:ListBucket`, `s3:GetObject`, `s3:PutObject`,
    /// `s3:DeleteObject`. Old versions, tags and access control lists are not its business.
    #[track_caller]
    pub fn grant_read_write(&self, role: &RoleRef) -> &Self {
        self.grant(role, &["s3:GetObject", "s3:PutObject", "s3:DeleteObject"])
    }

    #[track_caller]
    fn grant(&self, role: &RoleRef, actions: &[&'static str]) -> &Self {
        role.allow(Statement::allow(actions.iter().copied()).on(self.objects_arn("*")));
        role.allow(Statement::allow(["s3:ListBucket"]).on(self.bucket_arn()));
        self
    }

    /// Adds a statement to the bucket's own policy, which is made with the first of them. It says who may
    /// ([`Statement::by`]) do what on [`bucket_arn`](BucketRef::bucket_arn) or [`objects_arn`](BucketRef::objects_arn).
    #[track_caller]
    pub fn add_to_policy(&self, statement: Statement) -> &Self {
        let scope = self.bucket.scope.here();
        match self.bucket.resource {
            Some(_) => self.add_statement(&scope, statement),
            None => scope.report(codes::IMPORTED_BUCKET.problem()),
        }
        self
    }

    fn add_statement(&self, scope: &Scope, statement: Statement) {
        let mut policy = self.bucket.policy.borrow_mut();
        match policy.as_mut() {
            Some((resource, document)) => {
                document.push(statement);
                resource.edit(|policy| policy.policy_document(document.clone()));
            }
            None => {
                let document = PolicyDocument::new([statement]);
                let resource = CfnBucketPolicy::new(self.bucket_name(), document.clone());
                *policy = Some((scope.scope("Policy").add("Resource", resource), document));
            }
        }
    }

    pub(super) fn refuse_plain_http(&self) {
        let statement =
            Statement::deny(["s3:*"]).by(Principal::anyone()).on(self.bucket_arn()).on(self.objects_arn("*"));
        let statement = statement.sid("TlsOnly").when("Bool", "aws:SecureTransport", "false");
        self.add_statement(&self.bucket.scope, statement);
    }
}

impl std::fmt::Debug for BucketRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "BucketRef({})", self.bucket.scope.path())
    }
}
