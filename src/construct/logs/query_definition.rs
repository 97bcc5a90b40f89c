use super::{LogGroupRef, codes};
use formwork_core::{Construct, IntoValue, Ref, Scope, Text, Value};
use formwork_resources::logs::CfnQueryDefinition;
use formwork_resources::logs::query_definition::{QueryLanguage, QueryParameter};

/// A saved query of CloudWatch Logs Insights.
///
/// ```
/// # use formwork::{App, Environment};
/// use formwork::logs::{LogGroup, QueryDefinition};
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("AppStack");
/// # let group = stack.add("ServerLogs", LogGroup::new());
/// let query = "fields @timestamp, message | filter userId = {{userId}} | sort @timestamp desc";
/// stack.add("ByUser", QueryDefinition::new("app/by-user", query)
///     .log_group(&group)
///     .parameter("userId", "123", "Whose messages"));
/// ```
#[derive(Clone, Debug)]
pub struct QueryDefinition {
    name: Value<Text>,
    query: Value<Text>,
    language: Option<Value<QueryLanguage>>,
    groups: Vec<LogGroupRef>,
    parameters: Vec<Parameter>,
}

#[derive(Clone, Debug)]
struct Parameter {
    name: String,
    default: Value<Text>,
    description: Value<Text>,
}

impl QueryDefinition {
    /// A query under a name of 1 to 255 characters; a `/` in it makes folders.
    ///
    /// What stands after `stats` can only use fields that `stats` gives: name them, `count() as errors by bin(5m) as time`.
    pub fn new(name: impl IntoValue<Text>, query: impl IntoValue<Text>) -> Self {
        let (groups, parameters) = (Vec::new(), Vec::new());
        QueryDefinition { name: name.into_value(), query: query.into_value(), language: None, groups, parameters }
    }

    /// The language of the query. Default: Logs Insights QL (`Cwli`).
    pub fn language(mut self, language: impl IntoValue<QueryLanguage>) -> Self {
        self.language = Some(language.into_value());
        self
    }

    /// Adds a log group that is searched. Default: whatever is chosen when the query runs.
    pub fn log_group(mut self, group: &LogGroupRef) -> Self {
        self.groups.push(group.clone());
        self
    }

    /// Adds a parameter, `{{name}}` in the query: its value unless another is given, and what it means. At most 20, and
    /// only in Logs Insights QL.
    pub fn parameter(
        mut self,
        name: impl Into<String>,
        default: impl IntoValue<Text>,
        description: impl IntoValue<Text>,
    ) -> Self {
        let (default, description) = (default.into_value(), description.into_value());
        self.parameters.push(Parameter { name: name.into(), default, description });
        self
    }
}

impl Construct for QueryDefinition {
    type Handle = Ref<CfnQueryDefinition>;

    fn build(self, scope: Scope) -> Ref<CfnQueryDefinition> {
        for parameter in &self.parameters {
            parameter.check(&scope, &self.query);
        }
        let mut definition = CfnQueryDefinition::new(self.name, self.query);
        if let Some(language) = self.language {
            definition = definition.query_language(language);
        }
        if !self.groups.is_empty() {
            definition =
                definition.log_group_names(self.groups.iter().map(LogGroupRef::log_group_name).collect::<Vec<_>>());
        }
        if !self.parameters.is_empty() {
            let parameters = self.parameters.into_iter().map(Parameter::into_property);
            definition = definition.parameters(parameters.collect::<Vec<_>>());
        }
        scope.add("Resource", definition)
    }
}

impl Parameter {
    fn check(&self, scope: &Scope, query: &Value<Text>) {
        let sign = |sign: char| sign.is_ascii_alphanumeric() || sign == '_';
        let valid = self.name.chars().all(sign) && !self.name.starts_with(|first: char| first.is_ascii_digit());
        if !valid || self.name.is_empty() || self.name.len() > 128 {
            return scope.report(codes::INVALID_QUERY_PARAMETER.problem().with("name", self.name.as_str()));
        }
        if query.as_text().is_some_and(|query| !query.contains(&format!("{{{{{}}}}}", self.name))) {
            scope.report(codes::UNUSED_QUERY_PARAMETER.problem().with("name", self.name.as_str()));
        }
    }

    fn into_property(self) -> QueryParameter {
        QueryParameter::new(self.name).default_value(self.default).description(self.description)
    }
}
