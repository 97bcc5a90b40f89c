//! XML, written.

/// What stands inside of an element.
#[derive(Clone, Debug, Default)]
pub struct Xml(String);

impl Xml {
    pub fn new() -> Self {
        Self::default()
    }

    /// An element with a text.
    pub fn text(mut self, name: &str, text: impl AsRef<str>) -> Self {
        self.0.push_str(&format!("<{name}>"));
        for char in text.as_ref().chars() {
            match char {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '\r' => self.0.push_str("&#13;"),
                other => self.0.push(other),
            }
        }
        self.0.push_str(&format!("</{name}>"));
        self
    }

    /// The same where there is a text.
    pub fn maybe(self, name: &str, text: Option<impl AsRef<str>>) -> Self {
        match text {
            Some(text) => self.text(name, text),
            None => self,
        }
    }

    pub fn flag(self, name: &str, is_set: bool) -> Self {
        self.text(name, if is_set { "true" } else { "false" })
    }

    /// An element with elements.
    pub fn nest(mut self, name: &str, inner: Self) -> Self {
        self.0.push_str(&format!("<{name}>{}</{name}>", inner.0));
        self
    }

    /// A list of structures.
    pub fn list(self, name: &str, members: impl IntoIterator<Item = Self>) -> Self {
        let inner = members.into_iter().fold(Self::new(), |list, member| list.nest("member", member));
        self.nest(name, inner)
    }

    /// A list of texts.
    pub fn texts(self, name: &str, members: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let inner = members.into_iter().fold(Self::new(), |list, member| list.text("member", member));
        self.nest(name, inner)
    }

    /// The reply to an action.
    pub fn reply(self, action: &str, namespace: &str) -> String {
        let metadata = Self::new().text("RequestId", REQUEST);
        let body = Self::new().nest(&format!("{action}Result"), self).nest("ResponseMetadata", metadata);
        format!("<{action}Response xmlns=\"{namespace}\">{}</{action}Response>", body.0)
    }

    /// The reply that says an error.
    pub fn error(kind: &str, code: &str, message: &str, namespace: &str) -> String {
        let error = Self::new().text("Type", kind).text("Code", code).text("Message", message);
        let body = Self::new().nest("Error", error).text("RequestId", REQUEST);
        format!("<ErrorResponse xmlns=\"{namespace}\">{}</ErrorResponse>", body.0)
    }

    /// The same as S3 says it.
    pub fn bare_error(code: &str, message: &str) -> String {
        Self::new().nest("Error", Self::new().text("Code", code).text("Message", message)).0
    }
}

const REQUEST: &str = "00000000-0000-0000-0000-000000000000";

/// An instant of the account, as replies write it. Accounts begin with the year 2026.
pub fn time(milliseconds: u64) -> String {
    const YEAR: i64 = 1_767_225_600_000;
    let at = aws_smithy_types::DateTime::from_millis(YEAR.saturating_add_unsigned(milliseconds));
    at.fmt(aws_smithy_types::date_time::Format::DateTime).unwrap_or_default()
}
