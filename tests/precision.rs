//! Running until results are precise enough.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

mod common;

use common::{answer, json, kapok, refused};
use kapok::ensemble::{Estimate, Precision};
use kapok::sampling::Design;
use kapok::{Ensemble, Model, RunSettings, Scenario};

const TARGET: &str = "target:services_share_target_2025_real";

fn baseline() -> Model {
    Scenario::builtin("baseline").unwrap().build().unwrap()
}

fn until(model: &Model, se: f64, on: &[&str], max_paths: u64) -> Precision {
    Precision { se, on: on.iter().map(|text| Estimate::named(text, model).unwrap()).collect(), max_paths }
}

#[test]
fn a_run_stops_when_it_is_precise_enough_and_is_then_a_plain_run_of_its_paths() {
    let model = baseline();
    let on = [TARGET, "mean:gdp@2035", "p50:gdp@2035"];
    for design in [Design::Random, Design::Antithetic] {
        let run = |threads| {
            let until = Some(until(&model, 1.5, &on[1..], 1_000_000));
            Ensemble::run(&model, &RunSettings { design, threads: Some(threads), until, ..RunSettings::new(1, 8) })
                .unwrap()
        };
        let ensemble = run(2);
        let reached = ensemble.precision.clone().unwrap();
        assert!(reached.reached && reached.estimates.iter().all(|(_, se)| *se <= 1.5));
        let summary = ensemble.indicator("gdp").unwrap().at(2035).unwrap().summary;
        assert_eq!(reached.estimates[0].1, summary.se_mean);
        assert_eq!(reached.estimates[1].1, summary.se_median());
        // Fewer than half of the paths would not have done: a standard error falls with the square root.
        assert!(summary.se_mean.max(summary.se_median()) > 1.5 / 2f64.sqrt());
        assert_eq!(run(1).indicators, ensemble.indicators);
        let plain = RunSettings { design, ..RunSettings::new(ensemble.paths, 8) };
        assert_eq!(Ensemble::run(&model, &plain).unwrap().indicators, ensemble.indicators);
    }
    let probability = until(&model, 0.004, &on[..1], 1_000_000);
    let ensemble = Ensemble::run(&model, &RunSettings { until: Some(probability), ..RunSettings::new(1, 8) }).unwrap();
    let target = ensemble.target(&TARGET[7..]).unwrap();
    assert!(target.se <= 0.004 && ensemble.precision.as_ref().unwrap().reached);
    // sqrt(p (1 - p) / n) = .004 with p near .2 takes some 10,000 to 16,000 paths.
    assert!((8_000..20_000).contains(&ensemble.paths), "{} paths, p {}", ensemble.paths, target.probability);
}

#[test]
fn the_most_paths_allowed_end_a_run() {
    let model = baseline();
    let precision = until(&model, 0.01, &["mean:gdp@2035"], 10_001);
    let ensemble = Ensemble::run(&model, &RunSettings { until: Some(precision), ..RunSettings::new(1, 8) }).unwrap();
    let reached = ensemble.precision.unwrap();
    assert_eq!((ensemble.paths, reached.reached, reached.max_paths), (10_001, false, 10_001));
    let needed = 10_001.0 * (reached.estimates[0].1 / 0.01f64).powi(2);
    assert!((reached.paths_needed.unwrap() / needed - 1.0).abs() < 1e-12);
}

#[test]
fn a_target_no_path_met_does_not_count_as_known_for_certain() {
    let model = baseline();
    let precision = until(&model, 1e-4, &[], 10_000);
    let settings = RunSettings { until: Some(precision), ..RunSettings::new(1, 8) };
    assert_eq!(
        Ensemble::run(&model, &settings).unwrap_err().to_string(),
        "no result is named whose standard error is to be reached"
    );
    // The rarest target of the baseline: the standard error looked at is never 0.
    let ensemble = Ensemble::run(&model, &RunSettings::new(5_000, 8)).unwrap();
    let rare = ensemble.targets.iter().min_by(|a, b| a.probability.total_cmp(&b.probability)).unwrap();
    let name = format!("target:{}", rare.target.id);
    let precision = until(&model, 1e-7, &[name.as_str()], 5_000);
    let ensemble = Ensemble::run(&model, &RunSettings { until: Some(precision), ..RunSettings::new(1, 8) }).unwrap();
    let reached = ensemble.precision.unwrap();
    let se = reached.estimates[0].1;
    assert!(se > 0.9 / 5_000.0 * (1.0 - 1.0 / 5_000.0), "{se}");
    // As long as no path meets it, the standard error falls with the paths and not with their square root.
    assert_eq!(rare.probability, 0.0);
    assert!((reached.paths_needed.unwrap() / (5_000.0 * se / 1e-7) - 1.0).abs() < 1e-12);
    assert!((reached.least_se / (se * 5_000.0 / 4_294_967_295.0) - 1.0).abs() < 1e-12);
}

#[test]
fn the_program_says_what_was_reached() {
    let arguments = ["run", "--until-se", "0.005", "--on", TARGET, "--on", "p50:share.tertiary@2025"];
    let table = answer(&arguments);
    let line = table.lines().nth(3).unwrap();
    assert!(line.starts_with("Standard error asked for: 0.00500 at most; reached: target:services_share"), "{line}");
    let json = json(&arguments);
    let precision = &json["precision"];
    assert_eq!((precision["until_se"].as_f64(), precision["reached"].as_bool()), (Some(0.005), Some(true)));
    assert_eq!(precision["max_paths"], 10_000_000);
    assert_eq!(precision["on"][1]["estimate"], "p50:share.tertiary@2025");
    assert!(json["paths"].as_u64().unwrap() >= 4_096);

    let output =
        kapok(&["run", "--until-se", "1e-9", "--on", "mean:gdp@2035", "--max-paths", "5000", "--format", "csv"]);
    assert!(output.status.success());
    let told = String::from_utf8(output.stderr).unwrap();
    let expected = "warning: --until-se: 5000 paths did not bring the standard error down to 0.000000001; \
                    no run has as many paths as that takes; 0.00";
    assert!(told.starts_with(expected), "{told}");
    let output = kapok(&["run", "--until-se", "1", "--on", "mean:gdp@2035", "--max-paths", "5000", "--format", "csv"]);
    let told = String::from_utf8(output.stderr).unwrap();
    let expected = "warning: --until-se: 5000 paths did not bring the standard error down to 1; it would take about 1";
    assert!(told.starts_with(expected) && told.ends_with(" (--max-paths)\n"), "{told}");
}

#[test]
fn what_makes_no_sense_is_refused() {
    let ask = |se: &str, on: &str| refused(&["run", "--until-se", se, "--on", on]);
    for se in ["0", "-1", "nan", "inf"] {
        assert!(ask(se, TARGET).ends_with("it must be a number above 0\n"), "{se}");
    }
    let cases = [
        (
            "gdp@2035",
            "found \"gdp@2035\"; a result is written mean:INDICATOR@YEAR, p50:INDICATOR@YEAR or target:TARGET, such as mean:gdp@2035",
        ),
        (
            "p95:gdp@2035",
            "found \"p95:gdp@2035\"; a result is written mean:INDICATOR@YEAR, p50:INDICATOR@YEAR or target:TARGET, such as mean:gdp@2035",
        ),
        (
            "mean:gdp",
            "found \"gdp\", which names no year; a result is written mean:INDICATOR@YEAR, p50:INDICATOR@YEAR or target:TARGET, such as mean:gdp@2035",
        ),
        (
            "mean:gpd@2035",
            "found \"gpd\", which is no indicator of this scenario; did you mean \"gdp\"? Allowed: gdp, gdp_nominal, income",
        ),
        (
            "p50:value_added.steel@2026",
            "value_added.steel is not reported for \"2026\"; it is for 2020, 2025, 2030, 2035",
        ),
        (
            "target:services_share",
            "\"services_share\" is no target of the scenario; did you mean \"services_share_target_2025_real\"? `kapok list --targets` shows them",
        ),
    ];
    for (on, message) in cases {
        let told = ask("0.1", on);
        assert!(told.starts_with(&format!("error: --on: {message}")), "{told}");
    }
    assert_eq!(
        ask("1e-300", TARGET),
        "error: --until-se: found a standard error of 1e-300; no run comes below 1e-12\n"
    );
    let few = refused(&["run", "--until-se", "0.1", "--on", TARGET, "--max-paths", "100"]);
    assert_eq!(few, "error: --until-se: at most 100 paths are allowed; a number from 4096 to 4294967295 is needed\n");
    assert!(refused(&["run", "--until-se", "0.1", "--on", TARGET, "--paths", "100"]).contains("cannot be used with"));
    assert!(refused(&["run", "--until-se", "0.1"]).contains("--on"));
}
