use formwork_core::Name;
use formwork_resources::cloudwatch::alarm;

/// What is made of the values of a period.
///
/// ```
/// use formwork::cloudwatch::Statistic;
/// let slowest = Statistic::Extended("p99".into());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Statistic {
    /// Their mean.
    Average,
    /// The least.
    Minimum,
    /// The greatest.
    Maximum,
    /// Their sum.
    Sum,
    /// How many there are.
    SampleCount,
    /// A percentile or a trimmed statistic, as CloudWatch writes it: `p99`, `p99.9`, `tm95`, `IQM`.
    Extended(Name),
}

impl Statistic {
    /// The property value of a simple statistic, or the text of an extended one.
    pub(super) fn simple(&self) -> Result<alarm::Statistic, Name> {
        Ok(match self {
            Statistic::Average => alarm::Statistic::Average,
            Statistic::Minimum => alarm::Statistic::Minimum,
            Statistic::Maximum => alarm::Statistic::Maximum,
            Statistic::Sum => alarm::Statistic::Sum,
            Statistic::SampleCount => alarm::Statistic::SampleCount,
            Statistic::Extended(text) => return Err(text.clone()),
        })
    }
}
