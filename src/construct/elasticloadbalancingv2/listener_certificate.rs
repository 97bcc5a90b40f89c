use super::ListenerRef;
use crate::construct::certificatemanager::CertificateRef;
use formwork_core::{Construct, Ref, Scope};
use formwork_resources::elasticloadbalancingv2::CfnListenerCertificate;
use formwork_resources::elasticloadbalancingv2::listener_certificate::Certificate;

/// One more certificate of an HTTPS listener, for clients that name a host of it (SNI).
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::certificatemanager::Certificate;
/// use formwork::elasticloadbalancingv2::{Listener, ListenerCertificate};
/// use formwork::ids::elasticloadbalancingv2::ListenerArn;
/// use formwork::ids::route53::HostedZoneId;
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("prod", "ap-northeast-1")).stack("EdgeStack");
/// # let arn = "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:listener/app/shared/50dc6c49/0467ef3c";
/// let listener = stack.add("Listener", Listener::from_arn(ListenerArn::literal(arn)));
/// let zone = HostedZoneId::literal("Z0123456789ABCDEFGHIJ");
/// let shop = stack.add("ShopCertificate", Certificate::dns_validated("shop.example.com", zone));
/// stack.add("ShopOnListener", ListenerCertificate::new(&listener, &shop));
/// ```
#[derive(Clone, Debug)]
pub struct ListenerCertificate {
    listener: ListenerRef,
    certificate: CertificateRef,
}

impl ListenerCertificate {
    /// Adds the certificate to the listener's list.
    pub fn new(listener: &ListenerRef, certificate: &CertificateRef) -> Self {
        ListenerCertificate { listener: listener.clone(), certificate: certificate.clone() }
    }
}

impl Construct for ListenerCertificate {
    type Handle = Ref<CfnListenerCertificate>;

    fn build(self, scope: Scope) -> Ref<CfnListenerCertificate> {
        let certificate = Certificate::new().certificate_arn(self.certificate.certificate_arn());
        scope.add("Resource", CfnListenerCertificate::new([certificate], self.listener.listener_arn()))
    }
}
