//! What is kept of the draws of a quantity, to read quantiles from: counts in bins, or the draws themselves.

use serde::{Deserialize, Serialize};

use super::Histogram;
use super::histogram::Reading;
use crate::lanes::Lanes;

/// Counts in bins, of one size whatever the number of draws, or every draw.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Kept {
    Bins(Histogram),
    /// In any order: they are sorted when they are read.
    Draws(Vec<f64>),
}

/// What was kept, ready to have quantiles read from it.
pub(super) enum Order<'k> {
    Bins(Reading<'k>),
    Sorted(Vec<f64>),
}

impl Kept {
    #[inline(always)]
    pub(super) fn add_all(&mut self, lanes: &Lanes) {
        match self {
            Self::Bins(histogram) => histogram.add_all(lanes),
            Self::Draws(draws) => draws.extend_from_slice(&lanes[..]),
        }
    }

    #[inline(always)]
    pub(super) fn add(&mut self, value: f64) {
        match self {
            Self::Bins(histogram) => histogram.add(value),
            Self::Draws(draws) => draws.push(value),
        }
    }

    /// Whether the other keeps the same in the same way.
    pub(super) fn fits(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Bins(mine), Self::Bins(theirs)) => mine.has_bins_of(theirs),
            (Self::Draws(_), Self::Draws(_)) => true,
            _ => false,
        }
    }

    /// Adds what fits.
    pub(super) fn merge(&mut self, other: &Self) {
        match (self, other) {
            (Self::Bins(mine), Self::Bins(theirs)) => mine.merge(theirs),
            (Self::Draws(mine), Self::Draws(theirs)) => mine.extend_from_slice(theirs),
            _ => debug_assert!(false, "only what fits is merged"),
        }
    }

    pub(super) fn order(&self) -> Order<'_> {
        match self {
            Self::Bins(histogram) => Order::Bins(histogram.reading()),
            Self::Draws(draws) => {
                let mut sorted = draws.clone();
                sorted.sort_unstable_by(f64::total_cmp);
                Order::Sorted(sorted)
            }
        }
    }
}

impl Order<'_> {
    /// The smallest and the largest draw.
    pub(super) fn extremes(&self) -> (f64, f64) {
        match self {
            Self::Bins(reading) => reading.extremes(),
            Self::Sorted(draws) => match draws.as_slice() {
                [] => (f64::INFINITY, f64::NEG_INFINITY),
                [first, .., last] => (*first, *last),
                [only] => (*only, *only),
            },
        }
    }

    /// The quantile at probability `p`. Of the draws themselves: at (n - 1) p between the two draws on both sides (Hyndman &
    /// Fan 1996, definition 7, that of R and NumPy).
    pub(super) fn quantile(&self, p: f64) -> f64 {
        let draws = match self {
            Self::Bins(reading) => return reading.quantile(p),
            Self::Sorted(draws) => draws,
        };
        let place = p * draws.len().saturating_sub(1) as f64;
        let between = place.fract();
        // A place among the draws, below 2^53.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let at = place as usize;
        match (draws.get(at), draws.get(at + 1)) {
            (Some(low), Some(high)) => low + between * (high - low),
            (Some(last), None) => *last,
            _ => 0.0,
        }
    }

    /// The draw of this rank, counted from 1 for the smallest; beyond the ranks there are, the extremes.
    pub(super) fn ranked(&self, rank: u64) -> f64 {
        let draws = match self {
            Self::Bins(reading) => return reading.ranked(rank),
            Self::Sorted(draws) => draws,
        };
        let last = draws.len().saturating_sub(1);
        let place = usize::try_from(rank.saturating_sub(1)).unwrap_or(last).min(last);
        draws.get(place).copied().unwrap_or(0.0)
    }
}
