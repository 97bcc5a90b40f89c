use super::AliasTarget;
use formwork_core::{Construct, Duration, IntoValue, Name, Ref, Scope, Text, Value};
use formwork_resources::ids::route53::HostedZoneId;
use formwork_resources::route53::CfnRecordSet;

/// A record of a hosted zone: what DNS says about a name.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::ids::route53::HostedZoneId;
/// use formwork::route53::{Record, RecordType};
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("prod", "ap-northeast-1")).stack("EdgeStack");
/// let zone = HostedZoneId::literal("Z0123456789ABCDEFGHIJ");
/// stack.add("Mail", Record::new(zone, "example.com", RecordType::MX, ["10 mail.example.com"]));
/// ```
#[derive(Clone, Debug)]
pub struct Record {
    zone: Value<HostedZoneId>,
    name: Value<Text>,
    record_type: RecordType,
    content: Content,
}

#[derive(Clone, Debug)]
enum Content {
    Values { values: Value<Vec<Text>>, ttl: Duration },
    Alias { target: AliasTarget, evaluate_health: Option<bool> },
}

/// The kind of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordType(Name);

impl RecordType {
    /// IPv4 addresses.
    pub const A: RecordType = RecordType(Name::Borrowed("A"));
    /// IPv6 addresses.
    pub const AAAA: RecordType = RecordType(Name::Borrowed("AAAA"));
    /// Another name of the same host.
    pub const CNAME: RecordType = RecordType(Name::Borrowed("CNAME"));
    /// Mail servers, each with its preference: `10 mail.example.com`.
    pub const MX: RecordType = RecordType(Name::Borrowed("MX"));
    /// Texts, each in double quotes.
    pub const TXT: RecordType = RecordType(Name::Borrowed("TXT"));

    /// Any other, by its name: `CAA`.
    pub fn other(name: impl Into<Name>) -> Self {
        RecordType(name.into())
    }
}

impl Record {
    /// What a name has: the values, as the record's type writes them. Update of the zone or the name: replacement.
    pub fn new(
        zone: impl IntoValue<HostedZoneId>,
        name: impl IntoValue<Text>,
        record_type: RecordType,
        values: impl IntoValue<Vec<Text>>,
    ) -> Self {
        let content = Content::Values { values: values.into_value(), ttl: Duration::minutes(5) };
        Record { zone: zone.into_value(), name: name.into_value(), record_type, content }
    }

    /// A name that leads to something of AWS, at no cost, and at the top of a zone too: a record of type A.
    /// Update of the zone or the name: replacement.
    ///
    /// ```
    /// # use formwork::{App, Environment};
    /// use formwork::ec2::{SubnetLayout, Vpc};
    /// use formwork::elasticloadbalancingv2::LoadBalancer;
    /// use formwork::ids::route53::HostedZoneId;
    /// use formwork::route53::Record;
    /// # let app = App::new("demo");
    /// # let stack = app.environment(Environment::new("prod", "ap-northeast-1")).stack("EdgeStack");
    /// # let vpc = stack.add("Vpc", Vpc::new("10.0.0.0/16").public_subnets(SubnetLayout::dealt(2, 24)));
    /// let balancer = stack.add("LoadBalancer", LoadBalancer::internet_facing(&vpc));
    /// let zone = HostedZoneId::literal("Z0123456789ABCDEFGHIJ");
    /// stack.add("Record", Record::alias(zone, "www.example.com", &balancer));
    /// ```
    pub fn alias(
        zone: impl IntoValue<HostedZoneId>,
        name: impl IntoValue<Text>,
        target: impl Into<AliasTarget>,
    ) -> Self {
        let content = Content::Alias { target: target.into(), evaluate_health: None };
        Record { zone: zone.into_value(), name: name.into_value(), record_type: RecordType::A, content }
    }

    /// Another type of an alias: `RecordType::AAAA` where the target has IPv6 addresses.
    pub fn record_type(mut self, record_type: RecordType) -> Self {
        self.record_type = record_type;
        self
    }

    /// How long resolvers may keep the values; an alias has the time of its target. Default: 5 minutes, as the console
    /// fills in, since AWS demands one.
    pub fn ttl(mut self, time: Duration) -> Self {
        if let Content::Values { ttl, .. } = &mut self.content {
            *ttl = time;
        }
        self
    }

    /// Whether an alias is left out of answers while its target is unhealthy; values know no health. Default: no.
    pub fn evaluate_target_health(mut self, evaluate: bool) -> Self {
        if let Content::Alias { evaluate_health, .. } = &mut self.content {
            *evaluate_health = Some(evaluate);
        }
        self
    }
}

impl Construct for Record {
    type Handle = Ref<CfnRecordSet>;

    fn build(self, scope: Scope) -> Ref<CfnRecordSet> {
        let record = CfnRecordSet::new(self.name, self.record_type.0).hosted_zone_id(self.zone);
        let record = match self.content {
            Content::Values { values, ttl } => record.resource_records(values).ttl(ttl.as_seconds().to_string()),
            Content::Alias { target, evaluate_health } => {
                let mut alias = target.into_property(&scope);
                if let Some(evaluate) = evaluate_health {
                    alias = alias.evaluate_target_health(evaluate);
                }
                record.alias_target(alias)
            }
        };
        scope.add("Resource", record)
    }
}
