//! What is said of limits.

formwork_core::codes! {
    TOO_MANY_RESOURCES "L0001" "too-many-resources" Error {
        "the stack has {count} resources, and CloudFormation takes {most}"
        note "most of them are in {largest}"
        help "move some to another stack; what they refer to is exported and imported by itself"
    }
    TOO_MANY_PARAMETERS "L0002" "too-many-parameters" Error {
        "the stack has {count} parameters, and CloudFormation takes {most}"
        note ""
        help "turn parameters that never change into literals, or several of one kind into one list"
    }
    TOO_MANY_OUTPUTS "L0003" "too-many-outputs" Error {
        "the stack has {count} outputs, and CloudFormation takes {most}"
        note "{exports} of them are exports, most of which other stacks' references ask for"
        help "move what is referred to most to the stack that refers to it, or split the stack"
    }
    TOO_MANY_MAPPINGS "L0004" "too-many-mappings" Error {
        "the stack has {count} mappings, and CloudFormation takes {most}"
        note ""
        help "join mappings with the same rows, or choose the values in the program"
    }
    TEMPLATE_TOO_LARGE "L0005" "template-too-large" Error {
        "the template has {count} bytes without white space, and CloudFormation takes {most}"
        note "the largest resources are {largest}"
        help "move some resources to another stack, or put long texts where a resource can read them, such as a bucket"
    }
    LONG_DESCRIPTION "L0006" "long-description" Error {
        "the description has {count} {unit}, and CloudFormation takes {most}"
        note ""
        help "shorten it; what a reader of the program needs belongs into a comment"
    }
    LONG_NAME "L0007" "long-name" Error {
        "the name `{name}` has {count} characters, and CloudFormation takes {most}"
        note ""
        help "shorten the ids that it is made of"
    }
    LONG_DEFAULT "L0008" "long-default" Error {
        "the parameter's default has {count} bytes, and CloudFormation takes {most}"
        note ""
        help "divide the value among several parameters and put them together with `text!`"
    }
    TOO_MANY_DYNAMIC_REFERENCES "L0009" "too-many-dynamic-references" Error {
        "the template has {count} dynamic references (`resolve:`), and CloudFormation takes {most}"
        note "most of them are in {largest}"
        help "move some resources to another stack, or let the program that needs a secret read it by itself"
    }
    TOO_MANY_MAPPING_CELLS "L0010" "too-many-mapping-attributes" Error {
        "the mapping has {count} {what}, and CloudFormation takes {most}"
        note ""
        help "divide it into several mappings"
    }
    NO_RESOURCES "L0011" "no-resources" Error {
        "the stack has no resource, and CloudFormation takes none without"
        note ""
        help "add a resource to it, or take the stack out of the program"
    }
    UNWRITABLE_ID "L0012" "unwritable-id" Error {
        "`{name}` is no id for a stack: its template's file is called like it"
        note "letters a to z, digits, `-` and `_` make a file name that every system takes"
        help "give it another id"
    }
}
