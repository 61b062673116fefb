//! Coarser and finer sectors: concordances, tables brought to their groups, sectors split into parts.

mod aggregate;
mod bias;
mod concordance;
mod disaggregate;

pub use bias::AggregationBias;
pub use concordance::Concordance;
pub(super) use concordance::Entry;
pub use disaggregate::SectorPart;

/// Weights and shares may miss 1 by this much; they are then divided by their sum.
const TOLERANCE: f64 = 1e-6;

/// What is wrong with the sum of some weights or shares, if anything.
fn wrong_sum(sum: f64, what: &str) -> Option<String> {
    let shown = crate::input::shown((sum * 1e9).round() / 1e9);
    ((sum - 1.0).abs() > TOLERANCE).then(|| format!("{what} sum to {shown}; they must sum to 1, to within 0.000001"))
}

/// What is wrong with a weight or share, if anything.
fn wrong_share(value: f64, what: &str) -> Option<String> {
    let shown = crate::input::shown(value);
    (!(value.is_finite() && value >= 0.0)).then(|| format!("found {shown}; {what} must be 0 or more"))
}
