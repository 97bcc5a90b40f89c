//! What can be wrong with an acknowledgement.

use crate::codes;

codes! {
    EXPIRED "K0101" "expired-acknowledgement" Error {
        "the acknowledgement of {code} has ended on {until}"
        note "its reason was: {reason}"
        help "mend what it is about, or decide again and move the day"
    }
    IDLE "K0102" "idle-acknowledgement" Warning {
        "nothing is found that the acknowledgement of {code} is about"
        note "its reason is: {reason}"
        help "take it out, or name the resource that the finding is about"
    }
    DENIED "K0103" "denied-acknowledgement" Error {
        "{code} cannot be acknowledged in a production"
        note "its reason is: {reason}"
        help "mend what it is about; see `check --explain {code}`"
    }
    UNREADABLE "K0104" "unreadable-acknowledgement" Error {
        "this is no acknowledgement: {why}"
        note ""
        help "give it the code of a finding, a reason of ten letters or more, and, if it ends, a day such as 2027-03-31"
    }
}
