use formwork_resources::cloudwatch::alarm::ComparisonOperator;

/// On which side of the threshold a value is a breach.
///
/// ```
/// use formwork::cloudwatch::Comparison;
/// let too_much = Comparison::Above;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Greater than the threshold.
    Above,
    /// The threshold or greater.
    AtLeast,
    /// Less than the threshold.
    Below,
    /// The threshold or less.
    AtMost,
}

impl Comparison {
    pub(super) fn operator(self) -> ComparisonOperator {
        match self {
            Comparison::Above => ComparisonOperator::GreaterThanThreshold,
            Comparison::AtLeast => ComparisonOperator::GreaterThanOrEqualToThreshold,
            Comparison::Below => ComparisonOperator::LessThanThreshold,
            Comparison::AtMost => ComparisonOperator::LessThanOrEqualToThreshold,
        }
    }
}
