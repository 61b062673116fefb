//! `kapok path` as a stranger meets it.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

mod common;

use std::collections::BTreeMap;

use common::{answer, failed, json, kapok, refused, saved};

/// A valley of three sectors whose growth is uncertain.
const VALLEY: &str = "tests/regions/valley-drawn.toml";

/// Lines of a CSV answer as (name, year) and value.
fn numbers(csv: &str) -> BTreeMap<(String, String), f64> {
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    assert_eq!(rows.headers().unwrap().iter().collect::<Vec<_>>(), ["path", "indicator", "year", "value"]);
    let row = |row: csv::StringRecord| ((row[1].to_owned(), row[2].to_owned()), row[3].parse().unwrap());
    rows.records().map(|record| row(record.unwrap())).collect()
}

#[test]
fn a_path_reads_as_it_did() {
    insta::assert_snapshot!("a_path", answer(&["path", VALLEY, "--id", "5"]));
    insta::assert_snapshot!(
        "the_worst_paths",
        answer(&["path", VALLEY, "--worst", "target:gdp", "--paths", "500", "--count", "3"])
    );
}

#[test]
fn tables_fit_the_page() {
    for arguments in [&["--id", "8731", "-v"][..], &["--worst", "target:gdp_growth_target_2025", "--paths", "200"]] {
        let table = answer(&[&["path", "baseline"], arguments].concat());
        for line in table.lines() {
            let wide = line.chars().filter(|letter| ('\u{2e80}'..='\u{ffef}').contains(letter)).count();
            assert!(line.chars().count() + wide <= 120, "{line}");
        }
    }
}

#[test]
fn csv_holds_the_numbers_of_a_run_of_that_path_alone() {
    let path = numbers(&answer(&["path", VALLEY, "--id", "0", "--seed", "5", "--format", "csv"]));
    let run = answer(&["run", VALLEY, "--paths", "1", "--seed", "5", "--format", "csv"]);
    let mut compared = 0;
    for row in csv::Reader::from_reader(run.as_bytes()).records().map(Result::unwrap) {
        if &row[5] == "mean" {
            let value: f64 = row[6].parse().unwrap();
            assert_eq!(path[&(row[1].to_owned(), row[4].to_owned())], value, "{row:?}");
            compared += 1;
        }
    }
    assert!(compared > 40, "only {compared} numbers were compared");
    // Years that a run does not report, what was drawn, and what moved the economy.
    for (name, year) in [
        ("output.farms", "2026"),
        ("trends.convergence", ""),
        ("factor.weather", "2025"),
        ("sector.farms.price_shock", "2026"),
    ] {
        assert!(path.contains_key(&(name.to_owned(), year.to_owned())), "{name} {year}");
    }
    assert!(path.values().all(|value| value.is_finite()));
}

#[test]
fn json_tells_each_number_by_its_kind() {
    let path = json(&["path", VALLEY, "--id", "70", "--paths", "100"]);
    assert_eq!((&path["command"], &path["scenario"]), (&"path".into(), &"valley-drawn".into()));
    assert_eq!((&path["seed"], &path["paths"]), (&1.into(), &100.into()));
    let fields = |kind: &str| {
        let result = path["results"].as_array().unwrap().iter().find(|result| result["kind"] == kind).unwrap();
        assert_eq!(result["path"], 70);
        result.as_object().unwrap().keys().cloned().collect::<Vec<String>>()
    };
    assert_eq!(fields("drawn"), ["kind", "median", "name", "path", "probability", "value"]);
    assert_eq!(fields("force"), ["kind", "name", "path", "value", "year"]);
    assert_eq!(fields("indicator"), ["kind", "name", "path", "value", "year"]);
}

#[test]
fn the_worst_path_told_whole_has_the_value_it_was_found_by() {
    let arguments = ["path", VALLEY, "--worst", "target:gdp", "--paths", "1000", "--count", "5"];
    let found = json(&arguments);
    assert_eq!((&found["target"], &found["failed_paths"]), (&"gdp".into(), &0.into()));
    let results = found["results"].as_array().unwrap();
    assert_eq!(results.len(), 5);
    assert!(found["missed_paths"].as_u64().unwrap() > 5);
    // Read from CSV, whose numbers are read back to the last bit.
    let csv = answer(&[&arguments[..], &["--format", "csv"]].concat());
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let columns = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 5);
    for ((rank, row), result) in (1..).zip(&rows).zip(results) {
        let cell = |column: &str| &row[columns.iter().position(|name| name == column).unwrap()];
        assert_eq!((&result["rank"], result["path"].to_string().as_str()), (&rank.into(), cell("path")));
        let path = numbers(&answer(&["path", VALLEY, "--id", cell("path"), "--format", "csv"]));
        let gdp = path[&("gdp".to_owned(), "2028".to_owned())];
        assert_eq!((cell("value").parse(), cell("shortfall").parse()), (Ok(gdp), Ok(65.0 - gdp)));
        for place in 1..=3 {
            let name = cell(&format!("drawn_{place}"));
            let value = cell(&format!("drawn_{place}_value")).parse();
            assert_eq!(Ok(path[&(name.to_owned(), String::new())]), value, "{name}");
        }
    }
    for threads in ["1", "3"] {
        assert_eq!(json(&[&arguments[..], &["--threads", threads]].concat()), found);
    }
    let csv = answer(&[&arguments[..], &["--format", "csv"]].concat());
    assert!(
        csv.starts_with("rank,path,value,shortfall,drawn_1,drawn_1_value,drawn_1_median,drawn_1_probability,drawn_2,")
    );
    assert_eq!(csv.lines().count(), 6);
}

#[test]
fn fewer_paths_that_miss_than_asked_for_are_all_told() {
    let table = |target: &str| answer(&["path", VALLEY, "--worst", target, "--paths", "200", "--count", "190"]);
    let gdp = table("target:gdp");
    let missed = json(&["path", VALLEY, "--worst", "target:gdp", "--paths", "200"])["missed_paths"].to_string();
    assert!(gdp.contains(&format!("All {missed} paths that miss it, the worst first:")), "{gdp}");
    assert!(table("target:gdp_low").ends_with("\nNo path misses it.\n"));
    let none = kapok(&["path", VALLEY, "--worst", "target:gdp_low", "--paths", "200", "--format", "json"]);
    assert!(none.status.success());
    assert_eq!(String::from_utf8(none.stderr).unwrap(), "note: no path misses the target gdp_low\n");
    let none: serde_json::Value = serde_json::from_slice(&none.stdout).unwrap();
    assert_eq!((&none["missed_paths"], none["results"].as_array().unwrap().len()), (&0.into(), 0));
}

#[test]
fn designs_say_which_paths_there_are() {
    let options = ["--design", "antithetic", "--paths", "128"];
    let table = answer(&[&["path", VALLEY, "--id", "127"], &options[..]].concat());
    assert!(table.contains("\nPath 127 of 128 paths, seed 1, design antithetic\n"), "{table}");
    assert_eq!(
        refused(&[&["path", VALLEY, "--id", "128"], &options[..]].concat()),
        "error: there is no path 128: with the design antithetic a path is one of its run, whose 128 paths are numbered from 0 to 127\n"
    );
    assert_eq!(
        refused(&["path", VALLEY, "--id", "4294967295"]),
        "error: path 4294967295 is out of reach: paths are numbered from 0 to 4294967294\n"
    );
}

#[test]
fn targets_that_are_none_are_answered_with_the_nearest() {
    assert_eq!(
        refused(&["path", VALLEY, "--worst", "target:gdp_lo"]),
        "error: --worst: \"gdp_lo\" is no target of the scenario; did you mean \"gdp_low\"? `kapok list --targets` shows them\n"
    );
    assert_eq!(
        refused(&["path", "--worst", "target:unemployment_target_2025_general"]),
        "error: --worst: the model cannot answer the target \"unemployment_target_2025_general\": the model counts who is at work, not who looks for it\n"
    );
    assert!(
        refused(&["path", "china-2020", "--worst", "target:gdp"]).contains("the scenario china-2020 has no targets")
    );
}

#[test]
fn one_of_path_and_target_is_asked_for() {
    for arguments in [
        &["path"][..],
        &["path", "--id", "1", "--worst", "target:gdp"],
        &["path", "--id", "1", "--count", "3"],
        &["path", "--id", "-1"],
        &["path", "--id", "one"],
        &["path", "--worst", "gdp"],
        &["path", "--worst", "target:"],
        &["path", "--worst", "target:gdp", "--count", "0"],
        &["path", "no-such-scenario", "--id", "1"],
        &["path", VALLEY, "--id", "1", "--design", "antithetic", "--paths", "3"],
    ] {
        let messages = refused(arguments);
        assert!(messages.starts_with("error: ") && !messages.contains("panicked"), "{arguments:?}: {messages}");
    }
}

#[test]
fn a_path_that_comes_to_nothing_says_why() {
    // Growth of the common deviation beyond all measure: some paths leave the range of numbers within 200 years.
    let folder = tempfile::tempdir().unwrap();
    let valley = std::fs::read_to_string(VALLEY).unwrap();
    let seeds = std::fs::canonicalize("tests/regions/valley.toml").unwrap();
    let text = (valley.split("[[target]]").next().unwrap())
        .replace("\"valley.toml\"", &format!("{:?}", seeds.to_str().unwrap()))
        .replace(
            "horizon = 2028\nreport_years = [2025, 2028]\nperiods = [[2026, 2028]]",
            "horizon = 2225\nreport_years = [2025, 2225]",
        )
        .replace("[factor.weather]", "common_deviation = { start_sd = 1.0, long_run_sd = 1.0 }\n\n[factor.weather]");
    let file = saved(folder.path(), "wild.toml", &text);
    let run = kapok(&["run", &file, "--paths", "64", "--format", "json"]);
    let run: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    let lost = run["failed_paths"].as_u64().unwrap();
    assert!((1..64).contains(&lost), "{lost} paths failed");
    let mut found = 0;
    for path in (0..64).map(|path: u64| path.to_string()) {
        let output = kapok(&["path", &file, "--id", &path, "--format", "json"]);
        assert!(output.status.success());
        let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let results = told["results"].as_array().unwrap();
        let Some(failure) = results.iter().find(|result| result["kind"] == "failed") else { continue };
        found += 1;
        assert_eq!(failure["name"], "beyond_bounds");
        let why = failure["message"].as_str().unwrap();
        assert!(why.contains("grew beyond all bounds or cannot be computed in 2"), "{why}");
        assert!(results.iter().all(|result| result["kind"] != "indicator"));
        assert!(results.iter().any(|result| result["name"] == "trends.common_deviation"));
        let warning = format!("warning: path {path} comes to nothing, and runs leave it out: {why}\n");
        assert!(String::from_utf8(output.stderr).unwrap().contains(&warning));
        let table = kapok(&["path", &file, "--id", &path]);
        let table = String::from_utf8(table.stdout).unwrap();
        assert!(table.contains(&format!("This path comes to nothing, and runs leave it out: {why}.\n")), "{table}");
        assert!(!table.contains("NaN") && !table.contains("inf"), "{table}");
    }
    assert_eq!(found, lost);
}

#[test]
fn answers_go_into_files_that_are_named_for_them() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().to_str().unwrap();
    assert!(kapok(&["path", VALLEY, "--id", "7", "--format", "csv", "--out", place]).status.success());
    let worst = ["path", VALLEY, "--worst", "target:gdp", "--paths", "64", "--out", place];
    assert!(kapok(&worst).status.success());
    assert!(folder.path().join("valley-drawn-path-7.csv").exists());
    assert!(folder.path().join("valley-drawn-path-worst-gdp.txt").exists());
    assert!(failed(2, &worst).contains("exists already; --force replaces it"));
}
