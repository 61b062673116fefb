//! JSON Schemas of scenario and seed files, made from the types they are read into, so that editors complete and check them.

mod custom;
mod fixed_names;
mod tidy;

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::extends::{LISTS, key_of};
use super::raw::RawScenario;
use super::raw_seed::RawSeed;

/// The JSON Schema (draft 7) of scenario files.
///
/// ```
/// let schema = kapok::scenario::scenario_schema();
/// assert_eq!(schema["properties"]["horizon"]["type"], "integer");
/// ```
pub fn scenario_schema() -> Value {
    let mut schema = schema_of::<RawScenario>("A scenario of kapok");
    LISTS.iter().for_each(|list| let_remove(&mut schema, list));
    schema
}

/// The JSON Schema (draft 7) of seed files: a region's base-year data, in one file or several.
pub fn seeds_schema() -> Value {
    schema_of::<RawSeed>("Seeds of kapok: a region's base-year data")
}

fn schema_of<T: schemars::JsonSchema>(title: &str) -> Value {
    let schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<T>();
    let mut schema = tidy::tidied(schema.to_value());
    fixed_names::list(&mut schema);
    schema["title"] = title.into();
    schema
}

/// Lets entries of a list take out what is inherited under their name.
fn let_remove(schema: &mut Value, list: &str) {
    let reference = schema.pointer(&format!("/properties/{list}/items/$ref")).and_then(Value::as_str);
    let Some(pointer) = reference.and_then(|reference| reference.strip_prefix('#')).map(str::to_owned) else { return };
    let properties = schema.pointer_mut(&format!("{pointer}/properties")).and_then(Value::as_object_mut);
    let key = key_of(list);
    let words = format!("Takes out the entry that is inherited under this {key}; nothing else stands beside it.");
    if let Some(properties) = properties {
        properties.insert("remove".into(), json!({ "const": true, "description": words }));
    }
}

/// The properties of a schema.
fn properties(schema: &mut Value) -> Option<&mut Map<String, Value>> {
    schema.get_mut("properties")?.as_object_mut()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::partial::SECTIONS;

    #[test]
    fn every_section_of_a_scenario_is_in_its_schema_and_told_apart_from_seeds() {
        let schema = scenario_schema();
        let properties = schema["properties"].as_object().unwrap();
        for section in SECTIONS {
            let property = properties.get(*section).unwrap_or_else(|| panic!("{section}"));
            assert!(property.get("description").is_some(), "{section} is not described");
        }
        assert_eq!(properties.len(), SECTIONS.len());
        for list in LISTS.iter().filter(|list| properties.contains_key(**list)) {
            let reference = properties[*list]["items"]["$ref"].as_str().unwrap();
            let entry = schema.pointer(&reference[1..]).unwrap();
            assert!(entry["properties"]["remove"]["const"].as_bool().unwrap(), "{list}");
        }
    }

    #[test]
    fn every_key_is_described() {
        for schema in [scenario_schema(), seeds_schema()] {
            for (name, definition) in schema["definitions"].as_object().unwrap() {
                for (key, property) in definition["properties"].as_object().into_iter().flatten() {
                    assert!(property.get("description").is_some(), "{name}.{key} is not described");
                }
            }
        }
    }
}
