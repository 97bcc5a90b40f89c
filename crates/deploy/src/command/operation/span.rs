//! Time spans as people write them.

use crate::codes::operation as codes;
use formwork::Problem;

/// The milliseconds of `30s`, `10m`, `2h`, `1d`.
///
/// # Errors
/// It is none.
pub fn span_ms(text: &str) -> Result<i64, Problem> {
    let wrong = || codes::NO_DURATION.problem().with("value", text);
    let unit = match text.chars().last() {
        Some('s') => 1_000,
        Some('m') => 60_000,
        Some('h') => 3_600_000,
        Some('d') => 86_400_000,
        _ => return Err(wrong()),
    };
    let number: u32 = text[..text.len() - 1].parse().map_err(|_| wrong())?;
    Ok(i64::from(number).saturating_mul(unit))
}
