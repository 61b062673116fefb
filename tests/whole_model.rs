//! The year as a whole over random regions with any of its steps switched on: identities, nothing from nothing, steps
//! switched off, order of sectors.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise
#![allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap)] // years are few

mod random_region;
#[path = "../benches/reference/mod.rs"]
mod reference;

use kapok::economy::EnergyUser;
use kapok::model::{Lever, Starts, Strength};
use kapok::projection::{Draw, State};
use kapok::sampling::{LANES, Lanes};
use kapok::{Ensemble, Model, ModelData, Projection, RunSettings};
use proptest::prelude::*;
use random_region::{Recipe, Step, recipe};

/// The states of a block of paths, by years since the base year.
fn states(data: &ModelData, seed: u64) -> Vec<State> {
    let model = Model::new(data.clone()).unwrap();
    let projection = Projection::new(&model).unwrap();
    let mut states = Vec::new();
    projection.block().run(Draw::random(seed, 3), |state| states.push(state.clone()));
    states
}

fn near(a: f64, b: f64, scale: f64) -> bool {
    (a - b).abs() <= 1e-9 * scale.abs().max(1e-300)
}

/// What every model has, however small: compared bit for bit where a step is switched off.
fn core(states: &[State]) -> Vec<u64> {
    let bits = |lanes: &Lanes| lanes.iter().map(|value| value.to_bits()).collect::<Vec<u64>>();
    let of = |state: &State| -> Vec<u64> {
        let totals =
            [state.gdp, state.income, state.consumption, state.government, state.investment, state.price_level];
        let sectors = [&state.output, &state.value_added, &state.price, &state.external];
        totals.iter().chain(sectors.into_iter().flatten()).flat_map(bits).collect()
    };
    states.iter().flat_map(of).collect()
}

/// Whether inputs paid at their own prices may leave less than nothing to tax: then revenue has no growth to follow.
fn is_untaxed(recipe: &Recipe) -> bool {
    [Step::Revenue, Step::DoubleDeflation].iter().all(|step| recipe.steps.contains(step))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn output_equals_use_and_gdp_equals_demand_less_imports(recipe in recipe(), seed in any::<u64>()) {
        let model = recipe.model();
        let draws = reference::Draws::new(seed, 3);
        let n = recipe.sectors;
        for (t, state) in states(&recipe.data(), seed).iter().enumerate().skip(1) {
            for lane in (0..LANES).step_by(7) {
                let Some(technology) = reference::technology(&model, &draws, t as i32, lane) else {
                    prop_assert!(state.gdp[lane].is_nan(), "technology leaves its range, the path has GDP {}", state.gdp[lane]);
                    continue;
                };
                if state.gdp[lane].is_nan() {
                    let failed = is_untaxed(&recipe) || (1..t as i32).any(|t| reference::technology(&model, &draws, t, lane).is_none());
                    prop_assert!(failed, "technology is in its range, the path has no GDP");
                    continue;
                }
                let x: Vec<f64> = state.output.iter().map(|x| x[lane]).collect();
                let met: Vec<f64> = (0..n)
                    .map(|i| state.demand[i][lane] - state.unmet.get(i).map_or(0.0, |unmet| unmet[lane]))
                    .collect();
                for i in 0..n {
                    let used: f64 = (0..n).map(|j| technology.coefficients[(i, j)] * x[j]).sum();
                    prop_assert!(near(x[i], used + met[i], x[i]), "x = A x + f - d, sector {i}");
                    let v = technology.value_added_ratio[i] * x[i];
                    prop_assert!(near(state.value_added[i][lane], v, v), "v = w x, sector {i}");
                }
                let imports: f64 = (0..n).map(|j| technology.imports[j] * x[j]).sum();
                let (gdp, demand) = (state.gdp[lane], met.iter().sum::<f64>());
                prop_assert!(near(gdp, demand - imports, gdp.max(demand)), "V = sum(f - d) - sum m x");
            }
        }
    }

    /// Where all products cost the same, deflating each by itself and all by one price come to the same.
    #[test]
    fn at_equal_prices_both_deflations_agree(recipe in recipe(), seed in any::<u64>()) {
        let mut data = recipe.with(&[Step::Technology, Step::Limits, Step::DoubleDeflation]).data();
        data.assumptions.sectors.iter_mut().for_each(|sector| sector.price_shock_sd = 0.0.into());
        for state in states(&data, seed) {
            for lane in (0..LANES).filter(|lane| !state.gdp[*lane].is_nan()) {
                for i in 0..recipe.sectors {
                    let nominal = state.price_level[lane] * state.value_added[i][lane];
                    prop_assert!(near(state.nominal_value_added(i)[lane], nominal, state.output[i][lane]));
                }
            }
        }
    }

    #[test]
    fn sums_and_prices_hold_for_what_is_reported(recipe in recipe(), seed in any::<u64>()) {
        let model = recipe.model();
        // One path: every statistic is the path's own value, and sums must hold as they do on paths.
        let Ok(ensemble) = Ensemble::run(&model, &RunSettings::new(1, seed)) else {
            prop_assert!(recipe.steps.contains(&Step::Technology) || is_untaxed(&recipe), "only technology makes a path fail");
            return Ok(());
        };
        for year in [2020, 2021, 2029] {
            let at = |id: &str| ensemble.indicator(id).unwrap_or_else(|| panic!("{id}")).at(year).map(|y| y.summary.mean);
            let value = |id: &str| at(id).unwrap();
            if at("output.s0").is_none() {
                continue; // sectors are reported for some years only
            }
            let sum = |measure: &str| (0..recipe.sectors).map(|i| value(&format!("{measure}.s{i}"))).sum::<f64>();
            for share in ["share", "share_nominal"] {
                prop_assert!(near(sum(share), 1.0, 1.0), "{share} in {year}");
            }
            prop_assert!(near(sum("value_added"), value("gdp"), value("gdp")));
            let price = |i: usize| value(&format!("output_nominal.s{i}")) / value(&format!("output.s{i}"));
            let nominal: f64 = (0..recipe.sectors).map(|i| price(i) * value(&format!("value_added.s{i}"))).sum();
            let double = recipe.steps.contains(&Step::DoubleDeflation);
            prop_assert!(double || near(nominal, value("gdp_nominal"), nominal), "nominal = price * real");
            let nominal = value("gdp_nominal");
            prop_assert!(near(value("deflator") * value("gdp"), nominal, nominal), "deflator in {year}");
            if recipe.steps.contains(&Step::Measures) {
                prop_assert!(near(value("satellite.all"), nominal, nominal), "a satellite of everything in {year}");
                prop_assert!(near(value("volume.pieces"), value("output.s0"), value("output.s0")), "a volume in {year}");
            }
            if let Some(energy) = model.energy() {
                let carriers: f64 = energy.carriers.iter().map(|c| value(&format!("energy.{}", c.id))).sum();
                prop_assert!(near(carriers, value("energy"), carriers), "carriers sum to energy in {year}");
            }
        }
    }

    #[test]
    fn without_growth_and_shocks_the_base_year_lasts_for_ever(recipe in recipe()) {
        let mut data = recipe.data();
        let calm = ModelData::new(data.region.clone(), data.accounts.clone(), 2040);
        let moved = std::mem::replace(&mut data.assumptions, calm.assumptions);
        data.horizon = 2040;
        // Local finance of government stays: without growth it moves nothing.
        data.assumptions.locally_financed = moved.locally_financed;
        data.assumptions.prices.deflation = moved.prices.deflation;
        (data.assumptions.satellites, data.assumptions.volumes) = (moved.satellites, moved.volumes);
        (data.assumptions.ceilings, data.assumptions.links) = (moved.ceilings, moved.links);
        data.assumptions.ceilings.iter_mut().for_each(|ceiling| ceiling.capacity = None); // it wears out
        let states = states(&data, 1);
        let first = &states[0];
        for state in &states[1..] {
            for lane in 0..LANES {
                for i in 0..recipe.sectors {
                    prop_assert!((state.output[i][lane] / first.output[i][lane] - 1.0).abs() < 1e-11);
                    prop_assert!((state.price[i][lane] - 1.0).abs() < 1e-12);
                    prop_assert!((state.energy_ratio[i][lane] - 1.0).abs() < 1e-12);
                }
                for (now, then) in [(&state.income, &first.income), (&state.government, &first.government)] {
                    prop_assert!(near(now[lane], then[lane], 0.01 * then[lane]));
                }
                prop_assert_eq!(state.population[lane].to_bits(), first.population[lane].to_bits());
                prop_assert!((state.revenue[lane] - first.revenue[lane]).abs() <= 1e-11 * first.revenue[lane]);
            }
        }
    }

    /// What nothing feeds back from changes no other number by a bit.
    #[test]
    fn steps_that_nothing_follows_from_leave_all_else_as_it_is(recipe in recipe(), seed in any::<u64>()) {
        let with = recipe.with(&[Step::Energy, Step::Carriers, Step::People]);
        prop_assert_eq!(core(&states(&with.data(), seed)), core(&states(&recipe.with(&[]).data(), seed)));
        // Revenue matters only where government depends on it.
        let mut taxed = recipe.with(&[Step::Revenue]).data();
        taxed.assumptions.locally_financed = 0.0.into();
        prop_assert_eq!(core(&states(&taxed, seed)), core(&states(&recipe.with(&[]).data(), seed)));
    }

    #[test]
    fn limits_far_away_and_measures_leave_all_as_it_is(recipe in recipe(), seed in any::<u64>()) {
        let mut far = recipe.with(&[Step::Policies, Step::Limits, Step::Measures]).data();
        far.assumptions.ceilings.iter_mut().for_each(|ceiling| ceiling.limit = 1e6.into());
        far.assumptions.links.iter_mut().for_each(|link| link.ratio = 1e5.into());
        let without = recipe.with(&[Step::Policies]).data();
        prop_assert_eq!(core(&states(&far, seed)), core(&states(&without, seed)));
    }

    #[test]
    fn technology_that_does_not_move_leaves_all_as_it_is_but_for_rounding(recipe in recipe(), seed in any::<u64>()) {
        let mut still = recipe.with(&[Step::Events, Step::Technology]).data();
        still.assumptions.technology.iter_mut().for_each(|change| change.size = 0.0.into());
        let without = recipe.with(&[Step::Events]).data();
        let pairs = |states: &[State]| core(states).into_iter().map(f64::from_bits).collect::<Vec<f64>>();
        for (one, other) in pairs(&states(&still, seed)).into_iter().zip(pairs(&states(&without, seed))) {
            prop_assert!(near(one, other, one), "{one} against {other}");
        }
    }

    #[test]
    fn effects_of_no_size_and_events_that_never_come_leave_all_as_it_is(recipe in recipe(), seed in any::<u64>()) {
        let mut idle = recipe.with(&[Step::Policies, Step::Events]).data();
        let slump = idle.assumptions.events.iter().position(|event| event.name == "event.slump").unwrap();
        if let Starts::Chance { probability, .. } = &mut idle.assumptions.events[slump].starts {
            *probability = 0.0.into();
        }
        for effect in &mut idle.assumptions.effects {
            if effect.strength != Strength::Event(slump) {
                effect.size = 0.0.into();
            }
        }
        prop_assert_eq!(core(&states(&idle, seed)), core(&states(&recipe.with(&[]).data(), seed)));
    }

    #[test]
    fn the_order_of_sectors_changes_nothing_but_the_order(recipe in recipe(), seed in any::<u64>(), turn in 0usize..60) {
        let n = recipe.sectors;
        // Turned round and set off by some places.
        let place: Vec<usize> = (0..n).map(|k| (n - 1 - k + turn) % n).collect();
        let here = states(&recipe.data(), seed);
        let there = states(&recipe.ordered(place.clone()), seed);
        for (a, b) in here.iter().zip(&there) {
            for lane in (0..LANES).filter(|lane| !(a.gdp[*lane].is_nan() && b.gdp[*lane].is_nan())) {
                for k in 0..n {
                    let (one, other) = (a.output[k][lane], b.output[place[k]][lane]);
                    prop_assert!(near(one, other, one), "output {one} against {other}");
                    let (one, other) = (a.price[k][lane], b.price[place[k]][lane]);
                    prop_assert!(near(one, other, one), "price {one} against {other}");
                    let (one, other) = (a.workers_per_output[k][lane], b.workers_per_output[place[k]][lane]);
                    prop_assert!(near(one, other, one), "workers {one} against {other}");
                }
                for (one, other) in [(a.gdp, b.gdp), (a.income, b.income), (a.revenue, b.revenue), (a.rnd, b.rnd)] {
                    prop_assert!(near(one[lane], other[lane], one[lane]));
                }
            }
        }
    }
}

/// The regions of these tests do have what they are tested for.
#[test]
fn all_steps_move_what_they_are_about() {
    let all = Recipe { sectors: 7, seed: 5, steps: Step::ALL.to_vec() };
    let (moved, plain) = (states(&all.data(), 9), states(&all.with(&[]).data(), 9));
    let differ =
        |of: fn(&State) -> &Lanes| (0..LANES).filter(|lane| of(&moved[9])[*lane] != of(&plain[9])[*lane]).count();
    let capped = (0..LANES).filter(|lane| moved[5].unmet.iter().any(|unmet| unmet[*lane] > 0.0)).count();
    let failed = (0..LANES).filter(|lane| moved[9].gdp[*lane].is_nan()).count();
    assert!(capped > 20 && failed < 20, "{capped} paths below a ceiling, {failed} failed");
    assert!(differ(|state| &state.gdp) > 60 && differ(|state| &state.government) > 60);
    let levers = all.data().assumptions.effects.into_iter().flat_map(|effect| effect.levers);
    assert!(levers.filter(|lever| matches!(lever, Lever::CarrierShare { user: EnergyUser::Homes, .. })).count() == 1);
    assert!(moved[9].population[0] != moved[0].population[0] && moved[9].revenue[0] > 0.0);
}
