//! Mappings: constant tables.

use super::Element;
use crate::construct::{Construct, Properties};
use crate::node::Node;
use crate::scope::Scope;
use crate::value::{Data, IntoValue, Json, Name, Text, Value};

/// A table of two levels, looked up at deploy time.
///
/// ```
/// use formwork_core::{App, Environment, Mapping, Text, Value, pseudo};
/// let app = App::new("demo");
/// let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DemoStack");
/// let hosts = stack.add("Hosts", Mapping::new().row("ap-northeast-1", [("Mail", "smtp.example.jp")]));
/// let host: Value<Text> = hosts.find(pseudo::region(), "Mail");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    rows: Properties,
}

/// The handle of a mapping.
#[derive(Clone)]
pub struct MappingRef {
    node: Node,
}

impl Mapping {
    /// An empty table.
    pub fn new() -> Self {
        Mapping::default()
    }

    /// Adds a row: its key, and its cells by name. Rows and cells are sorted; a second row of one key replaces the first.
    pub fn row<K: Into<Name>, X: IntoValue<Json>>(
        mut self,
        key: impl Into<Name>,
        cells: impl IntoIterator<Item = (K, X)>,
    ) -> Self {
        let mut row = Properties::new();
        for (name, cell) in cells {
            row.put(name.into(), cell.into_value().into_data());
        }
        self.rows.put(key.into(), Data::Map(row.entries));
        self
    }
}

impl Construct for Mapping {
    type Handle = MappingRef;

    fn build(self, scope: Scope) -> MappingRef {
        scope.node.set_element(Element::Mapping(Data::Map(self.rows.entries)));
        MappingRef { node: scope.node }
    }
}

impl MappingRef {
    /// The cell of a row: `Fn::FindInMap`.
    pub fn find<T>(&self, row: impl IntoValue<Text>, cell: impl IntoValue<Text>) -> Value<T> {
        let map = self.node.target().logical_id::<Text>().into_data();
        let arguments = vec![map, row.into_value().into_data(), cell.into_value().into_data()];
        Value::from_data(Data::call("Fn::FindInMap", Data::List(arguments)))
    }

    /// The cell of a row, or a value if there is none. The stack must use the transform `AWS::LanguageExtensions`.
    pub fn find_or<T>(
        &self,
        row: impl IntoValue<Text>,
        cell: impl IntoValue<Text>,
        otherwise: impl IntoValue<T>,
    ) -> Value<T> {
        let map = self.node.target().logical_id::<Text>().into_data();
        let otherwise = Data::map([("DefaultValue", otherwise.into_value().into_data())]);
        let arguments = vec![map, row.into_value().into_data(), cell.into_value().into_data(), otherwise];
        Value::from_data(Data::call("Fn::FindInMap", Data::List(arguments)))
    }
}
