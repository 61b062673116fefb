//! The engine against the plain reference, path by path.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

#[path = "../benches/drawn_accounts/mod.rs"]
mod drawn_accounts;
#[path = "../benches/reference/mod.rs"]
mod reference;

use kapok::economy::QuotientData;
use kapok::economy::io::QuotientKind;
use kapok::model::{BaseNumber, Centre, Dependence, DrawnNumber, Growth, RankCorrelation};
use kapok::projection::{Draw, State};
use kapok::sampling::dependence::Family;
use kapok::sampling::{Distribution, LANES};
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
        block.run(Draw::random(seed, number), |state: &State| {
            if state.step == 0 {
                return;
            }
            for lane in 0..LANES {
                let Some(year) = expected[lane].get(state.step - 1) else {
                    assert!(state.gdp[lane].is_nan(), "a path without accounts has no GDP");
                    continue;
                };
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

#[test]
fn paths_with_drawn_accounts_equal_the_reference() {
    let model = Model::new(drawn_accounts::baseline()).unwrap();
    assert_eq!(model.drawn_accounts().len(), 76);
    compare(&model, model.default_seed(), &[0, 1, 1_562]);
}

#[test]
fn paths_with_drawn_location_quotients_equal_the_reference() {
    for kind in [QuotientKind::Simple, QuotientKind::CrossIndustry, QuotientKind::Flegg, QuotientKind::AugmentedFlegg] {
        let mut data = drawn_accounts::baseline();
        data.drawn_accounts.retain(|drawn| !matches!(drawn.number, BaseNumber::PurchaseShare(_)));
        let delta = Distribution::two_piece(0.15, 0.25, 0.4).unwrap().into();
        data.drawn_accounts.push(DrawnNumber { number: BaseNumber::Delta, value: delta, centre: Centre::Median });
        let accounts = &mut data.accounts;
        accounts.purchase_share.fill(1.0);
        // A nation of 200 such districts in which odd sectors weigh more than here and even ones less.
        let weigh = |(i, v): (usize, &f64)| v * if i % 2 == 0 { 150.0 } else { 250.0 };
        let national: Vec<f64> = accounts.value_added.iter().enumerate().map(weigh).collect();
        let national_total = Some(1.5 * national.iter().sum::<f64>());
        accounts.location_quotients = Some(QuotientData { kind, delta: 0.25, national, national_total });
        for sector in &mut data.assumptions.sectors {
            sector.growth = Growth::Demand(sector.growth.rate().clone()); // sales outside may be too few to steer output
        }
        compare(&Model::new(data).unwrap(), 3, &[0, 9]);
    }
}

#[test]
fn paths_with_correlated_numbers_equal_the_reference() {
    for family in [Family::Gaussian, Family::T { freedom: 6.0 }] {
        let mut data = drawn_accounts::baseline();
        let pairs = [
            ("sector.vanadium.output_growth", "sector.steel.output_growth", 0.6),
            ("sector.steel.output_growth", "trends.common_deviation", 0.3),
            ("purchase_share.sectors.logistics", "purchase_share.sectors.finance", -0.5),
            ("prices.inflation", "investment.accelerator", 0.8),
            // Three that cannot all move against each other.
            ("sector.culture_tourism.output_growth", "sector.commerce.output_growth", -0.8),
            ("sector.commerce.output_growth", "sector.logistics.output_growth", -0.8),
            ("sector.culture_tourism.output_growth", "sector.logistics.output_growth", -0.8),
        ];
        let correlations = pairs.map(|(one, other, rank)| RankCorrelation::new(one, other, rank)).to_vec();
        data.dependence = Dependence { family, correlations };
        let model = Model::new(data).unwrap();
        assert_eq!(Projection::new(&model).unwrap().diagnosis().mended_correlations.len(), 1);
        compare(&model, 12, &[0, 4]);
    }
}

#[test]
fn draws_that_make_no_accounts_are_left_out_and_counted() {
    let mut data = drawn_accounts::baseline();
    // Steel bought by vanadium works, drawn far beyond what value added leaves room for.
    let place = |id: &str| data.region.sectors.iter().position(|sector| sector.id == id).unwrap();
    let number = BaseNumber::Coefficient { supplier: place("steel"), user: place("vanadium") };
    let drawn = data.drawn_accounts.iter_mut().find(|drawn| drawn.number == number).unwrap();
    drawn.value = Distribution::two_piece(0.2, 0.29, 1.2).unwrap().into();
    let model = Model::new(data).unwrap();
    compare(&model, 5, &[0, 1]);
    let projection = Projection::new(&model).unwrap();
    let implied = reference::implied_growth(&projection);
    let without_accounts: usize = (0..10)
        .map(|block| reference::run_block(&model, &implied, &reference::Draws::new(5, block)))
        .map(|paths| paths.iter().filter(|path| path.is_empty()).count())
        .sum();
    assert!((50..400).contains(&without_accounts), "{without_accounts} of 640");
    let ensemble = Ensemble::of(&projection, &RunSettings::new(640, 5)).unwrap();
    let drawn = ensemble.drawn_accounts.unwrap();
    assert_eq!((drawn.paths, drawn.inputs, drawn.not_productive), (640, without_accounts as u64, 0));
    assert_eq!(ensemble.failed_paths, without_accounts as u64);
    close("GDP of the base year", ensemble.indicators[0].at(2020).unwrap().summary.mean, 445.39);
}
