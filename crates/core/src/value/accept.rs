//! Which value goes where: the two traits behind every setter, and their messages.

use super::{Data, Json, Map, Text, Value};

/// "A property that wants `Self` takes a value of `I`."
///
/// Reflexive for every type; beyond that, text takes every id and every enumeration, an id takes only itself, and a
/// property that several kinds of resource can feed takes each of them.
#[diagnostic::on_unimplemented(
    message = "this property wants `{Self}`, and a `{I}` is not one",
    label = "a `{I}`",
    note = "pass the matching attribute of a handle, as in `vpc.vpc_id()`, or `{Self}::literal(\"...\")` for one from outside",
    note = "`value.assume()` turns one type into another, unchecked"
)]
pub trait Accepts<I> {}

/// What is text: every id and every enumeration goes where text is wanted.
#[diagnostic::on_unimplemented(message = "this property wants `Text`, and a `{Self}` is not one", label = "a `{Self}`")]
pub trait IsText {}

/// A part of a resource, or one of the values that AWS names for a property: it is a value of its own type. One that
/// is text goes where text is wanted, and text goes where it is. For generated code.
pub trait PropertyValue {
    /// The content.
    fn into_data(self) -> Data;
}

/// What can be given to a property that wants a `T`.
///
/// ```
/// use formwork_core::{IntoValue, Value};
/// fn set_port(port: impl IntoValue<i64>) -> Value<i64> {
///     port.into_value()
/// }
/// set_port(443);
/// set_port(set_port(443)); // a value, an attribute, a parameter, a function
/// ```
#[diagnostic::on_unimplemented(
    message = "this property wants `{T}`, and a `{Self}` is not one",
    label = "a `{Self}`",
    note = "an id is passed as the attribute of a handle (`vpc.vpc_id()`), or, from outside, as `ids::service::Id::literal(\"...\")`; text and numbers go in as they are"
)]
pub trait IntoValue<T> {
    /// The value.
    fn into_value(self) -> Value<T>;
}

impl<T: Accepts<I>, I> IntoValue<T> for Value<I> {
    fn into_value(self) -> Value<T> {
        self.assume()
    }
}

impl<T: Accepts<I>, I> IntoValue<T> for &Value<I> {
    fn into_value(self) -> Value<T> {
        self.clone().assume()
    }
}

impl<P: PropertyValue> IntoValue<P> for P {
    fn into_value(self) -> Value<P> {
        Value::from_data(self.into_data())
    }
}

impl<P: PropertyValue + IsText> IntoValue<Text> for P {
    fn into_value(self) -> Value<Text> {
        Value::from_data(self.into_data())
    }
}

impl<P: PropertyValue> Accepts<P> for P {}
impl<P: PropertyValue + IsText> Accepts<Text> for P {}
impl<I: IsText> Accepts<I> for Text {}
impl IsText for Text {}
impl Accepts<bool> for bool {}
impl Accepts<i64> for i64 {}
impl Accepts<f64> for f64 {}
impl Accepts<i64> for f64 {}
impl<I> Accepts<I> for Json {}
impl<T: Accepts<I>, I> Accepts<Vec<I>> for Vec<T> {}
impl<T: Accepts<I>, I> Accepts<Map<I>> for Map<T> {}
