//! Answers as CSV: one number a line.

use super::csv_text::csv_text;
use super::error::{ReportError, check_finite};
use super::statistics::{intervals, statistics};
use crate::ensemble::{Ensemble, IndicatorResult};

const HEADER: [&str; 7] = ["scenario", "indicator", "unit", "basis", "year", "statistic", "value"];

/// Every indicator of a run as CSV with the columns `scenario,indicator,unit,basis,year,statistic,value`.
///
/// Statistics are `mean`, `sd`, `se_mean`, `p05` ... `p95`, `central` (the all-median path), and the ends `p05_low`,
/// `p05_high` ... of the interval in which each true quantile lies with 95 % confidence. Values are written with
/// as many digits as it takes to read the same number back. Targets are not part of it.
///
/// # Errors
/// A number is not finite.
pub fn to_csv(ensemble: &Ensemble) -> Result<String, ReportError> {
    check_finite(ensemble)?;
    let header = HEADER.map(str::to_owned).to_vec();
    csv_text(std::iter::once(header).chain(ensemble.indicators.iter().flat_map(|indicator| rows(ensemble, indicator))))
}

/// One row a year and statistic.
fn rows(ensemble: &Ensemble, indicator: &IndicatorResult) -> impl Iterator<Item = Vec<String>> {
    let (scenario, region) = (ensemble.model.name(), ensemble.model.region());
    let (unit, basis) = (indicator.indicator.unit(region).symbol(), indicator.indicator.basis(region).name());
    indicator.years.iter().flat_map(move |result| {
        let year = result.year.to_string();
        let plain = statistics(result).map(|(statistic, value)| (statistic.to_owned(), value));
        let ends = intervals(result)
            .map(|(quantile, [low, high])| [(format!("{quantile}_low"), low), (format!("{quantile}_high"), high)]);
        plain.into_iter().chain(ends.into_iter().flatten()).map(move |(statistic, value)| {
            [scenario, &indicator.id, unit, basis, &year, &statistic, &value.to_string()].map(str::to_owned).to_vec()
        })
    })
}
