//! The Rust values that go into properties as they are.

use super::{Data, IntoValue, Json, Map, Name, Text, Value};
use crate::construct::Properties;
use std::borrow::Cow;

macro_rules! literal {
    ($($from:ty => $($to:ty),+ : |$value:ident| $data:expr;)*) => {$($(
        impl IntoValue<$to> for $from {
            fn into_value(self) -> Value<$to> {
                let $value = self;
                Value::from_data($data)
            }
        }
    )+)*};
}

literal! {
    &'static str => Text, Json: |text| Data::Text(Cow::Borrowed(text));
    String => Text, Json: |text| Data::Text(Cow::Owned(text));
    &String => Text, Json: |text| Data::Text(Cow::Owned(text.clone()));
    Name => Text, Json: |text| Data::Text(text);
    bool => bool, Json: |value| Data::Bool(value);
    i64 => i64, f64, Json: |number| Data::Integer(number);
    i32 => i64, f64, Json: |number| Data::Integer(number.into());
    u32 => i64, f64, Json: |number| Data::Integer(number.into());
    u16 => i64, f64, Json: |number| Data::Integer(number.into());
    u8 => i64, f64, Json: |number| Data::Integer(number.into());
    f64 => f64, Json: |number| Data::Number(number);
    serde_json::Value => Json: |json| Data::from(json);
    Data => Json: |data| data;
}

fn list<X: IntoValue<T>, T>(items: impl IntoIterator<Item = X>) -> Data {
    Data::List(items.into_iter().map(|item| item.into_value().into_data()).collect())
}

impl<X: IntoValue<T>, T> IntoValue<Vec<T>> for Vec<X> {
    fn into_value(self) -> Value<Vec<T>> {
        Value::from_data(list(self))
    }
}

impl<X: IntoValue<T>, T, const N: usize> IntoValue<Vec<T>> for [X; N] {
    fn into_value(self) -> Value<Vec<T>> {
        Value::from_data(list(self))
    }
}

impl<X: Clone + IntoValue<T>, T> IntoValue<Vec<T>> for &[X] {
    fn into_value(self) -> Value<Vec<T>> {
        Value::from_data(list(self.iter().cloned()))
    }
}

impl<X: Clone + IntoValue<T>, T> IntoValue<Vec<T>> for &Vec<X> {
    fn into_value(self) -> Value<Vec<T>> {
        self.as_slice().into_value()
    }
}

impl<X: IntoValue<Json>> IntoValue<Json> for Vec<X> {
    fn into_value(self) -> Value<Json> {
        Value::from_data(list(self))
    }
}

impl<X: IntoValue<Json>, const N: usize> IntoValue<Json> for [X; N] {
    fn into_value(self) -> Value<Json> {
        Value::from_data(list(self))
    }
}

/// Keys are sorted; the last value of a key wins.
fn map<K: Into<Name>, X: IntoValue<T>, T>(entries: impl IntoIterator<Item = (K, X)>) -> Value<Map<T>> {
    let mut map = Properties::new();
    for (key, value) in entries {
        map.put(key.into(), value.into_value().into_data());
    }
    map.into_value()
}

impl<K: Into<Name>, X: IntoValue<T>, T> IntoValue<Map<T>> for Vec<(K, X)> {
    fn into_value(self) -> Value<Map<T>> {
        map(self)
    }
}

impl<K: Into<Name>, X: IntoValue<T>, T, const N: usize> IntoValue<Map<T>> for [(K, X); N] {
    fn into_value(self) -> Value<Map<T>> {
        map(self)
    }
}
