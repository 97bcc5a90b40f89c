//! Answers: whether something gets through, on which way, and everything that is in it.

use crate::sight::Node;

/// Whether something gets through. The order is from worst to best, so that a way is as good as its worst part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Never.
    No,
    /// Something is outside of the model, or of the app.
    Unknown,
    /// For some addresses or zones, and not for others.
    Depends,
    /// Always.
    Yes,
}

/// Something that stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocker {
    /// As AWS's Reachability Analyzer calls it, where it does.
    pub code: &'static str,
    /// What it is about.
    pub node: Option<Node>,
    /// What is wrong, in a sentence without an end.
    pub what: String,
    /// How to mend it.
    pub fix: Option<String>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub verdict: Verdict,
    /// Hop by hop.
    pub path: Vec<String>,
    /// Everything that makes the verdict worse than yes.
    pub blockers: Vec<Blocker>,
}

impl Blocker {
    pub fn new(code: &'static str, node: impl Into<Option<Node>>, what: impl Into<String>) -> Self {
        Blocker { code, node: node.into(), what: what.into(), fix: None }
    }

    pub fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }
}

impl Answer {
    pub fn yes() -> Self {
        Answer { verdict: Verdict::Yes, path: Vec::new(), blockers: Vec::new() }
    }

    pub fn no(blocker: Blocker) -> Self {
        Answer { verdict: Verdict::No, path: Vec::new(), blockers: vec![blocker] }
    }

    pub fn unknown(why: &str) -> Self {
        let blocker = Blocker::new("OUTSIDE_APP", None, why);
        Answer { verdict: Verdict::Unknown, path: Vec::new(), blockers: vec![blocker] }
    }

    pub fn of(verdict: Verdict, blocker: impl FnOnce() -> Blocker) -> Self {
        let blockers = if verdict == Verdict::Yes { Vec::new() } else { vec![blocker()] };
        Answer { verdict, path: Vec::new(), blockers }
    }

    /// A hop of the way.
    pub fn hop(mut self, hop: impl Into<String>) -> Self {
        self.path.push(hop.into());
        self
    }

    /// Both have to be.
    pub fn and(mut self, other: Answer) -> Self {
        self.verdict = self.verdict.min(other.verdict);
        for hop in other.path {
            if !self.path.contains(&hop) {
                self.path.push(hop);
            }
        }
        for blocker in other.blockers {
            if !self.blockers.contains(&blocker) {
                self.blockers.push(blocker);
            }
        }
        self
    }

    /// The same from or to several places, one of which it will be: as good as all of them, if they agree.
    pub fn wherever(answers: impl IntoIterator<Item = Answer>) -> Answer {
        let answers: Vec<Answer> = answers.into_iter().collect();
        let worst = answers.iter().map(|answer| answer.verdict).min().unwrap_or(Verdict::Unknown);
        let best = answers.iter().map(|answer| answer.verdict).max().unwrap_or(Verdict::Unknown);
        let verdict = match (worst, best) {
            (Verdict::No, Verdict::Depends | Verdict::Yes) => Verdict::Depends,
            (Verdict::No, Verdict::Unknown) => Verdict::Unknown,
            (worst, _) => worst,
        };
        let all = answers.into_iter().fold(Answer::yes(), Answer::and);
        Answer { verdict, ..all }
    }
}
