//! The lognormal distribution, in the three ways it is given.

use super::family::Family;
use super::parameters::{ParameterError, all, finite, percentile, positive, require, rising};
use super::{Distribution, Shape, standard_normal};
use crate::input::shown;
use crate::lanes::{Arithmetic, Lanes, apply, exp};

/// ln X is normal with mean mu and standard deviation sigma.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Lognormal {
    mu: f64,
    sigma: f64,
}

impl Distribution {
    /// Lognormal with the given mean m and standard deviation s of the value itself (not of its logarithm):
    /// sigma^2 = ln(1 + (s / m)^2), mu = ln m - sigma^2 / 2.
    ///
    /// # Errors
    /// `mean` or `sd` is not above 0.
    pub fn lognormal(mean: f64, sd: f64) -> Result<Self, ParameterError> {
        all([positive("mean", mean), positive("sd", sd)])?;
        let variance = (sd / mean).powi(2).ln_1p();
        require(variance.is_finite() && variance > 0.0, || {
            format!("sd is {} with a mean of {}; the two lie too far apart to reckon with", shown(sd), shown(mean))
        })?;
        Ok(Self(Shape::Lognormal(Lognormal { mu: mean.ln() - variance / 2.0, sigma: variance.sqrt() })))
    }

    /// Lognormal whose logarithm has the given mean mu and standard deviation sigma:
    /// f(x) = exp(-(ln x - mu)^2 / (2 sigma^2)) / (x sigma sqrt(2 pi)), its mean exp(mu + sigma^2 / 2).
    ///
    /// # Errors
    /// `log_sd` is not above 0, or the mean or the standard deviation of the value cannot be held by a number.
    ///
    /// ```
    /// use kapok::sampling::Distribution;
    /// let price = Distribution::lognormal_on_log_scale(0.0, 0.5)?;
    /// assert_eq!(price.quantile(0.5), 1.0);
    /// assert!((price.mean() - 0.125_f64.exp()).abs() < 1e-15);
    /// # Ok::<(), kapok::sampling::ParameterError>(())
    /// ```
    pub fn lognormal_on_log_scale(log_mean: f64, log_sd: f64) -> Result<Self, ParameterError> {
        all([finite("log_mean", log_mean), positive("log_sd", log_sd)])?;
        let found = Lognormal { mu: log_mean, sigma: log_sd };
        let held = |value: f64| value.is_finite() && value > 0.0;
        require(held(found.mean()) && held(found.sd()), || {
            format!(
                "log_mean {} with log_sd {} gives values beyond all numbers; both are on the scale of natural logarithms",
                shown(log_mean),
                shown(log_sd)
            )
        })?;
        Ok(Self(Shape::Lognormal(found)))
    }

    /// Lognormal through two quantiles, each a probability and a value:
    /// sigma = ln(x_2 / x_1) / (z_2 - z_1), mu = ln x_1 - sigma z_1, with z the standard normal quantiles.
    ///
    /// # Errors
    /// A value is not above 0, probabilities or values are not in order, or mean or standard deviation grow beyond all numbers.
    ///
    /// ```
    /// use kapok::sampling::Distribution;
    /// let cost = Distribution::lognormal_through([(0.05, 50.0), (0.95, 200.0)])?;
    /// assert!((cost.quantile(0.5) - 100.0).abs() < 1e-12 && (cost.quantile(0.95) - 200.0).abs() < 1e-12);
    /// # Ok::<(), kapok::sampling::ParameterError>(())
    /// ```
    pub fn lognormal_through(quantiles: [(f64, f64); 2]) -> Result<Self, ParameterError> {
        rising(&quantiles)?;
        all(quantiles.map(|(p, value)| positive(&percentile(p), value)))?;
        let [(z1, x1), (z2, x2)] = quantiles.map(|(p, value)| (standard_normal::quantile(p), value.ln()));
        let sigma = (x2 - x1) / (z2 - z1);
        // From the middle of the two points, whose roundings then count half each.
        let mu = f64::midpoint(x1, x2) - sigma * f64::midpoint(z1, z2);
        Self::lognormal_on_log_scale(mu, sigma)
    }
}

impl Lognormal {
    #[inline(always)]
    pub(super) fn quantiles<A: Arithmetic>(&self, lanes: &mut Lanes) {
        standard_normal::quantiles::<A>(lanes);
        self.at_scores::<A>(lanes);
    }

    #[inline(always)]
    pub(super) fn at_scores<A: Arithmetic>(&self, lanes: &mut Lanes) {
        apply(lanes, |z| exp::<A>(self.mu + self.sigma * z));
    }

    fn standardised(&self, x: f64) -> f64 {
        (x.ln() - self.mu) / self.sigma
    }
}

impl Family for Lognormal {
    fn density(&self, x: f64) -> f64 {
        if x > 0.0 { standard_normal::density(self.standardised(x)) / (x * self.sigma) } else { 0.0 }
    }

    fn below(&self, x: f64) -> f64 {
        if x > 0.0 { standard_normal::below(self.standardised(x)) } else { 0.0 }
    }

    fn above(&self, x: f64) -> f64 {
        if x > 0.0 { standard_normal::above(self.standardised(x)) } else { 1.0 }
    }

    fn quantile(&self, p: f64) -> f64 {
        (self.mu + self.sigma * standard_normal::quantile(p)).exp()
    }

    fn upper_quantile(&self, q: f64) -> f64 {
        (self.mu + self.sigma * standard_normal::upper_quantile(q)).exp()
    }

    fn mean(&self) -> f64 {
        (self.mu + self.sigma.powi(2) / 2.0).exp()
    }

    fn sd(&self) -> f64 {
        self.mean() * self.sigma.powi(2).exp_m1().sqrt()
    }
}
