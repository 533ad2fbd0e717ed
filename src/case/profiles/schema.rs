//! The JSON Schema of a case file under a profile: that of the types, with the profile's codes, ids and required keys.

use serde_json::{Value, json};

use crate::case::model::Case;
use crate::case::profile::{LISTS, Profile, WITH_IDS};

/// The definitions of the schema by the noun of their table. The case itself is the schema.
const DEFINITIONS: [(&str, &str); 5] = [
    ("review", "Review"),
    ("finding", "Finding"),
    ("recommendation", "Recommendation"),
    ("event", "Event"),
    ("source", "Source"),
];

pub(super) fn of(profile: &Profile) -> Value {
    let mut schema = schemars::schema_for!(Case).to_value();
    require(&mut schema, profile.required("case"));
    let Some(definitions) = schema.get_mut("$defs").and_then(Value::as_object_mut) else { return schema };
    for definition in definitions.values_mut() {
        let list = definition.get("x-list").and_then(Value::as_str);
        if let Some(list) = list.and_then(|list| LISTS.into_iter().find(|known| *known == list)) {
            let codes: Vec<&str> = profile.values(list).iter().map(|value| value.code).collect();
            definition["enum"] = json!(codes);
        }
    }
    for (noun, name) in DEFINITIONS {
        let Some(definition) = definitions.get_mut(name) else { continue };
        require(definition, profile.required(noun));
        if let Some(form) = WITH_IDS.iter().find(|(known, _)| *known == noun).and_then(|_| profile.id_form(noun))
            && let Some(id) = definition.pointer_mut("/properties/id").and_then(Value::as_object_mut)
        {
            id.insert("pattern".to_owned(), json!(form.pattern.as_str()));
            id.insert("description".to_owned(), json!(format!("Such as {}; unique in the case.", form.example)));
        }
    }
    schema
}

/// Adds keys to those that a table must have.
fn require(table: &mut Value, keys: &[&str]) {
    let Some(required) = table.get_mut("required").and_then(Value::as_array_mut) else { return };
    for key in keys {
        if !required.iter().any(|known| known == key) {
            required.push(json!(key));
        }
    }
}
