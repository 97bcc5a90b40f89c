/// Whether everything that `inner` matches is matched by `outer`. Both may hold `*` (any text) and `?` (one character).
pub fn covers(outer: &str, inner: &str) -> bool {
    let (outer, inner): (Vec<char>, Vec<char>) = (outer.chars().collect(), inner.chars().collect());
    let (mut at_outer, mut at_inner) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while let Some(character) = inner.get(at_inner) {
        match outer.get(at_outer) {
            Some('*') => {
                retry = Some((at_outer, at_inner));
                at_outer += 1;
            }
            Some('?') if *character != '*' => (at_outer, at_inner) = (at_outer + 1, at_inner + 1),
            Some(expected) if expected == character && *character != '*' => {
                (at_outer, at_inner) = (at_outer + 1, at_inner + 1);
            }
            _ => {
                let Some((star, consumed)) = retry else { return false };
                retry = Some((star, consumed + 1));
                (at_outer, at_inner) = (star + 1, consumed + 1);
            }
        }
    }
    outer.get(at_outer..).is_some_and(|rest| rest.iter().all(|character| *character == '*'))
}
