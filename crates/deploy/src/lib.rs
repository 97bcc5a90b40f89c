//! Deploys the templates of [`formwork`] as CloudFormation change sets.
//!
//! ```text
//! assembly -> deployed -> plan -> change sets -> classes -> approval -> execution -> outcome
//! ```
//!
//! | module | what it does | what it never does |
//! |---|---|---|
//! | [`model`] | CloudFormation, modelled: for rehearsals and tests, behind the same wire | touch anything outside the process |
//! | [`api`] | calls to AWS, paced and retried; the only place that names the SDK | decide anything |
//! | [`change`], [`plan`] | what would happen, how bad it is, in which order; pure | call anything |
//! | [`journal`] | what was begun, so that nothing is lost | know what a stack is |
//! | [`staging`] | the bucket: large templates, the lease of an environment | know what a plan is |
//! | [`execute`] | the graph of stacks, one status at a time | print |
//! | [`image`] | container images: read from an archive, looked for in a registry, pushed to it | build one |
//! | [`rehearsal`] | all of that on the model, in time that does not pass | call anything outside the process |
//! | [`report`] | what people and programs read | decide anything |
//! | [`command`] | the command line | hold logic that another program would need |

pub mod api;
pub mod change;
pub mod clock;
pub mod codes;
pub mod command;
pub mod deployed;
pub mod ending;
pub mod execute;
pub mod image;
pub mod journal;
pub mod model;
pub mod plan;
pub mod preflight;
pub mod project;
pub mod rehearsal;
pub mod report;
pub mod staging;
pub mod target;
