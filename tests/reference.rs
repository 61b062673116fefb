//! The engine against the plain reference, path by path.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

#[path = "../benches/reference/mod.rs"]
mod reference;

use kapok::projection::{Draw, State};
use kapok::sampling::LANES;
use kapok::{Ensemble, Model, Projection, RunSettings, Scenario};

fn close(what: &str, engine: f64, reference: f64) {
    let error = (engine - reference).abs() / reference.abs().max(f64::MIN_POSITIVE);
    assert!(error < 1e-12, "{what}: engine {engine}, reference {reference}, error {error:e}");
}

fn compare(model: &Model, seed: u64, blocks: &[u64]) {
    let projection = Projection::new(model).unwrap();
    let implied = reference::implied_growth(&projection);
    let mut block = projection.block();
    for &number in blocks {
        let expected = reference::run_block(model, &implied, &reference::Draws::new(seed, number));
        block.run(Draw::Random { seed, block: number }, |state: &State| {
            if state.step == 0 {
                return;
            }
            for lane in 0..LANES {
                let year = &expected[lane][state.step - 1];
                close("GDP", state.gdp[lane], year.gdp);
                close("income", state.income[lane], year.income);
                for i in 0..year.output.len() {
                    close("output", state.output[i][lane], year.output[i]);
                    close("value added", state.value_added[i][lane], year.value_added[i]);
                    close("price", state.price[i][lane], year.price[i]);
                }
                let nominal: f64 =
                    (0..year.output.len()).map(|i| state.value_added[i][lane] * state.price[i][lane]).sum();
                close("nominal GDP", nominal, year.gdp_nominal);
                if let Some(energy) = model.energy() {
                    let mut total = energy.household.coal_equivalent * state.household_energy_ratio[lane];
                    for i in 0..year.output.len() {
                        total += energy.coal_equivalent[i] * state.energy_ratio[i][lane] * state.output[i][lane];
                    }
                    close("energy", total, year.energy);
                }
            }
        });
    }
}

/// The statistics of one path are the path itself: so what the ensemble reports is held to the reference as well.
#[test]
fn what_is_reported_of_a_path_equals_the_reference() {
    let model = Scenario::builtin("baseline").unwrap().build().unwrap();
    let projection = Projection::new(&model).unwrap();
    let implied = reference::implied_growth(&projection);
    for seed in [1, 2, 3] {
        let path = &reference::run_block(&model, &implied, &reference::Draws::new(seed, 0))[0];
        let ensemble = Ensemble::of(&projection, &RunSettings::new(1, seed)).unwrap();
        let reported = |id: &str, year: i32| ensemble.indicator(id).unwrap().at(year).unwrap().summary.mean;
        for year in [2025, 2035] {
            let expected = &path[usize::try_from(year - 2021).unwrap()];
            for (id, value) in [
                ("gdp", expected.gdp),
                ("gdp_nominal", expected.gdp_nominal),
                ("income", expected.income),
                ("energy", expected.energy),
                ("co2", expected.co2),
                ("energy_intensity", expected.energy / expected.gdp),
                ("co2_intensity", expected.co2 / expected.gdp),
            ] {
                close(id, reported(id, year), value);
            }
        }
    }
}

#[test]
fn baseline_paths_equal_the_reference() {
    let model = Scenario::builtin("baseline").unwrap().build().unwrap();
    compare(&model, model.default_seed(), &[0, 1, 1_562]);
    compare(&model, 7, &[3]);
}

#[test]
fn national_paths_equal_the_reference() {
    let model = Scenario::builtin("china-2020").unwrap().build().unwrap();
    compare(&model, 11, &[0, 5]);
}
