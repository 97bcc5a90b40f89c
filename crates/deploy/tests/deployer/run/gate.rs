//! The image that a stack waits for.

use super::folder::Folder;
use super::harness::{BEGINNING_MS, Bench, find, said, system};
use formwork_deploy::clock::Clock;
use formwork_deploy::ending::Ending;
use formwork_deploy::execute::{FoundImage, Interrupt, Notice, Request};
use formwork_deploy::journal::{self, Interrupted, Journal};
use formwork_deploy::project::{Image, ImageGate, WithoutImage};

const APP: &str = "prooflink-dev-app";

fn bench(environment: &str, found: FoundImage) -> Bench {
    let without = match environment {
        "dev" => WithoutImage::StartEmpty { parameter: "DesiredCount".to_string() },
        _ => WithoutImage::Stop,
    };
    let image = Image {
        name: "app".to_string(),
        repository: format!("prooflink-{environment}-app"),
        tag: Some("latest".to_string()),
        tag_parameter: "ImageTag".to_string(),
        architecture: "X86_64".to_string(),
        gate: Some(ImageGate { stack: "AppStack".to_string(), without }),
    };
    let mut bench = Bench::new();
    bench.images.push(image);
    *bench.found.borrow_mut() = found;
    bench
}

impl Bench {
    /// How many tasks the service is to have.
    fn count(&self) -> String {
        self.account.snapshot()["stacks"][APP]["parameters"]["DesiredCount"].as_str().unwrap_or_default().to_string()
    }

    fn remarks(&self) -> String {
        let notices = self.notices.borrow();
        let remarks = notices.iter().filter_map(|notice| match notice {
            Notice::Remark(text) => Some(text.as_str()),
            _ => None,
        });
        remarks.collect::<Vec<_>>().join("\n")
    }
}

/// The same with another image in its task.
fn other_image(request: &Request) -> Request {
    let mut request = request.clone();
    let stack = find(&mut request.target, "AppStack");
    let text = stack.text.replace(":latest", ":20260128-093000");
    assert_ne!(text, stack.text, "the template names the image");
    stack.template = serde_json::from_str(&text).expect("JSON");
    stack.text = text;
    request
}

#[tokio::test(start_paused = true)]
async fn a_service_without_its_image_starts_without_tasks_and_says_how_to_push() {
    let bench = bench("dev", FoundImage::Missing);
    let outcome = bench.run(&system("dev")).await;
    assert_eq!(outcome.ending, Ending::Fine, "{}", said(&outcome));
    assert_eq!(bench.count(), "0");
    assert!(bench.remarks().contains("`deploy push-image app dev --archive FILE`"), "{}", bench.remarks());
    assert!(bench.remarks().contains("`deploy AppStack dev`"), "{}", bench.remarks());
}

#[tokio::test(start_paused = true)]
async fn once_the_image_is_there_the_next_deploy_starts_the_tasks() {
    let bench = bench("dev", FoundImage::Missing);
    bench.run(&system("dev")).await;
    let writes = bench.writes().len();
    bench.run(&system("dev")).await;
    assert_eq!(bench.count(), "0", "it is not there yet");
    assert_eq!(bench.writes().len(), writes, "waiting is no change");
    *bench.found.borrow_mut() = FoundImage::There;
    let outcome = bench.run(&system("dev")).await;
    assert_eq!(outcome.ending, Ending::Fine, "{}", said(&outcome));
    assert_eq!(bench.count(), "1");
}

#[tokio::test(start_paused = true)]
async fn tasks_that_run_are_never_stopped_for_an_image_that_is_not_there() {
    let bench = bench("dev", FoundImage::There);
    bench.run(&system("dev")).await;
    *bench.found.borrow_mut() = FoundImage::Missing;
    let outcome = bench.run(&other_image(&system("dev"))).await;
    assert_eq!(outcome.ending, Ending::Preflight, "{}", said(&outcome));
    assert!(said(&outcome).contains("AppStack waits for the image prooflink-dev-app:latest"), "{}", said(&outcome));
    assert_eq!(bench.count(), "1");
    let mut other = system("dev");
    find(&mut other.target, "AppStack").tags.insert("Owner".to_string(), "ann".to_string());
    let outcome = bench.run(&other).await;
    assert_eq!(outcome.ending, Ending::Fine, "the image stays the same: {}", said(&outcome));
    assert_eq!(bench.count(), "1");
}

#[tokio::test(start_paused = true)]
async fn where_the_image_is_required_the_stack_stops_the_others_stay_and_resume_goes_on() {
    let bench = bench("prod", FoundImage::Missing);
    let folder = Folder::new("gate");
    let clock = Clock::at(BEGINNING_MS);
    let journal = Journal::begin(&folder.0, "gated", clock).expect("a journal");
    let nothing = Interrupted::default();
    let request = system("prod");
    let outcome = bench.run_with(&request, &|_| Ok(true), &journal, clock, &nothing, Interrupt::None).await;
    drop(journal);
    assert_eq!(outcome.ending, Ending::Preflight, "{}", said(&outcome));
    assert!(
        said(&outcome).contains("--tag 20260128-093000 --archive FILE`, then `deploy resume prod`"),
        "{}",
        said(&outcome)
    );
    assert_eq!(bench.status("prooflink-prod-data"), "CREATE_COMPLETE");
    assert_eq!(bench.status("prooflink-prod-app"), "");
    *bench.found.borrow_mut() = FoundImage::There;
    let interrupted = journal::read(&folder.0).expect("a run");
    let request = Request::from_json(&interrupted.request).expect("a request");
    let journal = Journal::go_on(&folder.0, &interrupted.run, clock).expect("a journal");
    let outcome = bench.run_with(&request, &|_| Ok(true), &journal, clock, &interrupted, Interrupt::None).await;
    assert_eq!(outcome.ending, Ending::Fine, "{}", said(&outcome));
    assert_eq!(bench.status("prooflink-prod-app"), "CREATE_COMPLETE");
    assert_eq!(bench.begun("prooflink-prod-data", "CREATE_IN_PROGRESS").await, 1, "nothing was done twice");
}

#[tokio::test(start_paused = true)]
async fn an_image_for_other_machines_is_none() {
    let bench = bench("dev", FoundImage::Unfit("linux/arm64".to_string()));
    bench.run(&system("dev")).await;
    assert_eq!(bench.count(), "0");
    assert!(bench.remarks().contains("it runs on linux/arm64, and the task wants X86_64"), "{}", bench.remarks());
}

#[tokio::test(start_paused = true)]
async fn not_knowing_is_said_and_is_enough_only_where_the_image_is_not_required() {
    let unknown = || FoundImage::Unknown("nobody may look".to_string());
    let dev = bench("dev", unknown());
    let outcome = dev.run(&system("dev")).await;
    assert_eq!(outcome.ending, Ending::Fine, "{}", said(&outcome));
    assert!(dev.remarks().contains("unknown: whether prooflink-dev-app:latest is there"), "{}", dev.remarks());
    assert_eq!(dev.count(), "1");
    let prod = bench("prod", unknown());
    let outcome = prod.run(&system("prod")).await;
    assert_eq!(outcome.ending, Ending::Preflight);
    assert!(said(&outcome).contains("nobody may look"), "{}", said(&outcome));
}
