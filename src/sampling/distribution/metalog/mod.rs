//! The metalog distribution (Keelin 2016): a smooth quantile function through given quantiles.

mod bounds;
mod curve;
mod remedy;

use super::family::Family;
use super::incomplete_beta::share;
use super::parameters::{ParameterError, all, percentile, require, rising};
use super::{Distribution, Shape};
use crate::input::shown;
use crate::sampling::quadrature::expectation;
use bounds::Bounds;
use curve::Curve;

/// Through more points a curve that rises everywhere is a rare thing.
const MOST_QUANTILES: usize = 10;
/// An unbounded tail that grows as e^(c t), t = ln(p / (1 - p)), has a standard deviation for c < 1/2; this stays clear of it.
const HEAVIEST_TAIL: f64 = 0.475;

/// z = M(t) is the curve through the transformed quantiles, and the value x is transformed back from z.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Metalog {
    bounds: Bounds,
    curve: Curve,
}

impl Distribution {
    /// The metalog distribution through three or more quantiles, each a probability and a value; unbounded, or with a
    /// lower bound, an upper bound or both.
    ///
    /// With y the probability and L = ln(y / (1 - y)), n quantiles are met exactly by the n terms
    /// M(y) = a_1 + a_2 L + a_3 (y - 1/2) L + a_4 (y - 1/2) + a_5 (y - 1/2)^2 + a_6 (y - 1/2)^2 L + ...
    /// The value is x = M, with bounds x = low + e^M, x = high - e^-M or x = (low + high e^M) / (1 + e^M).
    ///
    /// Reference: Keelin (2016), The metalog distributions, Decision Analysis 13(4).
    ///
    /// # Errors
    /// Fewer than three quantiles or more than ten; quantiles not in order or not inside the bounds; the curve through them
    /// falls somewhere, so that there is no such distribution; an unbounded side so long that there is no standard deviation.
    ///
    /// ```
    /// use kapok::sampling::Distribution;
    /// let growth = Distribution::metalog(&[(0.05, 0.02), (0.5, 0.04), (0.95, 0.07)], None, None)?;
    /// assert!((growth.quantile(0.95) - 0.07).abs() < 1e-15 && (growth.cdf(0.02) - 0.05).abs() < 1e-14);
    /// let wrong = Distribution::metalog(&[(0.05, 0.02), (0.5, 0.021), (0.95, 0.07)], None, None).unwrap_err();
    /// assert!(wrong.to_string().contains("p50 from 0.0263 to 0.0637 would do"));
    /// # Ok::<(), kapok::sampling::ParameterError>(())
    /// ```
    pub fn metalog(quantiles: &[(f64, f64)], low: Option<f64>, high: Option<f64>) -> Result<Self, ParameterError> {
        require((3..=MOST_QUANTILES).contains(&quantiles.len()), || {
            format!("found {} quantiles; from 3 to {MOST_QUANTILES} are taken", quantiles.len())
        })?;
        let bounds = Bounds::new(low, high);
        all([rising(quantiles), bounds.as_ref().map(|_| ()).map_err(Clone::clone)])?;
        let bounds = bounds?;
        all(quantiles.iter().map(|&(p, value)| {
            let inside = || format!("{} ({}) does not lie {}", percentile(p), shown(value), bounds.in_words());
            require(bounds.contain(value), inside)
        }))?;
        let transformed: Vec<(f64, f64)> = quantiles.iter().map(|&(p, value)| (p, bounds.transformed(value))).collect();
        let curve = Curve::through(&transformed).filter(|curve| curve.falls().is_none());
        let Some(curve) = curve else { return Err(remedy::none_through(quantiles, &bounds)) };
        let found = Metalog { bounds, curve };
        found.check_tails()?;
        Ok(Self(Shape::Metalog(found)))
    }
}

impl Metalog {
    fn check_tails(&self) -> Result<(), ParameterError> {
        let (lower, upper) = self.curve.growth();
        let long = |side: &str, bound: &str| {
            format!(
                "the {side} tail through these quantiles is so long that there is no standard deviation; give {bound} as well, or bring the quantiles nearer to each other"
            )
        };
        match self.bounds {
            Bounds::Below(_) => require(upper < HEAVIEST_TAIL, || long("upper", "high")),
            Bounds::Above(_) => require(lower < HEAVIEST_TAIL, || long("lower", "low")),
            Bounds::None | Bounds::Both(..) => Ok(()),
        }
    }

    /// The value at t = ln(p / (1 - p)).
    fn at(&self, t: f64) -> f64 {
        self.bounds.value(self.curve.at(t))
    }

    /// t where the value is `x`, which lies inside the bounds.
    fn log_odds(&self, x: f64) -> f64 {
        self.curve.inverse(self.bounds.transformed(x))
    }
}

impl Family for Metalog {
    /// f(x) = 1 / (dx / dp), dp = p (1 - p) dt.
    fn density(&self, x: f64) -> f64 {
        if !self.bounds.contain(x) {
            return 0.0;
        }
        let t = self.log_odds(x);
        share(t) * share(-t) / (self.curve.slope(t) * self.bounds.slope(x))
    }

    fn below(&self, x: f64) -> f64 {
        if self.bounds.contain(x) { share(self.log_odds(x)) } else { f64::from(self.bounds.lie_below(x)) }
    }

    fn above(&self, x: f64) -> f64 {
        if self.bounds.contain(x) { share(-self.log_odds(x)) } else { f64::from(!self.bounds.lie_below(x)) }
    }

    fn quantile(&self, p: f64) -> f64 {
        self.at((p / (1.0 - p)).ln())
    }

    fn upper_quantile(&self, q: f64) -> f64 {
        self.at(((1.0 - q) / q).ln())
    }

    fn mean(&self) -> f64 {
        expectation(|p, q| self.at(p.ln() - q.ln()))
    }

    fn sd(&self) -> f64 {
        let mean = self.mean();
        expectation(|p, q| (self.at(p.ln() - q.ln()) - mean).powi(2)).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn logistic(p: f64) -> f64 {
        2.0 + 0.5 * (p / (1.0 - p)).ln()
    }

    /// Through quantiles of a logistic distribution the terms after the second are 0.
    #[test]
    fn through_logistic_quantiles_it_is_logistic() {
        for points in [&[0.1, 0.5, 0.9][..], &[0.05, 0.3, 0.6, 0.99], &[0.01, 0.2, 0.5, 0.7, 0.95]] {
            let quantiles: Vec<(f64, f64)> = points.iter().map(|&p| (p, logistic(p))).collect();
            let found = Distribution::metalog(&quantiles, None, None).unwrap();
            for p in [1e-9, 0.02, 0.5, 0.8, 0.9999] {
                assert!((found.quantile(p) - logistic(p)).abs() < 1e-12);
                assert!((found.cdf(logistic(p)) / p - 1.0).abs() < 1e-11);
                // The logistic density is F (1 - F) / s.
                assert!((found.density(logistic(p)) / (p * (1.0 - p) / 0.5) - 1.0).abs() < 1e-11);
            }
            assert!((found.mean() - 2.0).abs() < 1e-12);
            assert!((found.sd() - 0.5 * std::f64::consts::PI / 3.0_f64.sqrt()).abs() < 1e-12);
        }
    }

    /// With a lower bound 0 and logistic quantiles of the logarithm it is the log-logistic distribution, with both bounds the
    /// logit-logistic one.
    #[test]
    fn with_bounds_it_is_the_transformed_logistic() {
        let points = [0.1, 0.5, 0.9];
        let log = |p: f64| (0.2 * (p / (1.0 - p)).ln()).exp();
        let found = Distribution::metalog(&points.map(|p| (p, log(p))), Some(0.0), None).unwrap();
        // The log-logistic with shape b has mean (pi / b) / sin(pi / b).
        let angle = 0.2 * std::f64::consts::PI;
        assert!((found.mean() - angle / angle.sin()).abs() < 1e-12);
        assert!((found.quantile(0.999) / log(0.999) - 1.0).abs() < 1e-12 && found.cdf(-1.0) == 0.0);
        let both = |p: f64| 10.0 * p; // M = L: uniform
        let found = Distribution::metalog(&points.map(|p| (p, both(p))), Some(0.0), Some(10.0)).unwrap();
        assert!((found.quantile(0.37) - 3.7).abs() < 1e-12 && (found.sd() - 10.0 / 12.0_f64.sqrt()).abs() < 1e-12);
        assert!((found.density(4.0) - 0.1).abs() < 1e-13 && found.density(11.0) == 0.0);
        let above = |p: f64| 5.0 - log(1.0 - p);
        let found = Distribution::metalog(&points.map(|p| (p, above(p))), None, Some(5.0)).unwrap();
        assert!((found.quantile(0.01) - above(0.01)).abs() < 1e-12 && found.cdf(6.0) == 1.0);
    }
}
