use super::codes;
use formwork_core::{Duration, IntoValue, Scope, Text, Value};
use formwork_resources::s3::bucket;

/// Which pages may use a bucket from a browser, and how.
///
/// ```
/// use formwork::s3::{CorsRule, HttpMethod};
/// let uploads = CorsRule::new([HttpMethod::Get, HttpMethod::Put], ["https://www.example.com"])
///     .allowed_headers(["*"])
///     .exposed_headers(["ETag"]);
/// ```
#[derive(Clone, Debug)]
pub struct CorsRule {
    methods: Vec<HttpMethod>,
    origins: Vec<Value<Text>>,
    allowed_headers: Vec<Value<Text>>,
    exposed_headers: Vec<Value<Text>>,
    max_age: Option<Duration>,
}

/// A method of HTTP that S3 answers across origins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HttpMethod {
    /// `GET`
    Get,
    /// `PUT`
    Put,
    /// `HEAD`
    Head,
    /// `POST`
    Post,
    /// `DELETE`
    Delete,
}

impl HttpMethod {
    fn as_str(self) -> &'static str {
        match self {
            HttpMethod::Get => "GET",
            HttpMethod::Put => "PUT",
            HttpMethod::Head => "HEAD",
            HttpMethod::Post => "POST",
            HttpMethod::Delete => "DELETE",
        }
    }
}

impl CorsRule {
    /// Lets pages of these origins use these methods. An origin is scheme and host, as in `https://www.example.com`,
    /// with one `*` at most.
    pub fn new<O: IntoValue<Text>>(
        methods: impl IntoIterator<Item = HttpMethod>,
        origins: impl IntoIterator<Item = O>,
    ) -> Self {
        let (methods, origins) = (methods.into_iter().collect(), texts(origins));
        CorsRule { methods, origins, allowed_headers: Vec::new(), exposed_headers: Vec::new(), max_age: None }
    }

    /// The headers that a request may have, with one `*` at most in each. Default: what every browser sends anyway.
    pub fn allowed_headers<H: IntoValue<Text>>(mut self, headers: impl IntoIterator<Item = H>) -> Self {
        self.allowed_headers = texts(headers);
        self
    }

    /// The headers of the answer that the page may read. Default: the few that it always may.
    pub fn exposed_headers<H: IntoValue<Text>>(mut self, headers: impl IntoIterator<Item = H>) -> Self {
        self.exposed_headers = texts(headers);
        self
    }

    /// How long a browser remembers the answer about the rule. Default: as the browser likes.
    pub fn max_age(mut self, duration: Duration) -> Self {
        self.max_age = Some(duration);
        self
    }

    pub(super) fn into_property(self, scope: &Scope) -> bucket::CorsRule {
        for origin in self.origins.iter().filter_map(Value::as_text).filter(|origin| !is_origin(origin)) {
            scope.report(codes::INVALID_ORIGIN.problem().with("origin", origin));
        }
        let methods: Vec<Value<Text>> = self.methods.into_iter().map(|method| method.as_str().into_value()).collect();
        let methods: Value<Vec<Text>> = methods.into_value();
        let mut rule = bucket::CorsRule::new(methods, self.origins);
        if !self.allowed_headers.is_empty() {
            rule = rule.allowed_headers(self.allowed_headers);
        }
        if !self.exposed_headers.is_empty() {
            rule = rule.exposed_headers(self.exposed_headers);
        }
        if let Some(duration) = self.max_age {
            rule = rule.max_age(duration.as_seconds());
        }
        rule
    }
}

fn texts<T: IntoValue<Text>>(items: impl IntoIterator<Item = T>) -> Vec<Value<Text>> {
    items.into_iter().map(IntoValue::into_value).collect()
}

fn is_origin(origin: &str) -> bool {
    let host = origin.split_once("://").map(|(_, host)| host);
    let page = host.is_some_and(|host| !host.is_empty() && !host.contains(['/', '?', '#']));
    (page || origin == "*") && origin.matches('*').count() <= 1
}
