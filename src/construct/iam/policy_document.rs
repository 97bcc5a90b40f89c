use super::Statement;
use formwork_core::{Data, IntoValue, Json, Value};

/// A policy document of version 2012-10-17.
///
/// ```
/// use formwork::iam::{PolicyDocument, Statement};
/// let policy = PolicyDocument::new([Statement::allow(["logs:PutLogEvents"]).on("*")]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct PolicyDocument {
    statements: Vec<Statement>,
}

impl PolicyDocument {
    /// A policy of these statements.
    pub fn new(statements: impl IntoIterator<Item = Statement>) -> Self {
        PolicyDocument { statements: statements.into_iter().collect() }
    }

    /// Adds a statement, unless it is there already.
    pub fn push(&mut self, statement: Statement) {
        if !self.statements.contains(&statement) {
            self.statements.push(statement);
        }
    }
}

impl IntoValue<Json> for PolicyDocument {
    fn into_value(self) -> Value<Json> {
        let statements = self.statements.into_iter().map(Statement::into_data).collect();
        Value::from_data(Data::map([("Version", Data::text("2012-10-17")), ("Statement", Data::List(statements))]))
    }
}
