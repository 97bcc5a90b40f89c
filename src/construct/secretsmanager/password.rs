use super::codes;
use formwork_core::{Name, Scope};
use formwork_resources::secretsmanager::secret::GenerateSecretString;

/// What a URL gives a meaning to, or must be encoded in one: everything but letters, digits and `-_.~`.
const UNSAFE_IN_URLS: &str = "!\"#$%&'()*+,/:;<=>?@[\\]^`{|}";

/// A password that Secrets Manager makes up, so that nobody ever writes it down: at least one lower case letter, upper
/// case letter, digit and, if they are allowed, symbol. Update of any of this: a new password.
///
/// ```
/// use formwork::secretsmanager::Password;
/// let database = Password::url_safe(); // 32 characters
/// let session_key = Password::alphanumeric().length(64);
/// ```
#[derive(Clone, Debug)]
pub struct Password {
    length: Option<u32>,
    punctuation: bool,
    excluded: Name,
}

impl Password {
    /// Letters, digits and `-_.~`: it can stand in a URL as it is, and every database takes it.
    pub fn url_safe() -> Self {
        Password { length: None, punctuation: true, excluded: Name::Borrowed(UNSAFE_IN_URLS) }
    }

    /// Letters and digits.
    pub fn alphanumeric() -> Self {
        Password { length: None, punctuation: false, excluded: Name::Borrowed("") }
    }

    /// Letters, digits and every symbol of ASCII. Neither RDS (`/`, `"`, `@`) nor URLs take them all.
    pub fn any() -> Self {
        Password { punctuation: true, ..Password::alphanumeric() }
    }

    /// How many characters: 4 to 4,096. Default: 32.
    pub fn length(mut self, length: u32) -> Self {
        self.length = Some(length);
        self
    }

    /// Leaves out more characters, such as those that look alike: `without("0O1lI")`.
    pub fn without(mut self, characters: &str) -> Self {
        self.excluded.to_mut().push_str(characters);
        self
    }

    /// The property, which is never empty: it is what makes Secrets Manager generate at all.
    pub(super) fn into_property(self, scope: &Scope) -> GenerateSecretString {
        if let Some(length) = self.length.filter(|length| !(4..=4096).contains(length)) {
            scope.report(codes::PASSWORD_LENGTH.problem().with("length", i64::from(length)));
        }
        let mut property = GenerateSecretString::new();
        let default = self.punctuation && self.excluded.is_empty();
        if let Some(length) = self.length.or(default.then_some(32)) {
            property = property.password_length(length);
        }
        if !self.punctuation {
            property = property.exclude_punctuation(true);
        }
        if !self.excluded.is_empty() {
            property = property.exclude_characters(self.excluded);
        }
        property
    }
}
