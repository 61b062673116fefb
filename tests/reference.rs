//! The engine against the plain reference, path by path.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

#[path = "../benches/drawn_accounts/mod.rs"]
mod drawn_accounts;
#[path = "../benches/reference/mod.rs"]
mod reference;

use kapok::economy::io::QuotientKind;
use kapok::economy::{EnergyUser, QuotientData, Scope};
use kapok::model::{
    Absorber, Anchor, BaseNumber, Capacity, Ceiling, CeilingUnit, Centre, Course, Deflation, Dependence, DrawnNumber,
    Effect, Event, Growth, Lever, Link, RankCorrelation, Satellite, Starts, Strength, Summed, Technology,
    TechnologyChange, Volume, VolumeSize, Weight,
};
use kapok::projection::{Draw, State};
use kapok::sampling::dependence::Family;
use kapok::sampling::{Distribution, LANES, Uncertain};
use kapok::units::Basis;
use kapok::{Ensemble, Model, ModelData, Projection, RunSettings, Scenario};

/// Demands are held to the size of the output they are part of: what a ceiling leaves of one is a difference.
fn near_within(tolerance: f64, what: &str, engine: f64, reference: f64, scale: f64) {
    let error = (engine - reference).abs() / scale;
    assert!(error < tolerance, "{what}: engine {engine}, reference {reference}, error {error:e} of output");
}

fn near(what: &str, engine: f64, reference: f64, scale: f64) {
    near_within(1e-11, what, engine, reference, scale);
}

fn close_within(tolerance: f64, what: &str, engine: f64, reference: f64) {
    let error = (engine - reference).abs() / reference.abs().max(f64::MIN_POSITIVE);
    assert!(error < tolerance, "{what}: engine {engine}, reference {reference}, error {error:e}");
}

fn close(what: &str, engine: f64, reference: f64) {
    close_within(1e-12, what, engine, reference);
}

fn compare(model: &Model, seed: u64, blocks: &[u64]) {
    compare_within(1e-12, model, seed, blocks);
}

fn compare_within(tolerance: f64, model: &Model, seed: u64, blocks: &[u64]) {
    let close = |what: &str, engine: f64, reference: f64| close_within(tolerance, what, engine, reference);
    let near = |what: &str, engine: f64, reference: f64, scale: f64| {
        near_within(10.0 * tolerance, what, engine, reference, scale);
    };
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
                close("consumption", state.consumption[lane], year.consumption);
                close("government", state.government[lane], year.government);
                close("investment", state.investment[lane], year.investment);
                close("revenue", state.revenue[lane], year.revenue);
                close("research", state.rnd[lane], year.rnd);
                close("population", state.population[lane], year.population);
                for i in 0..year.output.len() {
                    close("output", state.output[i][lane], year.output[i]);
                    close("value added", state.value_added[i][lane], year.value_added[i]);
                    close("price", state.price[i][lane], year.price[i]);
                    let employed = state.workers_per_output[i][lane] * state.output[i][lane];
                    close("employment", employed, year.employment[i]);
                    let at_prices = year.output[i] * year.price[i];
                    near("nominal value added", state.nominal_value_added(i)[lane], year.nominal[i], at_prices);
                    near("sales outside", state.external[i][lane], year.external[i], year.output[i]);
                    near("household demand", state.household_demand[i][lane], year.household_demand[i], year.output[i]);
                    let unmet = state.unmet.get(i).map_or(0.0, |unmet| unmet[lane]);
                    near("unmet demand", unmet, year.unmet[i], year.output[i]);
                }
                let nominal: f64 = (0..year.output.len()).map(|i| state.nominal_value_added(i)[lane]).sum();
                close("nominal GDP", nominal, year.gdp_nominal);
            }
        });
    }
}

/// The statistics of one path are the path itself: so what the ensemble reports is held to the reference as well.
#[test]
fn what_is_reported_of_a_path_equals_the_reference() {
    for model in [Scenario::builtin("baseline").unwrap().build().unwrap(), Model::new(moved()).unwrap()] {
        reported_equals_the_reference(&model);
    }
}

fn reported_equals_the_reference(model: &Model) {
    let projection = Projection::new(model).unwrap();
    let implied = reference::implied_growth(&projection);
    for seed in [1, 2, 3] {
        let path = &reference::run_block(model, &implied, &reference::Draws::new(seed, 0))[0];
        let ensemble = Ensemble::of(&projection, &RunSettings::new(1, seed)).unwrap();
        let reported = |id: &str, year: i32| ensemble.indicator(id).unwrap().at(year).unwrap().summary.mean;
        for year in [2025, 2035] {
            let expected = &path[usize::try_from(year - 2021).unwrap()];
            for (id, value) in [
                ("gdp", expected.gdp),
                ("gdp_nominal", expected.gdp_nominal),
                ("income", expected.income),
                ("energy", expected.energy),
                ("energy_calorific", expected.energy_calorific),
                ("price_level", expected.price_level),
                ("external_sales", expected.external.iter().sum()),
                ("co2", expected.co2),
                ("energy_intensity", expected.energy / expected.gdp),
                ("co2_intensity", expected.co2 / expected.gdp),
            ] {
                close(id, reported(id, year), value);
            }
            for (carrier, energy) in model.energy().unwrap().carriers.iter().zip(&expected.carriers) {
                close("energy of a carrier", reported(&format!("energy.{}", carrier.id), year), *energy);
            }
        }
    }
}

/// A lever pulled by an uncertain size along a course or by an event.
fn effect(name: &str, levers: Vec<Lever>, range: [f64; 2], strength: Strength) -> Effect {
    let size = Distribution::uniform(range[0], range[1]).unwrap().into();
    Effect { name: name.into(), label: name.into(), levers, size, strength }
}

/// The baseline with every lever pulled and events that come by chance.
fn moved() -> ModelData {
    let mut data = Scenario::builtin("baseline").unwrap().data().clone();
    let ramp = Course { from: 2022, full: 2025, until: Some(2029), fades: 2, on_growth: false };
    let growth = Course { from: 2019, full: 2022, until: Some(2026), fades: 0, on_growth: true };
    let policies = [
        (vec![Lever::Demand(2), Lever::Demand(3)], [-0.1, 0.2], ramp),
        (vec![Lever::Demand(3)], [0.0, 0.02], growth),
        (vec![Lever::Price(2), Lever::Price(14)], [-0.2, 0.3], ramp),
        (vec![Lever::Consumption], [0.0, 0.05], ramp),
        (vec![Lever::Government], [-0.1, 0.1], growth),
        (vec![Lever::Transfers], [0.0, 0.1], Course::step(2022)),
        (vec![Lever::Investment], [0.0, 0.3], ramp),
        (vec![Lever::Efficiency(2), Lever::Efficiency(5)], [0.0, 0.15], Course::step(2023)),
        (vec![Lever::HomeEfficiency], [0.0, 0.1], ramp),
        (vec![Lever::Tax(1), Lever::Tax(4)], [-0.3, 0.1], ramp),
        (vec![Lever::Rnd(2)], [0.0, 0.05], growth),
        (vec![Lever::Productivity(7)], [0.0, 0.2], ramp),
        (vec![Lever::Population], [-0.05, 0.0], ramp),
        (vec![Lever::GridCo2], [-0.5, 0.0], Course::step(2024)),
        (vec![carriers(EnergyUser::Sector(2), 1, 3), carriers(EnergyUser::Homes, 2, 4)], [0.0, 0.1], ramp),
    ];
    for (k, (levers, range, course)) in policies.into_iter().enumerate() {
        data.assumptions.effects.push(effect(&format!("policy.p{k}"), levers, range, Strength::Course(course)));
    }
    let chance =
        Starts::Chance { probability: Distribution::uniform(0.05, 0.4).unwrap().into(), from: 2022, until: 2033 };
    for (name, starts, duration, half_life) in [
        ("event.slump", chance.clone(), 2, 1.5),
        ("event.short", chance, 1, 0.0),
        ("event.flood", Starts::Years(vec![2018, 2024, 2025]), 2, 0.7),
    ] {
        let (at, label) = (data.assumptions.events.len(), name.to_owned());
        data.assumptions.events.push(Event { name: name.into(), label, starts, duration, half_life });
        let demand = vec![Lever::Demand(2), Lever::Demand(13)];
        data.assumptions.effects.push(effect(&format!("{name}.demand"), demand, [-0.4, -0.1], Strength::Event(at)));
        let price = vec![Lever::Price(2), Lever::Price(3)];
        data.assumptions.effects.push(effect(&format!("{name}.price"), price, [-0.3, 0.0], Strength::Event(at)));
        let investment = vec![Lever::Investment];
        data.assumptions.effects.push(effect(
            &format!("{name}.investment"),
            investment,
            [-0.1, 0.0],
            Strength::Event(at),
        ));
    }
    data.assumptions.locally_financed = Distribution::uniform(0.1, 0.6).unwrap().into();
    data.assumptions.productivity_growth = Distribution::normal(0.04, 0.01).unwrap().into();
    data.assumptions.sectors[2].productivity = Some(Distribution::normal(0.06, 0.01).unwrap().into());
    data.assumptions.sectors[3].terms_of_trade = 0.5.into();
    data
}

fn carriers(user: EnergyUser, from: usize, to: usize) -> Lever {
    Lever::CarrierShare { user, from, to }
}

/// The same with technology that differs between paths, limits that bind, and sums that no account holds.
fn produced(deflation: Deflation) -> ModelData {
    let mut data = moved();
    let uniform = |low: f64, high: f64| -> Uncertain { Distribution::uniform(low, high).unwrap().into() };
    let ramp = Course { from: 2021, full: 2026, until: Some(2030), fades: 3, on_growth: false };
    let growth = Course { from: 2018, full: 2022, until: Some(2029), fades: 0, on_growth: true };
    let coefficient = |suppliers: &[usize], users: &[usize]| Technology::Coefficient {
        suppliers: suppliers.to_vec(),
        users: users.to_vec(),
    };
    for (k, (what, size, course, absorber)) in [
        (coefficient(&[10, 11], &[2, 3, 4]), uniform(0.0, 0.03), growth, Absorber::ValueAdded),
        (coefficient(&[1, 11], &[2]), uniform(-0.2, 0.1), ramp, Absorber::Inputs),
        (coefficient(&[2], &[9, 3]), uniform(0.0, 0.1), ramp, Absorber::Imports),
        (Technology::ValueAddedRatio(vec![3, 4]), uniform(0.0, 0.03), ramp, Absorber::Inputs),
        (Technology::ValueAddedRatio(vec![2]), uniform(-0.02, 0.02), growth, Absorber::Imports),
        (Technology::PurchaseShare(vec![11, 15]), uniform(-0.1, 0.05), ramp, Absorber::Imports),
    ]
    .into_iter()
    .enumerate()
    {
        let (name, label) = (format!("drift.d{k}"), format!("d{k}"));
        data.assumptions.technology.push(TechnologyChange { name, label, what, size, course, absorber });
    }
    let capacity = Capacity {
        investment_share: uniform(0.02, 0.06),
        output_per_investment: uniform(0.5, 1.5),
        depreciation: uniform(0.02, 0.06),
    };
    for (sector, limit, capacity) in
        [(2, uniform(1.0, 1.3), Some(capacity)), (1, uniform(1.0, 1.05), None), (14, uniform(1.0, 2.0), None)]
    {
        let (name, label) = (format!("ceiling.c{sector}"), format!("c{sector}"));
        let (unit, from) = (CeilingUnit::BaseYear, 2020 + i32::try_from(sector).unwrap() % 4);
        data.assumptions.ceilings.push(Ceiling { name, label, sector, limit, unit, from, capacity });
    }
    for (sector, follows, ratio) in [(3, 2, uniform(1.0, 1.1)), (4, 3, uniform(1.0, 1.2))] {
        let (name, label) = (format!("link.l{sector}"), format!("l{sector}"));
        data.assumptions.links.push(Link { name, label, sector, follows, ratio });
    }
    // So little is left of ore that works which use it buy outside.
    let shut = Strength::Course(Course::step(2026));
    data.assumptions.effects.push(effect("policy.shut", vec![Lever::Capacity(1)], [-0.9, -0.1], shut));
    data.assumptions.prices.deflation = deflation;
    for sector in &mut data.assumptions.sectors {
        sector.growth = Growth::Demand(sector.growth.rate().clone()); // no growth brings about an output above its limit
    }
    data
}

#[test]
fn paths_with_technology_and_limits_equal_the_reference() {
    compare(&Model::new(produced(Deflation::Single)).unwrap(), 22, &[0, 1, 40]);
}

#[test]
fn paths_deflated_doubly_equal_the_reference() {
    compare(&Model::new(produced(Deflation::Double)).unwrap(), 23, &[0, 7]);
}

#[test]
fn paths_with_everything_drawn_equal_the_reference() {
    let mut data = produced(Deflation::Single);
    data.drawn_accounts = drawn_accounts::baseline().drawn_accounts;
    compare(&Model::new(data).unwrap(), 24, &[0, 2]);
}

/// A sum with a drawn and drifting weight of a sector and of a group.
fn sum(id: &str, summed: Summed, prices: Basis, anchor: Option<Anchor>) -> Satellite {
    let uniform = |low: f64, high: f64| -> Uncertain { Distribution::uniform(low, high).unwrap().into() };
    let weight = |of: Scope, low: f64, high: f64| Weight { of, base: uniform(low, high), drift: uniform(0.0, 0.04) };
    // Services besides steel; the group is the first that holds neither.
    let group = Scope::Group(0);
    let weights = vec![weight(Scope::Sector(2), 0.7, 1.0), weight(group, 0.0, 0.5)];
    Satellite { prices, anchor, ..Satellite::new(id, summed, weights) }
}

#[test]
fn satellites_and_volumes_of_a_path_equal_the_reference() {
    let mut data = produced(Deflation::Double);
    let anchor = Anchor { year: 2023, value: Distribution::uniform(50.0, 90.0).unwrap().into() };
    data.assumptions.satellites.extend([
        sum("made", Summed::Output, Basis::Nominal, None),
        sum("earned", Summed::ValueAdded, Basis::Nominal, Some(anchor.clone())),
        sum("real", Summed::ValueAdded, Basis::Real, None),
        sum("abroad", Summed::ExternalSales, Basis::Real, None),
        sum("homes", Summed::HouseholdDemand, Basis::Nominal, None),
        sum("sold", Summed::FinalDemand, Basis::Real, Some(anchor.clone())),
    ]);
    let mut later = Volume::in_base_year("later", 3, "kt", 2020, 1.0);
    later.size = VolumeSize::Anchored(anchor);
    let mut visits = Volume::in_base_year("guests", 16, "visits", 2020, 1.0);
    let share = Distribution::uniform(0.2, 0.4).unwrap().into();
    visits.size = VolumeSize::ByValue { share, unit_value: Distribution::uniform(500.0, 900.0).unwrap().into() };
    let steel = Distribution::uniform(5.0, 7.0).unwrap();
    data.assumptions.volumes.extend([Volume::in_base_year("made", 2, "Mt", 2020, steel), later, visits]);
    let model = Model::new(data).unwrap();
    let projection = Projection::new(&model).unwrap();
    let implied = reference::implied_growth(&projection);
    for seed in 1..=8 {
        let draws = reference::Draws::new(seed, 0);
        let years = &reference::run_block(&model, &implied, &draws)[0];
        let ensemble = Ensemble::of(&projection, &RunSettings::new(1, seed)).unwrap();
        let hold = |id: &str, expected: Vec<f64>| {
            for (year, expected) in (2021..).zip(expected) {
                let reported = ensemble.indicator(id).unwrap().at(year).unwrap().summary.mean;
                near(id, reported, expected, expected.abs().max(1e-3));
            }
        };
        let from_the_base_year = |anchor: &Option<Anchor>| anchor.as_ref().is_some_and(|anchor| anchor.year == 2020);
        let satellites = model.assumptions().satellites.iter();
        for satellite in satellites.filter(|satellite| !from_the_base_year(&satellite.anchor)) {
            let expected = reference::measures::satellite(&model, &draws, satellite, years, 0);
            hold(&format!("satellite.{}", satellite.id), expected);
        }
        for volume in &model.assumptions().volumes {
            let base = model.accounts().output[volume.sector];
            let expected = reference::measures::volume(&model, &draws, volume, years, base, 0);
            hold(&format!("volume.{}", volume.id), expected);
        }
    }
}

#[test]
fn paths_with_policies_and_events_equal_the_reference() {
    compare(&Model::new(moved()).unwrap(), 21, &[0, 1, 40]);
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
        // The reference goes from scores to uniform numbers and back, by an error function right to ten digits.
        compare_within(1e-9, &model, 12, &[0, 4]);
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
