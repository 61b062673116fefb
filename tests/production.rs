//! Ceilings, by-products, capacity, changes of technology and deflation, worked out by hand.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

mod valley;

use kapok::model::{
    Absorber, Capacity, Ceiling, CeilingUnit, Course, Deflation, Effect, Lever, Link, Strength, Technology,
    TechnologyChange,
};
use kapok::projection::{Draw, State};
use kapok::sampling::{Distribution, LANES};
use kapok::{Model, ModelData, Problems, Projection, Scenario};
use nalgebra::{DMatrix, DVector};
use valley::valley;

/// Two sectors with all kinds of demand; sales of the first outside grow by a tenth a year.
fn growing() -> ModelData {
    let mut data = valley();
    data.accounts.investment.composition[0] = 0.1;
    data.assumptions.sectors[0].growth = kapok::model::Growth::Demand(0.1.into());
    data.assumptions.sectors[0].long_run_growth = 0.1.into();
    data.assumptions.households.income_elasticity = 0.0.into();
    data
}

fn ceiling(sector: usize, limit: f64) -> Ceiling {
    Ceiling {
        name: format!("ceiling.of{sector}"),
        label: "Quota".into(),
        sector,
        limit: limit.into(),
        unit: CeilingUnit::BaseYear,
        from: 2021,
        capacity: None,
    }
}

fn states(data: &ModelData) -> Vec<State> {
    let model = Model::new(data.clone()).unwrap();
    let projection = Projection::new(&model).unwrap();
    let mut states = Vec::new();
    projection.block().run(Draw::Median, |state| states.push(state.clone()));
    states
}

fn close(what: &str, found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-10 * expected.abs().max(1.0), "{what}: {found} is not {expected}");
}

/// x = A x + f - d and V = sum of (f - d) less imports, on the state of a year with fixed technology.
fn balances(data: &ModelData, state: &State) {
    let model = Model::new(data.clone()).unwrap();
    let accounts = model.accounts();
    let column = |of: &[kapok::sampling::Lanes]| DVector::from_iterator(of.len(), of.iter().map(|lanes| lanes[0]));
    let (x, f, d) = (column(&state.output), column(&state.demand), column(&state.unmet));
    let left = &accounts.coefficients * &x + &f - &d;
    for i in 0..x.len() {
        close("x = A x + f - d", left[i], x[i]);
    }
    close("GDP", f.sum() - d.sum() - accounts.imports.dot(&x), state.gdp[0]);
}

#[test]
fn a_quota_holds_output_and_demand_goes_on() {
    let mut data = growing();
    data.assumptions.ceilings.push(ceiling(0, 1.15));
    let (held, free) = (states(&data), states(&growing()));
    for (held, free) in held.iter().zip(&free).skip(1) {
        balances(&data, held);
        if free.output[0][0] <= 115.0 {
            assert_eq!(held.output, free.output, "below the ceiling nothing changes, to the last bit");
            assert_eq!(held.unmet[0][0], 0.0);
        } else {
            close("output", held.output[0][0], 115.0);
            // One ceiling: what is cut is the excess over the multiplier of its own demand.
            let content = Model::new(data.clone()).unwrap().accounts().leontief[(0, 0)];
            close("unmet", held.unmet[0][0], (free.output[0][0] - 115.0) / content);
            close("sold outside", held.external[0][0], free.external[0][0] - held.unmet[0][0]);
            assert!(held.output[1][0] < free.output[1][0], "its suppliers sell less");
        }
    }
    assert!(free[6].output[0][0] > 115.0 && free[1].output[0][0] < 115.0, "it binds, but not at once");
}

#[test]
fn a_cut_beyond_sales_outside_falls_on_investment_then_households_then_users() {
    let mut data = growing();
    // The first sells 5 to households, 1 to investors; outside sales shrink, a boom of the second uses it up.
    data.assumptions.sectors[0].growth = kapok::model::Growth::Demand((-0.5).into());
    data.assumptions.sectors[0].long_run_growth = (-0.5).into();
    data.assumptions.sectors[1].growth = kapok::model::Growth::Demand(0.5.into());
    data.assumptions.sectors[1].long_run_growth = 0.5.into();
    data.assumptions.ceilings.push(ceiling(0, 1.0));
    for (state, year) in states(&data).iter().zip(2020..).skip(1) {
        balances(&data, state);
        let unmet = state.unmet[0][0];
        let demand = state.demand[0][0];
        assert!(state.external[0][0] >= 0.0 && state.household_demand[0][0] >= 0.0);
        if unmet > demand {
            assert_eq!((state.external[0][0], state.household_demand[0][0]), (0.0, 0.0), "{year}");
        }
    }
    let last = &states(&data)[6];
    assert!(last.unmet[0][0] > last.demand[0][0], "even intermediate use is imported");
}

#[test]
fn capacity_follows_investment_and_lasts() {
    let mut data = growing();
    let capacity =
        Capacity { investment_share: 0.5.into(), output_per_investment: 0.8.into(), depreciation: 0.08.into() };
    data.assumptions.ceilings.push(Ceiling { capacity: Some(capacity), ..ceiling(0, 1.0) });
    let before = states(&data);
    let mut cap = 100.0;
    for state in before.iter().skip(1) {
        cap = cap * 0.92 + 0.8 * 0.5 * state.investment[0];
        close("at capacity", state.output[0][0], cap);
    }
    // A year of more investment makes more possible in all years after it.
    let course = Course { from: 2022, full: 2022, until: Some(2022), fades: 0, on_growth: false };
    data.assumptions.effects.push(Effect {
        name: "policy.build".into(),
        label: "Build".into(),
        levers: vec![Lever::Investment],
        size: 0.5.into(),
        strength: Strength::Course(course),
    });
    let after = states(&data);
    for step in 2..=6 {
        let lasting = 0.8 * 0.5 * 0.5 * 20.0 * 0.92_f64.powi(step - 2);
        let step = usize::try_from(step).unwrap();
        close("lasting", after[step].output[0][0] - before[step].output[0][0], lasting);
    }
}

#[test]
fn the_capacity_lever_moves_the_ceiling() {
    let mut data = growing();
    data.assumptions.ceilings.push(ceiling(0, 1.0));
    data.assumptions.effects.push(Effect {
        name: "policy.swap".into(),
        label: "Swap".into(),
        levers: vec![Lever::Capacity(0)],
        size: 0.05.into(),
        strength: Strength::Course(Course::step(2023)),
    });
    let states = states(&data);
    close("before", states[2].output[0][0], 100.0);
    close("after", states[3].output[0][0], 105.0);
}

#[test]
fn a_by_product_cannot_outgrow_what_it_comes_with() {
    let mut data = growing();
    data.assumptions.links.push(Link {
        name: "link.slag".into(),
        label: "Slag".into(),
        sector: 0,
        follows: 1,
        ratio: 1.1.into(),
    });
    let states = states(&data);
    let mut bound = 0;
    for state in &states[1..] {
        balances(&data, state);
        let most = 1.1 * 0.5 * state.output[1][0];
        assert!(state.output[0][0] <= most * (1.0 + 1e-11));
        if state.unmet[0][0] > 0.0 {
            bound += 1;
            close("at its ratio", state.output[0][0], most);
        }
    }
    assert!(bound > 2);
}

#[test]
fn ceilings_far_above_demand_change_nothing_on_any_path() {
    let baseline = Scenario::builtin("baseline").unwrap();
    let run = |data: ModelData| {
        let model = Model::new(data).unwrap();
        let projection = Projection::new(&model).unwrap();
        let mut outputs = Vec::new();
        projection.block().run(Draw::random(7, 3), |state| outputs.push((state.output.clone(), state.gdp)));
        outputs
    };
    let mut data = baseline.data().clone();
    let expected = run(data.clone());
    data.assumptions.ceilings.extend([ceiling(2, 1e6), ceiling(3, 1e6)]);
    data.assumptions.links.push(Link {
        name: "link.far".into(),
        label: String::new(),
        sector: 4,
        follows: 2,
        ratio: 1e5.into(),
    });
    assert_eq!(run(data), expected);
}

fn change(what: Technology, size: f64, absorber: Absorber) -> TechnologyChange {
    TechnologyChange {
        name: "drift.test".into(),
        label: "Drift".into(),
        what,
        size: size.into(),
        course: Course { from: 2021, full: 2024, until: None, fades: 0, on_growth: false },
        absorber,
    }
}

/// A number that can only be this one, but counts as drawn: technology then differs by path.
fn drawn(value: f64) -> kapok::sampling::Uncertain {
    Distribution::uniform(value, value + 1e-13).unwrap().into()
}

#[test]
fn technology_of_known_and_of_drawn_size_is_the_same() {
    for (what, size, absorber) in [
        (Technology::Coefficient { suppliers: vec![1], users: vec![0] }, 0.5, Absorber::ValueAdded),
        (Technology::Coefficient { suppliers: vec![1], users: vec![0, 1] }, 0.2, Absorber::Imports),
        (Technology::Coefficient { suppliers: vec![0], users: vec![1] }, 0.3, Absorber::Inputs),
        (Technology::ValueAddedRatio(vec![0]), 0.05, Absorber::Inputs),
        (Technology::PurchaseShare(vec![0]), 0.2, Absorber::Imports),
    ] {
        let mut data = growing();
        data.assumptions.technology.push(change(what.clone(), size, absorber));
        let known = states(&data);
        data.assumptions.technology[0].size = drawn(size);
        let by_path = states(&data);
        for (known, by_path) in known.iter().zip(&by_path) {
            for i in 0..2 {
                close("output", by_path.output[i][0], known.output[i][0]);
                close("value added", by_path.value_added[i][0], known.value_added[i][0]);
            }
        }
        // The year 2022: half of the way.
        let model = Model::new(data).unwrap();
        let accounts = model.accounts();
        let (mut a, mut w, mut s) =
            (accounts.coefficients.clone(), accounts.value_added_ratio.clone(), DVector::from_vec(vec![1.0, 1.0]));
        match &what {
            Technology::Coefficient { suppliers, users } => {
                for &j in users {
                    let gained = a[(suppliers[0], j)] * ((1.0 + size).sqrt() - 1.0);
                    let other = 1 - suppliers[0];
                    a[(suppliers[0], j)] += gained;
                    match absorber {
                        Absorber::ValueAdded => w[j] -= gained,
                        Absorber::Inputs => a[(other, j)] -= gained,
                        Absorber::Imports => {}
                    }
                }
            }
            Technology::ValueAddedRatio(_) => {
                let scale = (1.0 - w[0] - 0.025) / (1.0 - w[0]);
                w[0] += 0.025;
                a.column_mut(0).scale_mut(scale);
            }
            Technology::PurchaseShare(_) => {
                s[0] = 0.6 / 0.5;
                a.row_mut(0).scale_mut(1.2);
            }
        }
        let state = &known[2];
        let local = |i: usize| state.demand[i][0] - state.external[i][0];
        let before = states(&growing())[2].clone();
        let unmoved = |i: usize| before.demand[i][0] - before.external[i][0];
        for i in 0..2 {
            close("final demand inside", local(i), unmoved(i) * s[i]);
        }
        let f = DVector::from_fn(2, |i, _| state.demand[i][0]);
        let x = (DMatrix::identity(2, 2) - a).lu().solve(&f).unwrap();
        for i in 0..2 {
            close("output", state.output[i][0], x[i]);
            close("value added", state.value_added[i][0], w[i] * x[i]);
        }
    }
}

#[test]
fn technology_that_cannot_hold_is_told_or_fails_the_path() {
    let mut data = growing();
    let what = Technology::Coefficient { suppliers: vec![1], users: vec![0] };
    data.assumptions.technology.push(change(what, 4.0, Absorber::ValueAdded)); // .2 to 1.0, w .6 to -.2
    let model = Model::new(data.clone()).unwrap();
    let told = Projection::new(&model).unwrap_err().to_string();
    assert!(told.starts_with("drift.test.size: in 2024 the changes of technology up to this one"), "{told}");
    data.assumptions.technology[0].size = Distribution::uniform(0.0, 4.0).unwrap().into();
    let model = Model::new(data).unwrap();
    let projection = Projection::new(&model).unwrap();
    let mut block = projection.block();
    let mut alive = [true; LANES];
    block.run(Draw::random(1, 0), |state| alive = std::array::from_fn(|lane| state.gdp[lane].is_finite()));
    let failed = block.production().faults.map(|fault| fault.is_some());
    assert_eq!(alive.map(|alive| !alive), failed);
    // w = .6 - .2 size > 0: sizes above 3 fail, a quarter of them.
    let count = failed.iter().filter(|failed| **failed).count();
    assert!((4..=30).contains(&count), "{count}");
}

#[test]
fn double_deflation_pays_inputs_at_their_prices() {
    let mut data = growing();
    data.assumptions.prices.deflation = Deflation::Double;
    data.assumptions.prices.inflation = 0.02.into();
    let same = states(&data);
    let single = |state: &State, i: usize| state.value_added[i][0] * state.price[i][0];
    for state in &same {
        for i in 0..2 {
            close("all prices alike", state.nominal_value_added(i)[0], single(state, i));
        }
    }
    data.assumptions.effects.push(Effect {
        name: "policy.price".into(),
        label: String::new(),
        levers: vec![Lever::Price(0)],
        size: (-0.2).into(),
        strength: Strength::Course(Course::step(2021)),
    });
    let cheap = &states(&data)[1];
    let p = 1.02;
    let (x, m) = ([cheap.output[0][0], cheap.output[1][0]], [1.0 - 0.6 - 0.05 - 0.2, 1.0 - 0.5 - 0.1 - 0.1]);
    close("the mill", cheap.nominal_value_added(0)[0], x[0] * p * (0.8 - 0.8 * 0.05 - 0.2 - m[0]));
    close("the shops buy it cheaper", cheap.nominal_value_added(1)[0], x[1] * p * (1.0 - 0.8 * 0.1 - 0.1 - m[1]));
}

const HEAD: &str =
    "seeds = \"panzhihua-east\"\nhorizon = 2030\n[sector_defaults]\ndemand_growth = 0\nlong_run_growth = 0\n";

fn problems(text: &str) -> Problems {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.toml");
    std::fs::write(&path, format!("{HEAD}{text}")).unwrap();
    let scenario = Scenario::open(&path);
    match scenario {
        Err(problems) => problems,
        Ok(scenario) => {
            let model = scenario.build().unwrap();
            scenario.locate(Projection::new(&model).expect_err("it is broken"))
        }
    }
}

#[test]
fn what_is_wrong_is_told_where_it_stands() {
    let ceiling = |rest: &str| format!("[[ceiling]]\nid = \"a\"\nsector = \"steel\"\n{rest}");
    let drift = |rest: &str| format!("[[drift]]\nid = \"a\"\nfrom = 2022\n{rest}");
    let cases = [
        (ceiling("limit = 0.9\nunit = \"base year\"\n"), 9, "below the base year's output (1)"),
        (ceiling("limit = 100\nunit = \"1e8 CNY\"\n"), 9, "below the base year's output"),
        (ceiling("limit = 1.1\nunit = \"base yaer\"\n"), 10, "did you mean \"base year\"?"),
        (
            ceiling("limit = { kind = \"uniform\", low = 0.8, high = 1.2 }\nunit = \"base year\"\n"),
            9,
            "0.8 as its least",
        ),
        (
            ceiling(
                "limit = 1.2\nunit = \"base year\"\ncapacity = { yield = 1, depreciation = 2, investment_share = 0.1 }\n",
            ),
            11,
            "allowed is 0 to 1",
        ),
        (
            "[[link]]\nid = \"a\"\nsector = \"vanadium\"\nfollows = \"steal\"\nratio = 1.2\n".into(),
            9,
            "did you mean \"steel\"?",
        ),
        (
            "[[link]]\nid = \"a\"\nsector = \"steel\"\nfollows = \"steel\"\nratio = 1.2\n".into(),
            9,
            "comes back to itself",
        ),
        (
            drift("lever = \"coefficient\"\nsupplier = \"producer\"\nuser = \"industry\"\nsize = 0.1\n"),
            6,
            "there is no default",
        ),
        (
            drift("lever = \"coefficient\"\nsupplier = \"producer\"\nsize = 0.1\nabsorbed_by = \"imports\"\n"),
            6,
            "takes supplier and user",
        ),
        (
            drift("lever = \"value_added_ratio\"\nof = \"steel\"\nsize = 0.1\nabsorbed_by = \"value_added\"\n"),
            12,
            "Allowed: imports, inputs",
        ),
        (
            drift("lever = \"value_added_ratio\"\nof = \"steel\"\nsize = 0.8\nabsorbed_by = \"inputs\"\n"),
            11,
            "in 2022 the changes of technology",
        ),
        (
            drift(
                "lever = \"value_added_ratio\"\nof = \"steel\"\nsize = { kind = \"uniform\", low = 0.80, high = 0.95 }\nabsorbed_by = \"inputs\"\n",
            ),
            11,
            "in 2022 the changes of technology",
        ),
        (drift("lever = \"demand\"\nof = \"steel\"\nsize = 0.1\n"), 9, "no lever that drifts by itself"),
        (
            "[[policy]]\nid = \"a\"\nfrom = 2022\nlever = \"capacity\"\nof = \"quota\"\nsize = 0.1\n".into(),
            10,
            "no ceiling of the scenario",
        ),
        ("[prices]\ndeflation = \"dubble\"\n".into(), 7, "did you mean \"double\"?"),
    ];
    for (text, line, words) in cases {
        let problems = problems(&text);
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let here = |told: &String| told.contains(&format!("mine.toml:{line}:")) && told.contains(words);
        assert!(told.len() == 1 && told.iter().any(here), "{text}\n{told:#?}");
    }
}

#[test]
fn failed_technology_is_counted_and_told_of_a_path() {
    use kapok::ensemble::{PathFailure, PathRecord};
    use kapok::projection::TechnologyFault;
    let mut data = growing();
    let what = Technology::Coefficient { suppliers: vec![1], users: vec![0] };
    data.assumptions.technology.push(change(what, 0.0, Absorber::ValueAdded));
    data.assumptions.technology[0].size = Distribution::uniform(0.0, 4.0).unwrap().into();
    let model = Model::new(data).unwrap();
    let settings = kapok::RunSettings::new(640, 1);
    let ensemble = kapok::Ensemble::run(&model, &settings).unwrap();
    let failures = ensemble.technology.clone().unwrap();
    // A quarter of 640: standard error 11.
    assert!((120..=200).contains(&ensemble.failed_paths) && failures.paths == 640);
    assert_eq!(failures.counts().map(|(_, count)| count).sum::<u64>(), ensemble.failed_paths);
    let projection = Projection::new(&model).unwrap();
    let layout = settings.layout(&projection).unwrap();
    let outcome = |path| PathRecord::of(&projection, &layout, path).unwrap().outcome;
    let failed = (0..64).find_map(|path| outcome(path).err()).unwrap();
    assert!(
        matches!(failed, PathFailure::Technology { fault: TechnologyFault::ValueAdded, year: 2022..=2024 }),
        "{failed}"
    );
}
