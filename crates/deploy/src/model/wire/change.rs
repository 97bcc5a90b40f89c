//! One change of a change set, as `DescribeChangeSet` shows it.

use super::response::{Xml, time};
use crate::model::diff::Recreation;
use crate::model::parameter::plain;
use crate::model::preview::{Cause, Change};

pub fn shown(change: &Change, with_values: bool) -> Xml {
    let resource = Xml::new()
        .maybe("PolicyAction", change.policy_action.as_ref())
        .text("Action", change.action)
        .text("LogicalResourceId", &change.logical_id)
        .maybe("PhysicalResourceId", change.physical_id.as_ref())
        .text("ResourceType", &change.type_name)
        .maybe("Replacement", change.replacement)
        .texts("Scope", &change.scope)
        .maybe("ResourceDriftStatus", change.is_drifted.then_some("MODIFIED"))
        .list("Details", change.details.iter().map(|cause| detail(cause, with_values)))
        .maybe("BeforeContext", change.before.as_ref().filter(|_| with_values))
        .maybe("AfterContext", change.after.as_ref().filter(|_| with_values));
    Xml::new().text("Type", "Resource").nest("ResourceChange", resource)
}

fn detail(cause: &Cause, with_values: bool) -> Xml {
    let detail = &cause.detail;
    let kind = match (&detail.before, &detail.after) {
        (None, _) => "Add",
        (_, None) => "Remove",
        _ => "Modify",
    };
    let text = |value: &Option<serde_json::Value>| value.as_ref().filter(|_| with_values).map(plain);
    let recreation = if detail.attribute == "Properties" { detail.recreation } else { Recreation::Never };
    let mut target = Xml::new()
        .text("Attribute", detail.attribute)
        .maybe("Name", detail.name.as_ref())
        .text("RequiresRecreation", recreation.name());
    if with_values {
        target = target
            .text("Path", &detail.path)
            .maybe("BeforeValue", text(&detail.before))
            .maybe("AfterValue", text(&detail.after))
            .text("AttributeChangeType", kind);
    }
    if let Some(deployed) = &cause.drift {
        let drift = Xml::new()
            .text("PreviousValue", plain(deployed))
            .maybe("ActualValue", detail.before.as_ref().map(plain))
            .text("DriftDetectionTimestamp", time(0));
        target = target.text("BeforeValueFrom", "ACTUAL_STATE").text("AfterValueFrom", "TEMPLATE").nest("Drift", drift);
    }
    Xml::new()
        .nest("Target", target)
        .text("Evaluation", if cause.is_dynamic { "Dynamic" } else { "Static" })
        .text("ChangeSource", cause.source)
        .maybe("CausingEntity", cause.entity.as_ref())
}
