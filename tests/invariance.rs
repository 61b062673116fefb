//! What must not change a run: threads, the order in which they work, other variables of the scenario.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

use kapok::model::{BaseNumber, Centre, Dependence, DrawnNumber, Factor, RankCorrelation};
use kapok::projection::Draw;
use kapok::sampling::dependence::Family;
use kapok::sampling::{Design, Distribution, Layout};
use kapok::{Ensemble, Model, Projection, RunSettings, Scenario};
use proptest::prelude::*;

fn baseline() -> Model {
    Scenario::builtin("baseline").unwrap().build().unwrap()
}

/// The baseline with its value added and purchase shares drawn.
fn with_drawn_accounts() -> Model {
    let mut data = Scenario::builtin("baseline").unwrap().data().clone();
    let sectors = 0..data.region.sectors.len();
    let numbers = sectors.flat_map(|i| [BaseNumber::ValueAdded(i), BaseNumber::PurchaseShare(i)]);
    let draw = |number: BaseNumber| {
        let central = number.central(&data.accounts).unwrap();
        DrawnNumber {
            number,
            value: Distribution::two_piece(0.8 * central, central, central.max(1e-9) * 1.01).unwrap().into(),
            centre: Centre::Median,
        }
    };
    let drawn = numbers
        .filter(|number| number.central(&data.accounts) < Some(0.99) || matches!(number, BaseNumber::ValueAdded(_)));
    data.drawn_accounts = drawn.map(draw).collect();
    Model::new(data).unwrap()
}

/// The baseline with the growth of steel and vanadium correlated.
fn with_correlation(family: Family, rank: f64) -> Model {
    let mut data = Scenario::builtin("baseline").unwrap().data().clone();
    let pair = RankCorrelation::new("sector.steel.output_growth", "sector.vanadium.output_growth", rank);
    data.dependence = Dependence { family, correlations: vec![pair] };
    Model::new(data).unwrap()
}

#[test]
fn threads_change_no_bit() {
    threads_change_no_bit_of(&baseline());
    threads_change_no_bit_of(&with_drawn_accounts());
    for family in [Family::Gaussian, Family::T { freedom: 3.0 }] {
        threads_change_no_bit_of(&with_correlation(family, 0.7));
    }
}

fn threads_change_no_bit_of(model: &Model) {
    let run = |threads| {
        let settings = RunSettings { threads: Some(threads), ..RunSettings::new(3_001, 9) };
        Ensemble::run(model, &settings).unwrap()
    };
    let one = run(1);
    for threads in [2, 3, 8] {
        let many = run(threads);
        assert_eq!(one.indicators, many.indicators, "{threads} threads");
        assert_eq!(one.targets, many.targets, "{threads} threads");
        assert_eq!(one.drawn_accounts, many.drawn_accounts, "{threads} threads");
    }
}

#[test]
fn another_variable_moves_no_other_draw() {
    let scenario = Scenario::builtin("baseline").unwrap();
    let mut data = scenario.data().clone();
    let factor = Factor { id: "weather".into(), label: "Weather".into(), term: String::new(), persistence: 0.3.into() };
    data.assumptions.factors.insert(0, factor);
    let a = &mut data.assumptions;
    let loadings = a.sectors.iter_mut().flat_map(|s| [&mut s.loadings, &mut s.price_loadings]);
    for loadings in loadings.chain([&mut a.investment.loadings, &mut a.prices.loadings]) {
        loadings.insert(0, 0.0.into());
    }
    let last = |model: &Model| {
        let projection = Projection::new(model).unwrap();
        let mut last = Vec::new();
        projection.block().run(Draw::random(4, 17), |state| last.clone_from(&state.output));
        last
    };
    assert_eq!(last(&baseline()), last(&Model::new(data).unwrap()));
}

#[test]
fn seeds_change_the_draws_and_nothing_else() {
    let model = baseline();
    let run = |seed| Ensemble::run(&model, &RunSettings::new(2_000, seed)).unwrap();
    let (one, two) = (run(1), run(2));
    assert_ne!(one.indicators, two.indicators);
    let gdp = |e: &Ensemble| *e.indicator("gdp").unwrap().at(2035).unwrap();
    assert_eq!(gdp(&one).central.to_bits(), gdp(&two).central.to_bits());
    // Two independent means differ by less than five of their standard errors.
    let (a, b) = (gdp(&one).summary, gdp(&two).summary);
    assert!((a.mean - b.mean).abs() < 5.0 * a.se_mean.hypot(b.se_mean));
}

#[test]
fn paths_are_counted_one_by_one() {
    let model = baseline();
    for paths in [1, 63, 64, 65, 130] {
        let mut done = std::sync::atomic::AtomicU64::new(0);
        let progress = |paths| {
            done.fetch_max(paths, std::sync::atomic::Ordering::Relaxed);
        };
        let settings = RunSettings { progress: Some(&progress), threads: Some(2), ..RunSettings::new(paths, 1) };
        let ensemble = Ensemble::run(&model, &settings).unwrap();
        assert_eq!((ensemble.paths, ensemble.failed_paths), (paths, 0));
        assert_eq!(*done.get_mut(), paths);
    }
    assert!(Ensemble::run(&model, &RunSettings::new(0, 1)).is_err());
}

/// A model with some sectors' long-run growth and efficiency known for certain, and its factors in another order.
fn varied(known: &[bool], turn: usize) -> Model {
    let mut data = Scenario::builtin("baseline").unwrap().data().clone();
    let a = &mut data.assumptions;
    for (sector, known) in a.sectors.iter_mut().zip(known) {
        if *known {
            sector.long_run_growth = sector.long_run_growth.median().into();
            sector.efficiency = sector.efficiency.median().into();
        }
    }
    a.factors.rotate_left(turn);
    let loadings = a.sectors.iter_mut().flat_map(|s| [&mut s.loadings, &mut s.price_loadings]);
    for loadings in loadings.chain([&mut a.investment.loadings, &mut a.prices.loadings]) {
        loadings.rotate_left(turn);
    }
    Model::new(data).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn numbers_taken_away_or_put_in_another_order_move_no_other_draw(
        known in prop::collection::vec(any::<bool>(), 20),
        turn in 0usize..3,
        path in 0u64..3_000,
        design in prop::sample::select(vec![Design::Random, Design::Antithetic, Design::LatinHypercube, Design::CentredLatinHypercube]),
    ) {
        let layout = Layout::new(design, 3, 3_000, 8).unwrap();
        let (whole, fewer) = (baseline(), varied(&known, turn));
        let whole = Projection::new(&whole).unwrap().drawn_on(&layout, path);
        let fewer = Projection::new(&fewer).unwrap();
        let shocks = fewer.shocks_on(&layout, path);
        let fewer = fewer.drawn_on(&layout, path);
        prop_assert_eq!(fewer.len(), whole.len() - 2 * known.iter().filter(|known| **known).count());
        for drawn in &fewer {
            let same = whole.iter().find(|other| other.name == drawn.name).unwrap();
            prop_assert_eq!(drawn.value.to_bits(), same.value.to_bits(), "{}", &drawn.name);
        }
        let model = baseline();
        let mut before = Projection::new(&model).unwrap().shocks_on(&layout, path);
        let mut after = shocks;
        before.sort_by(|a, b| a.name.cmp(&b.name));
        after.sort_by(|a, b| a.name.cmp(&b.name));
        prop_assert_eq!(before, after);
    }
}
