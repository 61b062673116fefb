//! `kapok io` as a user types it. Expected numbers are closed forms for the two sectors of Miller & Blair (2009), chapter 2.
#![allow(clippy::unwrap_used)] // helpers of tests may panic

mod common;

use common::{TABLE, json, kapok, refused, saved};

fn close(answer: &serde_json::Value, key: &str, expected: [f64; 2]) {
    for (place, expected) in expected.iter().enumerate() {
        let found = answer[key][place].as_f64().unwrap_or(f64::NAN);
        assert!((found - expected).abs() < 1e-9 * expected.abs().max(1.0), "{key}: {found} is not {expected}");
    }
}

#[test]
fn multipliers() {
    let answer = json(&["io", "multipliers", TABLE]);
    assert_eq!(answer["command"], "io multipliers");
    assert_eq!(answer["sectors"], serde_json::json!(["first", "second"]));
    // L = [[.95, .25], [.20, .85]] / .7575
    close(&answer, "output_multiplier", [1.15 / 0.7575, 1.10 / 0.7575]);
    close(&answer, "value_added_multiplier", [1.0, 1.0]); // all inputs are bought inside
    close(&answer, "income_multiplier", [0.335 / 0.7575, 0.2875 / 0.7575]);
    close(&answer, "income_multiplier_type1", [0.335 / 0.7575 / 0.3, 0.2875 / 0.7575 / 0.25]);
    close(&answer, "employment_multiplier", [0.0135 / 0.7575, 0.0195 / 0.7575]);
    assert!(answer.get("energy_multiplier").is_none(), "the table holds no energy");
    assert!(answer.get("income_multiplier_type2").is_none(), "type II was not asked for");
}

#[test]
fn multipliers_with_households_closed_in() {
    let answer = json(&["io", "multipliers", TABLE, "--type2"]);
    // h_c = (50, 400) / 800, h_r = (.3, .25): h_r L h_c = (.335 * .0625 + .2875 * .5) / .7575 is spent again each round, so
    // income multipliers rise by 1 / (1 - that).
    let again = (0.335 * 0.0625 + 0.2875 * 0.5) / 0.7575;
    let rise = 1.0 / (1.0 - again);
    close(&answer, "income_multiplier_type2", [rise * 0.335 / 0.7575 / 0.3, rise * 0.2875 / 0.7575 / 0.25]);
}

#[test]
fn linkages_and_extraction() {
    let answer = json(&["io", "linkages", TABLE]);
    close(&answer, "backward_linkage", [1.15 / 0.7575, 1.10 / 0.7575]);
    close(&answer, "forward_linkage", [1.45 / 0.7575, 0.95 / 0.7575]);
    close(&answer, "sensitivity_index", [2.40 / 2.25, 2.10 / 2.25]);
    assert_eq!(answer["key_sector"], serde_json::json!([true, false]));
    let answer = json(&["io", "extract", TABLE]);
    // Without the first, the second makes 1700 / .95; without the second, the first makes 350 / .85.
    let losses = [3000.0 - 1700.0 / 0.95, 3000.0 - 350.0 / 0.85];
    close(&answer, "whole_extraction", losses);
    close(&answer, "whole_extraction_share", losses.map(|loss| loss / 3000.0));
}

#[test]
fn a_change_of_final_demand_alone_is_told_as_such() {
    let folder = tempfile::tempdir().unwrap();
    // Miller & Blair's new final demand (600, 1500) at the same coefficients, sectors in the other order.
    let (first, second) = (945.0 / 0.7575, 1395.0 / 0.7575); // L (600, 1500)
    let later = saved(
        folder.path(),
        "t.csv",
        &format!(
            "sector,second,first,final_demand,output\nsecond,{},{},1500,{second}\nfirst,{},{},600,{first}\n",
            0.05 * second,
            0.20 * first,
            0.25 * second,
            0.15 * first
        ),
    );
    let answer = json(&["io", "decompose", TABLE, &later]);
    close(&answer, "technology", [0.0, 0.0]);
    close(&answer, "final_demand", [first - 1000.0, second - 2000.0]);
    let other =
        saved(folder.path(), "t.csv", "sector,first,third,final_demand,output\nfirst,1,0,9,10\nthird,0,1,9,10\n");
    let found = refused(&["io", "decompose", TABLE, &other]);
    let told = format!(
        "error: {other}: there is no sector \"second\", as the other table has\nerror: {other}: the sector \"third\" is not in the other table\n"
    );
    assert_eq!(found, told);
}

#[test]
fn a_table_that_does_not_balance_is_warned_of_and_refused_when_strict() {
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(TABLE).unwrap();
    let table = saved(folder.path(), "t.csv", &text.replace("300,1000", "250,1000"));
    let output = kapok(&["io", "linkages", &table]);
    assert!(output.status.success());
    let message = format!("{table}:3: row first: output is 50 (5.00 %) more than what is sold of it\n");
    assert_eq!(String::from_utf8(output.stderr).unwrap(), format!("warning: {message}"));
    assert_eq!(refused(&["io", "linkages", &table, "--strict"]), format!("error: {message}"));
}

#[test]
fn what_cannot_be_analysed_is_told_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let table = saved(folder.path(), "t.csv", "sector,a,final_demand,output\na,100,0,100\n");
    let message = "the spectral radius of the input coefficients is 1.0000; it must be below 1, or the economy uses up more than it makes; inputs take all output or more in column a (1.0000 of it)";
    assert_eq!(refused(&["io", "multipliers", &table]), format!("error: {table}:1: {message}\n"));
    let table = saved(folder.path(), "t.csv", "sector,a,b,final_demand,output\na,1,-2,11,10\nb,0,1,9,10\n");
    let message = format!("error: {table}:2: a.b: found -2; a flow must be 0 or more\n");
    assert_eq!(refused(&["io", "multipliers", &table]), message);
    let message =
        "--households final:home: the table has no such column; its final demand is final:households, final:others";
    let found = refused(&["io", "multipliers", TABLE, "--type2", "--households", "final:home"]);
    assert_eq!(found, format!("error: {TABLE}: {message}\n"));
    assert_eq!(refused(&["io", "extract", "no.csv"]), "error: no.csv: there is no such file\n");
    let table = saved(folder.path(), "t.csv", "sector,a,final_demand,output\na,1,x,y\n");
    let told = format!(
        "error: {table}:2: a.final_demand: found \"x\"; a number is needed\nerror: {table}:2: a.output: found \"y\"; a number is needed\n"
    );
    assert_eq!(refused(&["io", "extract", &table]), told);
}

#[test]
fn a_ratio_without_value_is_left_out_with_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(TABLE).unwrap();
    let table = saved(folder.path(), "t.csv", &text.replace("employment,10,40", "employment,0,40"));
    let output = kapok(&["io", "multipliers", &table, "--format", "csv"]);
    let header = String::from_utf8(output.stdout).unwrap().lines().next().unwrap().to_owned();
    assert!(header.ends_with(",employment_multiplier"), "{header}");
    let warning = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        warning,
        "warning: employment_multiplier_type1 is left out: a ratio to the direct coefficient has no value where that is 0 (first)\n"
    );
}
