use formwork_resources::cloudwatch::alarm::TreatMissingData;

/// What a period without values counts as.
///
/// ```
/// use formwork::cloudwatch::MissingData;
/// let silence_is_fine = MissingData::NotBreaching;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingData {
    /// A breach.
    Breaching,
    /// No breach.
    NotBreaching,
    /// Nothing: the alarm stays as it is.
    Ignore,
    /// Missing: the alarm ends up in `INSUFFICIENT_DATA`.
    Missing,
}

impl MissingData {
    pub(super) fn property(self) -> TreatMissingData {
        match self {
            MissingData::Breaching => TreatMissingData::Breaching,
            MissingData::NotBreaching => TreatMissingData::NotBreaching,
            MissingData::Ignore => TreatMissingData::Ignore,
            MissingData::Missing => TreatMissingData::Missing,
        }
    }
}
