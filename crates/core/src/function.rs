//! CloudFormation's intrinsic functions, typed by what they give.
//!
//! `Ref` and `Fn::GetAtt` are the attributes of handles; `Fn::Join` is [`join`](crate::join) and
//! [`text!`](crate::text); `Fn::If` is [`ConditionRef::choose`](crate::ConditionRef::choose); `Fn::FindInMap` is
//! [`MappingRef::find`](crate::MappingRef::find). References between stacks make their `Fn::ImportValue` themselves, and a
//! loop of the program takes the place of `Fn::ForEach`.

use crate::construct::Properties;
use crate::element::ParameterRef;
use crate::value::{Data, IntoValue, Json, Map, Name, Text, Value};

fn call<T>(name: &'static str, arguments: Vec<Data>) -> Value<T> {
    Value::from_data(Data::call(name, Data::List(arguments)))
}

/// `Fn::Sub`: a text with `${AWS::Region}` and the like in it.
///
/// For a text with attributes in it, [`text!`](crate::text) checks the parts at compile time.
///
/// ```
/// let zone = formwork_core::function::sub("${AWS::Region}a");
/// ```
pub fn sub(text: impl Into<Name>) -> Value<Text> {
    Value::from_data(Data::call("Fn::Sub", Data::text(text)))
}

/// `Fn::Sub` with variables of its own, which are sorted by name.
///
/// ```
/// use formwork_core::{function, pseudo};
/// let url = function::sub_with("https://${Host}/${AWS::StackName}", [("Host", pseudo::url_suffix())]);
/// ```
pub fn sub_with<K: Into<Name>, X: IntoValue<Text>>(
    text: impl Into<Name>,
    variables: impl IntoIterator<Item = (K, X)>,
) -> Value<Text> {
    let mut sorted = Properties::new();
    for (name, value) in variables {
        sorted.put(name.into(), value.into_value().into_data());
    }
    call("Fn::Sub", vec![Data::text(text), Data::Map(sorted.entries)])
}

/// `Fn::Select`: one item of a list, counted from 0.
///
/// ```
/// use formwork_core::{function, text};
/// let first = function::select(0, function::availability_zones());
/// let name = text!["web-", first];
/// ```
pub fn select<T>(index: impl IntoValue<i64>, list: Value<Vec<T>>) -> Value<T> {
    call("Fn::Select", vec![index.into_value().into_data(), list.into_data()])
}

/// `Fn::Split`: the parts of a text between separators.
pub fn split(separator: impl Into<Name>, text: impl IntoValue<Text>) -> Value<Vec<Text>> {
    call("Fn::Split", vec![Data::text(separator), text.into_value().into_data()])
}

/// `Fn::GetAZs`: the availability zones of the stack's region.
pub fn availability_zones() -> Value<Vec<Text>> {
    Value::from_data(Data::call("Fn::GetAZs", Data::text("")))
}

/// `Fn::GetAZs` of another region.
pub fn availability_zones_of(region: impl IntoValue<Text>) -> Value<Vec<Text>> {
    Value::from_data(Data::call("Fn::GetAZs", region.into_value().into_data()))
}

/// `Fn::RefAll`: the values of all parameters of a type, such as `AWS::EC2::VPC::Id`. Only in rules.
pub fn ref_all(parameter_type: impl Into<Name>) -> Value<Vec<Text>> {
    Value::from_data(Data::call("Fn::RefAll", Data::text(parameter_type)))
}

/// `Fn::ValueOf`: an attribute, such as `VpcId`, of what a parameter names. Only in rules.
pub fn value_of<T>(parameter: &ParameterRef<T>, attribute: impl Into<Name>) -> Value<Text> {
    call("Fn::ValueOf", vec![parameter.logical_id().into_data(), Data::text(attribute)])
}

/// `Fn::ValueOfAll`: an attribute of what every parameter of a type names. Only in rules.
pub fn value_of_all(parameter_type: impl Into<Name>, attribute: impl Into<Name>) -> Value<Vec<Text>> {
    call("Fn::ValueOfAll", vec![Data::text(parameter_type), Data::text(attribute)])
}

/// `Fn::Cidr`: `count` blocks cut from `block`, each with `host_bits` bits for hosts: 8 gives a /24 of IPv4.
pub fn cidr(
    block: impl IntoValue<Text>,
    count: impl IntoValue<i64>,
    host_bits: impl IntoValue<i64>,
) -> Value<Vec<Text>> {
    let (count, bits) = (count.into_value().into_data(), host_bits.into_value().into_data());
    call("Fn::Cidr", vec![block.into_value().into_data(), count, bits])
}

/// `Fn::Base64`: the text, encoded.
pub fn base64(text: impl IntoValue<Text>) -> Value<Text> {
    Value::from_data(Data::call("Fn::Base64", text.into_value().into_data()))
}

/// `Fn::ImportValue`: what another program's stack exports under a name.
pub fn import_value<T>(name: impl IntoValue<Text>) -> Value<T> {
    Value::from_data(Data::call("Fn::ImportValue", name.into_value().into_data()))
}

/// `Fn::Length`: how many items a list has. The stack goes through `AWS::LanguageExtensions`
/// ([`Stack::transform`](crate::Stack::transform)).
pub fn length<T>(list: Value<Vec<T>>) -> Value<i64> {
    Value::from_data(Data::call("Fn::Length", list.into_data()))
}

/// `Fn::ToJsonString`: JSON as text. The stack goes through `AWS::LanguageExtensions`
/// ([`Stack::transform`](crate::Stack::transform)).
pub fn to_json_string(json: impl IntoValue<Json>) -> Value<Text> {
    Value::from_data(Data::call("Fn::ToJsonString", json.into_value().into_data()))
}

/// `Fn::Transform`: what a macro makes of the parameters.
pub fn transform<T>(name: impl Into<Name>, parameters: impl IntoValue<Map<Json>>) -> Value<T> {
    let parameters = parameters.into_value().into_data();
    Value::from_data(Data::call("Fn::Transform", Data::map([("Name", Data::text(name)), ("Parameters", parameters)])))
}

/// `Fn::GetStackOutput`: an output of another stack by name, without an export.
pub fn stack_output<T>(stack: impl IntoValue<Text>, output: impl IntoValue<Text>) -> Value<T> {
    let (stack, output) = (stack.into_value().into_data(), output.into_value().into_data());
    Value::from_data(Data::call("Fn::GetStackOutput", Data::map([("OutputName", output), ("StackName", stack)])))
}
