//! From files to settings, with everything that is wrong on the way.

use super::document::{Document, Role};
use super::image_check::ImageCheck;
use super::reader::{Reader, Reported};
use super::text::{AccountId, BucketName, Domain, Region};
use super::{Settings, codes, folder, operator, shape, sizes};
use formwork::Problem;
use std::path::Path;

impl Settings {
    /// Reads `ENV.toml`, for synthesis.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, by line; never an empty list.
    pub fn load(folder: &Path, environment: &str) -> Result<Settings, Vec<Problem>> {
        Self::read(folder, environment, false)
    }

    /// Reads `ENV.toml` and over it `ENV.local.toml`, if there is one, for a deployment.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with either, by line; never an empty list.
    pub fn load_for_deploy(folder: &Path, environment: &str) -> Result<Settings, Vec<Problem>> {
        Self::read(folder, environment, true)
    }

    /// The settings that this text of an `ENV.toml` holds; `file` is what problems call it.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, by line; never an empty list.
    pub fn parse(environment: &str, file: &str, text: &str) -> Result<Settings, Vec<Problem>> {
        check_name(environment)?;
        Self::from_documents(environment, Document::parse(file, text, Role::Shared), Document::default())
    }

    fn read(folder: &Path, environment: &str, with_local: bool) -> Result<Settings, Vec<Problem>> {
        // before anything is opened, since a name like `../dev` leads elsewhere
        check_name(environment)?;
        let path = folder.join(format!("{environment}.toml"));
        let file = folder::shown(&path);
        let Some(text) = folder::read(&path).map_err(|problem| vec![problem])? else {
            return Err(folder::no_such_environment(folder, environment, &file));
        };
        let mut local = Document::default();
        if with_local {
            let path = folder.join(format!("{environment}.local.toml"));
            match folder::read(&path) {
                Ok(Some(text)) => {
                    local = Document::parse(&folder::shown(&path), &text, Role::Local { shared: &file });
                }
                Ok(None) => {}
                Err(problem) => local.problems.push(problem),
            }
        }
        Self::from_documents(environment, Document::parse(&file, &text, Role::Shared), local)
    }

    fn from_documents(environment: &str, shared: Document, local: Document) -> Result<Settings, Vec<Problem>> {
        let (file, is_toml) = (shared.file.clone(), shared.is_toml);
        let mut reader = Reader::new(shared, local);
        let settings = if is_toml { read_settings(&mut reader, environment) } else { Err(Reported) };
        let mut problems = reader.into_problems();
        problems.sort_by_key(|problem| {
            let source = problem.place.as_ref().and_then(|place| place.source.clone());
            source.map(|source| (source.file != file, source.line))
        });
        match settings {
            Ok(settings) if problems.is_empty() => Ok(settings),
            _ => Err(problems),
        }
    }
}

fn check_name(environment: &str) -> Result<(), Vec<Problem>> {
    if folder::is_environment(environment) {
        return Ok(());
    }
    let name = environment.escape_debug().to_string();
    Err(vec![codes::INVALID_ENVIRONMENT.problem().with("environment", name)])
}

/// Reads every setting before it gives up on one, so that every mistake is found.
fn read_settings(reader: &mut Reader, environment: &str) -> Result<Settings, Reported> {
    let account = reader.required("account", AccountId::read);
    let region = reader.required("region", Region::read);
    let require_committed = reader.required("require_committed", |node| node.boolean());
    let domain = reader.optional("domain", Domain::read);
    let operator = operator::read(reader);
    let image_check = reader.required("image_check", ImageCheck::read);
    let shape = shape::read_shape(reader);
    let sizes = sizes::read(reader);
    let cost = shape::read_cost(reader, shape.as_ref().is_ok_and(|shape| shape.redundant));
    let auto = reader.required("approval.auto", |node| node.number(0, 5));
    let file_folders = reader.optional("file_folders", |node| node.boolean());
    let staging_bucket = reader.optional("staging_bucket", BucketName::read);
    // what is not known may be right
    let monitored = shape.as_ref().map_or(true, |shape| shape.monitored);
    operator::judge(reader, region.as_ref().ok(), operator.as_ref().ok(), monitored);
    Ok(Settings {
        environment: environment.to_string(),
        account: account?,
        region: region?,
        require_committed: require_committed?,
        domain: domain?,
        operator: operator?,
        image_check: image_check?,
        shape: shape?,
        sizes: sizes?,
        cost: cost?,
        approval_auto: auto? as u8,
        staging_bucket: staging_bucket?,
        file_folders: file_folders?.unwrap_or_default(),
    })
}
