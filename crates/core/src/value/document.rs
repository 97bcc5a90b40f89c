//! JSON documents with values in them.

/// A JSON document, such as a policy, whose leaves can be values: in `{}` and `[]` as in JSON, an expression in `( )`.
///
/// ```
/// use formwork_core::{document, pseudo, Json, Value};
/// let statement: Value<Json> = document!({
///     "Effect": "Allow",
///     "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
///     "Resource": (formwork_core::text!["arn:aws:logs:", pseudo::region(), ":*"])
/// });
/// assert!(!statement.is_literal());
/// ```
#[macro_export]
macro_rules! document {
    ({ $($key:tt : $value:tt),* $(,)? }) => {
        $crate::Value::<$crate::Json>::from_data($crate::Data::Map(vec![
            $(($crate::Name::from($key), $crate::document!($value).into_data())),*
        ]))
    };
    ([ $($value:tt),* $(,)? ]) => {
        $crate::Value::<$crate::Json>::from_data($crate::Data::List(vec![
            $($crate::document!($value).into_data()),*
        ]))
    };
    (( $value:expr )) => { $crate::IntoValue::<$crate::Json>::into_value($value) };
    ($value:expr) => { $crate::IntoValue::<$crate::Json>::into_value($value) };
}
