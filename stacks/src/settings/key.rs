//! Every key that there is, in one table.

/// A setting's key.
#[derive(Debug)]
pub(super) struct Key {
    /// The table that it stands in; empty for the keys above the first one.
    pub table: &'static str,
    pub name: &'static str,
    /// Whether a local file may hold it, too.
    pub local: bool,
    /// A line that sets it.
    pub example: &'static str,
}

macro_rules! keys {
    ($($table:literal: { $($name:literal $place:ident $example:literal)* })*) => {
        pub(super) static KEYS: &[Key] = &[$($(
            Key {
                table: $table,
                name: $name,
                local: keys!(@local $place),
                example: concat!($name, " = ", $example),
            },
        )*)*];
    };
    (@local shared) => { false };
    (@local local) => { true };
}

keys! {
    "": {
        "account" local "\"123456789012\""
        "region" shared "\"ap-northeast-1\""
        "require_committed" shared "true"
        "domain" shared "\"prooflink.example.com\""
        "hosted_zone_id" local "\"Z0123456789ABCDEFGHIJ\""
        "certificate_arn" local "\"arn:aws:acm:REGION:ACCOUNT:certificate/ID\""
        "allowed_addresses" local "[\"10.1.2.0/24\"]"
        "alarm_mail" local "\"operator@example.com\""
        "image_tag" local "\"20260128-093000\""
        "image_check" shared "\"require\""
        "file_folders" shared "true"
        "staging_bucket" local "\"prooflink-dev-staging-123456789012\""
    }
    "shape": {
        "redundant" shared "false"
        "protected" shared "false"
        "monitored" shared "false"
    }
    "sizes": {
        "task_cpu" shared "512"
        "task_memory_mib" shared "1024"
        "desired_count" shared "1"
        "database_class" shared "\"db.t4g.micro\""
        "database_storage_gib" shared "20"
        "database_max_storage_gib" shared "100"
        "batch_max_vcpus" shared "2"
        "user_import_cpu" shared "256"
        "user_import_memory_mib" shared "512"
        "test_case_import_cpu" shared "512"
        "test_case_import_memory_mib" shared "1024"
        "import_timeout_seconds" shared "3600"
    }
    "cost": {
        "interface_endpoints" shared "true"
        "database_schedule" shared "false"
        "delete_old_imports" shared "false"
    }
    "approval": {
        "auto" local "2"
    }
}

impl Key {
    /// The key of this name in this table.
    pub fn find(table: &str, name: &str) -> Option<&'static Key> {
        KEYS.iter().find(|key| key.table == table && key.name == name)
    }

    /// The table as it stands here, if there is one of this name.
    pub fn table(name: &str) -> Option<&'static str> {
        KEYS.iter().map(|key| key.table).find(|table| !table.is_empty() && *table == name)
    }

    /// Whether this is the whole key of it.
    pub fn is(&self, path: &str) -> bool {
        path.split_once('.').unwrap_or(("", path)) == (self.table, self.name)
    }

    /// The whole key: `sizes.task_cpu`.
    pub fn path(&self) -> String {
        path(self.table, self.name)
    }
}

/// The whole key of a name in a table.
pub(super) fn path(table: &str, name: &str) -> String {
    if table.is_empty() { name.to_string() } else { format!("{table}.{name}") }
}

/// What may stand in a table; at the top, that is the tables as well.
pub(super) fn names_in(table: &str, local: bool) -> Vec<&'static str> {
    let allowed = || KEYS.iter().filter(|key| key.local || !local);
    let mut names: Vec<&str> = allowed().filter(|key| key.table == table).map(|key| key.name).collect();
    if table.is_empty() {
        names.extend(allowed().map(|key| key.table).filter(|table| !table.is_empty()));
        names.dedup();
    }
    names
}
