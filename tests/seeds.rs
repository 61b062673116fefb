//! Every number of the shipped seed data says what it is: unit, source, standing; an assumed one has its range.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

use toml::{Table, Value};

/// What the enclosing table says of the numbers in it.
#[derive(Clone, Copy, Default)]
struct Said<'t> {
    unit: Option<&'t str>,
    source: Option<&'t str>,
    standing: Option<&'t str>,
}

impl<'t> Said<'t> {
    fn within(self, table: &'t Table) -> Self {
        let text = |key: &str| table.get(key).and_then(Value::as_str);
        Self {
            unit: text("unit").or(self.unit),
            source: text("source").or(self.source),
            standing: text("standing").or(self.standing),
        }
    }
}

/// Numbers that are no data: years, chapters, sizes of the file itself.
const NOT_DATA: [&str; 5] = ["base_year", "chapter", "section", "low", "high"];

fn check(path: &str, value: &Value, said: Said, counted: &mut usize) {
    match value {
        Value::Table(table) => {
            let said = said.within(table);
            let range = table.contains_key("low") && table.contains_key("high");
            if table.contains_key("value") && said.standing == Some("assumed") {
                assert!(range, "{path} is assumed and has no range");
            }
            for (key, value) in table.iter().filter(|(key, _)| !NOT_DATA.contains(&key.as_str())) {
                check(&format!("{path}.{key}"), value, said, counted);
            }
        }
        Value::Array(entries) => {
            for (index, entry) in entries.iter().enumerate() {
                check(&format!("{path}[{index}]"), entry, said, counted);
            }
        }
        Value::Float(_) | Value::Integer(_) => {
            *counted += 1;
            let standing = said.standing.unwrap_or("nothing");
            assert!(["stated", "derived", "assumed"].contains(&standing), "{path} stands as {standing}");
            // Figures of the plan carry their place in the plan as their source.
            let is_fact = path.contains(".fact[");
            assert!(said.source.is_some() || is_fact, "{path} has no source");
            let is_share = path.contains(".shares.");
            assert!(said.unit.is_some() || is_share, "{path} has no unit");
        }
        _ => {}
    }
}

#[test]
fn every_number_has_unit_source_and_standing() {
    let mut counted = 0;
    let mut folders = vec![std::path::PathBuf::from("seeds")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "toml") {
                let table: Table = std::fs::read_to_string(&path).unwrap().parse().unwrap();
                check(&path.display().to_string(), &Value::Table(table), Said::default(), &mut counted);
            }
        }
    }
    assert!(counted > 2_500, "only {counted} numbers were checked");
}

#[test]
fn targets_of_the_baseline_repeat_the_plan() {
    let scenario: Table = include_str!("../scenarios/baseline.toml").parse().unwrap();
    let plan: Table = include_str!("../seeds/panzhihua-east/plan.toml").parse().unwrap();
    let facts = plan["fact"].as_array().unwrap();
    for target in scenario["target"].as_array().unwrap() {
        let (id, fact_id) = (target["id"].as_str().unwrap(), target["fact"].as_str().unwrap());
        assert!(id.starts_with(fact_id), "{id} is named for its fact");
        let fact = facts.iter().find(|fact| fact["id"].as_str() == Some(fact_id)).unwrap();
        let stated = fact["value"].as_float().unwrap();
        let stated = if fact["unit"].as_str().unwrap().starts_with("percent") { stated / 100.0 } else { stated };
        let written = target["value"].as_float().unwrap();
        assert!((written - stated).abs() < 1e-12, "{id}: {written} here, {stated} in the plan");
        assert!(fact["period"].as_str().unwrap().ends_with(&target["year"].as_integer().unwrap().to_string()));
    }
}

#[test]
fn every_target_of_the_plan_is_answered_or_named_as_outside_the_model() {
    let scenario: Table = include_str!("../scenarios/baseline.toml").parse().unwrap();
    let plan: Table = include_str!("../seeds/panzhihua-east/plan.toml").parse().unwrap();
    let targets = scenario["target"].as_array().unwrap().iter().map(|target| target["fact"].as_str().unwrap());
    let outside = scenario["outside"].as_array().unwrap().iter().flat_map(|entry| entry["facts"].as_array().unwrap());
    let mut named: Vec<&str> = targets.chain(outside.map(|fact| fact.as_str().unwrap())).collect();
    named.sort_unstable();
    named.dedup(); // several readings of one figure
    let facts = plan["fact"].as_array().unwrap().iter().filter(|fact| fact["kind"].as_str() == Some("target"));
    let mut stated: Vec<&str> = facts.map(|fact| fact["id"].as_str().unwrap()).collect();
    stated.sort_unstable();
    assert_eq!(named, stated);
}
