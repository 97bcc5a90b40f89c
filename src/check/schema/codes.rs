//! What is said where a template does not fit AWS's schemas.

formwork_core::codes! {
    UNKNOWN_TYPE "S0001" "unknown-type" Error {
        "there is no resource type `{type}`"
        note "it is in no schema of us-east-1 or ap-northeast-1"
        help "write the name as AWS does{near}"
    }
    UNKNOWN_PROPERTY "S0002" "unknown-property" Error {
        "`{property}` is no property of {of}"
        note "{note}"
        help "remove it, or write its name as AWS does{near}"
    }
    MISSING_PROPERTY "S0003" "missing-property" Error {
        "{of} has no `{property}`, which has to be there"
        note ""
        help "set `{property}`"
    }
    WRONG_KIND "S0004" "wrong-kind" Error {
        "`{property}` is {found}, and {wanted} is wanted"
        note ""
        help "write {wanted}"
    }
    UNKNOWN_VALUE "S0005" "unknown-value" Error {
        "`{value}` is no value for `{property}`"
        note "it takes {allowed}"
        help "take one of those{near}"
    }
    OUT_OF_RANGE "S0006" "out-of-range" Error {
        "`{property}` is {value}, and takes {allowed}"
        note ""
        help "write a number within that"
    }
    WRONG_LENGTH "S0007" "wrong-length" Error {
        "`{property}` has {count} {what}, and takes {allowed}"
        note ""
        help "keep within that"
    }
    SET_BY_AWS "S0008" "set-by-aws" Error {
        "`{property}` of {of} cannot be set"
        note "its value comes from AWS"
        help "remove it; what AWS sets is read with Fn::GetAtt"
    }
    EXACTLY_ONE "S0009" "not-exactly-one" Error {
        "{of} has {count} of {properties}, and exactly one has to be there"
        note ""
        help "keep one of them"
    }
    AT_LEAST_ONE "S0010" "none-of-several" Error {
        "{of} has none of {properties}, and one at least has to be there"
        note ""
        help "set one of them"
    }
    NEEDS "S0011" "needs-another" Error {
        "`{property}` of {of} needs `{other}` beside it"
        note ""
        help "set `{other}`, or remove `{property}`"
    }
    EXCLUDES "S0012" "excludes-another" Error {
        "`{property}` and `{other}` of {of} cannot both be there"
        note ""
        help "remove one of them"
    }
    UNKNOWN_ATTRIBUTE "S0013" "unknown-attribute" Error {
        "{type} `{id}` has no attribute `{attribute}`"
        note "it has {known}"
        help "read one of those{near}"
    }
    REPEATED_ITEM "S0014" "repeated-item" Error {
        "an item of `{property}` is there twice"
        note "its items have to differ"
        help "remove one of them"
    }
    WRONG_FORM "S0016" "wrong-form" Error {
        "`{property}` is `{value}`, which does not have the form that AWS wants"
        note "it is {pattern}"
        help "write it in this form"
    }
    NULL_VALUE "S0015" "null-value" Error {
        "`{property}` is null"
        note "a template holds no null"
        help "give it a value, or remove it; `AWS::NoValue` stands for nothing within Fn::If"
    }
}
