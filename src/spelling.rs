//! The known name that a misspelled one probably meant.

/// The candidate nearest to `name`, if one is near: at most a third of its letters differ.
///
/// ```
/// use formwork::spelling::nearest;
/// assert_eq!(nearest("dve", ["prod", "dev"]), Some("dev"));
/// assert_eq!(nearest("staging", ["prod", "dev"]), None);
/// ```
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = letters(name);
    let allowed = (wanted.len() / 3).max(1);
    let near = candidates.into_iter().map(|candidate| (distance(&wanted, &letters(candidate)), candidate));
    near.filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Upper and lower case are the same to whoever misspells.
fn letters(name: &str) -> Vec<char> {
    name.chars().flat_map(char::to_lowercase).collect()
}

/// How many letters are inserted, left out, replaced, or swapped with their neighbour.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows = [vec![0; b.len() + 1], (0..=b.len()).collect(), vec![0; b.len() + 1]];
    for (i, left) in a.iter().enumerate() {
        rows[2][0] = i + 1;
        for (j, right) in b.iter().enumerate() {
            let replaced = rows[1][j] + usize::from(left != right);
            let mut least = replaced.min(rows[1][j + 1] + 1).min(rows[2][j] + 1);
            if i > 0 && j > 0 && *left == b[j - 1] && a[i - 1] == *right {
                least = least.min(rows[0][j - 1] + 1);
            }
            rows[2][j + 1] = least;
        }
        rows.rotate_left(1);
    }
    rows[1][b.len()]
}
