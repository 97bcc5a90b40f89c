//! What is said of the folder.

formwork_core::codes! {
    NO_MANIFEST "O0001" "no-manifest" Error {
        "there is no {file}"
        note "it is written last, so a run that was interrupted leaves none"
        help "run `synth`"
    }
    UNREADABLE_MANIFEST "O0002" "unreadable-manifest" Error {
        "{file} cannot be read: {reason}"
        note ""
        help "run `synth` for everything: it writes the file anew"
    }
    MISSING_FILE "O0003" "missing-file" Error {
        "{file} is missing"
        note "the manifest lists it"
        help "run `synth`"
    }
    CHANGED_FILE "O0004" "changed-file" Error {
        "{file} is not what was written"
        note "its SHA-256 is {found}, and the manifest says {expected}"
        help "run `synth`; what should be otherwise is changed in the program"
    }
    UNLISTED_TEMPLATE "O0005" "unlisted-template" Warning {
        "{file} stands in no manifest"
        note "no run wrote it, and none deploys it"
        help "move it elsewhere"
    }
    NO_HASH "O0006" "no-hash" Error {
        "{manifest} lists {file}, and the root manifest has no hash of it"
        note ""
        help "run `synth`"
    }
    INVALID_TEMPLATE "O0007" "invalid-template" Error {
        "{file} is no template: {reason}"
        note ""
        help "run `synth`"
    }
    CANNOT_ACCESS "O0008" "no-access" Error {
        "cannot {action} {file}: {reason}"
        note ""
        help "see to it that the folder can be read and written"
    }
    MIXED_CIRCLE "O0009" "selection-makes-a-circle" Error {
        "the chosen stacks and those that stay in {folder} depend on each other in a circle: {circle}"
        note "the stacks that were not chosen stay as an earlier run wrote them"
        help "run `synth` for the whole environment"
    }
}
