//! Texts that may hold what is not known yet, and patterns with `*` and `?`.

use super::Allowed;

/// A text of known letters and symbols.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Text(pub Vec<Piece>);

/// A part of a [`Text`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Piece {
    /// Letters.
    Letters(String),
    /// A text of at least one letter that is only known later; the same name is the same text.
    Symbol(String),
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Text(vec![Piece::Letters(text.to_string())])
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Text(vec![Piece::Letters(text)])
    }
}

impl Text {
    /// The letters, if all of them are known.
    pub fn letters(&self) -> Option<String> {
        let letters = self.0.iter().map(|piece| match piece {
            Piece::Letters(letters) => Some(letters.as_str()),
            Piece::Symbol(_) => None,
        });
        letters.collect()
    }

    /// The text with another one behind it.
    pub fn then(mut self, other: impl Into<Text>) -> Text {
        self.0.extend(other.into().0);
        self
    }

    /// Whether both are the same text.
    pub fn is(&self, other: &Text, any_case: bool) -> Allowed {
        compare(&tokens(self, false, any_case), &tokens(other, false, any_case))
    }

    /// Whether the text is one that a pattern with `*` and `?` means.
    pub fn is_like(&self, pattern: &Text, any_case: bool) -> Allowed {
        if let ([Piece::Letters(pattern)], [Piece::Letters(text)]) = (pattern.0.as_slice(), self.0.as_slice())
            && pattern.is_ascii()
            && text.is_ascii()
        {
            let like = is_like(pattern.as_bytes(), text.as_bytes(), any_case);
            return if like { Allowed::Yes } else { Allowed::No };
        }
        compare(&tokens(pattern, true, any_case), &tokens(self, false, any_case))
    }

    /// Whether the ARN is one that a pattern of an ARN means: its first five colons divide it, and `*` does not reach over
    /// them.
    pub fn is_like_arn(&self, pattern: &Text) -> Allowed {
        match (pattern.letters(), self.letters()) {
            (Some(pattern), Some(text)) => {
                let parts = |text: &str| text.splitn(6, ':').map(str::to_string).collect::<Vec<_>>();
                let (pattern, text) = (parts(&pattern), parts(&text));
                let all = pattern.len() == 6
                    && text.len() == 6
                    && pattern.iter().zip(&text).all(|(pattern, text)| {
                        Text::from(text.as_str()).is_like(&Text::from(pattern.as_str()), false) == Allowed::Yes
                    });
                if all { Allowed::Yes } else { Allowed::No }
            }
            _ => self.is_like(pattern, false),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Token<'t> {
    Letter(char),
    Any,
    One,
    Symbol(&'t str),
}

fn tokens(text: &Text, is_pattern: bool, any_case: bool) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    for piece in &text.0 {
        match piece {
            Piece::Symbol(name) => tokens.push(Token::Symbol(name)),
            Piece::Letters(letters) => tokens.extend(letters.chars().map(|letter| match letter {
                '*' if is_pattern => Token::Any,
                '?' if is_pattern => Token::One,
                letter if any_case => Token::Letter(letter.to_ascii_lowercase()),
                letter => Token::Letter(letter),
            })),
        }
    }
    tokens
}

/// Whether letters are as a pattern says. A star that covered too little covers one letter more, and the last one alone has
/// to be tried again.
fn is_like(pattern: &[u8], text: &[u8], any_case: bool) -> bool {
    let same = |one: u8, other: u8| one == other || any_case && one.eq_ignore_ascii_case(&other);
    let (mut at, mut read, mut star) = (0, 0, None);
    while read < text.len() {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at, read));
                at += 1;
            }
            Some(letter) if *letter == b'?' || same(*letter, text[read]) => {
                at += 1;
                read += 1;
            }
            _ => {
                let Some((after, covered)) = star else { return false };
                star = Some((after, covered + 1));
                (at, read) = (after + 1, covered + 1);
            }
        }
    }
    pattern[at..].iter().all(|letter| *letter == b'*')
}

/// The best way to lay a pattern over a text: each step is sure, or possible because a symbol may be anything.
fn compare(pattern: &[Token<'_>], text: &[Token<'_>]) -> Allowed {
    use Allowed::{Depends, No, Yes};
    // letters at both beginnings, and at both ends, have to be the same
    let (mut pattern, mut text) = (pattern, text);
    while let ([first @ Token::Letter(_), pattern_rest @ ..], [other @ Token::Letter(_), text_rest @ ..]) =
        (pattern, text)
    {
        if first != other {
            return No;
        }
        (pattern, text) = (pattern_rest, text_rest);
    }
    while let ([pattern_rest @ .., last @ Token::Letter(_)], [text_rest @ .., other @ Token::Letter(_)]) =
        (pattern, text)
    {
        if last != other {
            return No;
        }
        (pattern, text) = (pattern_rest, text_rest);
    }
    // row[j]: how the pattern up to here goes over the first j tokens
    let mut row = vec![No; text.len() + 1];
    row[0] = Yes;
    for token in pattern {
        let mut next = vec![No; text.len() + 1];
        for at in 0..=text.len() {
            let before = row[at];
            // a star covers nothing, or one token more than it did
            match token {
                Token::Any => {
                    next[at] = next[at].max(before);
                    if at > 0 {
                        next[at] = next[at].max(next[at - 1]);
                    }
                }
                // a symbol of the text that goes on: it may hold this letter too
                Token::Letter(_) | Token::One if at > 0 && matches!(text[at - 1], Token::Symbol(_)) => {
                    next[at] = next[at].max(row[at].min(Depends)).max(row[at - 1].min(Depends));
                }
                Token::Letter(_) | Token::One if at > 0 => {
                    let is_it = *token == Token::One || *token == text[at - 1];
                    next[at] = next[at].max(if is_it { row[at - 1] } else { No });
                }
                Token::Symbol(name) if at > 0 => {
                    let same = matches!(text[at - 1], Token::Symbol(other) if other == *name);
                    let whole = if same { row[at - 1] } else { row[at - 1].min(Depends) };
                    // it may hold several letters of the text, or only a part of its symbol
                    let more = next[at - 1].min(Depends);
                    let part = if matches!(text[at - 1], Token::Symbol(_)) { row[at].min(Depends) } else { No };
                    next[at] = next[at].max(whole).max(more).max(part);
                }
                _ => {}
            }
        }
        row = next;
    }
    row[text.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn symbol(name: &str) -> Text {
        Text(vec![Piece::Symbol(name.to_string())])
    }

    #[test]
    fn stars_and_question_marks_stand_for_letters() {
        let is = |text: &str, pattern: &str| Text::from(text).is_like(&pattern.into(), false);
        for (text, pattern) in [("abc", "a*"), ("abc", "*c"), ("abc", "a?c"), ("", "*"), ("abc", "**"), ("a*c", "a*c")]
        {
            assert_eq!(is(text, pattern), Allowed::Yes, "{text} {pattern}");
        }
        for (text, pattern) in [("abc", "a?"), ("abc", "b*"), ("", "?"), ("abc", "abcd"), ("abc", "ABC")] {
            assert_eq!(is(text, pattern), Allowed::No, "{text} {pattern}");
        }
        assert_eq!(Text::from("S3:getobject").is_like(&"s3:Get*".into(), true), Allowed::Yes);
    }

    #[test]
    fn a_symbol_is_itself_and_may_be_anything_else() {
        let bucket = Text::from("arn:aws:s3:::app-").then(symbol("hash"));
        assert_eq!(bucket.is_like(&bucket, false), Allowed::Yes);
        assert_eq!(bucket.clone().then("/a").is_like(&bucket.clone().then("/*"), false), Allowed::Yes);
        assert_eq!(bucket.is_like(&"arn:aws:s3:::app-*".into(), false), Allowed::Yes);
        assert_eq!(bucket.is_like(&"arn:aws:s3:::app-x".into(), false), Allowed::Depends);
        assert_eq!(bucket.is_like(&"arn:aws:s3:::other-*".into(), false), Allowed::No);
        assert_eq!(bucket.is_like(&Text::from("arn:aws:s3:::app-").then(symbol("other")), false), Allowed::Depends);
        assert_eq!(bucket.is_like(&"arn:aws:s3:::app-".into(), false), Allowed::No);
    }

    #[test]
    fn a_star_of_an_arn_stays_within_its_part() {
        let is = |text: &str, pattern: &str| Text::from(text).is_like_arn(&pattern.into());
        assert_eq!(is("arn:aws:sns:eu-west-1:123456789012:a:b", "arn:aws:sns:*:*:a:*"), Allowed::Yes);
        assert_eq!(is("arn:aws:sns:eu-west-1:123456789012:a", "arn:aws:*:a"), Allowed::No);
    }
}
