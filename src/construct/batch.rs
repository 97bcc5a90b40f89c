//! Batch jobs on Fargate.

mod fargate_compute_environment;
mod fargate_job_definition;
mod job_queue;

pub use crate::construct::fargate::{FargateSize, InvalidFargateSize, Platform};
pub use fargate_compute_environment::{
    ComputeEnvironmentRef, FargateCapacity, FargateComputeEnvironment, ImportedComputeEnvironment,
};
pub use fargate_job_definition::FargateJobDefinition;
pub use job_queue::JobQueue;

pub(crate) mod codes {
    //! What can be wrong with batch jobs.

    formwork_core::codes! {
        NO_SUBNETS "C0541" "compute-environment-without-subnets" Error {
            "a compute environment has no subnet for its jobs"
            note ""
            help "give it subnets of the VPC: `vpc.private_subnets()`"
        }
        REPLACED_BY_NAME "C0542" "replacement-under-one-name" Error {
            "a compute environment with a name is to be replaced on update"
            note "the new one cannot have the name while the old one is there"
            help "leave out the name, or update it in place with `replace_on_update(false)`"
        }
        COMPUTE_ENVIRONMENTS "C0543" "too-many-compute-environments" Error {
            "a job queue has {count} compute environments"
            note "it has one to three"
            help "leave some out, or make another queue"
        }
        PRIORITY "C0544" "impossible-priority" Error {
            "a job queue does not take the priority {priority}"
            note "it is 0 to 1000, and the greatest goes first"
            help "choose another one"
        }
        SHORT_TIMEOUT "C0545" "short-timeout" Error {
            "a job does not take a timeout of {seconds} seconds"
            note "it is 60 at least"
            help "give it longer: Duration::minutes(10)"
        }
        ATTEMPTS "C0546" "impossible-attempts" Error {
            "a job does not take {count} attempts"
            note "it is 1 to 10"
            help "choose another number"
        }
        SIZE "C0547" "too-large-for-batch" Error {
            "a job asks for {vcpus} vCPUs"
            note "Batch has at most 16 on Fargate"
            help "choose a smaller size"
        }
    }
}
