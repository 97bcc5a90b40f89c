//! What is done beside deploying: jobs, logs, secrets.

/// What an environment lets a person do beside deploying.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Operations {
    /// The jobs of AWS Batch.
    pub jobs: Vec<Job>,
    /// Where programs write what they do.
    pub logs: Vec<LogSource>,
    /// The secrets that are made of others.
    pub secrets: Vec<ComposedSecret>,
    /// The service of Amazon ECS that reads them, to be started again.
    pub service: Option<Service>,
}

/// A job of AWS Batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Job {
    /// What a person calls it: `user-import`.
    pub name: String,
    /// Its definition; the newest revision runs.
    pub definition: String,
    /// The queue.
    pub queue: String,
    /// The environment variable that takes `--key`, a file in the bucket.
    pub key_variable: String,
    /// What keys begin with: `imports/`; empty: anything.
    pub key_prefix: String,
    /// The environment variable that takes `--executor`, who wants it.
    pub executor_variable: String,
}

/// Where a program writes what it does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogSource {
    /// What a person calls it: `app`.
    pub name: String,
    /// The log groups.
    pub groups: Vec<String>,
}

/// A secret whose text has the value of another one in it, such as the URL of a database with the password.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComposedSecret {
    /// Its name.
    pub name: String,
    /// The secret that it has the value of: a JSON object.
    pub source: String,
    /// The member of that object.
    pub member: String,
    /// What stands before the value, from the beginning: `postgresql://postgres:`.
    pub before: String,
    /// What comes right after it: `@`. The value is percent-encoded, so this never stands in it.
    pub after: String,
}

/// A service of Amazon ECS.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Service {
    /// Its cluster.
    pub cluster: String,
    /// Its name.
    pub name: String,
}
