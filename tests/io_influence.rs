//! `kapok io influence` as a user types it. Expected numbers are worked out from the two sectors of Miller & Blair (2009),
//! chapter 2, with A = [[.15, .25], [.20, .05]] and L = [[.95, .25], [.20, .85]] / .7575.
#![allow(clippy::unwrap_used)] // a test stops at the first surprise

mod common;

use common::{TABLE, answer, json, near, numbers, refused, saved};

const D: f64 = 0.7575;

/// L of two sectors: the adjoint of I - A over its determinant.
fn inverse(a: [[f64; 2]; 2]) -> [[f64; 2]; 2] {
    let d = (1.0 - a[0][0]) * (1.0 - a[1][1]) - a[0][1] * a[1][0];
    [[(1.0 - a[1][1]) / d, a[0][1] / d], [a[1][0] / d, (1.0 - a[0][0]) / d]]
}

/// Sums of squares: columns of L (.9425, .785), rows (.965, .7625), each over d^2.
#[test]
fn intensities_of_all_coefficients() {
    let found = json(&["io", "influence", TABLE]);
    assert_eq!(found["command"], "io influence");
    let scale = D.powi(4);
    let (columns, rows) = ([0.95 * 0.95 + 0.2 * 0.2, 0.25 * 0.25 + 0.85 * 0.85], [0.965, 0.7625]);
    for (i, column) in columns.iter().enumerate() {
        let expected = rows.map(|row| column * row / scale);
        near(&numbers(&found["influence_intensity"][i]), &expected, 1e-12);
    }
}

/// F = L e_2 e_1' L = (.25, .85)' (.95, .25) / d^2, and the slope of L between two moved coefficients.
#[test]
fn the_field_of_one_coefficient() {
    let found = json(&["io", "influence", TABLE, "--from", "second", "--to", "first"]);
    assert_eq!((found["from"].as_str(), found["to"].as_str()), (Some("second"), Some("first")));
    near(&[found["coefficient"].as_f64().unwrap()], &[0.2], 1e-12);
    let by_hand = [[0.25 * 0.95, 0.25 * 0.25], [0.85 * 0.95, 0.85 * 0.25]];
    let moved = [1e-5, -1e-5].map(|step| inverse([[0.15, 0.25], [0.2 + step, 0.05]]));
    for row in 0..2 {
        let field = numbers(&found["field_of_influence"][row]);
        near(&field, &by_hand[row].map(|value| value / D.powi(2)), 1e-12);
        near(&field, &[0, 1].map(|column| (moved[0][row][column] - moved[1][row][column]) / 2e-5), 1e-7);
    }
}

#[test]
fn people_are_shown_the_most_important_coefficients() {
    let shown = answer(&["io", "influence", TABLE]);
    let place = |line: &str| shown.lines().position(|shown| shown.split_whitespace().eq(line.split_whitespace()));
    // .9425 .965, .785 .965, .9425 .7625 and .785 .7625, each over d^4 = .329254; their mean is 2.26593.
    let lines = [
        "1 first first 0.150000 2.762 1.219",
        "2 second first 0.200000 2.301 1.015",
        "3 first second 0.250000 2.183 0.963",
        "4 second second 0.050000 1.818 0.802",
    ];
    let places: Vec<Option<usize>> = lines.iter().map(|line| place(line)).collect();
    assert_eq!(places, [Some(2), Some(3), Some(4), Some(5)], "{shown}");
    let csv = answer(&["io", "influence", TABLE, "--from", "second", "--to", "first", "--format", "csv"]);
    assert!(csv.starts_with("sector,first,second\nfirst,0.41"), "{csv}");
}

/// A coefficient of 0 has an intensity and is not listed.
#[test]
fn coefficients_of_zero_are_not_listed() {
    let folder = tempfile::tempdir().unwrap();
    let table = saved(folder.path(), "t.csv", "sector,a,b,final_demand,output\na,5,0,5,10\nb,0,0,10,10\n");
    // L = [[2, 0], [0, 1]].
    let found = json(&["io", "influence", &table]);
    assert_eq!(found["influence_intensity"], serde_json::json!([[16.0, 4.0], [4.0, 1.0]]));
    let shown = answer(&["io", "influence", &table]);
    assert!(shown.contains("Largest fields of influence: 1 of 1 input coefficients above 0."), "{shown}");
}

#[test]
fn names_that_are_not_known_are_told_together() {
    let told = refused(&["io", "influence", TABLE, "--from", "frist", "--to", "secnd"]);
    let lines = [
        "--from frist: the table has no such sector; did you mean \"first\"?",
        "--to secnd: the table has no such sector; did you mean \"second\"?",
    ];
    assert_eq!(told, lines.map(|line| format!("error: {TABLE}: {line}\n")).concat());
    assert!(refused(&["io", "influence", TABLE, "--from", "first"]).contains("--to <SECTOR>"));
}
