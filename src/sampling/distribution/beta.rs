//! The beta distribution on an interval, and the PERT distribution, which is one of them.

use super::family::Family;
use super::incomplete_beta::{IncompleteBeta, share};
use super::parameters::{ParameterError, all, between, interval, ordered};
use super::{Distribution, Shape};

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Beta {
    /// The shape parameters alpha and beta.
    a: f64,
    b: f64,
    low: f64,
    high: f64,
    tails: IncompleteBeta,
}

impl Distribution {
    /// Beta with shape parameters `alpha` and `beta`, stretched from (0, 1) to (`low`, `high`): of t = (x - low) / (high - low)
    /// the density is t^(alpha-1) (1 - t)^(beta-1) / B(alpha, beta).
    ///
    /// # Errors
    /// `alpha` or `beta` is not above 0, or `low` is not below `high`.
    pub fn beta(alpha: f64, beta: f64, low: f64, high: f64) -> Result<Self, ParameterError> {
        all([between("alpha", alpha, 1e-3, 1e6), between("beta", beta, 1e-3, 1e6), interval(low, high)])?;
        Ok(Self(Shape::Beta(Beta { a: alpha, b: beta, low, high, tails: IncompleteBeta::new(alpha, beta) })))
    }

    /// PERT between `low` and `high` with its peak at `mode`: a beta with mean (low + 4 mode + high) / 6 (Malcolm et al. 1959),
    /// alpha = 1 + 4 (mode - low) / (high - low), beta = 1 + 4 (high - mode) / (high - low).
    ///
    /// # Errors
    /// The three numbers are not in order, or `low` is not below `high`.
    pub fn pert(low: f64, mode: f64, high: f64) -> Result<Self, ParameterError> {
        ordered(low, ("mode", mode), high)?;
        let width = high - low;
        Self::beta(1.0 + 4.0 * (mode - low) / width, 1.0 + 4.0 * (high - mode) / width, low, high)
    }
}

impl Beta {
    fn width(&self) -> f64 {
        self.high - self.low
    }

    /// ln of the odds (x - low) / (high - x), inside the interval.
    fn log_odds(&self, x: f64) -> f64 {
        ((x - self.low) / (self.high - x)).ln()
    }

    /// The value whose log odds are y, from the end nearer to it.
    fn value(&self, y: f64) -> f64 {
        if y > 0.0 { self.high - self.width() * share(-y) } else { self.low + self.width() * share(y) }
    }
}

impl Family for Beta {
    /// Without bound at an end whose shape parameter is below 1.
    fn density(&self, x: f64) -> f64 {
        let at_end = |mine: f64, other: f64| {
            if mine < 1.0 {
                f64::INFINITY
            } else if mine > 1.0 {
                0.0
            } else {
                other / self.width()
            }
        };
        if x < self.low || x > self.high {
            0.0
        } else if x == self.low {
            at_end(self.a, self.b)
        } else if x == self.high {
            at_end(self.b, self.a)
        } else {
            let per_odds = self.tails.ln_density_of_odds(self.log_odds(x)).exp();
            per_odds * self.width() / ((x - self.low) * (self.high - x))
        }
    }

    fn below(&self, x: f64) -> f64 {
        if x <= self.low {
            0.0
        } else if x >= self.high {
            1.0
        } else {
            self.tails.ln_tails(self.log_odds(x)).0.exp()
        }
    }

    fn above(&self, x: f64) -> f64 {
        if x <= self.low {
            1.0
        } else if x >= self.high {
            0.0
        } else {
            self.tails.ln_tails(self.log_odds(x)).1.exp()
        }
    }

    fn quantile(&self, p: f64) -> f64 {
        if p > 0.5 { self.upper_quantile(1.0 - p) } else { self.value(self.tails.lower(p)) }
    }

    fn upper_quantile(&self, q: f64) -> f64 {
        self.value(self.tails.upper(q))
    }

    fn mean(&self) -> f64 {
        self.low + self.width() * self.a / (self.a + self.b)
    }

    fn sd(&self) -> f64 {
        let sum = self.a + self.b;
        self.width() * (self.a / sum * (self.b / sum) / (sum + 1.0)).sqrt()
    }
}
