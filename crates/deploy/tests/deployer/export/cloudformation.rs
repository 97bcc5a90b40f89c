//! CloudFormation's rules about exports, and nothing else of it: one operation on one stack, done or refused.

use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// An account in one region.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Account {
    pub stacks: BTreeMap<String, Stack>,
    /// Whether a resource may go while another stack uses it.
    pub is_careless: bool,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stack {
    pub template: Value,
    /// What every resource is called, and what it is made of.
    pub resources: BTreeMap<String, Resource>,
    /// By key: the value, and the name of the export.
    pub outputs: BTreeMap<String, (String, Option<String>)>,
    pub imports: BTreeSet<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    pub physical_id: String,
    pub kind: String,
    pub properties: Value,
}

impl Account {
    /// Every export: its stack and its value.
    pub fn exports(&self) -> BTreeMap<String, (String, String)> {
        let mut exports = BTreeMap::new();
        for (name, stack) in &self.stacks {
            for (value, export) in stack.outputs.values() {
                if let Some(export) = export {
                    exports.insert(export.clone(), (name.clone(), value.clone()));
                }
            }
        }
        exports
    }

    pub fn importers(&self, export: &str) -> BTreeSet<String> {
        let stacks = self.stacks.iter().filter(|(_, stack)| stack.imports.contains(export));
        stacks.map(|(name, _)| name.clone()).collect()
    }

    /// Creates or updates a stack, or says why not and leaves all as it is.
    pub fn deploy(&mut self, name: &str, template: &Value) -> Result<(), String> {
        let stack = Update::new(self, name, template).run()?;
        let nothing = Stack::default();
        let old = self.stacks.get(name).unwrap_or(&nothing);
        let exports = |stack: &Stack| -> Vec<(String, String)> {
            stack.outputs.values().filter_map(|(value, export)| Some((export.clone()?, value.clone()))).collect()
        };
        let (new_exports, taken) = (exports(&stack), self.exports());
        for (index, (export, _)) in new_exports.iter().enumerate() {
            if new_exports.iter().skip(index + 1).any(|(other, _)| other == export) {
                return Err(format!("{name}: two outputs export {export}"));
            }
            if let Some((owner, _)) = taken.get(export).filter(|(owner, _)| owner != name) {
                return Err(format!("{name}: export {export} is exported by {owner} already"));
            }
        }
        for one in exports(old) {
            let importers = self.importers(&one.0);
            if !importers.is_empty() && !new_exports.contains(&one) {
                return Err(format!("{name}: cannot change export {} in use by {importers:?}", one.0));
            }
        }
        for (id, resource) in &old.resources {
            if stack.resources.get(id).is_none_or(|new| new.kind != resource.kind) {
                self.may_go(name, id, resource)?;
            }
        }
        self.stacks.insert(name.to_string(), stack);
        Ok(())
    }

    pub fn delete(&mut self, name: &str) -> Result<(), String> {
        let stack = self.stacks.get(name).ok_or_else(|| format!("{name}: there is no such stack"))?;
        for export in stack.outputs.values().filter_map(|(_, export)| export.as_ref()) {
            let importers = self.importers(export);
            if !importers.is_empty() {
                return Err(format!("{name}: cannot delete export {export} in use by {importers:?}"));
            }
        }
        for (id, resource) in &stack.resources {
            self.may_go(name, id, resource)?;
        }
        self.stacks.remove(name);
        Ok(())
    }

    fn may_go(&self, stack: &str, id: &str, resource: &Resource) -> Result<(), String> {
        let others = self.stacks.iter().filter(|(name, _)| *name != stack);
        let mut users = others.flat_map(|(name, other)| other.resources.values().map(move |user| (name, user)));
        match users.find(|(_, user)| !self.is_careless && mentions(&user.properties, &resource.physical_id)) {
            Some((user, _)) => Err(format!("{stack}: {id} goes, and {user} uses it")),
            None => Ok(()),
        }
    }
}

fn mentions(value: &Value, text: &str) -> bool {
    match value {
        Value::String(own) => own == text,
        Value::Array(items) => items.iter().any(|item| mentions(item, text)),
        Value::Object(members) => members.values().any(|member| mentions(member, text)),
        _ => false,
    }
}

/// One template, being made into a stack.
struct Update<'a> {
    /// What can be imported.
    exports: BTreeMap<String, (String, String)>,
    name: &'a str,
    template: &'a Value,
    stack: Stack,
    open: BTreeSet<String>,
}

impl<'a> Update<'a> {
    fn new(account: &'a Account, name: &'a str, template: &'a Value) -> Self {
        let stack = Stack { template: template.clone(), ..Stack::default() };
        Update { exports: account.exports(), name, template, stack, open: BTreeSet::new() }
    }

    fn run(mut self) -> Result<Stack, String> {
        let template = self.template;
        for (id, _) in template["Resources"].as_object().into_iter().flatten() {
            self.resource(id)?;
        }
        for (key, output) in template["Outputs"].as_object().into_iter().flatten() {
            let value = self.text(&output["Value"])?;
            let export = output.get("Export").map(|export| self.text(&export["Name"])).transpose()?;
            self.stack.outputs.insert(key.clone(), (value, export));
        }
        Ok(self.stack)
    }

    fn resource(&mut self, id: &str) -> Result<String, String> {
        if let Some(known) = self.stack.resources.get(id) {
            return Ok(known.physical_id.clone());
        }
        let resource = self.template["Resources"].get(id).ok_or_else(|| format!("{}: no resource {id}", self.name))?;
        if !self.open.insert(id.to_string()) {
            return Err(format!("{}: {id} refers to itself", self.name));
        }
        let kind = resource["Type"].as_str().unwrap_or_default().to_string();
        let properties = self.resolve(&resource["Properties"])?;
        // the property that a new thing is made for when it changes
        let key = properties.get(if kind == "AWS::EFS::FileSystem" { "KmsKeyId" } else { "Key" });
        let key = key.map(Value::to_string).unwrap_or_default();
        let physical_id = format!("{}/{id}/{kind}/{:x}", self.name, hash(&key));
        self.stack.resources.insert(id.to_string(), Resource { physical_id: physical_id.clone(), kind, properties });
        Ok(physical_id)
    }

    fn text(&mut self, value: &Value) -> Result<String, String> {
        match self.resolve(value)? {
            Value::String(text) => Ok(text),
            other => Err(format!("{}: no text: {other}", self.name)),
        }
    }

    fn resolve(&mut self, value: &Value) -> Result<Value, String> {
        let Some(members) = value.as_object() else { return Ok(value.clone()) };
        match members.iter().next().map(|(name, argument)| (name.as_str(), argument)) {
            Some(("Ref", Value::String(id))) => match self.template["Parameters"].get(id) {
                Some(parameter) => Ok(parameter["Default"].clone()),
                None => Ok(Value::String(self.resource(id)?)),
            },
            Some(("Fn::Sub", Value::String(text))) => Ok(Value::String(text.replace("${AWS::StackName}", self.name))),
            Some(("Fn::Join", Value::Array(parts))) => {
                let items = parts[1]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(|item| self.text(item))
                    .collect::<Result<Vec<_>, _>>()?;
                Ok(Value::String(items.join(parts[0].as_str().unwrap_or_default())))
            }
            Some(("Fn::ImportValue", name)) => {
                let name = self.text(name)?;
                match self.exports.get(&name).filter(|(owner, _)| owner != self.name) {
                    Some((_, value)) => {
                        let value = value.clone();
                        self.stack.imports.insert(name);
                        Ok(Value::String(value))
                    }
                    None => Err(format!("{}: no export named {name} found", self.name)),
                }
            }
            _ => {
                let resolved = members.iter().map(|(key, member)| Ok((key.clone(), self.resolve(member)?)));
                Ok(Value::Object(resolved.collect::<Result<Map<_, _>, String>>()?))
            }
        }
    }
}

fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
