//! Log groups and saved queries.

mod log_group;
mod query_definition;
mod retention;

pub use log_group::{ImportedLogGroup, LogGroup, LogGroupRef};
pub use query_definition::QueryDefinition;
pub use retention::Retention;

pub(crate) mod codes {
    //! What can be wrong with logs.

    formwork_core::codes! {
        INVALID_GROUP_NAME "C0501" "invalid-log-group-name" Error {
            "a log group does not take the name `{name}`"
            note "it is 1 to 512 of a-z A-Z 0-9 and . - _ / #"
            help "choose another name, such as /ecs/app"
        }
        INVALID_QUERY_PARAMETER "C0502" "invalid-query-parameter" Error {
            "a query does not take a parameter of the name `{name}`"
            note "it is a letter or _, then letters, digits and _, at most 128"
            help "rename it, here and in the query"
        }
        UNUSED_QUERY_PARAMETER "C0503" "unused-query-parameter" Error {
            "the query does not use its parameter `{name}`"
            note "a parameter stands in the query in double braces"
            help "use it, or leave it out"
        }
    }
}
