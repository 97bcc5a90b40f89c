/// How long a log group keeps what is written to it: only these spans exist.
///
/// ```
/// use formwork::logs::Retention;
/// assert_eq!(Retention::from_days(30), Some(Retention::Days30));
/// assert_eq!(Retention::from_days(31), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Retention {
    /// 1 day.
    Days1 = 1,
    /// 3 days.
    Days3 = 3,
    /// 5 days.
    Days5 = 5,
    /// 7 days: a week.
    Days7 = 7,
    /// 14 days: two weeks.
    Days14 = 14,
    /// 30 days: a month.
    Days30 = 30,
    /// 60 days: two months.
    Days60 = 60,
    /// 90 days: three months.
    Days90 = 90,
    /// 120 days: four months.
    Days120 = 120,
    /// 150 days: five months.
    Days150 = 150,
    /// 180 days: six months.
    Days180 = 180,
    /// 365 days: a year.
    Days365 = 365,
    /// 400 days: 13 months.
    Days400 = 400,
    /// 545 days: 18 months.
    Days545 = 545,
    /// 731 days: two years.
    Days731 = 731,
    /// 1,096 days: three years.
    Days1096 = 1096,
    /// 1,827 days: five years.
    Days1827 = 1827,
    /// 2,192 days: six years.
    Days2192 = 2192,
    /// 2,557 days: seven years.
    Days2557 = 2557,
    /// 2,922 days: eight years.
    Days2922 = 2922,
    /// 3,288 days: nine years.
    Days3288 = 3288,
    /// 3,653 days: ten years.
    Days3653 = 3653,
}

impl Retention {
    /// Every span, the shortest first.
    pub const ALL: [Retention; 22] = [
        Retention::Days1,
        Retention::Days3,
        Retention::Days5,
        Retention::Days7,
        Retention::Days14,
        Retention::Days30,
        Retention::Days60,
        Retention::Days90,
        Retention::Days120,
        Retention::Days150,
        Retention::Days180,
        Retention::Days365,
        Retention::Days400,
        Retention::Days545,
        Retention::Days731,
        Retention::Days1096,
        Retention::Days1827,
        Retention::Days2192,
        Retention::Days2557,
        Retention::Days2922,
        Retention::Days3288,
        Retention::Days3653,
    ];

    /// The span of exactly so many days, if there is one: for settings that are read.
    pub fn from_days(days: i64) -> Option<Retention> {
        Retention::ALL.into_iter().find(|retention| retention.as_days() == days)
    }

    /// The span in days.
    pub const fn as_days(self) -> i64 {
        self as i64
    }
}
