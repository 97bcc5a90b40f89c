//! What the person who runs an environment brings: values that nobody else can know.

use super::cidr;
use super::codes;
use super::reader::{Reader, Reported};
use super::text::{CertificateArn, HostedZoneId, ImageTag, Mail, Region};
use formwork::ec2::Cidr;

/// Values that may be left out: then they become parameters of the stacks, without default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OperatorValues {
    pub hosted_zone_id: Option<HostedZoneId>,
    pub certificate_arn: Option<CertificateArn>,
    pub allowed_addresses: Option<Vec<Cidr>>,
    pub alarm_mail: Option<Mail>,
    pub image_tag: Option<ImageTag>,
}

pub(super) fn read(reader: &mut Reader) -> Result<OperatorValues, Reported> {
    let hosted_zone_id = reader.optional("hosted_zone_id", HostedZoneId::read);
    let certificate_arn = reader.optional("certificate_arn", CertificateArn::read);
    let addresses = reader.optional("allowed_addresses", cidr::read_list);
    let alarm_mail = reader.optional("alarm_mail", Mail::read);
    let image_tag = reader.optional("image_tag", ImageTag::read);
    if reader.has("hosted_zone_id") && reader.has("certificate_arn") {
        let other = reader.place("hosted_zone_id");
        reader.report("certificate_arn", &codes::TWO_CERTIFICATES, |problem| problem.with("other", other.clone()));
    }
    if reader.has("domain")
        && let Ok(Some(addresses)) = &addresses
    {
        judge_addresses(reader, addresses);
    }
    let without_places = |addresses: Vec<(Cidr, _)>| addresses.into_iter().map(|(block, _)| block).collect();
    Ok(OperatorValues {
        hosted_zone_id: hosted_zone_id?,
        certificate_arn: certificate_arn?,
        allowed_addresses: addresses?.map(without_places),
        alarm_mail: alarm_mail?,
        image_tag: image_tag?,
    })
}

/// What a web ACL may let in.
fn judge_addresses(reader: &mut Reader, addresses: &[(Cidr, formwork::Place)]) {
    for (block, place) in addresses {
        let value = block.to_string();
        if block.prefix() == 0 {
            reader.push(codes::OPEN_TO_THE_WORLD.problem().at(place.clone()).with("value", value));
        } else if let Some(range) = cidr::documentation(*block) {
            let problem = codes::DOCUMENTATION_ADDRESS.problem().at(place.clone()).with("value", value);
            reader.push(problem.with("range", range.to_string()));
        }
    }
}

/// What would be set for nothing, or for another region.
pub(super) fn judge(reader: &mut Reader, region: Option<&Region>, values: Option<&OperatorValues>, monitored: bool) {
    let is_public = reader.has("domain");
    let needs = [("hosted_zone_id", is_public, "domain"), ("certificate_arn", is_public, "domain")];
    for (key, has_effect, needed) in needs.into_iter().chain([("alarm_mail", monitored, "shape.monitored")]) {
        if reader.has(key) && !has_effect {
            reader.report(key, &codes::WITHOUT_EFFECT, |problem| problem.with("needed", format!("`{needed}`")));
        }
    }
    if let (Some(region), Some(certificate)) = (region, values.and_then(|values| values.certificate_arn.as_ref()))
        && certificate.region() != region.as_str()
    {
        reader.report("certificate_arn", &codes::FOREIGN_CERTIFICATE, |problem| {
            problem.with("theirs", certificate.region()).with("ours", region.as_str())
        });
    }
}
