//! Patterns such as `App*`.

/// Whether the whole text fits: `*` stands for any letters, `?` for one.
pub fn fits(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    let (mut p, mut t) = (0, 0);
    // where the last `*` stands, and how far into the text it reaches
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        match (pattern.get(p), star) {
            (Some('*'), _) => {
                star = Some((p, t));
                p += 1;
            }
            (Some(letter), _) if *letter == '?' || *letter == text[t] => (p, t) = (p + 1, t + 1),
            (_, Some((at, reach))) => {
                star = Some((at, reach + 1));
                (p, t) = (at + 1, reach + 1);
            }
            _ => return false,
        }
    }
    pattern[p..].iter().all(|letter| *letter == '*')
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_stands_for_any_letters_and_a_question_mark_for_one() {
        for (pattern, text) in
            [("App*", "AppStack"), ("*", ""), ("*Stack", "AppStack"), ("A*p*k", "AppStack"), ("?ppStack", "AppStack")]
        {
            assert!(fits(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [("App", "AppStack"), ("*x", "AppStack"), ("?", ""), ("app*", "AppStack")] {
            assert!(!fits(pattern, text), "{pattern} {text}");
        }
    }
}
