//! The all-median path of every scenario against an independent computation.
//!
//! `independent/median_path.py` reads the same files and works the equations out by its own reading of them, year by year,
//! without any code of this crate; `independent/expected/NAME.csv` is what it printed, and `independent/expected.sh` prints
//! it anew. Numbers agree to 1e-9 relative, and each side has all that the other reports.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use kapok::{Ensemble, Model, Projection, RunSettings, Scenario};

const TOLERANCE: f64 = 1e-9;

/// What the script printed: values by indicator and year.
fn expected(name: &str) -> BTreeMap<(String, i32), f64> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/independent/expected/{name}.csv"));
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let row = |line: &str| {
        let fields: Vec<&str> = line.split(',').collect();
        ((fields[0].to_owned(), fields[1].parse().unwrap()), fields[2].parse().unwrap())
    };
    text.lines().skip(1).map(row).collect()
}

fn differ(here: f64, there: f64) -> bool {
    let scale = there.abs().max(1e-3); // what is as good as nothing need not agree in its digits
    let distance = (here - there).abs();
    distance.is_nan() || distance >= TOLERANCE * scale
}

/// Every way in which what is reported and what was worked out independently differ.
fn differences(model: &Model, name: &str) -> (usize, Vec<String>) {
    let mut there = expected(name);
    let projection = Projection::new(model).unwrap();
    let ensemble = Ensemble::of(&projection, &RunSettings::new(64, 1)).unwrap();
    let mut found = Vec::new();
    let mut compared = 0;
    let mut compare = |id: String, year: i32, here: f64| match there.remove(&(id.clone(), year)) {
        Some(value) if differ(here, value) => found.push(format!("{id}@{year}: {here} here, {value} there")),
        Some(_) => compared += 1,
        None => found.push(format!("{id}@{year}: {here} here, nothing there")),
    };
    for indicator in &ensemble.indicators {
        for year in &indicator.years {
            compare(indicator.id.clone(), year.year, year.central);
        }
    }
    let region = model.region();
    for implied in projection.implied_growth() {
        let sector = &region.sectors[implied.sector].id;
        compare(format!("demand_growth_implied.{sector}"), region.base_year, implied.demand_growth);
    }
    found.extend(there.iter().map(|((id, year), value)| format!("{id}@{year}: nothing here, {value} there")));
    (compared, found)
}

fn agrees(model: &Model, name: &str, at_least: usize) {
    let (compared, differences) = differences(model, name);
    let some = differences.iter().take(60).cloned().collect::<Vec<_>>().join("\n");
    assert!(differences.is_empty(), "{name}: {} differences\n{some}", differences.len());
    assert!(compared >= at_least, "{name}: only {compared} figures were compared");
}

#[test]
fn every_shipped_scenario_equals_the_independent_computation() {
    let mut files = 0;
    for scenario in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")).unwrap() {
        let name = scenario.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned();
        agrees(&Scenario::builtin(&name).unwrap().build().unwrap(), &name, 500);
        files += 1;
    }
    assert!(files >= 2);
}

/// A small region whose scenarios use each section of a scenario file.
fn delta(name: &str, at_least: usize) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/regions/{name}.toml"));
    agrees(&Scenario::open(&file).unwrap().build().unwrap(), name, at_least);
}

#[test]
fn growth_solved_for_people_and_revenue_equal_the_independent_computation() {
    delta("delta-plain", 500);
}

#[test]
fn every_lever_and_limit_equals_the_independent_computation() {
    delta("delta-whole", 700);
}

#[test]
fn a_grandchild_deflated_twice_equals_the_independent_computation() {
    delta("delta-double", 500);
}
