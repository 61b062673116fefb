//! Schemas of what is read by hand: numbers, tables, names, distributions.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::super::distribution::{KEYS, KINDS, NUMBERS, QUANTILE, RawDistribution};
use super::super::names::Names;
use super::super::number::{Described, Number, NumberOr};
use super::super::section::Section;

impl JsonSchema for Number {
    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number" })
    }
}

impl<T: JsonSchema + Described> JsonSchema for NumberOr<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("NumberOr{}", T::schema_name().trim_start_matches("Raw")).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let table = generator.subschema_for::<T>();
        json_schema!({ "description": capital(T::EXPECTED), "anyOf": [{ "type": "number" }, table] })
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

impl<T: JsonSchema> JsonSchema for Section<T> {
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

impl JsonSchema for Names {
    fn schema_name() -> Cow<'static, str> {
        "Names".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A name, or a list of names",
            "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }],
        })
    }
}

impl JsonSchema for RawDistribution {
    fn schema_name() -> Cow<'static, str> {
        "RawDistribution".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let mut properties: Map<String, Value> = KEYS.iter().map(|key| ((*key).to_owned(), of_key(key))).collect();
        let kinds: Vec<&str> = KINDS.iter().map(|kind| kind.name).filter(|name| !name.is_empty()).collect();
        properties.insert("kind".into(), json!({ "description": "The kind of distribution", "enum": kinds }));
        json_schema!({
            "type": "object",
            "description": "A distribution: its kind and what that takes, or quantiles.",
            "properties": properties,
            "patternProperties": { QUANTILE: { "type": "number", "description": "A quantile, named by its percentage" } },
            "additionalProperties": false,
            "anyOf": ways(),
        })
    }
}

/// Each way to give a distribution: its kind, and the keys it takes.
fn ways() -> Vec<Value> {
    let of_kind = KINDS.iter().flat_map(|kind| kind.ways.iter().map(move |way| (kind, way)));
    let way = |(kind, way): (&super::super::distribution::Kind, &&[&str])| {
        let needed = way.iter().copied().filter(|key| !kind.may_lack(key));
        if kind.name.is_empty() {
            return json!({ "title": kind.in_words(), "required": needed.collect::<Vec<_>>() });
        }
        let needed: Vec<&str> = ["kind"].into_iter().chain(needed).collect();
        json!({ "title": kind.in_words(), "properties": { "kind": { "const": kind.name } }, "required": needed })
    };
    of_kind.map(way).collect()
}

fn of_key(key: &str) -> Value {
    let numbers = json!({ "type": "array", "items": { "type": "number" } });
    let (description, shape) = match key {
        "values" => ("The values it takes", numbers),
        "weights" => ("Their weights", numbers),
        "file" => ("A CSV file beside this one", json!({ "type": "string" })),
        "column" => ("The column of that file", json!({ "type": "string" })),
        "source" => ("Where it comes from", json!({ "type": "string" })),
        "standing" => ("Whether it is stated, derived or assumed", json!({ "type": "string" })),
        "quantiles" => (
            "Quantiles of a metalog, named by their percentage: { p05 = 1, p50 = 2, p95 = 4 }",
            json!({ "type": "object", "patternProperties": { QUANTILE: { "type": "number" } }, "additionalProperties": false }),
        ),
        "truncate" => (
            "The interval it is cut off to: [0, 1], { low = 0 } or { high = 1 }",
            json!({ "anyOf": [
                { "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 },
                { "type": "object", "properties": { "low": { "type": "number" }, "high": { "type": "number" } }, "additionalProperties": false },
            ] }),
        ),
        number if NUMBERS.contains(&number) => ("A parameter of the distribution", json!({ "type": "number" })),
        _ => ("", json!({})),
    };
    let mut shape = shape;
    shape["description"] = description.into();
    shape
}
