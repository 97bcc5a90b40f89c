//! What the guide's own checks look for when something does not answer (Section 6), proven at every synthesis.

use crate::app::App;
use crate::data::Data;
use crate::edge::Edge;
use crate::settings::Settings;
use formwork::batch::ComputeEnvironmentRef;
use formwork::{End, INTERNET, Stack, aws_service};

pub fn of_app(stack: &Stack, settings: &Settings, edge: &Edge, data: &Data, app: &App) {
    // 6.2: from people to the load balancer, and from there to the tasks.
    if let Some(allowed) = &edge.allowed {
        stack.expect(INTERNET).reaches(&edge.load_balancer).on(443).only_from(allowed);
    }
    stack.expect(&edge.load_balancer).reaches(&app.service).on(3000);
    stack.expect(INTERNET).never_reaches(&app.service);

    // 6.1, third cause: the tasks reach the database, and nobody else does.
    stack.expect(&app.service).reaches(&data.database).on(5432);
    stack.expect(INTERNET).never_reaches(&data.database);

    to_aws(stack, settings, || End::from(&app.service));
    // 6.3: outside calls go through the NAT gateway of their own zone.
    stack.expect(&app.service).reaches(INTERNET).on(443).via_nat_in_same_zone();
}

pub fn of_jobs(stack: &Stack, settings: &Settings, data: &Data, environments: &[ComputeEnvironmentRef]) {
    for environment in environments {
        stack.expect(environment).reaches(&data.database).on(5432);
        to_aws(stack, settings, || End::from(environment));
    }
}

/// 6.1, second cause: image, secrets and logs; files go to S3 by its endpoint, which costs nothing.
fn to_aws(stack: &Stack, settings: &Settings, from: impl Fn() -> End) {
    stack.expect(from()).reaches(aws_service("s3")).via_endpoint();
    for service in ["ecr.api", "ecr.dkr", "secretsmanager", "logs"] {
        let expected = stack.expect(from()).reaches(aws_service(service));
        if settings.interface_endpoints() {
            expected.via_endpoint();
        }
    }
}
