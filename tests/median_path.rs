//! The all-median path against an independent computation.
//!
//! `independent/median_path.py` reads the same files and works the equations out by its own reading of them, year by year,
//! without any code of this crate; `independent/baseline_expected.csv` is what it printed.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

use kapok::{Ensemble, RunSettings, Scenario};

#[test]
fn baseline_equals_the_independent_computation() {
    let model = Scenario::builtin("baseline").unwrap().build().unwrap();
    let ensemble = Ensemble::run(&model, &RunSettings::new(64, 1)).unwrap();
    let expected = include_str!("independent/baseline_expected.csv");
    let mut compared = 0;
    for line in expected.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let (id, year) = (fields[0], fields[1].parse().unwrap());
        // The script also prints what is no indicator (yet), and sectors in 2021, which is no report year.
        let internal = ["consumption", "government", "investment", "price_level"].contains(&id)
            || ["external.", "demand_growth_implied."].iter().any(|stem| id.starts_with(stem));
        let result = ensemble.indicator(id).and_then(|indicator| indicator.at(year));
        let Some(result) = result else {
            assert!(internal || year == 2021, "{id}@{year} is not reported");
            continue;
        };
        let value: f64 = fields[2].parse().unwrap();
        let error = (result.central - value).abs() / value.abs().max(1e-3);
        assert!(error < 1e-10, "{id}@{year}: {} here, {value} there", result.central);
        compared += 1;
    }
    assert!(compared > 1_000, "only {compared} figures were compared");
}

#[test]
fn solved_demand_growth_equals_the_independent_solution() {
    let model = Scenario::builtin("baseline").unwrap().build().unwrap();
    let projection = kapok::Projection::new(&model).unwrap();
    let expected = include_str!("independent/baseline_expected.csv");
    assert_eq!(projection.implied_growth().len(), 18);
    for implied in projection.implied_growth() {
        let id = format!("demand_growth_implied.{},", model.region().sectors[implied.sector].id);
        let line = expected.lines().find(|line| line.starts_with(&id)).unwrap();
        let value: f64 = line.rsplit(',').next().unwrap().parse().unwrap();
        assert!((implied.demand_growth - value).abs() < 1e-10, "{id} {} here, {value} there", implied.demand_growth);
    }
}
