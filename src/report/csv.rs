//! Answers as CSV: one number a line.

use super::error::{ReportError, check_finite};
use super::statistics::statistics;
use crate::ensemble::Ensemble;

const HEADER: [&str; 7] = ["scenario", "indicator", "unit", "basis", "year", "statistic", "value"];

/// Every indicator of a run as CSV with the columns `scenario,indicator,unit,basis,year,statistic,value`.
///
/// Statistics are `mean`, `sd`, `se_mean`, `p05` ... `p95` and `central` (the all-median path). Values are written with
/// as many digits as it takes to read the same number back. Targets are not part of it.
///
/// # Errors
/// A number is not finite.
pub fn to_csv(ensemble: &Ensemble) -> Result<String, ReportError> {
    check_finite(ensemble)?;
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    write(ensemble, &mut writer).map_err(|error| ReportError::Text(error.to_string()))?;
    let bytes = writer.into_inner().map_err(|error| ReportError::Text(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| ReportError::Text(error.to_string()))
}

fn write(ensemble: &Ensemble, writer: &mut ::csv::Writer<Vec<u8>>) -> Result<(), ::csv::Error> {
    let scenario = ensemble.model.name();
    writer.write_record(HEADER)?;
    for indicator in &ensemble.indicators {
        let (unit, basis) = (indicator.indicator.unit().symbol(), indicator.indicator.basis().name());
        for result in &indicator.years {
            let year = result.year.to_string();
            for (statistic, value) in statistics(result) {
                writer.write_record([scenario, &indicator.id, unit, basis, &year, statistic, &value.to_string()])?;
            }
        }
    }
    Ok(())
}
