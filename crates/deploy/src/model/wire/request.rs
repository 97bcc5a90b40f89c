//! A form: `Action=CreateChangeSet&Parameters.member.1.ParameterKey=..`.

use std::collections::BTreeMap;

/// The fields of a form, or of one member of a list in it.
#[derive(Clone, Debug, Default)]
pub struct Request(BTreeMap<String, String>);

impl Request {
    pub fn read(form: &str) -> Self {
        let pairs = form.split('&').filter(|pair| !pair.is_empty());
        Self(
            pairs
                .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
                .map(|(name, value)| (decoded(name), decoded(value)))
                .collect(),
        )
    }

    /// All fields but a template.
    pub fn fields(&self) -> BTreeMap<String, String> {
        let fields = self.0.iter().filter(|(name, _)| *name != "TemplateBody");
        fields.map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    /// A field that is there and not empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|text| !text.is_empty())
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    pub fn owned(&self, name: &str) -> Option<String> {
        self.text(name).map(str::to_owned)
    }

    pub fn flag(&self, name: &str) -> Option<bool> {
        self.text(name).map(|text| text == "true")
    }

    /// The texts of a list.
    pub fn list(&self, name: &str) -> Vec<String> {
        (1..).map_while(|at| self.owned(&format!("{name}.member.{at}"))).collect()
    }

    /// The members of a list of structures.
    pub fn records(&self, name: &str) -> Vec<Self> {
        let record = |at: u32| {
            let prefix = format!("{name}.member.{at}.");
            let fields = self
                .0
                .iter()
                .filter_map(|(field, value)| Some((field.strip_prefix(&prefix)?.to_owned(), value.clone())));
            let fields: BTreeMap<String, String> = fields.collect();
            (!fields.is_empty()).then_some(Self(fields))
        };
        (1..).map_while(record).collect()
    }
}

/// A text without its `%..`.
pub fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let mut digit = || rest.next().and_then(|digit| char::from(digit).to_digit(16));
                let (high, low) = (digit().unwrap_or_default(), digit().unwrap_or_default());
                bytes.extend(u8::try_from(high * 16 + low));
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
