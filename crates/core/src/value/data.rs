//! The content of a value: JSON with references and functions in it.

use crate::node::Target;
use std::borrow::Cow;

/// A name or a text: most are written in the program and cost no allocation.
pub type Name = Cow<'static, str>;

/// The members of a map, in order.
pub type Entries = Vec<(Name, Data)>;

/// JSON, where any place can hold a [`Function`] instead.
///
/// One type serves the construct tree and the finished template; they differ in what a [`Reference`] holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    /// `null`: only where a raw override or raw JSON says so.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Number(f64),
    /// A text.
    Text(Name),
    /// A list.
    List(Vec<Data>),
    /// A map.
    Map(Entries),
    /// An expression that CloudFormation evaluates.
    Function(Box<Function>),
}

/// An expression of CloudFormation.
#[derive(Clone, Debug, PartialEq)]
pub enum Function {
    /// `Ref`: what a resource, a parameter or a pseudo parameter refers to.
    Ref(Reference),
    /// `Fn::GetAtt`: the attribute is a text or an expression.
    GetAtt {
        /// The resource.
        of: Reference,
        /// Its attribute.
        attribute: Data,
        /// Whether the attribute is a list, which an export has to fold into one text.
        list: bool,
    },
    /// The bare logical id of an element: the condition in `Fn::If`, the mapping in `Fn::FindInMap`.
    LogicalId(Reference),
    /// Any other function: its name and its argument.
    Call(Name, Data),
}

/// What an expression points to.
#[derive(Clone, Debug)]
pub enum Reference {
    /// A node of the construct tree: before synthesis.
    Node(Target),
    /// A logical id or a pseudo parameter: in a template.
    Name(Name),
}

impl PartialEq for Reference {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Reference::Name(a), Reference::Name(b)) => a == b,
            (Reference::Node(a), Reference::Node(b)) => a.is_same(b),
            _ => false,
        }
    }
}

impl Data {
    /// A text.
    pub fn text(text: impl Into<Name>) -> Data {
        Data::Text(text.into())
    }

    /// A function call.
    pub fn call(name: &'static str, argument: Data) -> Data {
        Data::Function(Box::new(Function::Call(Cow::Borrowed(name), argument)))
    }

    /// A map.
    pub fn map<K: Into<Name>>(entries: impl IntoIterator<Item = (K, Data)>) -> Data {
        Data::Map(entries.into_iter().map(|(key, data)| (key.into(), data)).collect())
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The member of a map.
    pub fn get(&self, key: &str) -> Option<&Data> {
        match self {
            Data::Map(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, data)| data),
            _ => None,
        }
    }

    /// The items of a list; none if it is no list.
    pub fn items(&self) -> &[Data] {
        match self {
            Data::List(items) => items,
            _ => &[],
        }
    }

    /// Whether no function stands anywhere in it.
    pub fn is_literal(&self) -> bool {
        match self {
            Data::Function(_) => false,
            Data::List(items) => items.iter().all(Data::is_literal),
            Data::Map(entries) => entries.iter().all(|(_, data)| data.is_literal()),
            _ => true,
        }
    }

    /// Calls `visit` on every function in it, outermost first, with the pointer of its place.
    pub fn visit_functions<'a>(&'a self, pointer: &mut Pointer, visit: &mut dyn FnMut(&Pointer, &'a Function)) {
        match self {
            Data::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    pointer.within(&index.to_string(), |pointer| item.visit_functions(pointer, visit));
                }
            }
            Data::Map(entries) => {
                for (key, data) in entries {
                    pointer.within(key, |pointer| data.visit_functions(pointer, visit));
                }
            }
            Data::Function(function) => {
                visit(pointer, function);
                match function.as_ref() {
                    Function::GetAtt { attribute, .. } => pointer.within("Fn::GetAtt", |pointer| {
                        pointer.within("1", |pointer| attribute.visit_functions(pointer, visit));
                    }),
                    Function::Call(name, argument) => {
                        pointer.within(name, |pointer| argument.visit_functions(pointer, visit));
                    }
                    Function::Ref(_) | Function::LogicalId(_) => {}
                }
            }
            _ => {}
        }
    }
}

/// A JSON pointer that grows and shrinks during a walk: `/Resources/Vpc/Properties/Tags/0`.
#[derive(Clone, Debug, Default)]
pub struct Pointer(String);

impl Pointer {
    /// The pointer of a document's member.
    pub fn new(parts: &[&str]) -> Self {
        let mut pointer = Pointer::default();
        for part in parts {
            pointer.push(part);
        }
        pointer
    }

    /// The pointer as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Runs `inner` one level deeper.
    pub fn within<R>(&mut self, part: &str, inner: impl FnOnce(&mut Self) -> R) -> R {
        let length = self.0.len();
        self.push(part);
        let result = inner(self);
        self.0.truncate(length);
        result
    }

    /// One level deeper, for good.
    pub fn push(&mut self, part: &str) {
        self.0.push('/');
        if part.contains(['~', '/']) {
            self.0.push_str(&part.replace('~', "~0").replace('/', "~1"));
        } else {
            self.0.push_str(part);
        }
    }
}

impl From<serde_json::Value> for Data {
    fn from(json: serde_json::Value) -> Self {
        match json {
            serde_json::Value::Null => Data::Null,
            serde_json::Value::Bool(value) => Data::Bool(value),
            serde_json::Value::Number(number) => match number.as_i64() {
                Some(integer) => Data::Integer(integer),
                None => Data::Number(number.as_f64().unwrap_or(f64::MAX)),
            },
            serde_json::Value::String(text) => Data::Text(text.into()),
            serde_json::Value::Array(items) => Data::List(items.into_iter().map(Data::from).collect()),
            serde_json::Value::Object(members) => crate::template::function_from_json(members),
        }
    }
}
