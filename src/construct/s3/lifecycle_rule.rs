use super::{StorageClass, codes};
use formwork_core::{Duration, IntoValue, Name, Scope, Text, Value};
use formwork_resources::s3::bucket::{
    AbortIncompleteMultipartUpload, NoncurrentVersionExpiration, Rule, RuleStatus, Transition,
};

/// What happens to objects of a bucket as they grow old. Times are whole days, rounded up.
///
/// ```
/// use formwork::{Duration, s3::LifecycleRule};
/// let imports = LifecycleRule::new("delete-old-imports").prefix("imports/").expire_after(Duration::days(30));
/// ```
#[derive(Clone, Debug)]
pub struct LifecycleRule {
    id: Name,
    prefix: Option<Value<Text>>,
    expire: Option<Duration>,
    expire_noncurrent: Option<Duration>,
    abort_uploads: Option<Duration>,
    transitions: Vec<(StorageClass, Duration)>,
}

impl LifecycleRule {
    /// A rule of this name, at most 255 characters, unique in the bucket. It is in force at once.
    pub fn new(id: impl Into<Name>) -> Self {
        let (expire, expire_noncurrent, abort_uploads) = (None, None, None);
        LifecycleRule { id: id.into(), prefix: None, expire, expire_noncurrent, abort_uploads, transitions: Vec::new() }
    }

    /// Limits it to keys that begin so. Default: every object.
    pub fn prefix(mut self, prefix: impl IntoValue<Text>) -> Self {
        self.prefix = Some(prefix.into_value());
        self
    }

    /// Deletes objects so long after they were made. In a bucket with versions this only hides them: see
    /// [`expire_noncurrent_after`](LifecycleRule::expire_noncurrent_after).
    pub fn expire_after(mut self, duration: Duration) -> Self {
        self.expire = Some(duration);
        self
    }

    /// Deletes old versions so long after they were replaced or deleted.
    pub fn expire_noncurrent_after(mut self, duration: Duration) -> Self {
        self.expire_noncurrent = Some(duration);
        self
    }

    /// Deletes the parts of uploads that were not finished so long after they began.
    pub fn abort_uploads_after(mut self, duration: Duration) -> Self {
        self.abort_uploads = Some(duration);
        self
    }

    /// Moves objects to another class of storage so long after they were made.
    pub fn transition_after(mut self, duration: Duration, class: StorageClass) -> Self {
        self.transitions.push((class, duration));
        self
    }

    pub(super) fn into_property(self, scope: &Scope) -> Rule {
        let times = [self.expire, self.expire_noncurrent, self.abort_uploads];
        let mut times = times.into_iter().flatten().chain(self.transitions.iter().map(|(_, time)| *time)).peekable();
        if times.peek().is_none() {
            scope.report(codes::IDLE_LIFECYCLE_RULE.problem().with("rule", self.id.to_string()));
        }
        if times.any(|time| time.as_days() == 0) {
            scope.report(codes::UNDER_A_DAY.problem().with("rule", self.id.to_string()));
        }
        let mut rule = Rule::new(RuleStatus::Enabled).id(self.id);
        if let Some(prefix) = self.prefix {
            rule = rule.prefix(prefix);
        }
        if let Some(time) = self.expire {
            rule = rule.expiration_in_days(time.as_days());
        }
        if let Some(time) = self.expire_noncurrent {
            rule = rule.noncurrent_version_expiration(NoncurrentVersionExpiration::new(time.as_days()));
        }
        if let Some(time) = self.abort_uploads {
            rule = rule.abort_incomplete_multipart_upload(AbortIncompleteMultipartUpload::new(time.as_days()));
        }
        if !self.transitions.is_empty() {
            let transition = |(class, time): (StorageClass, Duration)| {
                let class: Value<Text> = class.as_str().into_value();
                Transition::new(class).transition_in_days(time.as_days())
            };
            rule = rule.transitions(self.transitions.into_iter().map(transition).collect::<Vec<_>>());
        }
        rule
    }
}
