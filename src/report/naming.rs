//! Which resources have a name that somebody gave them.

use crate::{Data, TemplateResource};

/// Types that are no thing of their own but a relation or a rule, and have no name to give.
const NAMELESS: [&str; 9] = [
    "Association",
    "Attachment",
    "BucketPolicy",
    "Egress",
    "Ingress",
    "Listener",
    "Permission",
    "Route",
    "Subscription",
];

/// Whether a resource has a physical name or a `Name` tag, or is of a type that has none: otherwise AWS makes one up.
///
/// A property is the name if it is called `Name`, or `Name` or `Identifier` after the type's last word or its end:
/// `BucketName`, `DBInstanceIdentifier`, `GroupName` of a `SecurityGroup`.
///
/// ```
/// use formwork::{Template, report::is_named};
/// let template = Template::from_json(r#"{"Resources": {
///     "Files": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "files"}},
///     "Logs": {"Type": "AWS::S3::Bucket"}
/// }}"#).unwrap();
/// assert!(is_named(&template.resources["Files"]));
/// assert!(!is_named(&template.resources["Logs"]));
/// ```
pub fn is_named(resource: &TemplateResource) -> bool {
    let Some(noun) = resource.type_name.strip_prefix("AWS::").and_then(|rest| rest.rsplit("::").next()) else {
        return true; // of a third party: nobody knows what its name would be
    };
    NAMELESS.iter().any(|nameless| noun.ends_with(nameless))
        || resource.properties.iter().any(|(property, data)| is_name(noun, property) || has_name_tag(property, data))
}

fn is_name(noun: &str, property: &str) -> bool {
    let subject = property.strip_suffix("Name").or_else(|| property.strip_suffix("Identifier"));
    property == "Family" || subject.is_some_and(|subject| noun.ends_with(subject))
}

fn has_name_tag(property: &str, data: &Data) -> bool {
    property.ends_with("Tags")
        && (data.get("Name").is_some()
            || data.items().iter().any(|tag| tag.get("Key").and_then(Data::as_text) == Some("Name")))
}
