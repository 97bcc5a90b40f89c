//! Topics and subscriptions.

mod subscription;
mod topic;

pub use subscription::Subscription;
pub use topic::{ImportedTopic, Topic, TopicRef};

pub(crate) mod codes {
    //! What can be wrong with topics.

    formwork_core::codes! {
        INVALID_MAIL_ADDRESS "C0511" "invalid-mail-address" Error {
            "`{address}` is no mail address"
            note ""
            help "write it as name@example.com, without spaces"
        }
        INVALID_TOPIC_NAME "C0512" "invalid-topic-name" Error {
            "a topic does not take the name `{name}`"
            note "it is 1 to 256 of a-z A-Z 0-9, - and _"
            help "choose another name"
        }
    }
}
