//! Single paths carried again: the numbers are those of the run, bit for bit, whatever asks for them.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

use kapok::ensemble::{PathError, PathFailure, PathRecord, WorstPaths};
use kapok::model::{BaseNumber, Centre, DrawnNumber, Growth};
use kapok::projection::{BaseFault, Draw, DrawnValue};
use kapok::sampling::{Design, Distribution, LANES, Layout};
use kapok::{Ensemble, Model, Projection, RunSettings, Scenario};

fn baseline() -> Model {
    Scenario::builtin("baseline").unwrap().build().unwrap()
}

/// Every design, laid out for 200 paths.
fn layouts(projection: &Projection) -> Vec<Layout> {
    let settings = |design| RunSettings { design, replicates: 2, ..RunSettings::new(200, 9) };
    Design::ALL.into_iter().map(|design| settings(design).layout(projection).unwrap()).collect()
}

#[test]
fn a_run_of_one_path_is_path_0() {
    for name in ["baseline", "china-2020"] {
        let model = Scenario::builtin(name).unwrap().build().unwrap();
        let projection = Projection::new(&model).unwrap();
        let settings = RunSettings::new(1, 77);
        let ensemble = Ensemble::of(&projection, &settings).unwrap();
        let outcome = PathRecord::of(&projection, &settings.layout(&projection).unwrap(), 0).unwrap().outcome.unwrap();
        let mut compared = 0;
        for result in &ensemble.indicators {
            let found = outcome.indicator(&result.id).unwrap();
            for year in &result.years {
                assert_eq!(found.at(year.year), Some(year.summary.mean), "{}@{}", result.id, year.year);
                compared += 1;
            }
        }
        assert!(compared > 1_000, "only {compared} numbers were compared");
        for (target, value) in ensemble.targets.iter().zip(&outcome.targets) {
            assert_eq!(target.median, *value, "{}", target.target.id);
        }
    }
}

#[test]
fn the_paths_of_a_block_average_to_its_run() {
    let model = baseline();
    let projection = Projection::new(&model).unwrap();
    let settings = RunSettings::new(LANES as u64, 5);
    let layout = settings.layout(&projection).unwrap();
    let paths: Vec<_> =
        (0..64).map(|path| PathRecord::of(&projection, &layout, path).unwrap().outcome.unwrap()).collect();
    let ensemble = Ensemble::of(&projection, &settings).unwrap();
    for result in &ensemble.indicators {
        for year in &result.years {
            let values: Vec<f64> =
                paths.iter().map(|p| p.indicator(&result.id).unwrap().at(year.year).unwrap()).collect();
            let mean = values.iter().sum::<f64>() / 64.0;
            let sd = (values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / 63.0).sqrt();
            let size = values.iter().fold(1e-12, |most: f64, v| most.max(v.abs()));
            assert!((mean - year.summary.mean).abs() < 1e-12 * size, "{}@{}", result.id, year.year);
            assert!((sd - year.summary.sd).abs() < 1e-7 * size, "{}@{}", result.id, year.year);
        }
    }
}

#[test]
fn years_are_those_of_the_block_in_every_design() {
    let model = baseline();
    let projection = Projection::new(&model).unwrap();
    for layout in layouts(&projection) {
        for path in [0, 63, 64, 131, 199] {
            let record = PathRecord::of(&projection, &layout, path).unwrap();
            let outcome = record.outcome.as_ref().unwrap();
            let lane = usize::try_from(path % 64).unwrap();
            let mut step = 0;
            projection.block().run(Draw::Paths { layout, block: path / 64 }, |state| {
                let year = &outcome.years[step];
                assert_eq!(year.year, 2020 + i32::try_from(step).unwrap());
                for (i, sector) in year.sectors.iter().enumerate() {
                    let expected = (state.output[i][lane], state.value_added[i][lane], state.price[i][lane]);
                    assert_eq!((sector.output, sector.value_added, sector.price), expected);
                }
                let whole = [state.consumption, state.government, state.investment, state.price_level];
                assert_eq!(
                    [year.consumption, year.government, year.investment, year.price_level],
                    whole.map(|lanes| lanes[lane])
                );
                for (factor, lanes) in record.factors.iter().zip(&state.factors) {
                    assert_eq!(factor[step], lanes[lane]);
                }
                step += 1;
            });
            assert_eq!(step, outcome.years.len());
        }
    }
}

#[test]
fn sectors_and_indicators_tell_the_same() {
    let model = baseline();
    let projection = Projection::new(&model).unwrap();
    let outcome = PathRecord::of(&projection, &Layout::random(2), 8731).unwrap().outcome.unwrap();
    for year in &outcome.years {
        let of = |id: &str, sector: usize| {
            let id = format!("{id}.{}", model.region().sectors[sector].id);
            outcome.indicator(&id).unwrap().at(year.year)
        };
        for (i, sector) in year.sectors.iter().enumerate() {
            assert_eq!((Some(sector.output), Some(sector.value_added)), (of("output", i), of("value_added", i)));
            assert_eq!(Some(sector.price * sector.output), of("output_nominal", i));
            assert_eq!(sector.growth, of("growth", i), "growth has no value in the base year");
            assert_eq!(sector.energy.map(|energy| energy / sector.value_added), of("energy_intensity", i));
        }
    }
}

#[test]
fn random_paths_do_not_depend_on_the_number_of_paths() {
    let model = baseline();
    let projection = Projection::new(&model).unwrap();
    let of =
        |paths| PathRecord::of(&projection, &RunSettings::new(paths, 3).layout(&projection).unwrap(), 8731).unwrap();
    assert_eq!(of(1), of(100_000));
}

#[test]
fn antithetic_paths_mirror_what_they_draw() {
    let model = baseline();
    let projection = Projection::new(&model).unwrap();
    let settings = RunSettings { design: Design::Antithetic, ..RunSettings::new(1_000, 3) };
    let layout = settings.layout(&projection).unwrap();
    let (one, other) = (projection.drawn_on(&layout, 730), projection.drawn_on(&layout, 731));
    assert!(!one.is_empty());
    for (a, b) in one.iter().zip(&other) {
        assert_eq!((b.probability, &b.name), (1.0 - a.probability, &a.name));
    }
}

#[test]
fn values_are_the_quantiles_of_what_the_scenario_states() {
    let model = baseline();
    let projection = Projection::new(&model).unwrap();
    let drawn = projection.drawn_on(&Layout::random(1), 40);
    let of = |name: &str| drawn.iter().find(|number: &&DrawnValue| number.name == name).unwrap();
    // The scenario: convergence = { kind = "triangular", low = 0.06, mode = 0.12, high = 0.20 }, the deviation common to all
    // trends is standard normal.
    let speed = of("trends.convergence");
    let (f, low, mode, high): (f64, f64, f64, f64) = (speed.probability, 0.06, 0.12, 0.20);
    let peak = (mode - low) / (high - low);
    let expected = if f < peak {
        low + (f * (high - low) * (mode - low)).sqrt()
    } else {
        high - ((1.0 - f) * (high - low) * (high - mode)).sqrt()
    };
    assert!((speed.value - expected).abs() < 1e-12, "{speed:?}");
    let common = of("trends.common_deviation");
    assert_eq!((common.median, common.value < 0.0), (0.0, common.probability < 0.5));
    let farthest = DrawnValue::farthest_first(&drawn);
    assert!(farthest.windows(2).all(|pair| pair[0].distance() >= pair[1].distance()));
    assert_eq!(farthest.len(), drawn.len());
}

#[test]
fn the_worst_paths_are_those_that_all_paths_told_one_by_one_show() {
    let model = baseline();
    let projection = Projection::new(&model).unwrap();
    for design in Design::ALL {
        let settings = RunSettings { design, ..RunSettings::new(200, 9) };
        let layout = settings.layout(&projection).unwrap();
        let id = "steel_output_value_2025_wide_nominal";
        let place = model.targets().iter().position(|target| target.id == id).unwrap();
        let target = &model.targets()[place];
        let value = |path| PathRecord::of(&projection, &layout, path).unwrap().outcome.unwrap().targets[place];
        let mut missed: Vec<(u64, f64)> =
            (0..200).map(|path| (path, value(path))).filter(|(_, value)| *value < target.value).collect();
        missed.sort_by(|a, b| a.1.total_cmp(&b.1));
        assert!((20..180).contains(&missed.len()));

        let found = WorstPaths::of(&projection, &settings, id, 15).unwrap().unwrap();
        assert_eq!((found.paths, found.failed, found.missed), (200, 0, missed.len() as u64));
        let worst: Vec<(u64, f64)> = found.worst.iter().map(|path| (path.path, path.value)).collect();
        assert_eq!(worst, missed[..15]);
        assert!(found.worst.iter().all(|path| path.shortfall == target.value - path.value));
        let all = WorstPaths::of(&projection, &settings, id, 1_000).unwrap().unwrap();
        assert_eq!(all.worst.len(), missed.len());
        // The mean shortfall of the run is that of these paths.
        let ensemble = Ensemble::of(&projection, &settings).unwrap();
        let mean = all.worst.iter().map(|path| path.shortfall).sum::<f64>() / missed.len() as f64;
        let result = ensemble.target(id).unwrap();
        assert!((mean - result.shortfall).abs() < 1e-9 * mean);
        assert!((result.probability - (1.0 - missed.len() as f64 / 200.0)).abs() < 1e-12);
    }
}

#[test]
fn threads_change_nothing_about_the_worst_paths() {
    let model = baseline();
    let projection = Projection::new(&model).unwrap();
    let find = |threads| {
        let settings = RunSettings { threads: Some(threads), ..RunSettings::new(20_001, 1) };
        WorstPaths::of(&projection, &settings, "gdp_growth_target_2025", 50).unwrap()
    };
    let one = find(1);
    assert_eq!(one.as_ref().unwrap().worst.len(), 50);
    for threads in [2, 8] {
        assert_eq!(one, find(threads), "{threads} threads");
    }
    assert_eq!(WorstPaths::of(&projection, &RunSettings::new(1, 1), "no such target", 1).unwrap(), None);
}

#[test]
fn paths_that_miss_by_the_same_stand_in_the_order_of_their_numbers() {
    // Nothing is uncertain and nothing shocks the valley: all paths are one.
    let scenario = Scenario::open(std::path::Path::new("tests/regions/valley-scenario.toml")).unwrap();
    let mut data = scenario.data().clone();
    data.targets[0].value = 1_000.0;
    let model = Model::new(data).unwrap();
    let projection = Projection::new(&model).unwrap();
    let settings = RunSettings { threads: Some(3), ..RunSettings::new(1_000, 1) };
    let found = WorstPaths::of(&projection, &settings, "gdp", 200).unwrap().unwrap();
    assert_eq!(found.missed, 1_000);
    assert!(found.worst.iter().map(|path| path.path).eq(0..200));
    assert!(projection.drawn_on(&Layout::random(1), 0).is_empty());
}

#[test]
fn paths_without_accounts_say_so() {
    let mut data = Scenario::builtin("baseline").unwrap().data().clone();
    let place = |id: &str| data.region.sectors.iter().position(|sector| sector.id == id).unwrap();
    let number = BaseNumber::Coefficient { supplier: place("steel"), user: place("vanadium") };
    let central = number.central(&data.accounts).unwrap();
    data.drawn_accounts = vec![DrawnNumber {
        number,
        value: Distribution::two_piece(0.9 * central, central, 1.2).unwrap().into(),
        centre: Centre::Median,
    }];
    let model = Model::new(data).unwrap();
    let projection = Projection::new(&model).unwrap();
    let settings = RunSettings::new(640, 5);
    let layout = settings.layout(&projection).unwrap();
    let ensemble = Ensemble::of(&projection, &settings).unwrap();
    assert!(ensemble.failed_paths > 20);
    let mut failed = 0;
    for path in 0..640 {
        let record = PathRecord::of(&projection, &layout, path).unwrap();
        let drawn = &record.drawn[0];
        assert_eq!(drawn.name, "coefficients.rows.steel.vanadium");
        assert!((drawn.median - central).abs() < 1e-15);
        if let Err(failure) = record.outcome {
            assert_eq!(failure, PathFailure::Accounts(BaseFault::Inputs));
            assert!(drawn.probability > 0.5);
            failed += 1;
        }
    }
    assert_eq!(failed, ensemble.failed_paths);
    let worst = WorstPaths::of(&projection, &settings, "gdp_growth_target_2025", 700).unwrap().unwrap();
    assert_eq!(worst.failed, failed);
    assert!(worst.worst.iter().all(|path| path.value.is_finite()));
}

#[test]
fn paths_beyond_all_bounds_say_so() {
    let mut data = Scenario::open(std::path::Path::new("tests/regions/valley-scenario.toml")).unwrap().data().clone();
    data.horizon = 2225;
    data.report_years = vec![2025, 2225];
    data.periods.clear();
    data.accounts.households.total = 0.0;
    for sector in &mut data.assumptions.sectors {
        sector.growth = Growth::Demand(1.0.into());
        sector.long_run_growth = 1.0.into();
    }
    data.assumptions.trends.common_start_sd = 1.0;
    data.assumptions.trends.common_long_run_sd = 1.0;
    let model = Model::new(data).unwrap();
    let projection = Projection::new(&model).unwrap();
    let settings = RunSettings::new(128, 1);
    let ensemble = Ensemble::of(&projection, &settings).unwrap();
    let layout = settings.layout(&projection).unwrap();
    let beyond = |path: &u64| {
        let outcome = PathRecord::of(&projection, &layout, *path).unwrap().outcome;
        // ln(10^150 / 60) = 341: growth of ln 2 a year and one log point a year per standard deviation over 200 years.
        matches!(outcome, Err(PathFailure::BeyondBounds { year, .. }) if (2026..=2225).contains(&year))
    };
    let failed = (0..128).filter(beyond).count();
    assert!(failed > 0);
    assert_eq!(failed as u64, ensemble.failed_paths);
}

#[test]
fn paths_there_are_not_are_refused() {
    let model = baseline();
    let projection = Projection::new(&model).unwrap();
    let antithetic =
        RunSettings { design: Design::Antithetic, ..RunSettings::new(200, 1) }.layout(&projection).unwrap();
    assert!(PathRecord::of(&projection, &antithetic, 199).is_ok());
    let refused = PathRecord::of(&projection, &antithetic, 200).unwrap_err();
    assert_eq!(refused, PathError::NotInRun { path: 200, design: Design::Antithetic, paths: 200 });
    let most = kapok::model::MOST_PATHS;
    assert!(PathRecord::of(&projection, &Layout::random(1), most - 1).is_ok());
    assert!(PathRecord::of(&projection, &Layout::random(1), most).is_err());
}
