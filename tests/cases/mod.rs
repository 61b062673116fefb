//! The distributions of the tables that `tests/independent/quantiles.py` computes.
#![allow(clippy::unwrap_used, dead_code)] // a test stops at the first surprise; none uses them all

use kapok::sampling::{Distribution, Uncertain};

/// The rows of a table: lines of cells without comments and without the header.
pub(crate) fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split(',').collect())
}

pub(crate) fn numbers(cell: &str) -> Vec<f64> {
    cell.split_whitespace().map(|number| number.parse().unwrap()).collect()
}

/// Probabilities and values in turn.
fn pairs(numbers: &[f64]) -> Vec<(f64, f64)> {
    numbers.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

/// The distribution of a row: its kind, parameters, and where it is cut off if it is.
pub(crate) fn made(kind: &str, parameters: &str, truncate: &str) -> Uncertain {
    let v = numbers(parameters);
    let whole = match kind {
        "normal" => Distribution::normal(v[0], v[1]),
        "lognormal" => Distribution::lognormal(v[0], v[1]),
        "lognormal_log" => Distribution::lognormal_on_log_scale(v[0], v[1]),
        "lognormal_quantiles" => Distribution::lognormal_through([(v[0], v[1]), (v[2], v[3])]),
        "student_t" => Distribution::student_t(v[0], v[1], v[2]),
        "uniform" => Distribution::uniform(v[0], v[1]),
        "triangular" => Distribution::triangular(v[0], v[1], v[2]),
        "two_piece" => Distribution::two_piece(v[0], v[1], v[2]),
        "pert" => Distribution::pert(v[0], v[1], v[2]),
        "beta" => Distribution::beta(v[0], v[1], v[2], v[3]),
        "gamma" => Distribution::gamma(v[0], v[1]),
        "metalog" => Distribution::metalog(&pairs(&v), None, None),
        "metalog_low" => Distribution::metalog(&pairs(&v[1..]), Some(v[0]), None),
        "metalog_high" => Distribution::metalog(&pairs(&v[1..]), None, Some(v[0])),
        "metalog_both" => Distribution::metalog(&pairs(&v[2..]), Some(v[0]), Some(v[1])),
        other => panic!("no kind {other}"),
    };
    let whole = Uncertain::from(whole.unwrap());
    match numbers(truncate)[..] {
        [low, high] => whole.truncated(low, high).unwrap(),
        _ => whole,
    }
}
