//! ProofLink: the system of the guide *AWS環境構築手順書*, as five stacks for each environment.
//!
//! `docs/guide.md` says, step by step, where each setting of the guide lives.

mod acknowledgement;
pub mod app;
pub mod batch;
pub mod data;
pub mod edge;
mod expectation;
pub mod network;
mod operator;
pub mod settings;

use formwork::{App, Environment, Problem};
use settings::Settings;
use std::path::Path;

/// The folder that holds the settings of each environment.
pub fn settings_folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/settings"))
}

/// The whole system, every environment that has settings.
///
/// # Errors
/// Everything that is wrong with the settings.
pub fn app() -> Result<App, Vec<Problem>> {
    let mut problems = Vec::new();
    let app = App::new("prooflink");
    for name in settings::environments(settings_folder())? {
        match Settings::load(settings_folder(), &name) {
            Ok(settings) => add_environment(&app, &settings),
            Err(mut wrong) => problems.append(&mut wrong),
        }
    }
    if problems.is_empty() { Ok(app) } else { Err(problems) }
}

/// The five stacks of one environment, producers first.
pub fn add_environment(app: &App, settings: &Settings) {
    let environment = Environment::new(settings.environment().to_string(), settings.region().to_string());
    let environment = environment.account(settings.account().to_string());
    let environment = if settings.protected() { environment.production() } else { environment };
    let environment = app.environment(environment);
    let stack = |id: &'static str, description: &'static str| {
        environment.stack(id).description(description).termination_protection(settings.protected())
    };
    let network = network::network(&stack("NetworkStack", "ProofLink: VPC, endpoints, security groups"), settings);
    let stack_of_edge = stack("EdgeStack", "ProofLink: load balancer, certificate, WAF, DNS");
    let edge = edge::edge(&stack_of_edge, settings, &network);
    let stack_of_data = stack("DataStack", "ProofLink: database, secrets, files, container repositories");
    let data = data::data(&stack_of_data, settings, &network, &edge);
    let stack_of_app = stack("AppStack", "ProofLink: the application on ECS Fargate");
    let app = app::app(&stack_of_app, settings, &network, &edge, &data);
    let stack_of_jobs = stack("BatchStack", "ProofLink: import jobs on AWS Batch");
    let jobs = batch::batch(&stack_of_jobs, settings, &network, &data);
    expectation::of_app(&stack_of_app, settings, &edge, &data, &app);
    expectation::of_jobs(&stack_of_jobs, settings, &data, &jobs);
    acknowledgement::of_edge(&stack_of_edge, settings, &edge);
    acknowledgement::of_data(&stack_of_data, settings, &data);
    acknowledgement::of_app(&stack_of_app, settings, &app);
}
