use super::{Class, Kind, Reason};
use serde_json::Value;

/// A change with its class. It holds no secret: what is secret reads `****`.
#[derive(Clone, Debug, PartialEq)]
pub struct Classified {
    /// The name of the stack in CloudFormation.
    pub stack: String,
    /// The logical id; none for the stack itself.
    pub logical_id: Option<String>,
    /// `AWS::EC2::VPC`; empty for the stack itself.
    pub type_name: String,
    /// What becomes of it.
    pub effect: Effect,
    /// The class of its worst reason.
    pub class: Class,
    /// Whether a change that somebody made by hand is taken back or taken over.
    pub drift: bool,
    /// Why it has the class, worst first.
    pub reasons: Vec<Reason>,
    /// What is different, by JSON pointer into the resource.
    pub values: Vec<ValueChange>,
    /// The properties that replace it, or may.
    pub recreating: Vec<Recreating>,
}

/// What becomes of a resource.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// It is made.
    Added,
    /// It is changed where it is.
    Modified,
    /// A new one takes its place.
    Replaced,
    /// Perhaps a new one takes its place.
    PerhapsReplaced,
    /// It is deleted.
    Removed,
    /// It leaves the stack and stays where it is.
    Left,
    /// It exists already and becomes part of the stack.
    Imported,
    /// The stack takes over what is there.
    Adopted,
    /// CloudFormation decides when it executes.
    Undecided,
    /// Something that this program does not know.
    Other(String),
}

/// One value that is different.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueChange {
    /// Where in the resource: `/Properties/CidrBlock`.
    pub pointer: String,
    /// Its value now; none where there is none.
    pub before: Option<Value>,
    /// Its value after; none where there is none.
    pub after: Option<Value>,
}

/// A property whose change replaces its resource.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recreating {
    /// The property: `VpcId`.
    pub property: String,
    /// The logical id of the resource or parameter that the change comes from, where it is another one.
    pub cause: Option<String>,
    /// Whether that is not certain.
    pub perhaps: bool,
}

impl Classified {
    /// Whether one of the reasons is of this kind.
    pub fn has(&self, kind: Kind) -> bool {
        self.reasons.iter().any(|reason| reason.kind == kind)
    }
}

impl Effect {
    /// One word: `replaced`.
    pub fn word(&self) -> &str {
        match self {
            Effect::Added => "added",
            Effect::Modified => "modified",
            Effect::Replaced => "replaced",
            Effect::PerhapsReplaced => "perhaps replaced",
            Effect::Removed => "removed",
            Effect::Left => "left behind",
            Effect::Imported => "imported",
            Effect::Adopted => "adopted as it is",
            Effect::Undecided => "decided when it executes",
            Effect::Other(action) => action,
        }
    }
}

/// Whether a plan, made anew, does more than the one that was approved: another resource, another effect, a worse class, or
/// another reason of class 4 or 5.
pub fn grew(approved: &[Classified], anew: &[Classified]) -> bool {
    let is_within = |change: &Classified| {
        approved.iter().any(|known| {
            let same = (&known.stack, &known.logical_id, &known.effect, known.drift)
                == (&change.stack, &change.logical_id, &change.effect, change.drift);
            let grave = change.reasons.iter().filter(|reason| reason.kind.class() >= Class::Security);
            same && change.class <= known.class && grave.into_iter().all(|reason| known.reasons.contains(reason))
        })
    };
    !anew.iter().all(is_within)
}
