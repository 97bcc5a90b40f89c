//! What is said of templates that cannot be read, or not as they are meant.

formwork_core::codes! {
    UNREADABLE "T0001" "unreadable-file" Error {
        "{file} cannot be read"
        note "{reason}"
        help "name a folder or a file that is there and that you may read, in UTF-8"
    }
    NO_TEMPLATE "T0002" "no-template" Error {
        "there is no template in {paths}"
        note "a template is a file of JSON or YAML with `Resources` at its top"
        help "name the folder that the templates are in, or the files themselves"
    }
    NO_DOCUMENT "T0003" "no-json-and-no-yaml" Error {
        "{file} is neither JSON nor YAML"
        note "{reason}"
        help "mend it where it breaks off"
    }
    WRONG_SHAPE "T0004" "wrong-shape" Error {
        "`{pointer}` is not {wanted}"
        note "a template of another shape is refused whole"
        help "make it {wanted}"
    }
    UNKNOWN_TAG "T0005" "unknown-tag" Error {
        "`{tag}` is no short form of a function"
        note "there are {known}"
        help "write one of those, or the long form `Fn::..`{near}"
    }
    DUPLICATE_KEY "T0006" "duplicate-key" Error {
        "the key `{key}` stands twice in one map"
        note "the first one is in line {first}"
        help "remove one of them: only one would count"
    }
    TOO_DEEP "T0007" "too-deep" Error {
        "{file} is nested deeper than {most} levels, or its aliases stand for too much"
        note ""
        help "write it flatter"
    }
    KEY_OF_PARTS "T0008" "key-is-no-text" Error {
        "a key is a list or a map"
        note "keys of a template are texts"
        help "make it a text"
    }
    NO_ASSEMBLY "T0009" "no-assembly" Error {
        "{file} is no manifest of an assembly"
        note "{reason}"
        help "let `synth` or `cdk synth` write the folder anew"
    }
    SEVERAL_DOCUMENTS "T0010" "several-documents" Error {
        "{file} holds more than one document"
        note "a file holds one template"
        help "make a file of each"
    }
}
