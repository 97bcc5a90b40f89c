//! Images in the account's registry.

use super::account::{connect, runtime};
use super::arguments::Arguments;
use super::load::{Loaded, load};
use super::{Call, Refused, show};
use crate::api::{Connection, FailureKind};
use crate::clock::Clock;
use crate::codes::image as codes;
use crate::ending::{Ending, Stop};
use crate::execute::{FoundImage, Images};
use crate::image::{Archive, Login, Platform, Progress, Registry, Repository, Tag, TagOutcome, platforms, time_tag};
use crate::project::Image;
use formwork::command::Shell;
use formwork::{Problem, spelling};
use futures_util::future::LocalBoxFuture;
use indicatif::{ProgressBar, ProgressDrawTarget};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

/// Minutes that Japan is ahead of UTC: the guide's tags tell its time.
const JAPAN: i32 = 540;

/// How long the platform of an image may be asked for.
const PATIENCE: Duration = Duration::from_secs(10);

/// The registry of an account and region.
pub(super) struct Lookup<'l> {
    pub connection: &'l Connection,
    pub account: &'l str,
}

impl Images for Lookup<'_> {
    fn find<'f>(&'f self, image: &'f Image, tag: &'f str) -> LocalBoxFuture<'f, FoundImage> {
        Box::pin(async move {
            let manifest = match self.connection.image_manifest(&image.repository, tag).await {
                None => return FoundImage::Unknown("this program was built without ECR: `--features ecr`".to_string()),
                Some(Err(failure)) if failure.kind == FailureKind::Missing => return FoundImage::Missing,
                Some(Err(failure)) => return FoundImage::Unknown(failure.to_string()),
                Some(Ok(None)) => return FoundImage::Missing,
                Some(Ok(Some(manifest))) => manifest,
            };
            let of = match platforms(&manifest) {
                Some(all) => all,
                // one image alone: its configuration says it, which only the registry's own protocol gives
                None => match tokio::time::timeout(PATIENCE, self.platforms(image, tag)).await {
                    Ok(Some(all)) => all,
                    _ => return FoundImage::There,
                },
            };
            match fits(&of, &image.architecture) {
                true => FoundImage::There,
                false => FoundImage::Unfit(list(&of)),
            }
        })
    }
}

impl Lookup<'_> {
    async fn platforms(&self, image: &Image, tag: &str) -> Option<Vec<Platform>> {
        let registry = registry(self.connection, self.account, image).await.ok()?;
        registry.platforms(tag).await.ok()
    }
}

/// Whether one of the platforms is the one that is wanted; an image that says nothing runs anywhere.
fn fits(platforms: &[Platform], architecture: &str) -> bool {
    platforms.is_empty() || platforms.iter().any(|one| one.cpu_architecture() == Some(architecture))
}

fn list(platforms: &[Platform]) -> String {
    platforms.iter().map(Platform::to_string).collect::<Vec<_>>().join(", ")
}

async fn registry(connection: &Connection, account: &str, image: &Image) -> Result<Registry, Stop> {
    let login = match connection.registry_login().await {
        None => return Err(Stop::new(Ending::Preflight, codes::WITHOUT_ECR.problem())),
        Some(login) => login.map_err(|failure| Stop::call("the registry", &failure))?,
    };
    let host = match login.endpoint.split_once("://") {
        Some((_, host)) => host.trim_end_matches('/').to_string(),
        None => format!("{account}.dkr.ecr.{}.amazonaws.com", connection.region()),
    };
    let repository = Repository::parse(&format!("{host}/{}", image.repository));
    let repository = repository.map_err(|problem| Stop::new(Ending::Preflight, problem))?;
    Ok(Registry::new(repository, Login::Basic(login.token)))
}

/// `deploy push-image app dev --archive FILE`.
pub(super) fn push(call: &Call<'_>, shell: &mut Shell<'_>) -> Result<Ending, Refused> {
    let arguments = call.arguments;
    let Loaded { request, settings } = load(call)?;
    let image = settings.images.iter().find(|image| image.name == arguments.image).ok_or_else(|| {
        let known: Vec<&str> = settings.images.iter().map(|image| image.name.as_str()).collect();
        let near = spelling::nearest(&arguments.image, known.iter().copied());
        Refused::Usage(match near {
            Some(near) => format!("no image is called `{}`; did you mean `{near}`?", arguments.image),
            None => format!("no image is called `{}`; the images are {}", arguments.image, known.join(", ")),
        })
    })?;
    let refused = |problem: Problem| Refused::Stop(Stop::new(Ending::Preflight, problem));
    let saved = Saved::of(call, arguments)?;
    let archive = Archive::open(&saved.path).map_err(refused)?;
    if !fits(archive.platforms(), &image.architecture) {
        let problem = codes::OTHER_PLATFORM.problem().with("file", saved.path.display().to_string());
        let problem = problem.with("found", list(archive.platforms())).with("wanted", image.architecture.as_str());
        return Err(refused(problem));
    }
    let runtime = runtime(&call.around.transport)?;
    let connection = runtime.block_on(connect(call.around, arguments, &request.target.region))?;
    let account = runtime.block_on(connection.account()).map_err(|failure| Stop::call("the account", &failure))?;
    request.target.lives_in(&account)?;
    let by_time = time_tag(Clock::of_machine().now_ms(), JAPAN);
    let tags = [Tag::fixed(arguments.tag.clone().unwrap_or(by_time)), Tag::moving("latest")];
    let total = archive.blobs().iter().map(|blob| blob.size).sum();
    let is_watched = call.around.is_terminal && !arguments.json;
    let draw = if is_watched { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(total), draw);
    let seen = bar.clone();
    let watch = move |progress: Progress| {
        if let Progress::There { size, .. } | Progress::Done { size, .. } = progress {
            seen.inc(size);
        }
    };
    let pushed = runtime.block_on(async {
        let registry = registry(&connection, &account, image).await?;
        if !arguments.json {
            shell.message(&format!("pushing {total} bytes to {}\n", registry.repository()));
        }
        let pushed = registry.push(&archive, &tags, Arc::new(watch)).await;
        pushed.map_err(|problem| Stop::new(Ending::Preflight, problem))
    })?;
    bar.finish_and_clear();
    let mut text = String::new();
    for (tag, outcome) in &pushed.tags {
        let what = match outcome {
            TagOutcome::Set => "is this image now",
            TagOutcome::There => "was this image already",
            TagOutcome::Unmoved => "stays another image: tags never change there",
        };
        text.push_str(&format!("{}:{tag} {what}\n", image.repository));
    }
    text.push_str(&format!(
        "{}, {} bytes sent, {} there already\n",
        pushed.digest, pushed.sent_bytes, pushed.there_bytes
    ));
    let tags = pushed.tags.iter().map(|(tag, outcome)| json!({"tag": tag, "set": *outcome != TagOutcome::Unmoved}));
    let details = json!({
        "image": image.name,
        "repository": image.repository,
        "digest": pushed.digest.as_str(),
        "sent_bytes": pushed.sent_bytes,
        "there_bytes": pushed.there_bytes,
        "tags": tags.collect::<Vec<_>>(),
    });
    show::found(shell, arguments, "pushed", details, &text);
    Ok(Ending::Fine)
}

/// The archive of an image: a file of somebody's, or one that docker has written and that goes with this.
struct Saved {
    path: PathBuf,
    is_ours: bool,
}

impl Saved {
    fn of(call: &Call<'_>, arguments: &Arguments) -> Result<Self, Refused> {
        let working_folder = &call.around.invocation.working_folder;
        match (&arguments.archive, &arguments.docker) {
            (Some(archive), _) => Ok(Saved { path: working_folder.join(archive), is_ours: false }),
            (None, Some(image)) => Saved::by_docker(image, &std::env::temp_dir()),
            (None, None) => Err(Refused::Usage("name the image: --archive FILE, or --docker IMAGE".to_string())),
        }
    }

    fn by_docker(image: &str, folder: &Path) -> Result<Self, Refused> {
        let stop = |reason: String| {
            let problem = codes::NO_DOCKER.problem().with("image", image).with("reason", reason.trim());
            Refused::Stop(Stop::new(Ending::Preflight, problem))
        };
        let saved = Saved { path: folder.join(format!("formwork-image-{}.tar", std::process::id())), is_ours: true };
        let docker = Command::new("docker").args(["save", "--output"]).arg(&saved.path).arg("--").arg(image).output();
        let docker = docker.map_err(|error| stop(format!("docker cannot be run: {error}")))?;
        match docker.status.success() {
            true => Ok(saved),
            false => Err(stop(String::from_utf8_lossy(&docker.stderr).into_owned())),
        }
    }
}

impl Drop for Saved {
    fn drop(&mut self) {
        if self.is_ours {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}
