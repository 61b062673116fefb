//! Public revenue and the government demand that follows it, labour, population, research: worked out by hand.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

#[path = "../benches/drawn_accounts/mod.rs"]
mod drawn_accounts;
mod valley;

use kapok::economy::{AccountsData, Extras, FinalDemandData, Region, Sector};
use kapok::model::{Course, Deflation, Effect, Extensions, Lever, RatePath, Strength};
use kapok::projection::{Draw, State};
use kapok::sampling::{Distribution, LANES};
use kapok::{Ensemble, Model, ModelData, Projection, RunSettings, Scenario};
use nalgebra::DMatrix;
use proptest::prelude::*;
use valley::valley;

/// Two sectors with all kinds of demand, in which nothing grows and nothing comes back through income.
fn still() -> ModelData {
    let mut data = valley();
    data.income.share_of_value_added = vec![0.5, 0.6];
    data.assumptions.households.income_elasticity = 0.0.into();
    data.extensions = Extensions {
        tax_share: Some(vec![0.1, 0.02]),
        rnd_share: Some(vec![0.03, 0.0]),
        employment: Some(vec![2.0, 8.0]),
        population: Some(25.0),
    };
    data
}

fn policy(lever: Lever, size: f64, course: Course) -> Effect {
    Effect {
        name: "policy.test".into(),
        label: "Test".into(),
        levers: vec![lever],
        size: size.into(),
        strength: Strength::Course(course),
    }
}

const RAMP: Course = Course { from: 2022, full: 2023, until: Some(2024), fades: 1, on_growth: false };
/// Its weights in 2020 to 2026.
const WEIGHTS: [f64; 7] = [0.0, 0.0, 0.5, 1.0, 1.0, 0.5, 0.0];

/// The states of the all-median path, year by year.
fn median_path(data: ModelData) -> Vec<State> {
    let model = Model::new(data).unwrap();
    let projection = Projection::new(&model).unwrap();
    let mut states = Vec::new();
    projection.block().run(Draw::Median, |state| states.push(state.clone()));
    states
}

fn close(what: &str, found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-12 * expected.abs().max(1.0), "{what}: {found} is not {expected}");
}

#[test]
fn government_follows_last_years_real_revenue() {
    let mut data = still();
    let a = &mut data.assumptions;
    a.locally_financed = 0.4.into();
    a.base_revenue_growth = 0.05;
    a.transfers_growth = RatePath { start: 0.02.into(), long_run: 0.02.into() };
    a.prices.inflation = 0.03.into();
    // From 2021 on the mill sells a tenth more outside at seven tenths of its price.
    a.effects = vec![
        policy(Lever::Demand(0), 0.1, Course::step(2021)),
        Effect { name: "policy.price".into(), ..policy(Lever::Price(0), -0.3, Course::step(2021)) },
    ];
    let states = median_path(data);
    close("revenue in 2020", states[0].revenue[0], 0.1 * 60.0 + 0.02 * 100.0);
    // a = [.05, .1; .2, .1], so I - A has the determinant .95 * .9 - .1 * .2 = .835; x = (100, 200) and f = (75, 160),
    // of which the mill sells 75 - 5 = 70 outside.
    let value_added =
        |mill: f64, shops: f64| (0.6 * (0.9 * mill + 0.1 * shops) / 0.835, 0.5 * (0.2 * mill + 0.95 * shops) / 0.835);
    close("the accounts worked by hand", value_added(75.0, 160.0).1, 100.0);
    let revenue_of = |(mill, shops): (f64, f64)| 0.1 * 0.7 * mill + 0.02 * shops;
    let government_2021 = 10.0 * 1.05_f64.powf(0.4) * 1.02_f64.powf(0.6);
    let real_2021 = revenue_of(value_added(82.0, 150.0 + government_2021));
    let government_2022 = government_2021 * (real_2021 / 8.0).powf(0.4) * 1.02_f64.powf(0.6);
    let real_2022 = revenue_of(value_added(82.0, 150.0 + government_2022));
    let government_2023 = government_2022 * (real_2022 / real_2021).powf(0.4) * 1.02_f64.powf(0.6);
    for (year, government, real) in [(1, government_2021, real_2021), (2, government_2022, real_2022)] {
        close("government", states[year].government[0], government);
        close("real revenue", states[year].revenue_real[0], real);
        close("nominal revenue", states[year].revenue[0], real * 1.03_f64.powf(year as f64));
    }
    close("government in 2023", states[3].government[0], government_2023);
}

#[test]
fn revenue_is_levied_on_value_added_at_current_prices_however_it_is_deflated() {
    let mut data = still();
    data.assumptions.prices.deflation = Deflation::Double;
    data.assumptions.effects = vec![policy(Lever::Price(0), -0.3, Course::step(2021))];
    let states = median_path(data);
    // The mill sells 70 for what was 100 and pays .7 * 5 + 20 to both sectors and 15 outside; the shops sell 200 and pay
    // .7 * 20 + 20, and 60 outside.
    close("revenue", states[1].revenue[0], 0.1 * (70.0 - 3.5 - 20.0 - 15.0) + 0.02 * (200.0 - 14.0 - 20.0 - 60.0));
    close("research", states[1].rnd[0], 0.03 * 31.5);
}

#[test]
fn without_a_locally_financed_share_the_run_is_that_of_the_smaller_model() {
    let mut full = Scenario::builtin("baseline").unwrap().data().clone();
    full.targets.clear(); // some ask for what the smaller model does not have
    let mut off = full.clone();
    off.assumptions.locally_financed = 0.0.into();
    let mut smaller = off.clone();
    smaller.extensions = Extensions::default();
    smaller.assumptions.population_growth = RatePath::default();
    smaller.assumptions.productivity_growth = 0.0.into();
    let gdp_2035 = |data: &ModelData| {
        let model = Model::new(data.clone()).unwrap();
        let projection = Projection::new(&model).unwrap();
        let mut years = Vec::new();
        projection.block().run(Draw::random(9, 3), |state| {
            years.push((state.gdp, state.government, state.income, state.energy_ratio.clone(), state.price.clone()));
        });
        years
    };
    assert!(gdp_2035(&off) == gdp_2035(&smaller), "the same to the last bit");
    assert!(gdp_2035(&full) != gdp_2035(&off), "and the share does move the full model");
}

#[test]
fn the_feedback_root_holds_what_comes_back_through_government() {
    let root = |theta: f64| {
        let mut data = still();
        data.assumptions.locally_financed = theta.into();
        let model = Model::new(data).unwrap();
        Projection::new(&model).unwrap().diagnosis().feedback_root
    };
    // Value added in 10 of government demand: (.6 * .1 + .5 * .95) / .835 of it, over a GDP of 160.
    let content = 10.0 * (0.06 + 0.475) / 0.835 / 160.0;
    close("at the base year", root(0.5).0 - root(0.0).0, 0.5 * content);
    close("at the horizon", root(0.5).1 - root(0.0).1, 0.5 * content);
}

#[test]
fn a_common_and_an_own_growth_of_output_per_worker() {
    let mut data = still();
    data.assumptions.productivity_growth = 0.05.into();
    data.assumptions.sectors[1].productivity = Some((-0.02).into());
    data.assumptions.effects = vec![policy(Lever::Demand(0), 0.1, Course::step(2021))];
    let states = median_path(data);
    let persons = |year: usize, i: usize| states[year].employment(i)[0];
    close("the mill's in 2020", persons(0, 0), 2.0);
    for year in 0..7 {
        let output = |i: usize| states[year].output[i][0] / states[0].output[i][0];
        let years = i32::try_from(year).unwrap();
        close("the mill's", persons(year, 0), 2.0 * output(0) / 1.05_f64.powi(years));
        close("the shops'", persons(year, 1), 8.0 * output(1) / 0.98_f64.powi(years));
    }
    assert!(states[1].output[0][0] > 105.0);
}

#[test]
fn population_grows_along_its_path() {
    let mut data = still();
    data.assumptions.trends.convergence = 0.5.into();
    data.assumptions.population_growth = RatePath { start: 0.02.into(), long_run: (-0.01).into() };
    let mut log = 25.0_f64.ln();
    for (step, state) in median_path(data).iter().enumerate() {
        if step > 0 {
            let (start, long_run) = (1.02_f64.ln(), 0.99_f64.ln());
            log += long_run + (start - long_run) * (-0.5 * (step as f64 - 1.0)).exp();
        }
        close("population", state.population[0], log.exp());
    }
}

#[test]
fn each_lever_moves_its_quantity_by_its_size() {
    type Level = fn(&State) -> f64;
    let levers: [(Lever, Level, f64); 6] = [
        (Lever::Tax(0), |state| state.revenue[0] - 0.02 * 100.0, 1.2),
        (Lever::Tax(1), |state| state.revenue[0] - 0.1 * 60.0, 1.2),
        (Lever::Rnd(0), |state| state.rnd[0], 1.2),
        (Lever::Productivity(0), |state| state.employment(0)[0], 1.0 / 1.2),
        (Lever::Productivity(1), |state| state.employment(1)[0], 1.0 / 1.2),
        (Lever::Population, |state| state.population[0], 1.2),
    ];
    for (lever, level, factor) in levers {
        let mut data = still();
        data.assumptions.effects = vec![policy(lever, 0.2, RAMP)];
        let states = median_path(data);
        for (state, weight) in states.iter().zip(WEIGHTS) {
            close(lever.name(), level(state), level(&states[0]) * f64::powf(factor, weight));
            close("and nothing else: GDP", state.gdp[0], 160.0);
        }
    }
    // Shops do no research: nothing can be added to it.
    let mut data = still();
    data.assumptions.effects = vec![policy(Lever::Rnd(1), 0.2, RAMP)];
    assert!(median_path(data).iter().all(|state| (state.rnd[0] - 0.03 * 60.0).abs() < 1e-12));
}

#[test]
fn a_tax_raised_for_good_raises_government_demand_a_year_later() {
    let mut data = still();
    data.assumptions.locally_financed = 0.5.into();
    data.assumptions.effects = vec![policy(Lever::Tax(0), 0.2, Course::step(2022))];
    let states = median_path(data);
    assert_eq!(states[2].government[0], 10.0);
    close("in 2023", states[3].government[0], 10.0 * ((6.0 * 1.2 + 2.0) / 8.0_f64).sqrt());
    assert!(states[4].government[0] > states[3].government[0], "what government buys pays taxes as well");
}

#[test]
fn people_of_the_base_year_are_those_of_the_data_whatever_accounts_are_drawn() {
    let model = Model::new(drawn_accounts::baseline()).unwrap();
    let employment = model.extensions().employment.clone().unwrap();
    let tax = model.extensions().tax_share.clone().unwrap();
    let projection = Projection::new(&model).unwrap();
    let mut spread = 0.0_f64;
    projection.block().run(Draw::random(4, 2), |state| {
        if state.step > 0 {
            return;
        }
        for lane in 0..LANES {
            for (i, persons) in employment.iter().enumerate() {
                let (found, output) = (state.employment(i)[lane], model.accounts().output[i]);
                assert!((found / persons - 1.0).abs() < 1e-12, "{found} against {persons}");
                spread = spread.max((state.output[i][lane] / output - 1.0).abs());
            }
            // Revenue is that of the path's own value added.
            let revenue: f64 = tax.iter().enumerate().map(|(i, tax)| tax * state.value_added[i][lane]).sum();
            assert!((state.revenue[lane] / revenue - 1.0).abs() < 1e-12);
        }
    });
    assert!(spread > 0.1, "output is drawn");
}

/// A region of up to 60 sectors made from numbers between 0 and 1.
fn region_of(sectors: usize, numbers: &[f64]) -> ModelData {
    let mut numbers = numbers.iter().copied().cycle();
    let mut series = |low: f64, high: f64| -> Vec<f64> {
        (0..sectors).map(|_| low + (high - low) * numbers.next().unwrap()).collect()
    };
    let value_added_ratio = series(0.1, 0.9);
    let mut coefficients = DMatrix::zeros(sectors, sectors);
    for (j, ratio) in value_added_ratio.iter().enumerate() {
        let column = series(0.0, 1.0);
        let sum: f64 = column.iter().sum::<f64>().max(1.0);
        (0..sectors).for_each(|i| coefficients[(i, j)] = 0.9 * (1.0 - ratio) * column[i] / sum);
    }
    let mut demand = |total: f64| {
        let weights = series(0.0, 1.0);
        let composition = weights.iter().map(|b| 0.8 * b / sectors as f64).collect();
        FinalDemandData { total, composition }
    };
    let (households, government, investment) = (demand(50.0), demand(30.0), demand(20.0));
    let region = Region {
        name: "Anywhere".into(),
        term: String::new(),
        base_year: 2020,
        sectors: (0..sectors).map(|i| Sector::new(&format!("s{i}"))).collect(),
        groups: Vec::new(),
        industry: None,
        extras: Extras::default(),
    };
    let accounts = AccountsData {
        value_added: series(0.5, 200.0),
        value_added_ratio,
        coefficients,
        purchase_share: series(0.0, 1.0),
        location_quotients: None,
        households,
        government,
        investment,
        external_floor: 0.05,
    };
    let mut data = ModelData::new(region, accounts, 2027);
    data.income.share_of_value_added = series(0.1, 0.6);
    data.extensions = Extensions {
        tax_share: Some(series(0.001, 0.3)),
        rnd_share: Some(series(0.001, 0.1)),
        employment: Some(series(0.1, 10.0)),
        population: Some(100.0),
    };
    let a = &mut data.assumptions;
    a.locally_financed = Distribution::uniform(0.0, 1.0).unwrap().into();
    a.productivity_growth = Distribution::normal(0.04, 0.01).unwrap().into();
    a.transfers_growth = RatePath { start: 0.05.into(), long_run: 0.03.into() };
    a.prices.inflation = 0.02.into();
    for (sector, growth) in a.sectors.iter_mut().zip(series(-0.03, 0.1)) {
        sector.growth = kapok::model::Growth::Demand(growth.into());
        sector.shock_sd = 0.05.into();
        sector.price_shock_sd = 0.05.into();
    }
    data
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn revenue_government_and_employment_hold_on_every_path(
        sectors in 1usize..=60,
        numbers in prop::collection::vec(0.0..1.0f64, 331),
        seed in 0u64..1000,
    ) {
        let model = Model::new(region_of(sectors, &numbers)).unwrap();
        let tax = model.extensions().tax_share.clone().unwrap();
        let employment = model.extensions().employment.clone().unwrap();
        let projection = Projection::new(&model).unwrap();
        let drawn = |lane: usize, name: &str| {
            let layout = kapok::sampling::Layout::random(seed);
            let drawn = projection.drawn_on(&layout, lane as u64);
            drawn.iter().find(|number| number.name == name).unwrap().value
        };
        let mut states: Vec<State> = Vec::new();
        projection.block().run(Draw::random(seed, 0), |state| states.push(state.clone()));
        for lane in [0, 31, 63] {
            let (theta, productivity) = (drawn(lane, "government.locally_financed"), drawn(lane, "labour.productivity_growth"));
            for (t, state) in states.iter().enumerate() {
                let revenue: f64 = (0..sectors).map(|i| tax[i] * state.price[i][lane] * state.value_added[i][lane]).sum();
                prop_assert!((state.revenue[lane] / revenue - 1.0).abs() < 1e-12);
                let years = i32::try_from(t).unwrap();
                for i in 0..sectors {
                    let grown = state.output[i][lane] / states[0].output[i][lane] / (1.0 + productivity).powi(years);
                    prop_assert!((state.employment(i)[lane] / (employment[i] * grown) - 1.0).abs() < 1e-9);
                }
                if t >= 2 {
                    let real = |t: usize| states[t].revenue[lane] / states[t].price_level[lane];
                    let (start, long_run) = (1.05_f64.ln(), 1.03_f64.ln());
                    let transfers = long_run + (start - long_run) * (-0.1 * (t as f64 - 1.0)).exp();
                    let growth = theta * (real(t - 1) / real(t - 2)).ln() + (1.0 - theta) * transfers;
                    let found = (state.government[lane] / states[t - 1].government[lane]).ln();
                    prop_assert!((found - growth).abs() < 1e-9, "{found} is not {growth}");
                }
            }
        }
    }
}

/// What a program that builds its model itself is told.
fn told(change: impl Fn(&mut ModelData)) -> String {
    let mut data = still();
    change(&mut data);
    Model::new(data).err().map_or_else(|| "nothing".into(), |problems| problems.to_string())
}

#[test]
fn data_that_make_no_sense_are_told() {
    let tax = |data: &mut ModelData, share: f64| data.extensions.tax_share = Some(vec![share, 0.02]);
    for (said, expected) in [
        (
            told(|data| tax(data, 0.55)),
            "tax_share.sectors.mill: found 0.55, beside 0.5 that goes to households; together they must not exceed 1",
        ),
        (told(|data| tax(data, -0.1)), "tax_share.sectors.mill: found -0.1; allowed is 0 to 1"),
        (told(|data| data.extensions.tax_share = Some(vec![0.0, 0.0])), "tax_share: no sector has any; leave it out"),
        (told(|data| data.extensions.employment = Some(vec![1.0])), "employment: found 1 entries; there are 2 sectors"),
        (
            told(|data| data.extensions.population = Some(0.0)),
            "population.total: found 0; it must be above 0, at most 1e15",
        ),
        (
            told(|data| {
                data.extensions.tax_share = None;
                data.assumptions.locally_financed = 0.3.into();
            }),
            "government.locally_financed: it needs public revenue that government demand can follow, and the region's data have no [tax_share]; add it there, or leave this out",
        ),
        (
            told(|data| {
                data.extensions.employment = None;
                data.assumptions.productivity_growth = 0.03.into();
                data.assumptions.sectors[1].productivity = Some(0.0.into());
            }),
            "labour.productivity_growth: it needs employment whose output per worker grows, and the region's data have no [employment]; add it there, or leave this out\nsector.shops.productivity: it needs employment whose output per worker grows, and the region's data have no [employment]; add it there, or leave this out",
        ),
        (
            told(|data| {
                data.extensions.population = None;
                data.assumptions.effects = vec![policy(Lever::Population, 0.1, RAMP)];
            }),
            "policy.test.lever: it needs a quantity to move, and the region's data have no [population]; add it there, or leave this out",
        ),
        (
            told(|data| data.assumptions.effects = vec![policy(Lever::Tax(0), 4.5, RAMP)]),
            "policy.test.size: public revenue would take up to 0.55 of the value added of mill, beside 0.5 that goes to households",
        ),
        (told(|data| data.assumptions.effects = vec![policy(Lever::Tax(0), 4.0, RAMP)]), "nothing"),
    ] {
        assert_eq!(said, expected);
    }
}

#[test]
fn the_district_starts_from_what_is_known_of_its_sums() {
    let model = Scenario::builtin("baseline").unwrap().build().unwrap();
    let states = {
        let projection = Projection::new(&model).unwrap();
        let mut states: Vec<State> = Vec::new();
        projection.block().run(Draw::Median, |state| states.push(state.clone()));
        states
    };
    // The plan, chapter 1 section 1: 38.6 over 2016-2020, each year 6.7 % above the one before.
    let revenue_2020 = 38.6 * 1.067_f64.powi(4) / (0..5).map(|k| 1.067_f64.powi(k)).sum::<f64>();
    assert!((states[0].revenue[0] / revenue_2020 - 1.0).abs() < 0.02, "{}", states[0].revenue[0]);
    // 51.2 of research over the same years, GDP growing evenly from 300.39 to 445.39.
    let rise = (445.39_f64 / 300.39).powf(0.2);
    let share = 51.2 / (1..=5).map(|k| 300.39 * rise.powi(k)).sum::<f64>();
    assert!((states[0].rnd[0] / 445.39 / share - 1.0).abs() < 0.005, "{}", states[0].rnd[0]);
    let ensemble = Ensemble::run(&model, &RunSettings::new(64, 1)).unwrap();
    assert_eq!(ensemble.failed_paths, 0);
    // The plan, same place: income of 4.8 (1e4 CNY) per head, in towns; here all residents share it.
    let per_head = ensemble.indicator("income_per_head").unwrap().at(2020).unwrap().central;
    assert!((per_head / 4.8 - 1.0).abs() < 0.05, "{per_head}");
}
