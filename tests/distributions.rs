//! Distributions against the independent computation with 40 digits in `tests/independent/quantiles.py`.
#![allow(clippy::unwrap_used)] // a test stops at the first surprise

mod cases;

use std::collections::BTreeMap;

const EXPECTED: &str = include_str!("independent/quantiles_expected.csv");

/// Every quantile, probability, density and moment is right to this share of itself. A value that lies near 0 only because
/// its distribution was moved there is held to the same share of the standard deviation; a probability near the end at which
/// a distribution is cut off, a difference, to 10^-12 of 1.
const TOLERANCE: f64 = 1e-9;

/// What zero-centred distributions are moved by: their values near 0 are differences.
fn is_moved(kind: &str) -> bool {
    ["normal", "student_t", "uniform", "metalog"].contains(&kind)
}

#[test]
fn quantiles_probabilities_densities_and_moments_are_right_to_nine_digits() {
    let mut worst: BTreeMap<(&str, &str), (f64, String)> = BTreeMap::new();
    let mut sds: BTreeMap<[&str; 3], f64> = BTreeMap::new();
    for row in cases::rows(EXPECTED).filter(|row| row[3] == "sd") {
        sds.insert([row[0], row[1], row[2]], row[5].parse().unwrap());
    }
    let mut count = 0;
    for row in cases::rows(EXPECTED) {
        let [kind, parameters, truncate, quantity, argument, expected] = row[..] else { panic!("{row:?}") };
        let number = cases::made(kind, parameters, truncate);
        let expected: f64 = expected.parse().unwrap();
        let argument: f64 = if argument.is_empty() { 0.0 } else { argument.parse().unwrap() };
        let found = match quantity {
            "quantile" => number.quantile(argument),
            "cdf" => number.cdf(argument),
            "exceedance" => number.exceedance(argument),
            "density" => number.density(argument),
            "mean" => number.mean(),
            _ => number.sd(),
        };
        let moved = is_moved(kind) && ["quantile", "mean"].contains(&quantity);
        let difference = !truncate.is_empty() && ["cdf", "exceedance"].contains(&quantity);
        let scale = if moved { expected.abs().max(sds[&[kind, parameters, truncate]]) } else { expected.abs() };
        let scale = if difference { scale.max(1e-3) } else { scale };
        let error = if found == expected { 0.0 } else { (found - expected).abs() / scale };
        let place = worst.entry((kind, quantity)).or_insert((0.0, String::new()));
        if error > place.0 || error.is_nan() {
            *place = (error, format!("{row:?}: {found}"));
        }
        count += 1;
    }
    for (of, (error, row)) in &worst {
        println!("{of:?} {error:.1e} {row}");
    }
    assert!(count > 2000, "{count} rows");
    let wrong: Vec<_> = worst.values().filter(|(error, _)| error.is_nan() || *error > TOLERANCE).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
