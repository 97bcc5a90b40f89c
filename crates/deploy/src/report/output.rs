//! The outputs of stacks, as far as they may be shown.

/// Parts of keys whose values are secrets, in small letters and without `_` and `-`.
const SECRET_KEYS: [&str; 9] =
    ["accesskey", "apikey", "credential", "passphrase", "passwd", "password", "privatekey", "secret", "token"];

/// What stands for a secret.
const MASKED: &str = "****";

/// The value of an output; `****` where its key looks like that of a secret.
pub fn shown<'v>(key: &str, value: &'v str) -> &'v str {
    let key: String = key.chars().filter(|character| !matches!(character, '_' | '-')).collect();
    let key = key.to_ascii_lowercase();
    if SECRET_KEYS.iter().any(|secret| key.contains(secret)) { MASKED } else { value }
}
