//! What runs on Fargate, whether ECS or Batch runs it: its size, its platform, what its containers are given.

mod input;
mod name;
mod platform;
mod size;

pub(crate) use input::Input;
pub(crate) use name::check_name;
pub use platform::Platform;
pub use size::{FargateSize, InvalidFargateSize};

pub(crate) mod codes {
    //! What can be wrong with containers.

    formwork_core::codes! {
        DUPLICATE_VARIABLE "C0551" "duplicate-variable" Error {
            "the container `{container}` is given two variables of the name `{name}`"
            note "variables and secrets share one environment"
            help "leave one of them out"
        }
        INVALID_NAME "C0552" "invalid-name" Error {
            "a {kind} does not take the name `{name}`"
            note "it is 1 to {most} of a-z A-Z 0-9, - and _"
            help "choose another name"
        }
        INVALID_SIZE "C0553" "invalid-fargate-size" Error {
            "{reason}"
            note ""
            help "choose a pair of the table at `FargateSize`"
        }
    }
}
