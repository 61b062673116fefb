//! The statistics of an indicator in a year, by the names programs know them by.

use crate::ensemble::YearResult;

/// Names and values, in the order of files.
pub(super) fn statistics(result: &YearResult) -> [(&'static str, f64); 11] {
    let summary = &result.summary;
    let [p05, p10, p25, p50, p75, p90, p95] = summary.quantiles;
    [
        ("mean", summary.mean),
        ("sd", summary.sd),
        ("se_mean", summary.se_mean),
        ("p05", p05),
        ("p10", p10),
        ("p25", p25),
        ("p50", p50),
        ("p75", p75),
        ("p90", p90),
        ("p95", p95),
        ("central", result.central),
    ]
}

/// The names of the quantiles, in the order in which they are reported.
const QUANTILE_NAMES: [&str; 7] = ["p05", "p10", "p25", "p50", "p75", "p90", "p95"];

/// The interval in which each true quantile lies with 95 % confidence, by the quantile's name.
pub(super) fn intervals(result: &YearResult) -> [(&'static str, [f64; 2]); 7] {
    std::array::from_fn(|place| {
        let (low, high) = result.summary.intervals[place];
        (QUANTILE_NAMES[place], [low, high])
    })
}
