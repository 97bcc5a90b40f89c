//! Risks that the guide takes knowingly, each with the section that decides it. `check cfn-out --acknowledged` lists them.

use crate::app::App;
use crate::data::Data;
use crate::edge::Edge;
use crate::settings::Settings;
use formwork::Stack;

/// Where something may be lost: no encryption, no backup, no second zone.
pub fn of_data(stack: &Stack, settings: &Settings, data: &Data) {
    let rds = |what: &str| format!("Guide, Step 6 (RDS), 6-2: {what}; no production data is kept here");
    if !settings.redundant() {
        stack.acknowledge(&data.database, "database-in-one-zone", rds("a single AZ costs half"));
    }
    if settings.protected() {
        return;
    }
    stack.acknowledge(&data.database, "database-unencrypted", rds("encryption is off"));
    stack.acknowledge(&data.database, "database-without-backup", rds("backups are off to save cost"));
    stack.acknowledge(&data.database, "database-unprotected", rds("deletion protection is off"));
    stack.acknowledge(&data.files, "bucket-without-versions", "Guide, Step 4 (S3), 4-1: versioning is off here");
    for (repository, section) in
        [(&data.app_repository, "Step 6 (ECR), 6-1"), (&data.batch_repository, "Step 16, 16-1")]
    {
        stack.acknowledge(repository, "repository-mutable", format!("Guide, {section}: tags may move here"));
        stack.acknowledge(repository, "repository-unscanned", format!("Guide, {section}: images are not scanned here"));
    }
}

/// Without a domain there is no certificate, and so no HTTPS.
pub fn of_edge(stack: &Stack, settings: &Settings, edge: &Edge) {
    if !settings.https() {
        let reason = "Guide, Step 12, 12-2: without a domain, HTTP alone";
        stack.acknowledge(&edge.http_listener, "listener-in-clear", reason);
    }
}

pub fn of_app(stack: &Stack, settings: &Settings, app: &App) {
    if !settings.monitored() {
        let reason = "Guide, Step 10, 10-1: Container Insights are off to save cost";
        stack.acknowledge(&app.cluster, "cluster-unmonitored", reason);
    }
}
