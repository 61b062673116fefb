//! The triangular distribution.

use super::family::Family;
use super::parameters::{ParameterError, ordered};
use super::{Distribution, Shape};
use crate::lanes::{Lanes, apply};

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Triangular {
    low: f64,
    mode: f64,
    high: f64,
}

impl Distribution {
    /// Triangular between `low` and `high` with its peak at `mode`: F(x) = (x - low)^2 / ((high - low) (mode - low)) below the
    /// peak, 1 - (high - x)^2 / ((high - low) (high - mode)) above it.
    ///
    /// # Errors
    /// The three numbers are not in order, or `low` is not below `high`.
    pub fn triangular(low: f64, mode: f64, high: f64) -> Result<Self, ParameterError> {
        ordered(low, ("mode", mode), high)?;
        Ok(Self(Shape::Triangular(Triangular { low, mode, high })))
    }
}

impl Triangular {
    #[inline(always)]
    pub(super) fn quantiles(&self, lanes: &mut Lanes) {
        apply(lanes, |p| self.quantile(p));
    }

    fn width(&self) -> f64 {
        self.high - self.low
    }

    /// Density at the peak.
    fn peak(&self) -> f64 {
        2.0 / self.width()
    }
}

impl Family for Triangular {
    fn density(&self, x: f64) -> f64 {
        let Self { low, mode, high } = *self;
        if x < low || x > high {
            0.0
        } else if x < mode {
            self.peak() * (x - low) / (mode - low)
        } else if x > mode {
            self.peak() * (high - x) / (high - mode)
        } else {
            self.peak()
        }
    }

    fn below(&self, x: f64) -> f64 {
        let Self { low, mode, high } = *self;
        if x <= low {
            0.0
        } else if mode == low && x < high {
            // 1 - (1 - u)^2, written so that it keeps its digits near low
            let u = (x - low) / self.width();
            u * (2.0 - u)
        } else if x <= mode {
            (x - low) * (x - low) / (self.width() * (mode - low))
        } else if x < high {
            1.0 - (high - x) * (high - x) / (self.width() * (high - mode))
        } else {
            1.0
        }
    }

    fn above(&self, x: f64) -> f64 {
        let Self { mode, high, .. } = *self;
        if x >= high {
            0.0
        } else if mode == high && x > self.low {
            let u = (high - x) / self.width();
            u * (2.0 - u)
        } else if x >= mode {
            (high - x) * (high - x) / (self.width() * (high - mode))
        } else {
            1.0 - self.below(x)
        }
    }

    #[inline(always)]
    fn quantile(&self, p: f64) -> f64 {
        let Self { low, mode, high } = *self;
        let width = high - low;
        if mode == low {
            // high - width sqrt(1 - p), written so that it keeps its digits near low
            return low + width * p / (1.0 + (1.0 - p).sqrt());
        }
        let rising = p < (mode - low) / width;
        let root = (width * if rising { (mode - low) * p } else { (high - mode) * (1.0 - p) }).sqrt();
        if rising { low + root } else { high - root }
    }

    fn upper_quantile(&self, q: f64) -> f64 {
        let Self { low, mode, high } = *self;
        if q < (high - mode) / self.width() {
            high - (self.width() * (high - mode) * q).sqrt()
        } else if mode < high {
            low + ((mode - low) * self.width() * (1.0 - q)).sqrt()
        } else {
            high - self.width() * q / (1.0 + (1.0 - q).sqrt())
        }
    }

    fn mean(&self) -> f64 {
        (self.low + self.mode + self.high) / 3.0
    }

    fn sd(&self) -> f64 {
        let (a, b) = (self.mode - self.low, self.high - self.mode);
        ((a * a + a * b + b * b) / 18.0).sqrt()
    }
}
