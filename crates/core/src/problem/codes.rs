//! The codes of the core: what can be wrong with a construct tree.

/// Declares codes: `NAME number slug severity { "what" note "..." help "..." }`.
///
/// ```
/// formwork_core::codes! {
///     NO_OWNER "X0001" "no-owner" Warning { "`{name}` has no owner" note "" help "tag it with `Owner`" }
/// }
/// assert_eq!(NO_OWNER.problem().with("name", "Queue").code.slug, "no-owner");
/// ```
#[macro_export]
macro_rules! codes {
    ($($name:ident $number:literal $slug:literal $severity:ident {
        $what:literal note $note:literal help $help:literal
    })*) => {
        $(
            #[doc = concat!("`", $number, "` ", $slug, ": ", $what, ".")]
            pub static $name: $crate::Code = $crate::Code {
                number: $number,
                slug: $slug,
                severity: $crate::Severity::$severity,
                english: $crate::Wording { what: $what, note: $note, help: $help },
            };
        )*
        /// Every code of this module.
        pub static ALL: &[&$crate::Code] = &[$(&$name),*];
    };
}

codes! {
    INVALID_ID "A0001" "invalid-id" Error {
        "an id is empty"
        note ""
        help "give the construct in {scope} an id, in UpperCamelCase"
    }
    DUPLICATE_ID "A0002" "duplicate-id" Error {
        "two constructs in {scope} have the id `{id}`"
        note "the first one is {first}"
        help "give one of them another id"
    }
    DUPLICATE_LOGICAL_ID "A0003" "duplicate-logical-id" Error {
        "two elements of one stack have the logical id `{id}`"
        note "the other one is {first}"
        help "give one of them another id, or take back a `renamed_from`"
    }
    NO_LOGICAL_ID "A0004" "no-logical-id" Error {
        "the path gives no logical id"
        note "a logical id is made of the letters a to z and the digits of a path, and `Default` does not count"
        help "give the construct an id with a letter in it"
    }
    FOREIGN_APP "A0005" "reference-into-another-app" Error {
        "a value of another app is used here"
        note "it comes from {target}"
        help "make both in one app, or pass the value as a literal or a parameter"
    }
    FOREIGN_ENVIRONMENT "A0006" "reference-into-another-environment" Error {
        "a value of environment `{theirs}` is used in environment `{ours}`"
        note "it comes from {target}; environments of one app never mix"
        help "take the value from a stack of `{ours}`, or pass it as a literal or a parameter"
    }
    FOREIGN_REGION "A0007" "reference-across-regions" Error {
        "a value of region {theirs} is used in region {ours}"
        note "it comes from {target}; exports do not cross regions"
        help "let the deployer bring it (`.fed()`), or read it by name (`.weak()`); or keep both stacks in one region"
    }
    STACK_CYCLE "A0008" "stack-cycle" Error {
        "stacks depend on each other in a circle: {circle}"
        note "{first} uses {first_target}, and {second} uses {second_target}"
        help "move one of the two to the other's stack"
    }
    RESOURCE_CYCLE "A0009" "resource-cycle" Error {
        "resources depend on each other in a circle: {circle}"
        note "{first} uses {second}"
        help "break the circle with a resource of its own for the relation, such as a separate security group rule"
    }
    INVALID_STACK_NAME "A0010" "invalid-stack-name" Error {
        "`{name}` is no name for a stack"
        note "a stack's name is a letter, then letters, digits and hyphens, at most 128 of them"
        help "name it with `stack.name(..)`, or change the id of the app, environment or stack that it is made of"
    }
    DUPLICATE_STACK_NAME "A0011" "duplicate-stack-name" Error {
        "two stacks have the name `{name}` in one account and region"
        note "the other one is {first}"
        help "name one of them otherwise with `stack.name(..)`"
    }
    DUPLICATE_EXPORT "A0012" "duplicate-export" Error {
        "two outputs export the name `{name}` in one account and region"
        note "the other one is {first}"
        help "export one of them under another name"
    }
    OVERRIDE_PATH "A0013" "override-leads-nowhere" Error {
        "the override `{path}` leads nowhere"
        note "it leads through something that is neither a map nor a list, or what it puts does not fit there"
        help "name a path below which there are properties, or override the whole of it"
    }
    NOT_EXPORTABLE "A0014" "not-exportable" Error {
        "a {kind} of another stack is used here"
        note "it is {target}; only attributes of resources and parameters cross stacks"
        help "declare it in this stack too"
    }
    INVALID_ENVIRONMENT "A0018" "invalid-environment-name" Error {
        "`{name}` is no name for an environment"
        note "it is a letter, then letters, digits and hyphens: it names stacks and a folder"
        help "name it like `dev` or `prod-2`"
    }
    DUPLICATE_ENVIRONMENT "A0017" "duplicate-environment" Error {
        "two environments have the name `{id}`"
        note "the first one is {first}"
        help "name one of them otherwise"
    }
    ADDED_LATE "A0015" "added-during-synthesis" Error {
        "something was added here during synthesis"
        note "an aspect sees and changes what is there; a construct, tag or aspect that it adds comes too late"
        help "add it before `App::synth`"
    }
    FOREIGN_STACK "A0016" "stack-of-another-environment" Error {
        "a stack depends on one of another environment"
        note "it is {target}"
        help "environments of one app never mix"
    }
    ACKNOWLEDGES_NO_RESOURCE "A0019" "acknowledges-no-resource" Error {
        "what is acknowledged here is about no resource of this environment"
        note ""
        help "name a resource of a stack of the environment, or say `acknowledge_stack` for the stack as a whole"
    }
}
