//! Why answers cannot be written, and the check that every number of them can.

use super::statistics::statistics;
use crate::ensemble::Ensemble;
use crate::units::Year;

/// Why the answers of a run cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// A number of the answers is beyond what can be written: an error, never an empty place in a file.
    #[error("{statistic} of {id} in {year} grew beyond all bounds and cannot be written")]
    NotFinite {
        /// The indicator or target.
        id: String,
        /// The year.
        year: Year,
        /// Which of its statistics.
        statistic: &'static str,
    },
    /// The text could not be put together.
    #[error("the answers could not be written: {0}")]
    Text(String),
}

impl From<serde_json::Error> for ReportError {
    fn from(error: serde_json::Error) -> Self {
        Self::Text(error.to_string())
    }
}

/// Finds the first number that is not finite.
pub(super) fn check_finite(ensemble: &Ensemble) -> Result<(), ReportError> {
    let of_indicators = ensemble.indicators.iter().flat_map(|indicator| {
        let years = indicator.years.iter();
        years.flat_map(|result| statistics(result).map(|(name, value)| (&indicator.id, result.year, name, value)))
    });
    let of_targets = ensemble.targets.iter().flat_map(|result| {
        let numbers = [
            ("probability", result.probability),
            ("se", result.se),
            ("median", result.median),
            ("shortfall", result.shortfall),
        ];
        numbers.map(|(name, value)| (&result.target.id, result.target.year, name, value))
    });
    match of_indicators.chain(of_targets).find(|(.., value)| !value.is_finite()) {
        None => Ok(()),
        Some((id, year, statistic, _)) => Err(ReportError::NotFinite { id: id.clone(), year, statistic }),
    }
}
