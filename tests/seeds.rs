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

/// Yearly growth at which funds of 180.5 in 2020 add up to 1000 over the five years after.
fn growth_of_funds() -> f64 {
    let total = |rate: f64| (1..=5).map(|year| 180.5 * (1.0 + rate).powi(year)).sum::<f64>();
    let (mut low, mut high) = (0.0, 0.1);
    for _ in 0..50 {
        let middle: f64 = f64::midpoint(low, high);
        if total(middle) < 1000.0 { low = middle } else { high = middle }
    }
    low
}

/// A figure worked out.
type Figure = fn() -> f64;

/// Targets whose figure follows from the plan's by arithmetic, and the arithmetic.
const WORKED_OUT: [(&str, Figure); 8] = [
    ("gdp_above_province_2025", || 0.0), // "above": the plan gives no figure
    ("fixed_investment_growth_target_2025_deflated", || (1.0 + 0.98 * 0.10) / 1.02 - 1.0),
    ("attracted_funds_target_2025", growth_of_funds),
    ("attracted_funds_target_2025_deflated", || (1.0 + growth_of_funds()) / 1.02 - 1.0),
    ("urban_income_2025_nominal", || 7.0 / 4.8 - 1.0),
    ("urban_income_2025_real", || 7.0 / 4.8 - 1.0),
    ("new_urban_jobs_2025", || 3.0 / 21.3),
    ("iron_concentrate_addition", || 300.0 / 700.0),
];

#[test]
fn targets_of_the_baseline_repeat_the_plan() {
    let scenario: Table = include_str!("../scenarios/baseline.toml").parse().unwrap();
    let plan: Table = include_str!("../seeds/panzhihua-east/plan.toml").parse().unwrap();
    let facts = plan["fact"].as_array().unwrap();
    for target in scenario["target"].as_array().unwrap() {
        let id = target["id"].as_str().unwrap();
        let written = target["value"].as_float().unwrap();
        // Worked out from the plan's figure, for an indicator of another kind.
        if let Some((_, meant)) = WORKED_OUT.iter().find(|(name, _)| *name == id) {
            assert!((written - meant()).abs() < 5e-4, "{id}: {written} here, {} worked out", meant());
            continue;
        }
        let fact_id = target["fact"].as_str().unwrap();
        assert!(id.starts_with(fact_id), "{id} is named for its fact");
        let fact = facts.iter().find(|fact| fact["id"].as_str() == Some(fact_id)).unwrap();
        let stated = fact["value"].as_float().unwrap();
        let stated = if fact["unit"].as_str().unwrap().starts_with("percent") { stated / 100.0 } else { stated };
        assert!((written - stated).abs() < 1e-12, "{id}: {written} here, {stated} in the plan");
        assert!(fact["period"].as_str().unwrap().ends_with(&target["year"].as_integer().unwrap().to_string()));
    }
}

#[test]
fn every_target_of_the_plan_is_answered_or_named_as_outside_the_model() {
    let scenario: Table = include_str!("../scenarios/baseline.toml").parse().unwrap();
    let plan: Table = include_str!("../seeds/panzhihua-east/plan.toml").parse().unwrap();
    // A reading less prices has no figure of the plan of its own; the figure stands beside it.
    let targets = scenario["target"].as_array().unwrap().iter().filter_map(|target| target.get("fact")?.as_str());
    let outside = scenario["outside"].as_array().unwrap().iter().flat_map(|entry| entry["facts"].as_array().unwrap());
    let mut named: Vec<&str> = targets.chain(outside.map(|fact| fact.as_str().unwrap())).collect();
    named.sort_unstable();
    named.dedup(); // several readings of one figure
    let facts = plan["fact"].as_array().unwrap().iter().filter(|fact| fact["kind"].as_str() == Some("target"));
    let mut stated: Vec<&str> = facts.map(|fact| fact["id"].as_str().unwrap()).collect();
    stated.sort_unstable();
    assert_eq!(named, stated);
}
