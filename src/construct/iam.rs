//! Identity and Access Management: policy documents, roles, grants.

mod policy_document;
mod principal;
mod role;
mod statement;

pub use policy_document::PolicyDocument;
pub use principal::Principal;
pub use role::{ImportedRole, ManagedPolicy, Role, RoleRef};
pub use statement::Statement;

pub(crate) mod codes {
    //! What can be wrong with roles.

    formwork_core::codes! {
        IMPORTED_ROLE "C0101" "grant-to-unnamed-role" Error {
            "a permission is granted to an imported role whose name is not known"
            note "a policy is attached by the role's name, and the ARN of this role is an expression"
            help "import it by a literal ARN, or grant the permission where the role is made"
        }
    }
}
