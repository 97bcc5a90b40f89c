//! Containers: clusters, task definitions, services.

mod cluster;
mod container;
mod deployment;
mod fargate_service;
mod fargate_task_definition;
mod port_mapping;
mod service;

pub use crate::construct::fargate::{FargateSize, InvalidFargateSize, Platform};
pub use cluster::{Cluster, ClusterRef, ContainerInsights, ImportedCluster};
pub use container::Container;
pub use deployment::CircuitBreaker;
pub use fargate_service::FargateService;
pub use fargate_task_definition::{FargateTaskDefinition, ImportedTaskDefinition, TaskDefinitionRef};
pub use port_mapping::PortMapping;
pub use service::{ImportedService, ServiceRef};

pub(crate) mod codes {
    //! What can be wrong with clusters, task definitions and services.

    formwork_core::codes! {
        NO_EXECUTION_ROLE "C0531" "no-execution-role" Error {
            "a task has logs or secrets, and no execution role"
            note "ECS writes the logs and reads the secrets with the execution role"
            help "give it one with `FargateTaskDefinition::execution_role`"
        }
        DUPLICATE_CONTAINER "C0532" "duplicate-container" Error {
            "two containers of one task have the name `{name}`"
            note ""
            help "name one of them otherwise"
        }
        UNKNOWN_CONTAINER "C0533" "unknown-container" Error {
            "requests are sent to the container `{container}`, and the task has none of that name"
            note "it has {known}"
            help "name one of the task's containers"
        }
        UNKNOWN_PORT "C0534" "unknown-port" Error {
            "requests are sent to port {port} of the container `{container}`, which has no such port"
            note ""
            help "add it with `Container::port`, or name another"
        }
        INVALID_PORT_NAME "C0535" "invalid-port-name" Error {
            "a port does not take the name `{name}`"
            note "it is 1 to 64 of a-z 0-9, - and _, and does not begin with -"
            help "choose another name"
        }
        NO_SUBNETS "C0536" "service-without-subnets" Error {
            "a service has no subnet for its tasks"
            note ""
            help "give it subnets of the VPC: `vpc.private_subnets()`"
        }
        PERCENT "C0537" "impossible-deployment" Error {
            "a deployment keeps at least {least} and at most {most} percent of the tasks"
            note "old and new tasks have to fit between the two"
            help "let at most be greater than at least, such as 100..=200"
        }
    }
}
