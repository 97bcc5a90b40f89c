use formwork_core::Name;

/// The protocols and ciphers that an HTTPS listener speaks with clients.
///
/// ```
/// use formwork::elasticloadbalancingv2::SslPolicy;
/// let modern = SslPolicy::TLS13_1_2_2021_06;
/// let federal = SslPolicy::other("ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SslPolicy(pub(super) Name);

impl SslPolicy {
    /// `ELBSecurityPolicy-TLS13-1-2-2021-06`: TLS 1.3 and 1.2, with forward secrecy first.
    pub const TLS13_1_2_2021_06: SslPolicy = SslPolicy(Name::Borrowed("ELBSecurityPolicy-TLS13-1-2-2021-06"));
    /// `ELBSecurityPolicy-TLS13-1-3-2021-06`: TLS 1.3 only.
    pub const TLS13_1_3_2021_06: SslPolicy = SslPolicy(Name::Borrowed("ELBSecurityPolicy-TLS13-1-3-2021-06"));

    /// Any other, by AWS's name.
    pub fn other(name: impl Into<Name>) -> Self {
        SslPolicy(name.into())
    }
}
