//! Statistics of many draws, gathered block by block in any order. Knows no economy.
//!
//! Everything here counts in integers or sums exactly, so the result does not depend on the order in which threads
//! hand in their blocks, and no draw has to be kept where quantiles may err by a bin.

mod crps;
mod exact_sum;
mod histogram;
mod kept;
mod order_statistics;
mod replicates;
mod summary;

pub use crps::{crps_ensemble, crps_ensemble_fair, crps_normal};
pub use exact_sum::ExactSum;
pub use histogram::Histogram;
pub use order_statistics::{CONFIDENCE, quantile_ranks, tolerance_sample_size};
pub use replicates::replicate_se;
pub use summary::{Accumulator, QUANTILES, Ranks, Summary, reported_ranks};
