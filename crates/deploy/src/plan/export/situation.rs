//! What a plan is made from: what is wanted, what is deployed, who imports what.

use super::Forecast;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A stack in the account: its region and its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StackKey {
    /// `ap-northeast-1`.
    pub region: String,
    /// The name that CloudFormation knows it by: `prooflink-dev-data`.
    pub name: String,
}

/// An export in the account. Its name is unique in its region.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExportKey {
    /// `ap-northeast-1`.
    pub region: String,
    /// `prooflink-dev-data:FilesArn`.
    pub name: String,
}

/// Everything a plan is made from: one account.
#[derive(Clone, Debug, Default)]
pub struct Situation {
    /// The account's number, where it is known: names of exports may hold it.
    pub account: Option<String>,
    /// `aws`, where it is known.
    pub partition: Option<String>,
    /// The stacks that shall be, in the order of the app.
    pub wanted: Vec<Wanted>,
    /// The stacks that are: those of the app, and any other whose template is known.
    pub deployed: Vec<Deployed>,
    /// What the account said about exports and imports; none when planning offline.
    pub listing: Option<Listing>,
    /// What is known about the values of deployed exports, from change sets say. Of others, the templates tell.
    pub forecasts: BTreeMap<ExportKey, Forecast>,
}

/// A stack that shall be.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub key: StackKey,
    pub template: Value,
    /// The parameters that are set. Others keep what they have, or have their default.
    pub parameters: BTreeMap<String, String>,
    /// The stacks that have to be done before.
    pub dependencies: Vec<StackKey>,
    /// Whether anything but template and parameters changes: tags, or a role.
    pub changed: bool,
}

/// A stack that is.
#[derive(Clone, Debug)]
pub struct Deployed {
    pub key: StackKey,
    pub template: Value,
    /// The values of its parameters, of SSM parameters the resolved ones.
    pub parameters: BTreeMap<String, String>,
    /// Its outputs, as `DescribeStacks` gives them.
    pub outputs: Vec<Output>,
    /// Whether it is the app's: one that is not wanted any more is deleted.
    pub is_ours: bool,
}

/// An output of a stack that is.
#[derive(Clone, Debug)]
pub struct Output {
    /// Its key in the template.
    pub key: String,
    pub value: String,
    /// The name it is exported under.
    pub export: Option<String>,
}

/// What `ListExports` and `ListImports` said.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Every export, and the name of its stack.
    pub exports: BTreeMap<ExportKey, String>,
    /// The names of the stacks that import an export. An entry, even an empty one, is all there is.
    pub importers: BTreeMap<ExportKey, BTreeSet<String>>,
}

impl StackKey {
    pub fn new(region: impl Into<String>, name: impl Into<String>) -> Self {
        StackKey { region: region.into(), name: name.into() }
    }
}

impl ExportKey {
    pub fn new(region: impl Into<String>, name: impl Into<String>) -> Self {
        ExportKey { region: region.into(), name: name.into() }
    }
}

impl fmt::Display for StackKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl fmt::Display for ExportKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}
