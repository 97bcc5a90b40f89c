//! What is said of references.

formwork_core::codes! {
    UNKNOWN_REFERENCE "R0001" "unknown-reference" Error {
        "`{name}` is neither a resource nor a parameter of the template"
        note "{function} names it"
        help "refer to it through its handle{near}"
    }
    UNKNOWN_RESOURCE "R0002" "unknown-resource" Error {
        "`{name}` is no resource of the template"
        note "{function} names it"
        help "refer to it through its handle{near}"
    }
    UNKNOWN_CONDITION "R0003" "unknown-condition" Error {
        "`{name}` is no condition of the template"
        note ""
        help "add the condition to the stack and use its handle{near}"
    }
    UNKNOWN_MAPPING "R0004" "unknown-mapping" Error {
        "`{name}` is no mapping of the template"
        note ""
        help "add the mapping to the stack and use its handle{near}"
    }
    UNKNOWN_MAPPING_CELL "R0005" "unknown-mapping-cell" Error {
        "the mapping `{mapping}` has no {what} `{name}`"
        note ""
        help "add it, or look up one that is there{near}"
    }
    UNKNOWN_VARIABLE "R0006" "unknown-variable" Error {
        "`{variable}` in the text of Fn::Sub is no variable"
        note "it names no resource, no parameter, and nothing that was given beside the text"
        help "put the text together with `text!`, or write `{escaped}` if the letters are meant as they are{near}"
    }
    RESOURCE_IN_DECISION "R0007" "resource-in-condition" Error {
        "a condition or rule refers to the resource `{name}`"
        note "conditions and rules are decided before any resource exists"
        help "compare parameters, mappings and pseudo parameters"
    }
    LATE_EXPORT "R0008" "late-export" Error {
        "the export `{name}` is imported by a stack that is not deployed after the one that exports it"
        note "it is exported by {exporter}"
        help "pass the value itself instead of its export's name, or say `stack.depends_on(..)`"
    }
    OWN_EXPORT "R0009" "own-export" Error {
        "the stack imports its own export `{name}`"
        note "an export exists only when its stack is deployed"
        help "use the value itself"
    }
    HIDDEN_CIRCLE "R0010" "circle-of-names" Error {
        "resources depend on each other in a circle: {circle}"
        note "at least one of them names the next one in a text or in raw JSON"
        help "break the circle with a resource of its own for the relation, such as a separate security group rule"
    }
    WEAK_CREATE_ONLY "R0011" "weak-reference-in-create-only-property" Warning {
        "`{property}` of {type} reads a value of another stack by name, and cannot be changed in place"
        note "the value is only known while CloudFormation deploys, so each change set plans to replace the resource"
        help "let the deployer bring it (`.fed()`), or export it (without `.weak()`)"
    }
}
