//! The normal distribution.

use super::family::Family;
use super::parameters::{ParameterError, all, finite, positive};
use super::{Distribution, Shape, standard_normal};
use crate::lanes::{Arithmetic, Lanes, apply};

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Normal {
    mean: f64,
    sd: f64,
}

impl Distribution {
    /// Normal with the given mean mu and standard deviation sigma: f(x) = exp(-(x - mu)^2 / (2 sigma^2)) / (sigma sqrt(2 pi)).
    ///
    /// # Errors
    /// `sd` is not above 0.
    pub fn normal(mean: f64, sd: f64) -> Result<Self, ParameterError> {
        all([finite("mean", mean), positive("sd", sd)])?;
        Ok(Self(Shape::Normal(Normal { mean, sd })))
    }
}

impl Normal {
    #[inline(always)]
    pub(super) fn quantiles<A: Arithmetic>(&self, lanes: &mut Lanes) {
        standard_normal::quantiles::<A>(lanes);
        self.at_scores(lanes);
    }

    #[inline(always)]
    pub(super) fn at_scores(&self, lanes: &mut Lanes) {
        apply(lanes, |z| self.mean + self.sd * z);
    }

    fn standardised(&self, x: f64) -> f64 {
        (x - self.mean) / self.sd
    }
}

impl Family for Normal {
    fn density(&self, x: f64) -> f64 {
        standard_normal::density(self.standardised(x)) / self.sd
    }

    fn below(&self, x: f64) -> f64 {
        standard_normal::below(self.standardised(x))
    }

    fn above(&self, x: f64) -> f64 {
        standard_normal::above(self.standardised(x))
    }

    fn quantile(&self, p: f64) -> f64 {
        self.mean + self.sd * standard_normal::quantile(p)
    }

    fn upper_quantile(&self, q: f64) -> f64 {
        self.mean + self.sd * standard_normal::upper_quantile(q)
    }

    fn mean(&self) -> f64 {
        self.mean
    }

    fn sd(&self) -> f64 {
        self.sd
    }
}
