//! Headline medians of every shipped scenario stay what they were.
//!
//! `KAPOK_HEADLINES=1 cargo test --test headlines -- --nocapture` writes `tests/headlines/medians.csv` anew and prints every change in
//! Monte Carlo standard errors of the median. A change of a median is a change of results: it is told under "Results change" in the changelog.
#![allow(clippy::unwrap_used)] // a test stops at the first surprise

use std::collections::BTreeMap;
use std::fmt::Write as _;

use kapok::scenario::BUILTIN;
use kapok::{Ensemble, RunSettings, Scenario};

const HELD: &str = include_str!("headlines/medians.csv");
const COLUMNS: &str = "scenario,indicator,year,median,standard_error";

const PATHS: u64 = 4_096;
const SEED: u64 = 1;

/// How far a median may lie from what it was, in its Monte Carlo standard errors. The draws are the same, so what remains is the
/// last digits of another processor, which move a path or two across the edge of a bin.
const TOLERANCE: f64 = 0.5;

/// Held where the scenario reports them, in every reported year after the base year.
const HEADLINES: [&str; 18] = [
    "gdp",
    "gdp_nominal",
    "deflator",
    "share.secondary",
    "share.tertiary",
    "share_nominal.secondary",
    "share_nominal.tertiary",
    "energy",
    "energy_intensity",
    "co2_intensity",
    "income",
    "income_per_head",
    "consumption",
    "government",
    "investment",
    "external_sales",
    "revenue",
    "employment",
];

#[derive(Debug, Clone, Copy)]
struct Median {
    value: f64,
    standard_error: f64,
}

/// By scenario, indicator and year.
type Medians = BTreeMap<(String, String, String), Median>;

fn now() -> Medians {
    let mut medians = Medians::new();
    for builtin in BUILTIN {
        let model = Scenario::builtin(builtin.name).and_then(|scenario| scenario.build());
        let model = model.unwrap_or_else(|problems| panic!("{problems}"));
        let ensemble = Ensemble::run(&model, &RunSettings::new(PATHS, SEED)).unwrap();
        assert_eq!(ensemble.failed_paths, 0, "{}", builtin.name);
        for result in HEADLINES.iter().filter_map(|id| ensemble.indicator(id)) {
            let reported = result.years.iter().filter(|at| model.report_years().contains(&at.year));
            for at in reported.filter(|at| at.year > model.base_year()) {
                let key = (builtin.name.to_string(), result.id.clone(), at.year.to_string());
                let median = Median { value: at.summary.median(), standard_error: at.summary.se_median() };
                medians.insert(key, median);
            }
        }
    }
    medians
}

fn held() -> Medians {
    let mut lines = HELD.lines();
    assert_eq!(lines.next(), Some(COLUMNS));
    let read = |line: &str| {
        let [scenario, indicator, year, value, error] = line.split(',').collect::<Vec<_>>().try_into().unwrap();
        let key = (String::from(scenario), String::from(indicator), String::from(year));
        (key, Median { value: value.parse().unwrap(), standard_error: error.parse().unwrap() })
    };
    lines.map(read).collect()
}

/// What differs, a line each; beside it whether it is within the tolerance.
fn changes(held: &Medians, now: &Medians) -> Vec<(String, bool)> {
    let mut changes = Vec::new();
    for key in held.keys().chain(now.keys().filter(|key| !held.contains_key(*key))) {
        let (scenario, indicator, year) = key;
        let of = format!("{scenario}: {indicator}@{year}");
        match (held.get(key), now.get(key)) {
            (Some(was), Some(is)) if was.value == is.value => {}
            (Some(was), Some(is)) => {
                let change = is.value - was.value;
                // A quantity that is known for certain has no standard error: there only the last digits may differ.
                let unit = if was.standard_error > 0.0 { was.standard_error } else { 1e-9 * was.value.abs() };
                let errors = change / unit;
                let line = format!("{of} was {}, is {}: {errors:+.2} standard errors", was.value, is.value);
                changes.push((line, errors.abs() <= TOLERANCE));
            }
            (Some(_), None) => changes.push((format!("{of} is no longer reported"), false)),
            (None, _) => changes.push((format!("{of} is new"), false)),
        }
    }
    changes
}

fn table(medians: &Medians) -> String {
    let mut table = format!("{COLUMNS}\n");
    for ((scenario, indicator, year), median) in medians {
        writeln!(table, "{scenario},{indicator},{year},{},{}", median.value, median.standard_error).unwrap();
    }
    table
}

#[test]
fn medians_of_every_scenario_stay_what_they_were() {
    let (held, now) = (held(), now());
    let changes = changes(&held, &now);
    if std::env::var_os("KAPOK_HEADLINES").is_some() {
        for (line, _) in &changes {
            println!("{line}");
        }
        println!("{} of {} medians changed", changes.len(), now.len());
        std::fs::write("tests/headlines/medians.csv", table(&now)).unwrap();
        return;
    }
    let far: Vec<&str> = changes.iter().filter(|(_, near)| !near).map(|(line, _)| line.as_str()).collect();
    assert!(far.is_empty(), "results changed; the head of tests/headlines.rs says what to do:\n{}", far.join("\n"));
}

/// What holds the medians must itself tell a change from none.
#[test]
fn a_change_beyond_the_tolerance_is_told() {
    let at = |value: f64, standard_error: f64| {
        let key = ("baseline".to_string(), "gdp".to_string(), "2035".to_string());
        Medians::from([(key, Median { value, standard_error })])
    };
    let told = |was: (f64, f64), is: f64| changes(&at(was.0, was.1), &at(is, was.1));
    assert!(told((100.0, 2.0), 100.0).is_empty());
    assert_eq!(
        told((100.0, 2.0), 103.0),
        [("baseline: gdp@2035 was 100, is 103: +1.50 standard errors".into(), false)]
    );
    assert!(told((100.0, 2.0), 99.5)[0].1);
    assert!(!told((100.0, 0.0), 100.001)[0].1);
    assert_eq!(changes(&at(1.0, 1.0), &Medians::new()), [("baseline: gdp@2035 is no longer reported".into(), false)]);
    assert_eq!(changes(&Medians::new(), &at(1.0, 1.0)), [("baseline: gdp@2035 is new".into(), false)]);
}
