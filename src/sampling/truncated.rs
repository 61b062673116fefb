//! A distribution cut off to an interval.

use super::distribution::{Distribution, ParameterError, require};
use super::quadrature::expectation;
use crate::input::shown;

/// X given that it lies in [low, high], either of which may be infinite; for distributions that are no lists of values.
///
/// P(X <= x | low <= X <= high) = (F(x) - F(low)) / (F(high) - F(low)). Quantiles are taken from the end that is nearer, so that
/// what is left of a tail keeps its digits.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Truncated {
    pub(super) distribution: Distribution,
    pub(super) low: f64,
    pub(super) high: f64,
    /// P(X < low).
    below_low: f64,
    /// P(X > high).
    above_high: f64,
    /// P(low <= X <= high).
    inside: f64,
}

/// Less than this is no part of a distribution that anyone means to keep.
const LEAST_INSIDE: f64 = 1e-9;

impl Truncated {
    pub(super) fn new(distribution: Distribution, low: f64, high: f64) -> Result<Self, ParameterError> {
        let (below_low, above_high) = (distribution.strictly_below(low), distribution.exceedance(high));
        let inside = if below_low > 0.5 {
            distribution.exceedance(low) + distribution.mass(low) - above_high
        } else {
            distribution.cdf(high) - below_low
        };
        require(inside > LEAST_INSIDE, || {
            let ends = (low.is_finite(), high.is_finite());
            match ends {
                (true, false) => format!("nothing of the distribution lies above {}", shown(low)),
                (false, true) => format!("nothing of the distribution lies below {}", shown(high)),
                _ => format!("cutting off to [{}, {}] leaves no probability", shown(low), shown(high)),
            }
        })?;
        Ok(Self { distribution, low, high, below_low, above_high, inside })
    }

    /// The value with p below it, q = 1 - p.
    pub(super) fn quantile(&self, p: f64, q: f64) -> f64 {
        let from_below = self.below_low + p * self.inside;
        let value = if from_below <= 0.5 {
            self.distribution.quantile(from_below)
        } else {
            self.distribution.upper_quantile(self.above_high + q * self.inside)
        };
        value.clamp(self.low, self.high)
    }

    fn contains(&self, x: f64) -> bool {
        (self.low..=self.high).contains(&x)
    }

    pub(super) fn density(&self, x: f64) -> f64 {
        if self.contains(x) { self.distribution.density(x) / self.inside } else { 0.0 }
    }

    pub(super) fn mass(&self, x: f64) -> f64 {
        if self.contains(x) { self.distribution.mass(x) / self.inside } else { 0.0 }
    }

    pub(super) fn cdf(&self, x: f64) -> f64 {
        if x < self.low {
            0.0
        } else if x >= self.high {
            1.0
        } else if self.below_low > 0.5 {
            1.0 - self.exceedance(x)
        } else {
            ((self.distribution.cdf(x) - self.below_low) / self.inside).clamp(0.0, 1.0)
        }
    }

    pub(super) fn exceedance(&self, x: f64) -> f64 {
        if x < self.low {
            1.0
        } else if x >= self.high {
            0.0
        } else if self.below_low > 0.5 || self.distribution.cdf(x) > 0.5 {
            ((self.distribution.exceedance(x) - self.above_high) / self.inside).clamp(0.0, 1.0)
        } else {
            1.0 - self.cdf(x)
        }
    }

    pub(super) fn mean(&self) -> f64 {
        let middle = self.quantile(0.5, 0.5);
        middle + expectation(|p, q| self.quantile(p, q) - middle)
    }

    pub(super) fn sd(&self) -> f64 {
        let mean = self.mean();
        expectation(|p, q| (self.quantile(p, q) - mean).powi(2)).sqrt()
    }
}
