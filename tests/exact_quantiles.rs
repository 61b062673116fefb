//! Quantiles picked from the draws themselves, and those read from counts in bins held to them.

#![allow(clippy::unwrap_used)] // a test stops at the first surprise

use kapok::ensemble::Shard;
use kapok::statistics::QUANTILES;
use kapok::{Ensemble, Model, Projection, RunSettings, Scenario};

fn model(name: &str) -> Model {
    Scenario::builtin(name).unwrap().build().unwrap()
}

fn exact(paths: u64) -> RunSettings<'static> {
    RunSettings { exact: true, ..RunSettings::new(paths, 1) }
}

#[test]
fn quantiles_are_those_of_the_draws_sorted() {
    // The draws of GDP in 2035, path by path, sorted here; quantiles as R and NumPy have them.
    const PATHS: usize = 1_000;
    let model = model("baseline");
    let projection = Projection::new(&model).unwrap();
    let mut draws = Vec::new();
    let mut block = projection.block();
    for number in 0..PATHS.div_ceil(64) as u64 {
        let mut gdp: Vec<f64> = Vec::new();
        block.run(kapok::projection::Draw::random(1, number), |state| {
            gdp = (0..64).map(|lane| state.value_added.iter().map(|v| v[lane]).sum()).collect();
        });
        draws.extend(gdp);
    }
    draws.truncate(PATHS);
    draws.sort_by(f64::total_cmp);
    let ensemble = Ensemble::run(&model, &exact(PATHS as u64)).unwrap();
    let summary = ensemble.indicator("gdp").unwrap().at(2035).unwrap().summary;
    for (p, found) in QUANTILES.iter().zip(summary.quantiles) {
        let place = p * (PATHS - 1) as f64;
        let at = (0..PATHS).rev().find(|at| *at as f64 <= place).unwrap();
        let expected = draws[at] + (place - at as f64) * (draws[at + 1] - draws[at]);
        assert!((found / expected - 1.0).abs() < 1e-12, "{p}: {found}, {expected}");
    }
}

#[test]
fn quantiles_from_bins_err_by_less_than_a_bin() {
    // Bins reach three times as far as the 2 % and 98 % quantiles of 256 paths lie apart, which is less than three times as far
    // as the 1 % and 99 % quantiles of all may lie apart. Where nearly all draws are one number they reach three times as far
    // as the extremes lie apart, which is less than 16 standard deviations where one of 256 draws is another.
    for name in ["baseline", "pandemic", "steel-cap"] {
        let model = model(name);
        let kept = Ensemble::run(&model, &exact(6_400)).unwrap();
        let counted = Ensemble::run(&model, &RunSettings::new(6_400, 1)).unwrap();
        let mut compared = 0;
        for (kept, counted) in kept.indicators.iter().zip(&counted.indicators) {
            for (kept, counted) in kept.years.iter().zip(&counted.years) {
                let (exact, binned) = (kept.summary, counted.summary);
                assert_eq!((exact.mean, exact.sd), (binned.mean, binned.sd));
                let spread = exact.quantiles[6] - exact.quantiles[0];
                for ((one, other), (low, high)) in exact.quantiles.iter().zip(binned.quantiles).zip(exact.intervals) {
                    let bin = 3.0 * (2.0 * spread + 16.0 * exact.sd) / 1_024.0;
                    let near = (one - other).abs() <= bin || (low..=high).contains(&other);
                    assert!(near, "{}: {one} from the draws, {other} from bins, spread {spread}", counted.year);
                    compared += 1;
                }
            }
        }
        assert!(compared > 1_000);
    }
}

#[test]
fn neither_threads_nor_parts_change_a_bit() {
    let model = model("baseline");
    let projection = Projection::new(&model).unwrap();
    let whole = Ensemble::of(&projection, &exact(500)).unwrap();
    let alone = Ensemble::of(&projection, &RunSettings { threads: Some(1), ..exact(500) }).unwrap();
    assert_eq!(whole.indicators, alone.indicators);
    let part = |range| Shard::run(&projection, &RunSettings { range: Some(range), ..exact(500) }).unwrap();
    let merged = Shard::merge(&[part(100..500), part(0..100)]).unwrap().ensemble(&projection).unwrap();
    assert!(merged.exact && merged.indicators == whole.indicators);
    let binned = RunSettings { range: Some(100..500), ..RunSettings::new(500, 1) };
    let error = Shard::merge(&[part(0..100), Shard::run(&projection, &binned).unwrap()]).unwrap_err();
    assert!(error.to_string().contains("counts in bins kept against every draw"), "{error}");
}

#[test]
fn draws_that_no_memory_holds_are_refused() {
    let error = Ensemble::run(&model("baseline"), &exact(1_000_000_000)).unwrap_err().to_string();
    assert!(error.contains("run fewer paths") || !cfg!(target_os = "linux"), "{error}");
}
