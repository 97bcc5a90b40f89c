use super::Class;
use serde_json::Value;

/// Why a change has its class.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// What it is.
    pub kind: Kind,
    /// Where in the resource, as a JSON pointer: `/Properties/SecurityGroupIngress/0`; empty for all of it.
    pub pointer: String,
    /// What stands there now.
    pub before: Option<Value>,
    /// What will.
    pub after: Option<Value>,
}

impl Reason {
    /// A reason that is about a place.
    pub fn new(kind: Kind, pointer: impl Into<String>) -> Self {
        Reason { kind, pointer: pointer.into(), before: None, after: None }
    }

    /// With what stands there now, and what will.
    pub fn values(mut self, before: Option<&Value>, after: Option<&Value>) -> Self {
        (self.before, self.after) = (before.cloned(), after.cloned());
        self
    }
}

macro_rules! kinds {
    ($($name:ident $class:ident $slug:literal $words:literal)*) => {
        /// What makes a change as bad as it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Kind {$(
            #[doc = concat!("Class [", stringify!($class), "](Class::", stringify!($class), "): ", $words, ".")]
            $name,
        )*}

        impl Kind {
            /// All of them.
            pub const ALL: &[Kind] = &[$(Kind::$name),*];

            /// The class it gives a change.
            pub fn class(self) -> Class {
                match self { $(Kind::$name => Class::$class),* }
            }

            /// Its name for programs: `network-opened`.
            pub fn slug(self) -> &'static str {
                match self { $(Kind::$name => $slug),* }
            }

            /// What it says, for people.
            pub fn words(self) -> &'static str {
                match self { $(Kind::$name => $words),* }
            }
        }
    };
}

kinds! {
    Unseen Metadata "unseen" "nothing that is seen from outside changes"
    Changed InPlace "changed" "it changes in place"
    Added InPlace "added" "it is new"
    Revised InPlace "revised" "a new revision takes its place; nothing runs on the old one that its user does not exchange"
    Left InPlace "left" "it stays where it is, and no stack knows it any more"
    Restarts Interruption "restarts" "it restarts"
    Rolls Interruption "rolls" "what runs is exchanged step by step"
    MayBeReplaced Interruption "may-be-replaced" "it may be replaced: CloudFormation decides when it executes"
    KnownAfterApply Interruption "known-after-apply" "its value is only known when it executes"
    Undecided Interruption "undecided" "CloudFormation decides when it executes"
    Replaced Replacement "replaced" "a new one takes its place"
    Removed Replacement "removed" "it is deleted"
    DataLeftBehind Replacement "data-left-behind" "it holds data, which does not come along: the old one, or a snapshot, stays"
    UnknownAction Replacement "unknown-action" "CloudFormation names an action that is not known here"
    AllowWidened Security "allow-widened" "a policy allows more than before"
    DenyRemoved Security "deny-removed" "a policy denies less than before"
    ManagedPolicyAttached Security "managed-policy-attached" "a managed policy is attached"
    TrustWidened Security "trust-widened" "more can assume the role than before"
    PassRole Security "pass-role" "a policy allows to pass a role on"
    BoundaryRemoved Security "boundary-removed" "the permissions boundary goes or is another"
    NetworkOpened Security "network-opened" "the network lets more through than before"
    PublicAccessBlockOff Security "public-access-block-off" "public access is not blocked any more"
    PublicAcl Security "public-acl" "the access control list lets everybody in"
    PubliclyAccessible Security "publicly-accessible" "it gets a public address"
    FunctionUrlOpen Security "function-url-open" "the function's URL asks for no credentials"
    MethodWithoutAuth Security "method-without-auth" "the API asks for no credentials"
    ResourcePolicyWidened Security "resource-policy-widened" "the resource's policy allows more than before"
    EndpointPolicyWidened Security "endpoint-policy-widened" "the endpoint's policy allows more than before"
    InvokeByAnyone Security "invoke-by-anyone" "anybody may invoke the function"
    InternetFacing Security "internet-facing" "the load balancer faces the internet"
    TlsLowered Security "tls-lowered" "connections are less protected than before"
    FirewallDetached Security "firewall-detached" "the web ACL does not protect it any more"
    FirewallOpened Security "firewall-opened" "the web ACL lets more through than before"
    EncryptionOff Security "encryption-off" "it is not encrypted as before"
    ImdsV1Allowed Security "imds-v1-allowed" "the instance's credentials can be read without a token"
    ExecOn Security "exec-on" "commands can be run in its containers"
    LogRemoved Security "log-removed" "a log goes"
    LoggingOff Security "logging-off" "less is logged than before"
    DataDeleted Destructive "data-deleted" "it holds data, which is deleted"
    PolicyToDelete Destructive "policy-to-delete" "it will be deleted where it was kept before"
    ProtectionOff Destructive "protection-off" "it is not protected from deletion any more"
    BackupsDropped Destructive "backups-dropped" "its backups are deleted, and no more are made"
    ExportDropped Destructive "export-dropped" "an export goes that other stacks import"
    StackEmptied Destructive "stack-emptied" "nothing is left in the stack"
    StackDeleted Destructive "stack-deleted" "the stack is deleted"
}
