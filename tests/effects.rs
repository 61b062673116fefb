//! Policies and events: each lever by its direction and size, worked out by hand.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

mod valley;

use kapok::economy::{Carrier, EnergyData, HouseholdEnergy};
use kapok::model::{Course, Effect, Event, Lever, Starts, Strength};
use kapok::projection::{Draw, State};
use kapok::sampling::{LANES, Lanes, Uncertain};
use kapok::{Ensemble, Model, ModelData, Problems, Projection, RunSettings, Scenario};
use valley::valley;

/// Two sectors with all kinds of demand, in which nothing grows.
fn still() -> ModelData {
    let mut data = valley();
    data.energy = Some(EnergyData {
        intensity: vec![1.0, 0.1],
        carriers: vec![
            Carrier::new("coal", Some(2.5)),
            Carrier::new("gas", Some(1.5)),
            Carrier::new("electricity", None),
        ],
        electricity: Some(2),
        shares: vec![vec![0.6, 0.2, 0.2], vec![0.25, 0.25, 0.5]],
        co2_combustion: vec![2.0, 0.1],
        co2_process: vec![0.0, 0.0],
        electricity_calorific: 0.1229,
        electricity_coal_equivalent: 0.305,
        grid_co2: 0.1,
        household: HouseholdEnergy { total: 5.0, shares: vec![0.2, 0.3, 0.5] },
    });
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

/// The states of the all-median path, year by year.
fn median_path(data: ModelData) -> Vec<State> {
    let model = Model::new(data).unwrap();
    let projection = Projection::new(&model).unwrap();
    let mut states = Vec::new();
    projection.block().run(Draw::Median, |state| states.push(state.clone()));
    states
}

fn with(lever: Lever, size: f64, course: Course) -> Vec<State> {
    let mut data = still();
    data.assumptions.effects.push(policy(lever, size, course));
    median_path(data)
}

const RAMP: Course = Course { from: 2022, full: 2023, until: Some(2024), fades: 1, on_growth: false };
/// Its weights in 2020 to 2026.
const WEIGHTS: [f64; 7] = [0.0, 0.0, 0.5, 1.0, 1.0, 0.5, 0.0];

fn close(what: &str, found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-12 * expected.abs().max(1.0), "{what}: {found} is not {expected}");
}

#[test]
fn demand_moves_sales_outside_by_its_size() {
    let states = with(Lever::Demand(0), 0.21, RAMP);
    for (state, weight) in states.iter().zip(WEIGHTS) {
        close("sales outside", state.external[0][0], states[0].external[0][0] * 1.21_f64.powf(weight));
        close("those of the other", state.external[1][0], states[0].external[1][0]);
    }
}

#[test]
fn growth_adds_up() {
    let course = Course { until: Some(2023), fades: 0, on_growth: true, ..RAMP };
    let states = with(Lever::Demand(1), 0.1, course);
    for (state, years) in states.iter().zip([0.0, 0.0, 0.5, 1.5, 1.5, 1.5, 1.5]) {
        close("sales outside", state.external[1][0], states[0].external[1][0] * 1.1_f64.powf(years));
    }
}

#[test]
fn price_moves_the_relative_price_and_nothing_lingers() {
    let mut data = still();
    data.assumptions.prices.relative_persistence = 0.75.into();
    data.assumptions.effects.push(policy(Lever::Price(0), -0.3, RAMP));
    for (state, weight) in median_path(data).iter().zip(WEIGHTS) {
        close("price", state.price[0][0], 0.7_f64.powf(weight));
        close("the other's price", state.price[1][0], 1.0);
    }
}

#[test]
fn terms_of_trade_reach_income() {
    let mut data = still();
    data.assumptions.sectors[0].terms_of_trade = 0.5.into();
    data.assumptions.effects.push(policy(Lever::Price(0), -0.3, Course::step(2021)));
    let states = median_path(data);
    // Income is all value added here; the mill's 60 lose 0.7^0.5.
    close("income", states[1].income[0], 60.0 * 0.7_f64.sqrt() + 100.0);
}

#[test]
fn totals_of_demand_move_by_their_sizes() {
    type Total = fn(&State) -> f64;
    let of: [(Lever, Total); 3] = [
        (Lever::Government, |state| state.government[0]),
        (Lever::Transfers, |state| state.transfers[0]),
        (Lever::Consumption, |state| state.consumption[0]),
    ];
    for (lever, total) in of {
        let mut data = still();
        data.income.transfers_share = 0.2;
        data.assumptions.households.income_elasticity = 0.0.into(); // nothing comes back through income
        data.assumptions.effects.push(policy(lever, 0.2, RAMP));
        let states = median_path(data);
        for (state, weight) in states.iter().zip(WEIGHTS) {
            close(lever.name(), total(state), total(&states[0]) * 1.2_f64.powf(weight));
        }
    }
}

#[test]
fn the_share_of_investment_that_a_policy_aims_at_is_not_pulled_back() {
    let (alpha, lambda) = (0.8, 0.2);
    let mut data = still();
    data.assumptions.investment.accelerator = alpha.into();
    data.assumptions.investment.share_correction = lambda.into();
    data.assumptions.effects.push(policy(Lever::Investment, 0.5, RAMP));
    let states = median_path(data);
    let effect = |year: usize| 1.5_f64.ln() * WEIGHTS[year];
    let at = |year: usize| (states[year].investment[0], states[year].gdp[0]);
    for year in 1..7 {
        let ((i, v), (i0, v0)) = (at(year - 1), at(0));
        let gap = (i / v).ln() - effect(year - 1) - (i0 / v0).ln();
        let growth = alpha * states[year - 1].gdp_growth[0] - lambda * gap + effect(year) - effect(year - 1);
        close("investment", at(year).0, i * growth.exp());
    }
    assert!(at(3).0 > 1.45 * at(0).0 && at(3).1 > at(0).1, "it raises investment, and output with it");
}

#[test]
fn efficiency_saves_its_share() {
    let sectors = with(Lever::Efficiency(0), 0.1, RAMP);
    let homes = with(Lever::HomeEfficiency, 0.1, RAMP);
    for ((sectors, homes), weight) in sectors.iter().zip(&homes).zip(WEIGHTS) {
        close("energy per output", sectors.energy_ratio[0][0], 0.9_f64.powf(weight));
        close("of the other", sectors.energy_ratio[1][0], 1.0);
        close("homes", homes.household_energy_ratio[0], 0.9_f64.powf(weight));
    }
}

#[test]
fn effects_count_from_the_base_year_on() {
    // In force since 2018: the base year's numbers have it in them.
    let states = with(Lever::Demand(0), 0.21, Course::step(2018));
    assert_eq!(states[3].external[0][0], states[0].external[0][0]);
    // What 2020 lost comes back as it is got over.
    let mut data = still();
    data.assumptions.events.push(Event {
        name: "event.flood".into(),
        label: "Flood".into(),
        starts: Starts::Years(vec![2020]),
        duration: 1,
        half_life: 1.0,
    });
    data.assumptions.effects.push(Effect { strength: Strength::Event(0), ..policy(Lever::Demand(0), -0.19, RAMP) });
    let states = median_path(data);
    close("a year later", states[1].external[0][0], states[0].external[0][0] * 0.81_f64.powf(0.5 - 1.0));
}

fn with_event(probability: f64) -> ModelData {
    let mut data = still();
    data.horizon = 2060;
    data.report_years = vec![2020, 2060];
    data.periods.clear();
    data.assumptions.events.push(Event {
        name: "event.slump".into(),
        label: "Slump".into(),
        starts: Starts::Chance { probability: probability.into(), from: 2031, until: 2050 },
        duration: 2,
        half_life: 1.0,
    });
    data.assumptions.effects.push(Effect { strength: Strength::Event(0), ..policy(Lever::Demand(0), -0.5, RAMP) });
    data
}

#[test]
fn events_start_as_often_as_they_should_last_and_are_got_over() {
    let model = Model::new(with_event(0.1)).unwrap();
    let projection = Projection::new(&model).unwrap();
    let mut block = projection.block();
    let (mut quiet, mut paths) = (0, 0);
    for number in 0..100 {
        let mut strength = vec![Lanes::all(0.0); 41];
        block.run(Draw::random(3, number), |state| {
            for lane in 0..LANES {
                let ratio: f64 = state.external[0][lane] / model.accounts().external[0];
                strength[state.step][lane] = ratio.ln() / 0.5_f64.ln();
            }
        });
        for lane in 0..LANES {
            let path: Vec<f64> = strength.iter().map(|lanes| lanes[lane]).collect();
            assert!(path[..11].iter().all(|x| *x == 0.0), "none before its window");
            paths += 1;
            quiet += u32::from(path.iter().all(|x| *x == 0.0));
            for year in 11..40 {
                let (before, now) = (path[year - 1], path[year]);
                let goes_on = (now - 1.0).abs() < 1e-9;
                assert!(goes_on || (now - before / 2.0).abs() < 1e-9, "{before} then {now}");
            }
            if let Some(start) = path.iter().position(|x| *x > 0.5) {
                assert!((path[start + 1] - 1.0).abs() < 1e-9, "two years at full strength");
            }
        }
    }
    // No start in 20 years: 0.9^20 = 0.1216 of 6,400 paths, standard error 0.0041.
    let share = f64::from(quiet) / f64::from(paths);
    assert!((share - 0.9_f64.powi(20)).abs() < 4.0 * 0.0041, "{share}");
}

#[test]
fn what_never_happens_changes_nothing_and_what_always_does_is_certain() {
    let run = |data: ModelData| {
        let ensemble = Ensemble::run(&Model::new(data).unwrap(), &RunSettings::new(256, 1)).unwrap();
        ensemble.indicator("gdp").unwrap().at(2060).unwrap().summary
    };
    let mut without = with_event(0.0);
    without.assumptions.events.clear();
    without.assumptions.effects.clear();
    assert_eq!(run(with_event(0.0)), run(without));
    let model = Model::new(with_event(1.0)).unwrap();
    let projection = Projection::new(&model).unwrap();
    let mut block = projection.block();
    block.run(Draw::random(1, 0), |state| {
        if (11..=31).contains(&state.step) {
            state.external[0].iter().for_each(|f| close("sales outside", *f, 0.5 * model.accounts().external[0]));
        }
    });
    block.run(Draw::Median, |state| {
        assert_eq!(state.external[0][0], model.accounts().external[0], "random events are off");
    });
}

#[test]
fn an_uncertain_size_is_drawn_once_a_path_under_its_own_name() {
    let mut data = still();
    let mut effect = policy(Lever::Demand(0), 0.0, Course::step(2021));
    effect.size = Uncertain::from(kapok::sampling::Distribution::uniform(0.1, 0.3).unwrap());
    data.assumptions.effects.push(effect);
    let model = Model::new(data).unwrap();
    let projection = Projection::new(&model).unwrap();
    let layout = kapok::sampling::Layout::random(5);
    let drawn = projection.drawn_on(&layout, 9);
    let size = drawn.iter().find(|number| number.name == "policy.test.size").unwrap();
    assert_eq!(size.label, "Test: size");
    let mut ratio = 0.0;
    let before = model.accounts().external[0];
    projection.block().run(Draw::random(5, 0), |state| ratio = state.external[0][9] / before);
    close("sales outside", ratio, 1.0 + size.value);
}

const HEAD: &str =
    "seeds = \"panzhihua-east\"\nhorizon = 2030\n[sector_defaults]\ndemand_growth = 0\nlong_run_growth = 0\n";

fn problems(text: &str) -> Problems {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.toml");
    std::fs::write(&path, format!("{HEAD}{text}")).unwrap();
    Scenario::open(&path).expect_err("it is broken")
}

#[test]
fn what_is_wrong_with_policies_and_events_is_told_where_it_stands() {
    let cases = [
        (
            "[[policy]]\nid = \"a\"\nlever = \"demnd\"\nof = \"steel\"\nsize = 0.1\nfrom = 2022\n",
            8,
            "did you mean \"demand\"?",
        ),
        (
            "[[policy]]\nid = \"a\"\nlever = \"demand\"\nof = \"steal\"\nsize = 0.1\nfrom = 2022\n",
            9,
            "did you mean \"steel\"?",
        ),
        (
            "[[policy]]\nid = \"a\"\nlever = \"demand\"\nof = [\"steel\", \"leading\", \"titanium\"]\nsize = 0.1\nfrom = 2022\n",
            9,
            "\"titanium\" stands here twice",
        ),
        (
            "[[policy]]\nid = \"a\"\nlever = \"investment\"\nof = \"steel\"\nsize = 0.1\nfrom = 2022\n",
            9,
            "leave this out",
        ),
        (
            "[[policy]]\nid = \"a\"\nlever = \"demand\"\nof = \"steel\"\nsize = -1.0\nfrom = 2022\n",
            10,
            "allowed is -0.99 to 9",
        ),
        (
            "[[policy]]\nid = \"a\"\nlever = \"demand\"\nof = \"steel\"\nsize = 0.1\nfrom = 2025\nfull = 2024\n",
            12,
            "before from (2025)",
        ),
        (
            "[[policy]]\nid = \"a\"\nlever = \"demand\"\nof = \"steel\"\nsize = 0.1\nfrom = 2040\n",
            11,
            "after the horizon 2030",
        ),
        (
            "[[policy]]\nid = \"a\"\nlever = \"demand\"\nof = \"steel\"\nsize = 0.1\nfrom = 2022\nfades = 2\n",
            12,
            "give until",
        ),
        (
            "[[event]]\nid = \"a\"\nprobability = 1.5\neffect = [{ lever = \"demand\", of = \"steel\", size = -0.1 }]\n",
            8,
            "allowed is 0 to 1",
        ),
        (
            "[[event]]\nid = \"a\"\nprobability = 0.5\nyears = [2022]\neffect = [{ lever = \"demand\", of = \"steel\", size = -0.1 }]\n",
            9,
            "not both",
        ),
        (
            "[[event]]\nid = \"a\"\nprobability = 0.5\nduration = 0\neffect = [{ lever = \"demand\", of = \"steel\", size = -0.1 }]\n",
            9,
            "found 0",
        ),
        (
            "[[policy]]\nid = \"a\"\nlever = \"carrier_share\"\nof = [\"homes\", \"steal\"]\nfrom_carrier = \"coal\"\nto_carrier = \"gas\"\nsize = 0.1\nfrom = 2022\n",
            9,
            "did you mean \"steel\"?",
        ),
        (
            "[[policy]]\nid = \"a\"\nlever = \"carrier_share\"\nof = \"steel\"\nfrom_carrier = \"cole\"\nto_carrier = \"gas\"\nsize = 0.1\nfrom = 2022\n",
            10,
            "did you mean \"coke\"?",
        ),
        (
            "[[policy]]\nid = \"a\"\nlever = \"carrier_share\"\nof = \"steel\"\nfrom_carrier = \"coal\"\nto_carrier = \"gas\"\nsize = 0.5\nfrom = 2022\n",
            12,
            "coal, which has 0.11406",
        ),
        (
            "[[policy]]\nid = \"a\"\nlever = \"price\"\nof = \"steel\"\nto_carrier = \"gas\"\nsize = 0.5\nfrom = 2022\n",
            10,
            "price has none",
        ),
        ("[[event]]\nid = \"a\"\nprobability = 0.5\n", 6, "what it does"),
    ];
    for (text, line, words) in cases {
        let problems = problems(text);
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let here = |told: &String| told.contains(&format!("mine.toml:{line}:")) && told.contains(words);
        assert!(told.len() == 1 && told.iter().any(here), "{text}\n{told:#?}");
    }
}

/// Energy (coal-equivalent) and CO2 of the whole economy in every year of the all-median path.
fn energy_and_co2(data: ModelData) -> Vec<(f64, f64)> {
    let model = Model::new(data).unwrap();
    let ensemble = Ensemble::run(&model, &RunSettings::new(1, 1)).unwrap();
    let at = |id: &str, year: i32| ensemble.indicator(id).unwrap().at(year).unwrap().central;
    (2020..=2026).map(|year| (at("energy", year), at("co2", year))).collect()
}

#[test]
fn gas_for_coal_moves_co2_and_electricity_moves_energy_too() {
    use kapok::economy::EnergyUser::{Homes, Sector as OfSector};
    // The mill makes 100: 100 tce, of them 60 coal, 20 gas, 20 electricity. Its fuels are scaled to 200 t CO2:
    // (60 * 2.5 + 20 * 1.5) k = 200, k = 10/9.
    let k = 10.0 / 9.0;
    let lever = |user, from, to| Lever::CarrierShare { user, from, to };
    let path = |lever, size| {
        let mut data = still();
        data.assumptions.effects.push(policy(lever, size, RAMP));
        energy_and_co2(data)
    };
    let gas = path(lever(OfSector(0), 0, 1), 0.3);
    let power = path(lever(OfSector(0), 0, 2), 0.3);
    let homes = path(lever(Homes, 0, 1), 0.2);
    let ratio = 0.305 / 0.1229;
    let grid = 0.1 / 0.1229;
    for (year, weight) in WEIGHTS.into_iter().enumerate() {
        close("energy, gas", gas[year].0, gas[0].0);
        close("CO2, gas", gas[year].1 - gas[0].1, 100.0 * 0.3 * weight * (1.5 - 2.5) * k);
        close("energy, power", power[year].0 - power[0].0, 100.0 * 0.3 * weight * (ratio - 1.0));
        close("CO2, power", power[year].1 - power[0].1, 100.0 * 0.3 * weight * (grid - 2.5 * k));
        close("CO2, homes", homes[year].1 - homes[0].1, 5.0 * 0.2 * weight * (1.5 - 2.5));
    }
}

#[test]
fn carriers_sum_to_all_energy_and_move_by_what_is_taken_over() {
    use kapok::economy::EnergyUser::{Homes, Sector as OfSector};
    let mut data = still();
    for (name, user, size) in [("policy.mill", OfSector(0), 0.3), ("policy.homes", Homes, 0.2)] {
        let taken = policy(Lever::CarrierShare { user, from: 0, to: 2 }, size, RAMP);
        data.assumptions.effects.push(Effect { name: name.into(), ..taken });
    }
    data.assumptions.sectors[0].efficiency = 0.02.into();
    let model = Model::new(data).unwrap();
    let ensemble = Ensemble::run(&model, &RunSettings::new(1, 1)).unwrap();
    let at = |id: &str, year: i32| ensemble.indicator(id).unwrap().at(year).unwrap().central;
    for (year, weight) in (2020..).zip(WEIGHTS) {
        let [coal, gas, power] = ["coal", "gas", "electricity"].map(|c| at(&format!("energy.{c}"), year));
        close("all energy", coal + gas + power, at("energy", year));
        // The mill: 60 of 100 tce; the shops: a quarter of 20; homes: a fifth of 5.
        let saved = 0.98_f64.powi(year - 2020);
        close("coal", coal, (60.0 - 30.0 * weight) * saved + 5.0 + 1.0 - weight);
        close("gas", gas, 20.0 * saved + 5.0 + 1.5);
    }
}

#[test]
fn a_cleaner_grid_moves_the_co2_of_electricity_alone() {
    let mut data = still();
    data.assumptions.effects.push(policy(Lever::GridCo2, -0.4, RAMP));
    let years = energy_and_co2(data);
    // Electricity: 20 of the mill, 10 of the shops, 2.5 in homes.
    let of_grid = 32.5 * 0.1 / 0.1229;
    for ((energy, co2), weight) in years.iter().zip(WEIGHTS) {
        close("energy", *energy, years[0].0);
        close("CO2", co2 - years[0].1, of_grid * (0.6_f64.powf(weight) - 1.0));
    }
}

#[test]
fn no_carrier_gives_more_than_it_has() {
    use kapok::economy::EnergyUser::Sector as OfSector;
    let told = |size: f64, twice: bool| {
        let mut data = still();
        data.assumptions.effects.push(policy(Lever::CarrierShare { user: OfSector(0), from: 0, to: 1 }, size, RAMP));
        if twice {
            let other = policy(Lever::CarrierShare { user: OfSector(0), from: 0, to: 2 }, 0.3, RAMP);
            data.assumptions.effects.push(Effect { name: "policy.other".into(), ..other });
        }
        Model::new(data).map(|_| ()).map_err(|problems| problems.to_string())
    };
    assert_eq!(told(0.6, false), Ok(()));
    assert_eq!(
        told(0.7, false).unwrap_err(),
        "policy.test.size: up to 0.7 of the energy of mill would leave coal, which has 0.6"
    );
    assert_eq!(
        told(-0.3, false).unwrap_err(),
        "policy.test.size: up to 0.3 of the energy of mill would leave gas, which has 0.2"
    );
    assert!(told(0.4, true).unwrap_err().starts_with("policy.other.size: up to 0.7"));
}
