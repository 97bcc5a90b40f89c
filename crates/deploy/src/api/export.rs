//! Values that stacks give to each other.

use super::{CloudFormation, Failure, FailureKind};

/// An exported value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// Its name, unique in an account and region.
    pub name: String,
    /// Its value.
    pub value: String,
    /// The ARN of the stack that exports it.
    pub stack_id: String,
}

impl CloudFormation {
    /// All exports, sorted by name.
    ///
    /// # Errors
    /// The call failed.
    pub async fn exports(&self) -> Result<Vec<Export>, Failure> {
        let mut exports = Vec::new();
        let mut token: Option<String> = None;
        loop {
            let page = self
                .call("ListExports", async |client| client.list_exports().set_next_token(token.clone()).send().await)
                .await?;
            for export in page.exports() {
                exports.push(Export {
                    name: export.name().unwrap_or_default().to_string(),
                    value: export.value().unwrap_or_default().to_string(),
                    stack_id: export.exporting_stack_id().unwrap_or_default().to_string(),
                });
            }
            token = page.next_token().map(str::to_string);
            if token.is_none() {
                break;
            }
        }
        exports.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(exports)
    }

    /// The names of the stacks that import a value.
    ///
    /// # Errors
    /// The call failed.
    pub async fn importers(&self, export: &str) -> Result<Vec<String>, Failure> {
        let mut names = Vec::new();
        let mut token: Option<String> = None;
        loop {
            let page = self
                .call("ListImports", async |client| {
                    client.list_imports().export_name(export).set_next_token(token.clone()).send().await
                })
                .await;
            let page = match page {
                Ok(page) => page,
                // that nobody imports it is an error to CloudFormation
                Err(failure) if failure.message.contains("is not imported by any stack") => break,
                Err(failure) if failure.kind == FailureKind::Missing => break,
                Err(failure) => return Err(failure),
            };
            names.extend(page.imports().iter().cloned());
            token = page.next_token().map(str::to_string);
            if token.is_none() {
                break;
            }
        }
        names.sort();
        Ok(names)
    }
}
