//! What can be wrong with values that cross stacks without an export.

formwork::codes! {
    NO_OUTPUT "D0150" "no-output" Error {
        "{stack} takes the output {output} of {producer}, which has none of that name"
        note "the value crosses the stacks without an export, so nothing keeps it there"
        help "deploy {producer} first, without --exclusively"
    }
}
