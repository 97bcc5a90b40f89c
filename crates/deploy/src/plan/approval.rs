//! Who has to say yes to a plan, and whether it was said.

use super::class::{Class, Classified, PlanHash};

/// The fewest digits of a hash that name a plan.
pub const MIN_DIGITS: usize = 8;

/// What was said of a plan beforehand: its hash, and how bad it may be at most. `3f2a91c07b5e:4`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    digits: String,
    class: Class,
}

impl Token {
    /// Reads `HASH:CLASS`: the first 8 to 64 hexadecimal digits of the plan's hash, and a class from 0 to 5. None if it is
    /// anything else.
    ///
    /// ```
    /// use formwork_deploy::plan::approval::Token;
    /// assert!(Token::parse("3f2a91c07b5e:4").is_some());
    /// assert!(Token::parse("3f2a91:4").is_none(), "too few digits");
    /// assert!(Token::parse("3f2a91c07b5e:6").is_none(), "no such class");
    /// ```
    pub fn parse(text: &str) -> Option<Token> {
        let (digits, class) = text.split_once(':')?;
        let is_hash = (MIN_DIGITS..=64).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let is_digit = class.len() == 1 && class.bytes().all(|byte| byte.is_ascii_digit());
        let class = Class::from_number(class.parse().ok().filter(|_| is_digit)?)?;
        is_hash.then(|| Token { digits: digits.to_ascii_lowercase(), class })
    }

    /// The token that approves a plan, for whoever asks how.
    ///
    /// ```
    /// use formwork_deploy::plan::approval::Token;
    /// use formwork_deploy::plan::class::{Class, hash};
    /// let token = Token::of(&hash(&[]), Class::Security);
    /// assert_eq!(Token::parse(&token.to_string()), Some(token));
    /// ```
    pub fn of(hash: &PlanHash, class: Class) -> Token {
        Token { digits: hash.short().to_string(), class }
    }
}

impl std::fmt::Display for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.digits, self.class.number())
    }
}

/// What is to be decided.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The changes of all stacks, and the hash of them.
    pub plan: &'a [Classified],
    /// The hash of the plan.
    pub hash: &'a PlanHash,
    /// The name of the environment: the word to type for class 4 and 5.
    pub environment: &'a str,
    /// The class up to which the environment needs no more than `--yes`.
    pub auto: Class,
    /// `--yes`.
    pub yes: bool,
    /// `--approve`.
    pub token: Option<&'a Token>,
    /// Whether somebody can be asked.
    pub is_terminal: bool,
}

/// What follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It may begin.
    Approved,
    /// Somebody has to be asked.
    Ask {
        /// How bad it is.
        what: Class,
        /// The word to type; none where `y` is enough.
        typed_word: Option<String>,
    },
    /// Nobody can be asked, and nothing was said beforehand.
    Needed,
    /// It must not begin.
    Refused(Refusal),
}

/// Why a plan must not begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The token is of another plan.
    OtherPlan,
    /// The plan is worse than the token allows.
    ClassAbove {
        /// What the token allows.
        allowed: Class,
        /// What the plan is.
        actual: Class,
    },
    /// The one who was asked said no.
    Declined,
}

/// Decides. A plan without changes needs no approval; taking back what somebody changed by hand never passes with `--yes`
/// alone.
pub fn decide(request: &Request<'_>) -> Decision {
    let Some(worst) = request.plan.iter().map(|change| change.class).max() else { return Decision::Approved };
    if let Some(token) = request.token {
        return by_token(token, request.hash, worst);
    }
    let has_drift = request.plan.iter().any(|change| change.drift);
    let is_auto = worst <= request.auto;
    if is_auto && request.yes && !has_drift {
        return Decision::Approved;
    }
    if !request.is_terminal {
        return Decision::Needed;
    }
    let needs_word = !is_auto && worst >= Class::Security;
    Decision::Ask { what: worst, typed_word: needs_word.then(|| request.environment.to_string()) }
}

/// What an answer to [`Decision::Ask`] decides; the line is none where the input is closed. Other decisions stay what they are.
pub fn answer(decision: Decision, line: Option<&str>) -> Decision {
    let Decision::Ask { typed_word, .. } = &decision else { return decision };
    let Some(line) = line.map(str::trim) else { return Decision::Needed };
    let is_yes = match typed_word {
        Some(word) => line == word,
        None => matches!(line.to_ascii_lowercase().as_str(), "y" | "yes"),
    };
    if is_yes { Decision::Approved } else { Decision::Refused(Refusal::Declined) }
}

fn by_token(token: &Token, hash: &PlanHash, worst: Class) -> Decision {
    if !hash.as_str().starts_with(&token.digits) {
        return Decision::Refused(Refusal::OtherPlan);
    }
    if worst > token.class {
        return Decision::Refused(Refusal::ClassAbove { allowed: token.class, actual: worst });
    }
    Decision::Approved
}
