#[cfg(feature = "elasticloadbalancingv2")]
use crate::construct::elasticloadbalancingv2::LoadBalancerRef;
use formwork_core::{IntoValue, Scope, Text, Value};
use formwork_resources::route53::record_set;

/// What an alias record leads to: something of AWS that has a DNS name. A reference to a load balancer is one too.
///
/// ```
/// use formwork::route53::AliasTarget;
/// let distribution = AliasTarget::new("d111111abcdef8.cloudfront.net", "Z2FDTNDATAQYW2");
/// ```
#[derive(Clone, Debug)]
pub struct AliasTarget {
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Named {
        dns_name: Value<Text>,
        zone: Value<Text>,
    },
    #[cfg(feature = "elasticloadbalancingv2")]
    LoadBalancer(LoadBalancerRef),
}

impl AliasTarget {
    /// A DNS name, and the hosted zone of AWS that it is in.
    pub fn new(dns_name: impl IntoValue<Text>, hosted_zone_id: impl IntoValue<Text>) -> Self {
        AliasTarget { kind: Kind::Named { dns_name: dns_name.into_value(), zone: hosted_zone_id.into_value() } }
    }

    /// The target of a record at `scope`; what is not known of it is reported there.
    pub(super) fn into_property(self, scope: &Scope) -> record_set::AliasTarget {
        #[cfg(not(feature = "elasticloadbalancingv2"))]
        let _ = scope;
        match self.kind {
            Kind::Named { dns_name, zone } => record_set::AliasTarget::new(dns_name, zone),
            #[cfg(feature = "elasticloadbalancingv2")]
            Kind::LoadBalancer(balancer) => {
                let zone = balancer.canonical_hosted_zone_id_for(scope);
                record_set::AliasTarget::new(balancer.dns_name_for(scope), zone)
            }
        }
    }
}

#[cfg(feature = "elasticloadbalancingv2")]
impl From<&LoadBalancerRef> for AliasTarget {
    fn from(balancer: &LoadBalancerRef) -> Self {
        AliasTarget { kind: Kind::LoadBalancer(balancer.clone()) }
    }
}
