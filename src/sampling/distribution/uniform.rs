//! The uniform distribution.

use super::family::Family;
use super::parameters::{ParameterError, interval};
use super::{Distribution, Shape};
use crate::lanes::{Lanes, apply};

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Uniform {
    low: f64,
    high: f64,
}

impl Distribution {
    /// Uniform between `low` and `high`: F(x) = (x - low) / (high - low).
    ///
    /// # Errors
    /// `low` is not below `high`.
    pub fn uniform(low: f64, high: f64) -> Result<Self, ParameterError> {
        interval(low, high)?;
        Ok(Self(Shape::Uniform(Uniform { low, high })))
    }
}

impl Uniform {
    #[inline(always)]
    pub(super) fn quantiles(&self, lanes: &mut Lanes) {
        apply(lanes, |p| self.quantile(p));
    }

    fn width(&self) -> f64 {
        self.high - self.low
    }
}

impl Family for Uniform {
    fn density(&self, x: f64) -> f64 {
        if (self.low..=self.high).contains(&x) { 1.0 / self.width() } else { 0.0 }
    }

    fn below(&self, x: f64) -> f64 {
        ((x - self.low) / self.width()).clamp(0.0, 1.0)
    }

    fn above(&self, x: f64) -> f64 {
        ((self.high - x) / self.width()).clamp(0.0, 1.0)
    }

    #[inline(always)]
    fn quantile(&self, p: f64) -> f64 {
        self.width() * p + self.low
    }

    fn upper_quantile(&self, q: f64) -> f64 {
        self.high - self.width() * q
    }

    fn mean(&self) -> f64 {
        f64::midpoint(self.low, self.high)
    }

    fn sd(&self) -> f64 {
        self.width() / 12.0_f64.sqrt()
    }
}
