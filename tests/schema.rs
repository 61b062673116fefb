//! The JSON Schemas of scenario and seed files: what the program prints, what is committed, and what ships.

#![allow(clippy::unwrap_used)] // a test stops at the first surprise

mod common;

use std::path::{Path, PathBuf};

use common::answer;
use serde_json::Value;

/// Which schema a file under a folder has.
const KINDS: [(&str, &str); 2] = [("scenario", "scenarios"), ("seeds", "seeds")];

fn committed(kind: &str) -> Value {
    let text = std::fs::read_to_string(format!("schema/{kind}.schema.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// All TOML files below a folder.
fn toml_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = entries.flat_map(|path| if path.is_dir() { toml_files(&path) } else { vec![path] });
    files.filter(|path| path.extension().is_some_and(|ending| ending == "toml")).collect()
}

/// What a schema has against a value, each with its place. Knows the keywords that occur in these schemas, and no others.
fn faults(schema: &Value, root: &Value, value: &Value, place: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (keyword, rule) in schema.as_object().unwrap() {
        let holds = |way: &Value| faults(way, root, value, place).is_empty();
        let fault = |what: &str| vec![format!("{place}: {what}")];
        found.extend(match keyword.as_str() {
            "$ref" => faults(root.pointer(&rule.as_str().unwrap()[1..]).unwrap(), root, value, place),
            "allOf" => rule.as_array().unwrap().iter().flat_map(|way| faults(way, root, value, place)).collect(),
            "anyOf" if !rule.as_array().unwrap().iter().any(holds) => fault("fits none of what is allowed"),
            "const" if value != rule => fault("is another value"),
            "enum" if !rule.as_array().unwrap().contains(value) => fault("is none of the names"),
            "type" if !is_of_type(value, rule.as_str().unwrap()) => fault("is of another type"),
            "minItems" if value.as_array().is_some_and(|list| (list.len() as u64) < rule.as_u64().unwrap()) => {
                fault("is too short")
            }
            "maxItems" if value.as_array().is_some_and(|list| list.len() as u64 > rule.as_u64().unwrap()) => {
                fault("is too long")
            }
            "items" => {
                let entries = value.as_array().into_iter().flatten().enumerate();
                entries.flat_map(|(index, entry)| faults(rule, root, entry, &format!("{place}[{index}]"))).collect()
            }
            "required" => {
                let keys = rule.as_array().unwrap().iter().map(|key| key.as_str().unwrap());
                let lacks = |key: &&str| value.is_object() && value.get(*key).is_none();
                keys.filter(lacks).flat_map(|key| fault(&format!("lacks {key}"))).collect()
            }
            // What is kept to, what says nothing, and what is looked at key by key below.
            "anyOf"
            | "const"
            | "enum"
            | "type"
            | "minItems"
            | "maxItems"
            | "$schema"
            | "title"
            | "description"
            | "definitions"
            | "properties"
            | "patternProperties"
            | "additionalProperties" => Vec::new(),
            other => panic!("the test does not know the keyword {other}"),
        });
    }
    for (key, inner) in value.as_object().into_iter().flatten() {
        let place = format!("{place}.{key}");
        let quantile = schema.get("patternProperties").and_then(|patterns| {
            let (pattern, rule) = patterns.as_object().unwrap().iter().next().unwrap();
            assert_eq!(pattern, "^p[0-9]+([.][0-9]+)?$");
            let digits = key.strip_prefix('p')?;
            (!digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.')).then_some(rule)
        });
        match schema.get("properties").and_then(|known| known.get(key)).or(quantile) {
            Some(rule) => found.extend(faults(rule, root, inner, &place)),
            None => match schema.get("additionalProperties") {
                Some(Value::Bool(false)) => found.push(format!("{place}: is not known here")),
                Some(rule @ Value::Object(_)) => found.extend(faults(rule, root, inner, &place)),
                _ => {}
            },
        }
    }
    found
}

fn is_of_type(value: &Value, of: &str) -> bool {
    match of {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        other => panic!("{other}"),
    }
}

/// What a schema has against the text of a TOML file.
fn against(kind: &str, text: &str) -> Vec<String> {
    let (schema, table) = (committed(kind), text.parse::<toml::Table>().unwrap());
    faults(&schema, &schema, &serde_json::to_value(table).unwrap(), "")
}

#[test]
fn committed_schemas_are_those_the_program_prints() {
    for (kind, _) in KINDS {
        let (printed, file) = (answer(&["schema", kind]), format!("schema/{kind}.schema.json"));
        if std::env::var_os("KAPOK_SCHEMA").is_some() {
            std::fs::write(&file, &printed).unwrap();
        }
        let there = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(there == printed, "{file} is out of date: KAPOK_SCHEMA=1 cargo test --test schema writes it anew");
    }
    assert_eq!(answer(&["schema"]), answer(&["schema", "scenario"]));
}

#[test]
fn every_file_that_ships_names_its_schema_and_fits_it() {
    for (kind, folder) in KINDS {
        let files = toml_files(Path::new(folder));
        assert!(files.len() > 1);
        for file in files {
            let text = std::fs::read_to_string(&file).unwrap();
            let named = text.lines().next().and_then(|line| line.strip_prefix("#:schema ")).unwrap_or_default();
            let schema = file.parent().unwrap().join(named).canonicalize().unwrap_or_default();
            let expected = std::fs::canonicalize(format!("schema/{kind}.schema.json")).unwrap();
            assert_eq!(schema, expected, "{} names another schema in its first line", file.display());
            assert_eq!(against(kind, &text), Vec::<String>::new(), "{}", file.display());
        }
    }
    for file in ["valley-scenario.toml", "valley-drawn.toml", "valley-fair.toml"] {
        let text = std::fs::read_to_string(Path::new("tests/regions").join(file)).unwrap();
        assert_eq!(against("scenario", &text), Vec::<String>::new(), "{file}");
    }
}

#[test]
fn what_is_wrong_is_refused() {
    let cases = [
        ("scenario", "horizont = 2035", ".horizont: is not known here"),
        ("scenario", "horizon = \"2035\"", ".horizon: is of another type"),
        ("scenario", "[sector.steel]\nshock = 0.1", ".sector.steel.shock: is not known here"),
        ("scenario", "[run]\ndesign = \"sobel\"", ".run.design: is none of the names"),
        (
            "scenario",
            "[households]\nshock_sd = { kind = \"norml\", mean = 0, sd = 1 }",
            ".households.shock_sd: fits none of what is allowed",
        ),
        (
            "scenario",
            "[households]\nshock_sd = { kind = \"normal\", mean = 0 }",
            ".households.shock_sd: fits none of what is allowed",
        ),
        ("scenario", "[[target]]\nid = \"a\"\nremove = false", ".target[0].remove: is another value"),
        ("scenario", "[[policy]]\nlever = \"demnd\"", ".policy[0].lever: is none of the names"),
        (
            "seeds",
            "[value_added.sectors]\nsteel = { value = 1, unti = \"1\" }",
            ".value_added.sectors.steel: fits none of what is allowed",
        ),
        ("seeds", "[region]\nbase_yer = 2020", ".region.base_yer: is not known here"),
    ];
    for (kind, text, expected) in cases {
        assert_eq!(against(kind, text), [expected], "{text}");
    }
    let sound = [
        "extends = \"baseline\"",
        "[[target]]\nid = \"a\"\nremove = true",
        "[households]\nshock_sd = { quantiles = { p05 = 0.0, p50 = 0.1, \"p97.5\" = 0.3 }, low = 0 }",
        "[households]\nshock_sd = { kind = \"lognormal\", p05 = 0.1, p95 = 0.3, truncate = { high = 1 } }",
        "[[event]]\nid = \"a\"\neffect = [{ lever = \"demand\", of = [\"steel\"], size = -0.1 }]",
    ];
    for text in sound {
        assert_eq!(against("scenario", text), Vec::<String>::new(), "{text}");
    }
}
