//! What one generated line stands for. One call a resource, a part of one, an enumeration, an id.
//!
//! Everything is generic or `#[inline]`: a program compiles the few of these functions that it calls, and nobody all of
//! them.

/// A resource type: its builder, and the attributes of its handle.
macro_rules! resource {
    (
        $(#[$doc:meta])*
        $name:ident $attributes:ident $type:literal $tags:ident $(($tag_property:literal))?
        new { $($argument:ident $argument_key:literal $argument_type:ty;)* }
        set { $($(#[$set_doc:meta])* $set:ident $set_key:literal $set_type:ty;)* }
        ref { $(#[$ref_doc:meta])* $ref:ident $ref_type:ty; }
        get { $($(#[$get_doc:meta])* $get:ident $get_key:literal $get_type:ty;)* }
        list { $($(#[$list_doc:meta])* $list:ident $list_key:literal $list_type:ty;)* }
    ) => {
        $(#[$doc])*
        #[must_use]
        pub struct $name(::formwork_core::Properties);

        impl $name {
            /// With what is required, if that is little; otherwise with nothing.
            #[allow(clippy::new_without_default)]
            #[inline]
            pub fn new($($argument: impl ::formwork_core::IntoValue<$argument_type>),*) -> Self {
                $name(::formwork_core::Properties::new()$(.with::<$argument_type>($argument_key, $argument))*)
            }

            $(
                $(#[$set_doc])*
                pub fn $set(self, value: impl ::formwork_core::IntoValue<$set_type>) -> Self {
                    $name(self.0.with::<$set_type>($set_key, value))
                }
            )*
        }

        impl ::formwork_core::Resource for $name {
            const TYPE: &'static str = $type;
            const TAGS: ::formwork_core::Tags = ::formwork_core::Tags::$tags $(($tag_property))?;
            type Attributes = $attributes;

            #[inline]
            fn into_properties(self) -> ::formwork_core::Properties {
                self.0
            }

            #[inline]
            fn from_properties(properties: ::formwork_core::Properties) -> Self {
                $name(properties)
            }

            #[inline]
            fn attributes(target: ::formwork_core::Target) -> $attributes {
                $attributes(target)
            }
        }

        #[doc = concat!("The attributes of an `", $type, "`.")]
        pub struct $attributes(::formwork_core::Target);

        impl $attributes {
            $(#[$ref_doc])*
            #[inline]
            pub fn $ref(&self) -> ::formwork_core::Value<$ref_type> {
                self.0.reference()
            }

            $(
                $(#[$get_doc])*
                #[inline]
                pub fn $get(&self) -> ::formwork_core::Value<$get_type> {
                    self.0.get_att($get_key)
                }
            )*

            $(
                $(#[$list_doc])*
                #[inline]
                pub fn $list(&self) -> ::formwork_core::Value<::std::vec::Vec<$list_type>> {
                    self.0.get_att_list($list_key)
                }
            )*
        }
    };
}

/// A part of a resource that has properties of its own.
macro_rules! property {
    (
        $(#[$doc:meta])*
        $name:ident
        new { $($argument:ident $argument_key:literal $argument_type:ty;)* }
        set { $($(#[$set_doc:meta])* $set:ident $set_key:literal $set_type:ty;)* }
    ) => {
        $(#[$doc])*
        #[must_use]
        pub struct $name(::formwork_core::Properties);

        impl $name {
            /// With what is required, if that is little; otherwise with nothing.
            #[allow(clippy::new_without_default)]
            #[inline]
            pub fn new($($argument: impl ::formwork_core::IntoValue<$argument_type>),*) -> Self {
                $name(::formwork_core::Properties::new()$(.with::<$argument_type>($argument_key, $argument))*)
            }

            $(
                $(#[$set_doc])*
                pub fn $set(self, value: impl ::formwork_core::IntoValue<$set_type>) -> Self {
                    $name(self.0.with::<$set_type>($set_key, value))
                }
            )*
        }

        impl ::formwork_core::PropertyValue for $name {
            #[inline]
            fn into_data(self) -> ::formwork_core::Data {
                self.0.into_data()
            }
        }
    };
}

/// An enumeration: it goes where text is wanted, and text goes where it is.
macro_rules! values {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $value:literal,)* }) => {
        $(#[$doc])*
        pub enum $name {
            $(#[doc = concat!("`", $value, "`")] $variant,)*
            /// A value that is newer than this library.
            Other(::std::string::String),
        }

        impl ::formwork_core::PropertyValue for $name {
            fn into_data(self) -> ::formwork_core::Data {
                ::formwork_core::Data::Text(::formwork_core::Name::Borrowed(match self {
                    $($name::$variant => $value,)*
                    $name::Other(value) => return ::formwork_core::Data::Text(::formwork_core::Name::Owned(value)),
                }))
            }
        }

        impl ::formwork_core::IsText for $name {}
    };
}

/// An id: one attribute of one resource type.
macro_rules! id {
    ($name:ident $resource:literal $attribute:literal) => {
        #[doc = concat!("`", $attribute, "` of an `", $resource, "`.")]
        pub struct $name;

        literal! { $name }
    };
}

/// Any of several ids.
macro_rules! union {
    ($name:ident: $($member:ty),+) => {
        #[doc = concat!("Any of", $(" `", stringify!($member), "`"),+, ".")]
        pub struct $name;

        literal! { $name }

        $(impl ::formwork_core::Accepts<$member> for $name {})+
    };
}

/// What all ids have: a literal comes from outside, and every id goes where text is wanted.
macro_rules! literal {
    ($name:ident) => {
        impl $name {
            /// One from outside this app.
            #[inline]
            pub fn literal(id: impl Into<::std::borrow::Cow<'static, str>>) -> ::formwork_core::Value<$name> {
                ::formwork_core::Value::literal_text(id)
            }
        }

        impl ::formwork_core::Accepts<$name> for $name {}
        impl ::formwork_core::IsText for $name {}
    };
}
