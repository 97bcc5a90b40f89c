//! Policies of endpoints: what goes through one is allowed by it, too.

use super::task::wanted;
use super::{Permissions, codes, expand};
use crate::check::task::{self, Image};
use crate::policy::{Allowed, Request, Text, allows};
use crate::sight::{Meaning, Node};

impl Permissions<'_, '_, '_> {
    pub(super) fn endpoints(&mut self) {
        let sight = self.sight;
        for endpoint in sight.of_type("AWS::EC2::VPCEndpoint").collect::<Vec<_>>() {
            let document = sight.property(endpoint, "PolicyDocument");
            let Some(policy) = expand::policy(sight, &document) else { continue };
            let Some(name) = sight.property(endpoint, "ServiceName").text() else { continue };
            let service = name.splitn(4, '.').nth(3).unwrap_or_default().to_string();
            for workload in task::workloads(sight) {
                let mut refused: Vec<String> = Vec::new();
                for container in &workload.containers {
                    let mut calls: Vec<(&str, Text)> = Vec::new();
                    match (service.as_str(), container.image, container.repository) {
                        ("ecr.api", Image::Ecr, _) => calls.push(("ecr:GetAuthorizationToken", "*".into())),
                        ("ecr.dkr", Image::Ecr, Some(repository)) => {
                            calls.push(("ecr:BatchGetImage", expand::text(sight, &Meaning::of(repository, "Arn"))));
                        }
                        // where ECR keeps the layers of images
                        ("s3", Image::Ecr, _) => calls.push(("s3:GetObject", self.layers(endpoint))),
                        _ => {}
                    }
                    let secrets = container.secrets.iter().filter(|secret| secret.service() == service);
                    calls.extend(secrets.filter_map(|secret| wanted(sight, secret)));
                    for (action, resource) in calls {
                        let request = Request::new(action, resource).by(expand::text(sight, &workload.execution_role));
                        if allows(&[], std::slice::from_ref(&policy), None, &request) == Allowed::No {
                            refused.push(action.to_string());
                        }
                    }
                }
                refused.dedup();
                if !refused.is_empty() {
                    let problem = self.problem(&codes::ENDPOINT_DENIES, endpoint, "PolicyDocument");
                    let problem =
                        problem.with("endpoint", self.name(endpoint)).with("from", self.name(workload.runs_on));
                    self.problems.push(problem.with("actions", refused));
                    break;
                }
            }
        }
    }

    fn layers(&self, endpoint: Node) -> Text {
        let region = &self.sight.stack(endpoint).region;
        Text::from(format!("arn:aws:s3:::prod-{region}-starport-layer-bucket/layer"))
    }
}
