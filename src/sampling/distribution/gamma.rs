//! The gamma distribution.

use super::family::Family;
use super::incomplete_gamma::IncompleteGamma;
use super::parameters::{ParameterError, all, positive, require};
use super::{Distribution, Shape};
use crate::input::shown;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Gamma {
    shape: f64,
    scale: f64,
    ln_scale: f64,
    tails: IncompleteGamma,
}

impl Distribution {
    /// Gamma with the given mean m and standard deviation s: with shape k = (m / s)^2 and scale theta = m / k,
    /// f(x) = x^(k-1) e^(-x / theta) / (Gamma(k) theta^k).
    ///
    /// # Errors
    /// `mean` or `sd` is not above 0, or `sd` is not from a ten-thousandth to a hundred times the mean.
    pub fn gamma(mean: f64, sd: f64) -> Result<Self, ParameterError> {
        all([positive("mean", mean), positive("sd", sd)])?;
        let shape = (mean / sd).powi(2);
        require((1e-4..=1e8).contains(&shape), || {
            let (sd, mean) = (shown(sd), shown(mean));
            format!("sd is {sd} with a mean of {mean}; from a ten-thousandth to a hundred times the mean is allowed")
        })?;
        let scale = mean / shape;
        Ok(Self(Shape::Gamma(Gamma { shape, scale, ln_scale: scale.ln(), tails: IncompleteGamma::new(shape) })))
    }
}

impl Gamma {
    /// ln of the standard value.
    fn log(&self, x: f64) -> f64 {
        (x / self.scale).ln()
    }
}

impl Family for Gamma {
    /// Without bound at 0 for shapes below 1.
    fn density(&self, x: f64) -> f64 {
        if x > 0.0 {
            (self.tails.ln_density_of_log(self.log(x)) - x.ln()).exp()
        } else if x < 0.0 || self.shape > 1.0 {
            0.0
        } else if self.shape < 1.0 {
            f64::INFINITY
        } else {
            self.scale.recip()
        }
    }

    fn below(&self, x: f64) -> f64 {
        if x > 0.0 { self.tails.ln_tails(self.log(x)).0.exp() } else { 0.0 }
    }

    fn above(&self, x: f64) -> f64 {
        if x > 0.0 { self.tails.ln_tails(self.log(x)).1.exp() } else { 1.0 }
    }

    fn quantile(&self, p: f64) -> f64 {
        if p > 0.5 { self.upper_quantile(1.0 - p) } else { (self.tails.lower(p) + self.ln_scale).exp() }
    }

    fn upper_quantile(&self, q: f64) -> f64 {
        (self.tails.upper(q) + self.ln_scale).exp()
    }

    fn mean(&self) -> f64 {
        self.shape * self.scale
    }

    fn sd(&self) -> f64 {
        self.shape.sqrt() * self.scale
    }
}
