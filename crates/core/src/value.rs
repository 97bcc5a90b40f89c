//! What a property can hold: a literal or an expression, typed by what it means.
//!
//! [`Value<T>`] is what every property, parameter and attribute is made of. `T` is a marker: [`Text`], `bool`, `i64`,
//! `f64`, [`Json`], [`Map`], `Vec<T>`, an id such as `ids::ec2::VpcId`, or a generated property type. The content is
//! [`Data`], a plain tree with references in it; a value is never a marked string.

mod accept;
mod compose;
mod data;
mod document;
mod into;
mod strength;

pub use accept::{Accepts, IntoValue, IsText, PropertyValue};
pub use compose::{concat, join};
pub use data::{Data, Entries, Function, Name, Pointer, Reference};
pub(crate) use strength::Strength;

use std::marker::PhantomData;

/// The marker of a text value: a string, or an expression that gives one.
///
/// ```
/// use formwork_core::{IntoValue, Text, Value};
/// let name: Value<Text> = "prooflink".into_value();
/// assert_eq!(name.as_text(), Some("prooflink"));
/// ```
pub struct Text;

/// The marker of free-form JSON, such as a policy document. Everything goes where JSON is wanted.
///
/// ```
/// use formwork_core::{IntoValue, Json, Value};
/// let limits: Value<Json> = serde_json::json!({"cpu": 256}).into_value();
/// assert!(limits.is_literal());
/// ```
pub struct Json;

/// The marker of a map from text to `T`, such as environment variables.
///
/// ```
/// use formwork_core::{IntoValue, Map, Text, Value};
/// let variables: Value<Map<Text>> = [("NODE_ENV", "production")].into_value();
/// assert!(variables.is_literal());
/// ```
pub struct Map<T>(PhantomData<T>);

/// A literal or an expression of type `T`.
///
/// Built with [`IntoValue`], from a handle's attributes (`vpc.vpc_id()`), a parameter, or a function such as
/// [`crate::function::select`].
///
/// ```
/// use formwork_core::{IntoValue, Value};
/// let port: Value<i64> = 5432.into_value();
/// assert!(port.is_literal());
/// assert!(!formwork_core::pseudo::region().is_literal());
/// ```
pub struct Value<T> {
    data: Data,
    marker: PhantomData<fn() -> T>,
}

impl<T> Clone for Value<T> {
    fn clone(&self) -> Self {
        Value::from_data(self.data.clone())
    }
}

impl<T> std::fmt::Debug for Value<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.data.fmt(f)
    }
}

impl<T> Value<T> {
    /// The value with this content. Nothing checks that the content is a `T`: for generated code and functions.
    pub fn from_data(data: Data) -> Self {
        Value { data, marker: PhantomData }
    }

    /// A literal text of type `T`; the `literal` functions of ids call this.
    pub fn literal_text(text: impl Into<Name>) -> Self {
        Value::from_data(Data::Text(text.into()))
    }

    /// The content.
    pub fn data(&self) -> &Data {
        &self.data
    }

    /// The content, by value.
    pub fn into_data(self) -> Data {
        self.data
    }

    /// The same value under another type, unchecked: the last resort where two types mean the same thing and the
    /// library does not know it.
    ///
    /// ```
    /// use formwork_core::{IntoValue, Text, Value};
    /// struct PeeringId;
    /// let text: Value<Text> = "pcx-0a1b".into_value();
    /// let id: Value<PeeringId> = text.assume();
    /// # assert_eq!(id.as_text(), Some("pcx-0a1b"));
    /// ```
    pub fn assume<U>(self) -> Value<U> {
        Value::from_data(self.data)
    }

    /// The text, if the value is a literal text.
    pub fn as_text(&self) -> Option<&str> {
        match &self.data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if the value is a literal whole number.
    pub fn as_integer(&self) -> Option<i64> {
        match &self.data {
            Data::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// Whether no expression stands anywhere in the value.
    pub fn is_literal(&self) -> bool {
        self.data.is_literal()
    }
}
