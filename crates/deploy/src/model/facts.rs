//! The facts of resource types, read once.

use formwork::facts::{self, ResourceFacts};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

static KNOWN: Mutex<BTreeMap<String, Option<Arc<ResourceFacts>>>> = Mutex::new(BTreeMap::new());

/// What is known of a type; none where there is no such type.
pub fn of(type_name: &str) -> Option<Arc<ResourceFacts>> {
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(facts) = known.get(type_name) {
        return facts.clone();
    }
    let facts = facts::resource(type_name).map(Arc::new);
    known.insert(type_name.to_owned(), facts.clone());
    facts
}
