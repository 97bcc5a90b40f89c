//! A registry on this machine that does as the protocol says, and fails on demand.

use formwork_deploy::image::{Digest, Login, Progress, Registry, Repository};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// The registry's repository.
pub const NAME: &str = "prooflink-test-app";

/// What it holds and how it behaves.
#[derive(Default)]
pub struct State {
    pub blobs: BTreeMap<String, Vec<u8>>,
    pub manifests: BTreeMap<String, (String, Vec<u8>)>,
    pub is_immutable: bool,
    /// Tags that may move in spite of that.
    pub exempt: BTreeSet<String>,
    /// The `Authorization` that it wants.
    pub wants: Option<String>,
    /// What it says to whoever has none: the value of `WWW-Authenticate`.
    pub challenge: String,
    /// Requests that begin so get HTTP 500, so many times.
    pub failing: Vec<(String, usize)>,
    /// How many uploads lose their connection in the middle.
    pub resets: usize,
    /// What it says it has stored, where that is not what it got.
    pub says_digest: Option<String>,
    /// Where its blobs are fetched.
    pub blobs_lie_at: Option<String>,
    /// The requests: method, path and `Authorization`.
    pub log: Vec<(String, String)>,
}

pub struct Fake {
    pub host: String,
    pub state: Arc<Mutex<State>>,
}

impl Fake {
    pub fn begin(state: State) -> Fake {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let host = listener.local_addr().expect("an address").to_string();
        let state = Arc::new(Mutex::new(state));
        let shared = state.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = shared.clone();
                std::thread::spawn(move || serve(stream, &state));
            }
        });
        Fake { host, state }
    }

    pub fn registry(&self, login: Login) -> Registry {
        Registry::new(Repository::parse(&format!("{}/{NAME}", self.host)).expect("a repository"), login)
    }

    pub fn requests(&self) -> Vec<String> {
        self.state.lock().expect("the state").log.iter().map(|(request, _)| request.clone()).collect()
    }

    pub fn count(&self, method: &str) -> usize {
        self.requests().iter().filter(|request| request.starts_with(method)).count()
    }
}

/// Nobody watches.
pub fn unwatched() -> Arc<dyn Fn(Progress) + Send + Sync> {
    Arc::new(|_| {})
}

fn serve(stream: TcpStream, state: &Mutex<State>) {
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    if reader.read_line(&mut first).unwrap_or(0) == 0 {
        return;
    }
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        match line.trim_end().split_once(": ") {
            Some((name, value)) => headers.insert(name.to_ascii_lowercase(), value.to_string()),
            None => break,
        };
    }
    let (method, path) = first.split_once(' ').expect("a request");
    let path = path.split(' ').next().expect("a path").to_string();
    let length: usize = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    {
        let mut state = state.lock().expect("the state");
        let authorization = headers.get("authorization").cloned().unwrap_or_default();
        state.log.push((format!("{method} {path}"), authorization));
        if length > 1_000_000 && state.resets > 0 {
            state.resets -= 1;
            drop(state);
            let _ = reader.read_exact(&mut vec![0; length / 2]);
            // what was not read makes this a reset
            return;
        }
    }
    let mut body = vec![0; length];
    if reader.read_exact(&mut body).is_err() {
        return;
    }
    let (status, extra, content) = answer(&mut state.lock().expect("the state"), method, &path, &headers, body);
    let length = content.len();
    let mut response = format!("HTTP/1.1 {status} .\r\nconnection: close\r\ncontent-length: {length}\r\n");
    for (name, value) in extra {
        response.push_str(&format!("{name}: {value}\r\n"));
    }
    response.push_str("\r\n");
    let mut response = response.into_bytes();
    if method != "HEAD" {
        response.extend(content);
    }
    let _ = reader.get_mut().write_all(&response);
}

type Answer = (u16, Vec<(&'static str, String)>, Vec<u8>);

fn refusal(status: u16, code: &str, message: &str) -> Answer {
    let body = serde_json::json!({"errors": [{"code": code, "message": message}]}).to_string();
    (status, Vec::new(), body.into_bytes())
}

fn answer(state: &mut State, method: &str, path: &str, headers: &BTreeMap<String, String>, body: Vec<u8>) -> Answer {
    let request = format!("{method} {path}");
    if let Some((_, times)) = state.failing.iter_mut().find(|(start, times)| request.starts_with(start) && *times > 0) {
        *times -= 1;
        return refusal(500, "UNKNOWN", "for a moment");
    }
    if path.starts_with("/token") {
        return (200, Vec::new(), br#"{"token": "abc"}"#.to_vec());
    }
    if let Some(wanted) = &state.wants
        && headers.get("authorization") != Some(wanted)
    {
        let (status, _, body) = refusal(401, "UNAUTHORIZED", "who are you");
        return (status, vec![("www-authenticate", state.challenge.clone())], body);
    }
    if let Some(digest) = path.strip_prefix("/stored/") {
        return match state.blobs.get(digest) {
            Some(bytes) => (200, Vec::new(), bytes.clone()),
            None => (404, Vec::new(), Vec::new()),
        };
    }
    let Some(rest) = path.strip_prefix(&format!("/v2/{NAME}/")) else {
        return refusal(404, "NAME_UNKNOWN", "no such repository");
    };
    if rest == "blobs/uploads/" {
        let location = format!("/v2/{NAME}/blobs/uploads/1?state=2");
        return (202, vec![("location", location)], Vec::new());
    }
    if let Some(upload) = rest.strip_prefix("blobs/uploads/1?state=2&digest=") {
        let digest = upload.replace("%3A", ":");
        let found = Digest::of(&body).to_string();
        if found != digest {
            return refusal(400, "DIGEST_INVALID", &format!("got {found}"));
        }
        state.blobs.insert(digest.clone(), body);
        let said = state.says_digest.clone().unwrap_or(digest);
        return (201, vec![("docker-content-digest", said)], Vec::new());
    }
    if let Some(digest) = rest.strip_prefix("blobs/") {
        return match (state.blobs.get(digest), &state.blobs_lie_at) {
            (None, _) => refusal(404, "BLOB_UNKNOWN", "no such blob"),
            (Some(_), Some(place)) if method == "GET" => {
                (307, vec![("location", format!("{place}/stored/{digest}"))], Vec::new())
            }
            (Some(bytes), _) => (200, Vec::new(), bytes.clone()),
        };
    }
    let Some(reference) = rest.strip_prefix("manifests/") else { return refusal(404, "UNSUPPORTED", "no such path") };
    match method {
        "PUT" => put(state, reference, headers, body),
        _ => match state.manifests.get(reference) {
            Some((media_type, bytes)) => {
                let digest = ("docker-content-digest", Digest::of(bytes).to_string());
                (200, vec![digest, ("content-type", media_type.clone())], bytes.clone())
            }
            None => refusal(404, "MANIFEST_UNKNOWN", "no such image"),
        },
    }
}

fn put(state: &mut State, reference: &str, headers: &BTreeMap<String, String>, body: Vec<u8>) -> Answer {
    let is_taken = state.manifests.get(reference).is_some_and(|(_, known)| *known != body);
    if is_taken && state.is_immutable && !state.exempt.contains(reference) {
        let message = format!("The image tag '{reference}' already exists and cannot be overwritten: it is immutable.");
        return refusal(400, "TAG_INVALID", &message);
    }
    // what a manifest refers to has to be there
    let document: serde_json::Value = serde_json::from_slice(&body).expect("a manifest");
    let digest_of = |one: &serde_json::Value| one["digest"].as_str().unwrap_or_default().to_string();
    let list = |field: &str| document[field].as_array().cloned().unwrap_or_default();
    let blobs =
        list("layers").iter().chain(document.get("config")).all(|one| state.blobs.contains_key(&digest_of(one)));
    let manifests = list("manifests").iter().all(|one| state.manifests.contains_key(&digest_of(one)));
    if !blobs || !manifests {
        return refusal(404, "BLOB_UNKNOWN", "something is missing");
    }
    let digest = Digest::of(&body).to_string();
    let kept = (headers.get("content-type").cloned().unwrap_or_default(), body);
    state.manifests.insert(digest.clone(), kept.clone());
    state.manifests.insert(reference.to_string(), kept);
    (201, vec![("docker-content-digest", digest)], Vec::new())
}
