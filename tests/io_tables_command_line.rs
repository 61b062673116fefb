//! `kapok io aggregate` and `compare` as a user types them. Expected numbers are worked by hand.
#![allow(clippy::unwrap_used)] // helpers of tests may panic

mod common;

use common::{TABLE, json, kapok, refused, saved};

const THREE: &str = "sector,coal,oil,steel,final:homes,final:abroad,output\ncoal,1,2,3,4,0,10\noil,2,1,1,5,1,10\nsteel,3,3,2,10,2,20\nprimary:value_added,4,4,14,,,\nprimary:compensation,1,,7,,,\nsatellite:employment,1,2,4,,,\n";
const GROUPS: &str = "sector,group\ncoal,energy\nsteel,metals\noil,energy\n";

#[test]
fn an_aggregated_table_is_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let table = saved(folder.path(), "three.csv", THREE);
    let groups = saved(folder.path(), "groups.csv", GROUPS);
    let output = kapok(&["io", "aggregate", &table, "--by", &groups]);
    let told = String::from_utf8(output.stdout).unwrap();
    let expected = "sector,energy,metals,final:homes,final:abroad,output\nenergy,6,4,9,1,20\nmetals,6,2,10,2,20\nprimary:value_added,8,14,,,\nprimary:compensation,,7,,,\nsatellite:employment,3,4,,,\n";
    assert_eq!(told, expected);
    assert!(output.stderr.is_empty());
    // Written and read again: multipliers of [[.3, .2], [.3, .1]], det(I - A) = .7 * .9 - .06 = .57.
    let folder = folder.path().to_str().unwrap();
    assert!(kapok(&["io", "aggregate", &table, "--by", &groups, "--out", folder]).status.success());
    let answer = json(&["io", "multipliers", &format!("{folder}/three-aggregate.csv")]);
    let multiplier = answer["output_multiplier"][0].as_f64().unwrap();
    assert!((multiplier - 1.2 / 0.57).abs() < 1e-12);
}

#[test]
fn an_aggregated_table_for_people_and_for_programs() {
    let folder = tempfile::tempdir().unwrap();
    let table = saved(folder.path(), "three.csv", THREE);
    let groups = saved(folder.path(), "groups.csv", GROUPS);
    let answer = json(&["io", "aggregate", &table, "--by", &groups]);
    let expected = serde_json::json!({
        "command": "io aggregate", "sectors": ["energy", "metals"], "flows": [[6.0, 4.0], [6.0, 2.0]],
        "final:homes": [9.0, 10.0], "final:abroad": [1.0, 2.0], "output": [20.0, 20.0],
        "primary:value_added": [8.0, 14.0], "primary:compensation": {"metals": 7.0}, "satellite:employment": [3.0, 4.0],
    });
    assert_eq!(answer, expected);
    let output = kapok(&["io", "aggregate", &table, "--by", &groups, "--format", "table"]);
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap());
}

#[test]
fn a_wide_table_for_people_stands_in_blocks_of_columns() {
    let folder = tempfile::tempdir().unwrap();
    let names: Vec<String> = (1..=12).map(|i| format!("a sector with a long name, number {i}")).collect();
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let rows: Vec<String> = quoted.iter().map(|name| format!("{name}{},1,13", ",1".repeat(12))).collect();
    let text = format!("sector,{},final_demand,output\n{}\n", quoted.join(","), rows.join("\n"));
    let table = saved(folder.path(), "wide.csv", &text);
    let pairs: Vec<String> = quoted.iter().map(|name| format!("{name},{name}")).collect();
    let alone = saved(folder.path(), "alone.csv", &format!("sector,group\n{}\n", pairs.join("\n")));
    let output = kapok(&["io", "aggregate", &table, "--by", &alone, "--format", "table"]);
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.lines().all(|line| line.chars().count() <= 120), "{told}");
    // Sectors are numbered on the left, columns go by these numbers; final demand and output keep their names.
    assert!(told.lines().any(|line| line.starts_with("Sector ") && line.ends_with("  final_demand  output")), "{told}");
    for (place, name) in names.iter().enumerate() {
        let start = format!("{:>2} {name} ", place + 1);
        assert_eq!(told.lines().filter(|line| line.starts_with(&start)).count(), 2, "{told}");
    }
}

#[test]
fn a_concordance_that_does_not_fit_is_told_with_its_lines() {
    let folder = tempfile::tempdir().unwrap();
    let table = saved(folder.path(), "three.csv", THREE);
    let groups = saved(folder.path(), "groups.csv", &GROUPS.replace("steel", "steal"));
    let found = refused(&["io", "aggregate", &table, "--by", &groups]);
    let expected = format!(
        "error: {groups}:3: steal: the table has no such sector; did you mean \"steel\"?\nerror: {groups}: steel: this sector of the table has no group; did you mean \"steal\"?\n"
    );
    assert_eq!(found, expected);
    assert_eq!(refused(&["io", "aggregate", &table, "--by", "no.csv"]), "error: no.csv: there is no such file\n");
}

#[test]
fn a_table_compared_with_itself_in_another_order_differs_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let turned = "sector,second,first,final_demand,output\nsecond,100,200,1700,2000\nfirst,500,150,350,1000\n";
    let turned = saved(folder.path(), "turned.csv", turned);
    let answer = json(&["io", "compare", TABLE, &turned]);
    assert_eq!(answer["command"], "io compare");
    assert_eq!(answer["sectors"], serde_json::json!(["first", "second"]));
    assert_eq!(answer["measures"][0]["stpe"], 0.0);
    assert_eq!(answer["measures"][1]["theil_u"], 0.0);
    assert_eq!(answer["largest"], serde_json::json!([]));
}

#[test]
fn two_tables_compared() {
    let folder = tempfile::tempdir().unwrap();
    // Output as before; a_21 is .3 instead of .2 and a_12 .2 instead of .25.
    let text = "sector,first,second,final_demand,output\nfirst,150,400,450,1000\nsecond,300,100,1600,2000\n";
    let other = saved(folder.path(), "other.csv", text);
    let answer = json(&["io", "compare", TABLE, &other, "--largest", "1"]);
    let measures = &answer["measures"][0];
    let close = |key: &str, expected: f64| {
        let found = measures[key].as_f64().unwrap();
        assert!((found - expected).abs() < 1e-12, "{key}: {found} is not {expected}");
    };
    // A = [[.15, .25], [.20, .05]], sum .65, sum of squares .1275.
    close("mean_absolute_deviation", 0.15 / 4.0);
    close("weighted_absolute_deviation", (0.2 * 0.1 + 0.25 * 0.05) / 0.65);
    close("stpe", 0.15 / 0.65);
    close("theil_u", (0.0125_f64 / 0.1275).sqrt());
    let largest = &answer["largest"];
    assert_eq!(largest.as_array().unwrap().len(), 2, "one of each matrix");
    assert_eq!((&largest[0]["supplier"], &largest[0]["user"]), (&"second".into(), &"first".into()));
    assert!((largest[0]["difference"].as_f64().unwrap() - 0.1).abs() < 1e-12);
    let output = kapok(&["io", "compare", TABLE, &other]);
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap());
    let output = kapok(&["io", "compare", TABLE, &other, "--format", "csv", "--largest", "1"]);
    let lines = String::from_utf8(output.stdout).unwrap();
    assert!(
        lines.starts_with("matrix,measure,supplier,user,value\ncoefficients,mean_absolute_deviation,,,0.037"),
        "{lines}"
    );
    assert!(
        lines.contains("\ncoefficients,reference,second,first,0.2\ncoefficients,other,second,first,0.3\n"),
        "{lines}"
    );
    assert_eq!(lines.lines().count(), 1 + 2 * 5 + 2 * 3);
}

#[test]
fn what_cannot_be_compared_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let other =
        saved(folder.path(), "o.csv", "sector,first,other,final_demand,output\nfirst,1,0,9,10\nother,0,1,9,10\n");
    let expected = format!(
        "error: {other}: there is no sector \"second\", as the other table has\nerror: {other}: the sector \"other\" is not in the other table\n"
    );
    assert_eq!(refused(&["io", "compare", TABLE, &other]), expected);
    let other =
        saved(folder.path(), "o.csv", "sector,first,second,final_demand,output\nfirst,1,-1,10,10\nsecond,0,1,9,10\n");
    let expected = format!("error: {other}:2: first.second: found -1; a flow must be 0 or more\n");
    assert_eq!(refused(&["io", "compare", TABLE, &other]), expected);
    let single = saved(folder.path(), "s.csv", "sector,a,final_demand,output\na,0,10,10\n");
    let output = kapok(&["io", "compare", &single, &single]);
    let expected = "warning: no value has weighted_absolute_deviation of coefficients, stpe of coefficients, theil_u of coefficients, correlation of coefficients, correlation of leontief: the entries are 0 or all the same\n";
    assert_eq!(String::from_utf8(output.stderr).unwrap(), expected);
}

#[test]
fn a_table_in_toml_gives_the_same_answers() {
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string("tests/tables/miller-blair.toml").unwrap();
    let table = saved(folder.path(), "t.TOML", &text);
    for command in ["multipliers", "linkages", "extract"] {
        assert_eq!(json(&["io", command, &table]), json(&["io", command, TABLE]));
    }
    let table = saved(folder.path(), "t.toml", &text.replace("150, 500", "150, 400"));
    let found = String::from_utf8(kapok(&["io", "linkages", &table]).stderr).unwrap();
    assert!(found.starts_with(&format!("warning: {table}:6: row first: output is 100 (10.00 %) more")), "{found}");
    let table = saved(folder.path(), "t.toml", &text.replace("first  = [150", "frist = [150"));
    let expected = format!(
        "error: {table}:5: flows.first: this row is missing: what the sector sells to each\nerror: {table}:6: flows.frist: there is no such sector; did you mean \"first\"?\n"
    );
    assert_eq!(refused(&["io", "linkages", &table]), expected);
}
