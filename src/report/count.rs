//! Numbers for people.

/// Digits in groups of three.
///
/// ```
/// assert_eq!(formwork::report::grouped(1_000_000), "1,000,000");
/// assert_eq!(formwork::report::grouped(512), "512");
/// ```
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number with its noun, in the singular or with an `s`.
///
/// ```
/// assert_eq!(formwork::report::counted(1, "error"), "1 error");
/// assert_eq!(formwork::report::counted(0, "error"), "0 errors");
/// ```
pub fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(number))
}
