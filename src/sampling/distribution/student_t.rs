//! Student's t distribution.

use super::family::Family;
use super::incomplete_beta::IncompleteBeta;
use super::parameters::{ParameterError, all, finite, positive, require};
use super::{Distribution, Shape};
use crate::input::shown;

/// Of nu degrees of freedom; x = nu / (nu + t^2) then is beta distributed with shapes nu / 2 and 1/2 (Abramowitz & Stegun
/// 1964, 26.5.27), and the odds of x are nu / t^2.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct StudentT {
    location: f64,
    scale: f64,
    freedom: f64,
    tails: IncompleteBeta,
}

impl Distribution {
    /// Student's t with nu = `freedom` degrees of freedom, moved to `location` and stretched by `scale`: of
    /// t = (x - location) / scale the density is (1 + t^2 / nu)^(-(nu + 1) / 2) / (sqrt(nu) B(nu / 2, 1/2)).
    ///
    /// # Errors
    /// `scale` is not above 0, or `freedom` not above 2 (below that it has no standard deviation) or above 1e6.
    pub fn student_t(location: f64, scale: f64, freedom: f64) -> Result<Self, ParameterError> {
        let light_tails = require(freedom.is_nan() || freedom > 2.0, || {
            format!("freedom is {}, it must be above 2: below that there is no standard deviation", shown(freedom))
        });
        let not_normal = require(freedom.is_infinite() || freedom.is_nan() || freedom <= 1e6, || {
            format!("freedom is {}; above 1e6 write a normal distribution", shown(freedom))
        });
        let freedom_is_finite = finite("freedom", freedom);
        all([finite("location", location), positive("scale", scale), freedom_is_finite, light_tails, not_normal])?;
        let tails = IncompleteBeta::new(freedom / 2.0, 0.5);
        Ok(Self(Shape::StudentT(StudentT { location, scale, freedom, tails })))
    }
}

impl StudentT {
    fn standardised(&self, x: f64) -> f64 {
        (x - self.location) / self.scale
    }

    /// ln(nu / t^2).
    fn log_odds(&self, t: f64) -> f64 {
        self.freedom.ln() - 2.0 * t.abs().ln()
    }

    /// P(T > |t|).
    fn one_tail(&self, t: f64) -> f64 {
        if t == 0.0 { 0.5 } else { self.tails.ln_tails(self.log_odds(t)).0.exp() / 2.0 }
    }

    /// P(T > t) on either side.
    fn standard_above(&self, t: f64) -> f64 {
        if t < 0.0 { 1.0 - self.one_tail(t) } else { self.one_tail(t) }
    }

    /// t with P(T > t) = q for q up to 1/2.
    fn standard_upper(&self, q: f64) -> f64 {
        if q >= 0.5 {
            return 0.0;
        }
        let both = 2.0 * q;
        let y = if both > 0.5 { self.tails.upper(1.0 - both) } else { self.tails.lower(both) };
        self.freedom.sqrt() * (-y / 2.0).exp()
    }
}

impl Family for StudentT {
    fn density(&self, x: f64) -> f64 {
        // The density of ln(nu / t^2) is that of both tails, and |d ln(nu / t^2) / dt| = 2 / |t|; at t = 0 the limit.
        let t = self.standardised(x).abs().max(1e-150);
        (self.tails.ln_density_of_odds(self.log_odds(t)) - t.ln()).exp() / self.scale
    }

    fn below(&self, x: f64) -> f64 {
        self.standard_above(-self.standardised(x))
    }

    fn above(&self, x: f64) -> f64 {
        self.standard_above(self.standardised(x))
    }

    fn quantile(&self, p: f64) -> f64 {
        if p > 0.5 { self.upper_quantile(1.0 - p) } else { self.location - self.scale * self.standard_upper(p) }
    }

    fn upper_quantile(&self, q: f64) -> f64 {
        self.location + self.scale * self.standard_upper(q)
    }

    fn mean(&self) -> f64 {
        self.location
    }

    fn sd(&self) -> f64 {
        self.scale * (self.freedom / (self.freedom - 2.0)).sqrt()
    }
}
