//! Web application firewall: web ACLs, IP sets.

mod ip_set;
mod web_acl;
mod web_acl_association;
mod web_acl_rule;

pub use ip_set::{ImportedIpSet, IpSet, IpSetRef};
pub use web_acl::{ImportedWebAcl, WebAcl, WebAclRef};
pub use web_acl_association::{ProtectedArn, WebAclAssociation};
pub use web_acl_rule::WebAclRule;

pub(crate) mod codes {
    //! What can be wrong with web ACLs.

    formwork_core::codes! {
        INVALID_NAME "C0331" "invalid-waf-name" Error {
            "`{name}` is no name for {kind}"
            note "a name is 1 to 128 of a-z A-Z 0-9, hyphen and underscore"
            help "choose another"
        }
        INVALID_ADDRESS "C0332" "invalid-ip-set-address" Error {
            "`{address}` is no block of {version} addresses"
            note "AWS WAF takes the first address of a block and every prefix but /0; a single address has /{longest}"
            help "write the block as its first address and its prefix"
        }
        DUPLICATE_RULE "C0333" "duplicate-waf-rule" Error {
            "two rules of a web ACL have the name `{name}`"
            note ""
            help "name one of them otherwise"
        }
        DUPLICATE_PRIORITY "C0334" "duplicate-waf-priority" Error {
            "the rules `{first}` and `{second}` have the priority {priority}"
            note "without a priority of its own, a rule has the one after the rule before it; the first has 0"
            help "give one of them another with `WebAclRule::priority`"
        }
    }
}
