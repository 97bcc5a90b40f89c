//! The tag of almost every resource.

use formwork_core::Text;

property! {
    /// A tag: a key and a value. One type serves every resource whose tags are these two.
    Tag
    new {
        key "Key" Text;
        value "Value" Text;
    }
    set {
        /// The key, up to 128 characters.
        key "Key" Text;
        /// The value, up to 256 characters.
        value "Value" Text;
    }
}
