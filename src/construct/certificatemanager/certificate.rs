use super::codes;
use formwork_core::{Construct, IntoValue, Scope, Text, Value};
use formwork_resources::certificatemanager::CfnCertificate;
use formwork_resources::certificatemanager::certificate::DomainValidationOption;
use formwork_resources::ids::certificatemanager::CertificateArn;
use formwork_resources::ids::route53::HostedZoneId;

/// A public certificate of AWS Certificate Manager, which AWS renews by itself.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::certificatemanager::Certificate;
/// use formwork::ids::route53::HostedZoneId;
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("prod", "ap-northeast-1")).stack("EdgeStack");
/// let zone = HostedZoneId::literal("Z0123456789ABCDEFGHIJ");
/// let certificate = stack.add("Certificate", Certificate::dns_validated("www.example.com", zone));
/// let arn = certificate.certificate_arn();
/// ```
#[derive(Clone, Debug)]
pub struct Certificate {
    /// The first name is the certificate's own, the others are alternatives.
    names: Vec<(Value<Text>, Value<HostedZoneId>)>,
    key_algorithm: Option<Value<Text>>,
}

/// A certificate made elsewhere; see [`Certificate::from_arn`].
#[derive(Clone, Debug)]
pub struct ImportedCertificate {
    arn: Value<CertificateArn>,
}

/// The handle of a certificate, made or imported. Cheap to clone.
#[derive(Clone, Debug)]
pub struct CertificateRef {
    arn: Value<CertificateArn>,
}

impl Certificate {
    /// A certificate for a domain of at most 64 characters: `www.example.com`, `*.example.com`. Update: replacement.
    ///
    /// CloudFormation proves that the domain is yours by a record in the hosted zone, a public one of the same account,
    /// and the stack waits for it: some minutes. If the domain does not lead to that zone, it waits for hours.
    pub fn dns_validated(domain: impl IntoValue<Text>, zone: impl IntoValue<HostedZoneId>) -> Self {
        Certificate { names: vec![(domain.into_value(), zone.into_value())], key_algorithm: None }
    }

    /// A certificate made elsewhere. It is in the region of whatever uses it.
    ///
    /// ```
    /// # use formwork::{App, Environment};
    /// use formwork::certificatemanager::Certificate;
    /// use formwork::ids::certificatemanager::CertificateArn;
    /// # let app = App::new("demo");
    /// # let stack = app.environment(Environment::new("prod", "ap-northeast-1")).stack("EdgeStack");
    /// let arn = CertificateArn::literal("arn:aws:acm:ap-northeast-1:123456789012:certificate/0a1b2c3d");
    /// let certificate = stack.add("Certificate", Certificate::from_arn(arn));
    /// ```
    pub fn from_arn(arn: impl IntoValue<CertificateArn>) -> ImportedCertificate {
        ImportedCertificate { arn: arn.into_value() }
    }

    /// Another domain that the certificate is good for, in the hosted zone of the first. Update: replacement.
    pub fn alternative_name(self, domain: impl IntoValue<Text>) -> Self {
        let zone = self.names[0].1.clone();
        self.alternative_name_in(domain, zone)
    }

    /// Another domain that the certificate is good for, in a hosted zone of its own. Update: replacement.
    pub fn alternative_name_in(mut self, domain: impl IntoValue<Text>, zone: impl IntoValue<HostedZoneId>) -> Self {
        self.names.push((domain.into_value(), zone.into_value()));
        self
    }

    /// The key's algorithm: `RSA_2048`, `EC_prime256v1`, `EC_secp384r1`. Default: `RSA_2048`. Update: replacement.
    pub fn key_algorithm(mut self, algorithm: impl IntoValue<Text>) -> Self {
        self.key_algorithm = Some(algorithm.into_value());
        self
    }
}

impl Construct for Certificate {
    type Handle = CertificateRef;

    fn build(self, scope: Scope) -> CertificateRef {
        for (index, (name, _)) in self.names.iter().enumerate() {
            let most = if index == 0 { 64 } else { 253 };
            if let Some(name) = name.as_text().filter(|name| !is_domain(name, most)) {
                scope.report(codes::INVALID_DOMAIN.problem().with("name", name));
            }
        }
        let validation =
            self.names.iter().map(|(name, zone)| DomainValidationOption::new().domain_name(name).hosted_zone_id(zone));
        let mut certificate = CfnCertificate::new(&self.names[0].0)
            .validation_method("DNS")
            .domain_validation_options(validation.collect::<Vec<_>>());
        if self.names.len() > 1 {
            let names = self.names[1..].iter().map(|(name, _)| name);
            certificate = certificate.subject_alternative_names(names.collect::<Vec<_>>());
        }
        if let Some(algorithm) = self.key_algorithm {
            certificate = certificate.key_algorithm(algorithm);
        }
        let certificate = scope.add("Resource", certificate);
        CertificateRef { arn: certificate.certificate_arn() }
    }
}

fn is_domain(name: &str, most: usize) -> bool {
    let labels = name.strip_prefix("*.").unwrap_or(name);
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    name.len() <= most && labels.contains('.') && labels.split('.').all(label)
}

impl Construct for ImportedCertificate {
    type Handle = CertificateRef;

    fn build(self, _scope: Scope) -> CertificateRef {
        CertificateRef { arn: self.arn }
    }
}

impl CertificateRef {
    /// Its ARN.
    pub fn certificate_arn(&self) -> Value<CertificateArn> {
        self.arn.clone()
    }
}
