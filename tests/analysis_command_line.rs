//! The analyses as a stranger meets them on the command line.

#![allow(clippy::unwrap_used)] // a test stops at the first surprise

mod common;

use common::{answer, failed, json, kapok, refused, saved};

/// A valley of three sectors whose growth is uncertain.
const VALLEY: &str = "tests/regions/valley-drawn.toml";

/// One call of each analysis.
const CALLS: [(&str, &[&str]); 7] = [
    ("compare", &["compare", "baseline", "plan", "--paths", "1000"]),
    ("sensitivity_rank", &["sensitivity", "--of", "gdp@2035", "--paths", "2000"]),
    (
        "sensitivity_sobol",
        &["sensitivity", "--of", "energy@2035", "--method", "sobol", "--group", "sector", "--paths", "128"],
    ),
    ("sensitivity_tornado", &["sensitivity", "--of", "share.tertiary@2025", "--method", "tornado"]),
    ("discover", &["discover", "--target", "gdp_growth_target_2025", "--met", "--paths", "4000"]),
    ("decompose", &["decompose", "green-transition", "--what", "energy", "--paths", "500"]),
    (
        "solve",
        &["solve", "--target", "gdp_growth_target_2025", "--lever", "sector.steel.output_growth", "--paths", "500"],
    ),
];

#[test]
fn tables_fit_the_page() {
    for (name, arguments) in CALLS {
        let table = answer(arguments);
        for line in table.lines() {
            let wide = line.chars().filter(|letter| ('\u{2e80}'..='\u{ffef}').contains(letter)).count();
            assert!(line.chars().count() + wide <= 120, "{name}: {line}");
        }
    }
}

#[test]
fn they_read_as_they_did() {
    let calls: [(&str, &[&str]); 5] = [
        ("compare", &["compare", VALLEY, "tests/regions/valley-scenario.toml", "--paths", "640"]),
        ("sensitivity", &["sensitivity", VALLEY, "--of", "gdp@2028", "--paths", "1000"]),
        ("tornado", &["sensitivity", VALLEY, "--of", "gdp@2028", "--method", "tornado"]),
        ("discover", &["discover", VALLEY, "--target", "gdp", "--paths", "2000"]),
        ("solve", &["solve", VALLEY, "--target", "gdp", "--lever", "sector.farms.demand_growth", "--paths", "640"]),
    ];
    for (name, arguments) in calls {
        insta::assert_snapshot!(format!("analysis_{name}"), answer(arguments));
    }
}

/// The fields of the results of an answer in JSON, all of them numbers that are finite or texts.
fn fields(arguments: &[&str]) -> Vec<String> {
    let found = json(arguments);
    for field in ["command", "seed", "paths"] {
        assert!(found.get(field).is_some(), "{field}");
    }
    let results = found["results"].as_array().unwrap();
    let mut names: Vec<String> = Vec::new();
    for result in results {
        for (name, value) in result.as_object().unwrap() {
            assert!(
                value.is_string() || value.is_boolean() || value.as_f64().is_some_and(f64::is_finite),
                "{name}: {value}"
            );
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
    }
    names
}

#[test]
fn json_has_the_fields_that_programs_rely_on() {
    let paths = ["--paths", "640"];
    let with = |arguments: &[&'static str]| fields(&[arguments, &paths[..]].concat());
    let compared = with(&["compare", "baseline", "plan"]);
    for field in [
        "indicator",
        "year",
        "a",
        "b",
        "median_a",
        "median_b",
        "mean_difference",
        "se",
        "p05",
        "p50",
        "p95",
        "probability_a_greater",
        "variance_ratio",
    ] {
        assert!(compared.iter().any(|name| name == field), "{field}");
    }
    let sensitivity = ["high", "low", "measure", "standing", "value", "variable"];
    assert_eq!(with(&["sensitivity", VALLEY, "--of", "gdp@2028"]), sensitivity);
    assert_eq!(with(&["sensitivity", VALLEY, "--of", "gdp@2028", "--method", "sobol"]), sensitivity);
    assert_eq!(with(&["decompose", "--what", "co2"]), ["effect", "mean", "p05", "p50", "p95", "sector"]);
    let solved = with(&["solve", VALLEY, "--target", "gdp", "--lever", "sector.farms.demand_growth"]);
    for field in ["lever", "value", "probability", "reached"] {
        assert!(solved.iter().any(|name| name == field), "{field}");
    }
    let decomposed = json(&["decompose", "--what", "co2", "--paths", "640"]);
    assert!(decomposed["largest_residual"].as_f64().unwrap() < 1e-9);
    assert_eq!(
        (&decomposed["results"][5]["effect"], &decomposed["results"][5]["sector"]),
        (&"total".into(), &"".into())
    );
}

#[test]
fn csv_holds_what_json_holds() {
    for arguments in [
        &["compare", "baseline", "plan", "--paths", "64"][..],
        &["sensitivity", VALLEY, "--of", "gdp@2028", "--paths", "640"],
        &["discover", VALLEY, "--target", "gdp", "--paths", "640"],
        &["decompose", "--paths", "64"],
        &["solve", VALLEY, "--target", "gdp", "--lever", "sector.farms.demand_growth", "--paths", "64"],
    ] {
        let csv = answer(&[arguments, &["--format", "csv"]].concat());
        let rows = csv::Reader::from_reader(csv.as_bytes()).records().map(Result::unwrap).count();
        assert_eq!(rows, json(arguments)["results"].as_array().unwrap().len(), "{arguments:?}");
    }
}

#[test]
fn bad_input_is_told_with_what_there_is() {
    let cases: [(&[&str], &str); 13] = [
        (&["sensitivity", "--of", "gpd@2035"], "did you mean \"gdp\"?"),
        (&["sensitivity", "--of", "gdp"], "write INDICATOR@YEAR, such as gdp@2035"),
        (&["sensitivity", "--of", "gdp@2040"], "gdp is not reported for \"2040\""),
        (&["sensitivity", "--of", "gdp@2020"], "it is the same on every path"),
        (&["sensitivity", "--of", "gdp@2035", "--paths", "100"], "paths are too few"),
        (&["sensitivity", "--of", "gdp@2035", "--method", "tornado", "--group", "file"], "has no groups"),
        (&["discover", "--target", "gdp_growth_targt_2025"], "did you mean \"gdp_growth_target_2025\"?"),
        (&["decompose", "--from", "2030", "--to", "2025"], "2025 does not lie after 2030"),
        (&["decompose", "--to", "2040"], "2040 lies outside the projection, which runs from 2020 to 2035"),
        (&["decompose", "--versus", "china-2020"], "have not the same sectors"),
        (&["solve", "--target", "gdp_growth_target_2025", "--lever", "sector.stel.output_growth"], "did you mean"),
        (
            &[
                "solve",
                "--target",
                "gdp_growth_target_2025",
                "--lever",
                "sector.steel.output_growth",
                "--range",
                "0.1..0.02",
            ],
            "found 0.1..0.02",
        ),
        (&["compare", "baseline", "plann"], "did you mean \"plan\"?"),
    ];
    for (arguments, told) in cases {
        let message = refused(arguments);
        assert!(message.contains(told), "{arguments:?}: {message}");
    }
    // A value of the lever at which no model holds.
    let message = failed(
        2,
        &[
            "solve",
            "--target",
            "gdp_growth_target_2025",
            "--lever",
            "sector.vanadium.output_growth",
            "--range",
            "0..0.9",
            "--paths",
            "64",
        ],
    );
    assert!(message.contains("the scenario cannot be projected"), "{message}");
}

#[test]
fn scenarios_with_other_sectors_are_compared_as_far_as_they_go() {
    let found = json(&["compare", "baseline", "china-2020", "--paths", "64"]);
    let left_out: Vec<&str> =
        found["not_compared"].as_array().unwrap().iter().map(|words| words.as_str().unwrap()).collect();
    assert!(left_out.iter().any(|words| words.starts_with("only baseline has the sectors")), "{left_out:?}");
    assert!(found["results"].as_array().unwrap().iter().any(|result| result["indicator"] == "gdp"));
}

#[test]
fn a_target_met_on_every_path_is_no_error() {
    let text = answer(&["discover", VALLEY, "--target", "gdp_low", "--paths", "64"]);
    assert!(text.contains("there is nothing to discover"), "{text}");
    let output = kapok(&["discover", VALLEY, "--target", "gdp_low", "--paths", "64", "--format", "json"]);
    assert!(output.status.success());
}

#[test]
fn every_two_scenarios_can_be_compared() {
    let found =
        json(&["compare", VALLEY, "tests/regions/valley-scenario.toml", VALLEY, "--all-pairs", "--paths", "64"]);
    let results = found["results"].as_array().unwrap();
    let alone = json(&["compare", VALLEY, "tests/regions/valley-scenario.toml", "--paths", "64"]);
    assert!(results.len() > 2 * alone["results"].as_array().unwrap().len());
}

#[test]
fn a_lever_acts_as_in_a_scenario_that_extends_this_one() {
    let folder = tempfile::tempdir().unwrap();
    let text = "title = \"Steel grows by a tenth\"\nextends = \"baseline\"\n[sector.steel]\noutput_growth = 0.1\n";
    let extending = saved(folder.path(), "steel.toml", text);
    let target = "gdp_growth_target_2025";
    let run = json(&["run", &extending, "--paths", "1000"]);
    let met = run["targets"].as_array().unwrap().iter().find(|result| result["id"] == target).unwrap();
    let lever = ["--lever", "sector.steel.output_growth", "--range", "0.1..0.12", "--paths", "1000"];
    let solved = json(&[&["solve", "--target", target][..], &lever].concat());
    let first = &solved["results"][1]; // the first value of the curve
    assert_eq!((first["value"].as_f64(), &first["probability"]), (Some(0.1), &met["probability"]));
}
