//! What a schema of TOML files does not need: nothing is ever null in TOML, and names of types are the program's own.

use serde_json::{Map, Value};

/// The schema without null, without defaults and formats of numbers, with the keys in the order of the alphabet.
pub(super) fn tidied(schema: Value) -> Value {
    let Value::Object(keywords) = schema else { return schema };
    let mut tidy = Map::new();
    let mut keywords: Vec<(String, Value)> = keywords.into_iter().collect();
    keywords.sort_by(|a, b| a.0.cmp(&b.0));
    for (keyword, value) in keywords {
        match (keyword.as_str(), value) {
            ("default" | "format", _) => {}
            ("type", Value::Array(types)) => drop(tidy.insert(keyword, without_null(types))),
            ("anyOf", Value::Array(ways)) => any_of(&mut tidy, ways),
            ("properties" | "patternProperties", named) => drop(tidy.insert(keyword, each(named, str::to_owned))),
            ("definitions", named) => {
                tidy.insert(keyword, each(named, |name| own(name).to_owned()));
            }
            ("$ref", Value::String(reference)) => {
                let name = reference.rsplit('/').next().unwrap_or_default();
                tidy.insert(keyword, format!("#/definitions/{}", own(name)).into());
            }
            ("allOf", Value::Array(all)) => drop(tidy.insert(keyword, all.into_iter().map(tidied).collect())),
            ("items" | "additionalProperties", inner) => drop(tidy.insert(keyword, tidied(inner))),
            (_, other) => drop(tidy.insert(keyword, other)),
        }
    }
    Value::Object(tidy)
}

/// The name of a type without the mark of those that mirror files.
fn own(name: &str) -> &str {
    name.strip_prefix("Raw").unwrap_or(name)
}

fn each(named: Value, name: impl Fn(&str) -> String) -> Value {
    let Value::Object(named) = named else { return named };
    let mut all: Vec<(String, Value)> = named.into_iter().map(|(key, schema)| (name(&key), tidied(schema))).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    Value::Object(all.into_iter().collect())
}

fn without_null(types: Vec<Value>) -> Value {
    let mut kept: Vec<Value> = types.into_iter().filter(|of| of != "null").collect();
    if kept.len() == 1 { kept.remove(0) } else { Value::Array(kept) }
}

/// Alternatives without null; a single one that is left stands for itself.
fn any_of(tidy: &mut Map<String, Value>, ways: Vec<Value>) {
    let is_null = |way: &Value| way.get("type").is_some_and(|of| of == "null");
    let mut kept: Vec<Value> = ways.into_iter().filter(|way| !is_null(way)).map(tidied).collect();
    if kept.len() == 1 {
        tidy.insert("allOf".into(), Value::Array(vec![kept.remove(0)]));
    } else {
        tidy.insert("anyOf".into(), Value::Array(kept));
    }
}
