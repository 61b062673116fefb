//! The probability distributions an uncertain number may have.
//!
//! Values are drawn as quantiles of uniform numbers. Every family gives its distribution function F and its inverse from
//! both ends, so that a tail keeps its digits wherever a distribution is cut off; a quantile is right to 10^-9 of itself
//! (of the distribution's scale, where it lies near 0 only because it was moved there) for probabilities from 10^-12 to
//! 1 - 10^-12. The error function and ln Gamma are `statrs`'s.

mod beta;
mod discrete;
mod family;
mod gamma;
mod incomplete_beta;
mod incomplete_gamma;
mod lognormal;
mod metalog;
mod normal;
mod parameters;
mod root;
mod standard_normal;
mod student_t;
mod triangular;
mod two_piece;
mod uniform;

use family::Family;

use crate::lanes::{Arithmetic, Lanes, apply};
pub use parameters::ParameterError;
pub(super) use parameters::{all, positive, require};
pub(crate) use standard_normal::quantile as standard_normal_quantile;
pub(crate) use standard_normal::quantiles as standard_normal_quantiles;

/// A probability distribution, checked when it was made.
///
/// ```
/// use kapok::sampling::Distribution;
/// let growth = Distribution::normal(0.04, 0.015)?;
/// assert_eq!(growth.quantile(0.5), 0.04);
/// let speed = Distribution::triangular(0.06, 0.12, 0.20)?;
/// assert!((speed.mean() - 0.38 / 3.0).abs() < 1e-15);
/// # Ok::<(), kapok::sampling::ParameterError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Distribution(Shape);

#[derive(Debug, Clone, PartialEq)]
enum Shape {
    Normal(normal::Normal),
    Lognormal(lognormal::Lognormal),
    StudentT(student_t::StudentT),
    Uniform(uniform::Uniform),
    Triangular(triangular::Triangular),
    TwoPiece(two_piece::TwoPiece),
    Beta(beta::Beta),
    Gamma(gamma::Gamma),
    Discrete(discrete::Discrete),
    Metalog(metalog::Metalog),
}

impl Distribution {
    fn family(&self) -> &dyn Family {
        match &self.0 {
            Shape::Normal(d) => d,
            Shape::Lognormal(d) => d,
            Shape::StudentT(d) => d,
            Shape::Uniform(d) => d,
            Shape::Triangular(d) => d,
            Shape::TwoPiece(d) => d,
            Shape::Beta(d) => d,
            Shape::Gamma(d) => d,
            Shape::Discrete(d) => d,
            Shape::Metalog(d) => d,
        }
    }

    /// Density f(x), of the part of the probability that does not sit on single values: 0 for a list of values.
    pub fn density(&self, x: f64) -> f64 {
        self.family().density(x)
    }

    /// P(X = x): the weight of a value in a list, or the half at an end of a two-piece distribution that is its median.
    pub fn mass(&self, x: f64) -> f64 {
        self.family().mass(x)
    }

    /// F(x), the probability that the value is at most `x`.
    pub fn cdf(&self, x: f64) -> f64 {
        self.family().below(x)
    }

    /// 1 - F(x), the probability that the value exceeds `x`, with all its digits where it is small.
    pub fn exceedance(&self, x: f64) -> f64 {
        self.family().above(x)
    }

    /// The value that is not exceeded with probability `p`, for p between 0 and 1; the smallest, where there are several.
    pub fn quantile(&self, p: f64) -> f64 {
        self.family().quantile(p)
    }

    /// Normal scores turned into values, by families that are made from them; false for all others, which leave them as they are.
    #[inline(always)]
    pub(super) fn at_scores<A: Arithmetic>(&self, lanes: &mut Lanes) -> bool {
        match &self.0 {
            Shape::Normal(d) => d.at_scores(lanes),
            Shape::Lognormal(d) => d.at_scores::<A>(lanes),
            _ => return false,
        }
        true
    }

    /// On every lane, the quantile at the probability it holds.
    #[inline(always)]
    pub(super) fn quantiles<A: Arithmetic>(&self, lanes: &mut Lanes) {
        match &self.0 {
            // The commonest ones on all lanes at once.
            Shape::Normal(d) => d.quantiles::<A>(lanes),
            Shape::Lognormal(d) => d.quantiles::<A>(lanes),
            Shape::Uniform(d) => d.quantiles(lanes),
            Shape::Triangular(d) => d.quantiles(lanes),
            Shape::TwoPiece(d) => d.quantiles(lanes),
            _ => apply(lanes, |p| self.quantile(p)),
        }
    }

    /// The value exceeded with probability `q`, for q up to 1/2.
    pub(super) fn upper_quantile(&self, q: f64) -> f64 {
        self.family().upper_quantile(q)
    }

    /// P(X < x).
    pub(super) fn strictly_below(&self, x: f64) -> f64 {
        (self.cdf(x) - self.mass(x)).max(0.0)
    }

    /// Of a list of values those between `low` and `high`; nothing of other distributions.
    ///
    /// # Errors
    /// There is none.
    pub(super) fn values_within(&self, low: f64, high: f64) -> Option<Result<Self, ParameterError>> {
        match &self.0 {
            Shape::Discrete(d) => Some(d.within(low, high)),
            _ => None,
        }
    }

    /// Expected value.
    pub fn mean(&self) -> f64 {
        self.family().mean()
    }

    /// Standard deviation.
    pub fn sd(&self) -> f64 {
        self.family().sd()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_lies_between_the_infinities_and_any_number_may_be_cut_off_on_one_side() {
        let all = [
            Distribution::normal(0.8, 0.1),
            Distribution::lognormal(0.8, 0.1),
            Distribution::student_t(0.8, 0.1, 4.0),
            Distribution::uniform(0.5, 1.0),
            Distribution::triangular(0.5, 0.8, 1.0),
            Distribution::pert(0.5, 0.8, 1.0),
            Distribution::two_piece(0.5, 0.8, 1.0),
            Distribution::beta(2.0, 3.0, 0.5, 1.2),
            Distribution::gamma(0.8, 0.1),
            Distribution::gamma(0.8, 3.0),
            Distribution::discrete(&[0.5, 0.7, 0.9], &[1.0, 1.0, 2.0]),
            Distribution::empirical(&[0.5, 0.7, 0.9]),
            Distribution::metalog(&[(0.05, 0.5), (0.5, 0.8), (0.95, 1.0)], None, None),
        ];
        for distribution in all.map(Result::unwrap) {
            for (x, below) in [(f64::INFINITY, 1.0), (1e308, 1.0), (f64::NEG_INFINITY, 0.0), (-1e308, 0.0)] {
                assert_eq!(
                    (distribution.cdf(x), distribution.exceedance(x)),
                    (below, 1.0 - below),
                    "{distribution:?} {x}"
                );
            }
            let number = crate::sampling::Uncertain::from(distribution.clone());
            for (low, high) in [(0.6, f64::INFINITY), (f64::NEG_INFINITY, 0.85), (0.6, 0.95), (-1.0, 1e99)] {
                let cut = number.clone().truncated(low, high).unwrap();
                for p in [1e-12, 0.1, 0.5, 0.9, 1.0 - 1e-12] {
                    let value = cut.quantile(p);
                    assert!(low <= value && value <= high && value.is_finite(), "{distribution:?} [{low}, {high}] {p}");
                }
                assert!(cut.cdf(high) == 1.0 && cut.mean().is_finite() && cut.sd().is_finite());
            }
        }
    }

    /// Expected values are closed forms, or the 97.5 % points of printed tables.
    #[test]
    fn quantiles_match_closed_forms() {
        let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-12 * b.abs().max(1.0), "{a} is not {b}");
        close(Distribution::normal(2.0, 3.0).unwrap().quantile(0.975), 2.0 + 3.0 * 1.959_963_984_540_054);
        close(Distribution::uniform(-1.0, 3.0).unwrap().quantile(0.25), 0.0);
        // Triangular (0, 1, 4): F = x^2 / 4 up to the mode (F = 1/4), then 1 - (4 - x)^2 / 12.
        let triangular = Distribution::triangular(0.0, 1.0, 4.0).unwrap();
        close(triangular.quantile(0.16), 0.8);
        close(triangular.quantile(0.5), 4.0 - 6.0_f64.sqrt());
        // Beta (2, 1): F = x^2.
        close(Distribution::beta(2.0, 1.0, 10.0, 20.0).unwrap().quantile(0.49), 17.0);
        // Gamma with mean = sd is the exponential.
        close(Distribution::gamma(2.0, 2.0).unwrap().quantile(0.3), -2.0 * 0.7_f64.ln());
        // Lognormal with log-sd s: sd / mean = sqrt(exp(s^2) - 1).
        let s: f64 = 0.25;
        let lognormal = Distribution::lognormal((s * s / 2.0).exp(), (s * s / 2.0).exp() * (s * s).exp_m1().sqrt());
        close(lognormal.unwrap().quantile(0.975), (s * 1.959_963_984_540_054).exp());
        // Student's t with 4 degrees of freedom, 97.5 % point of printed tables.
        let t = Distribution::student_t(0.0, 1.0, 4.0).unwrap();
        assert!((t.quantile(0.975) - 2.776_445_105).abs() < 1e-8);
    }

    #[test]
    fn quantile_inverts_the_cdf_and_moments_agree_with_quadrature() {
        let all = [
            Distribution::normal(1.0, 2.0),
            Distribution::lognormal(3.0, 1.0),
            Distribution::student_t(1.0, 0.5, 9.0),
            Distribution::uniform(0.0, 2.0),
            Distribution::triangular(1.0, 1.5, 4.0),
            Distribution::pert(1.0, 1.5, 4.0),
            Distribution::gamma(3.0, 1.5),
        ];
        for distribution in all.map(Result::unwrap) {
            for p in [1e-6, 0.01, 0.2, 0.5, 0.9, 0.999] {
                let back = distribution.cdf(distribution.quantile(p));
                assert!((back - p).abs() < 1e-9, "{distribution:?}: {back} is not {p}");
            }
            let steps = 200_000;
            let at = |i| distribution.quantile((f64::from(i) + 0.5) / f64::from(steps));
            let mean = (0..steps).map(at).sum::<f64>() / f64::from(steps);
            let variance = (0..steps).map(|i| (at(i) - mean).powi(2)).sum::<f64>() / f64::from(steps);
            assert!((mean - distribution.mean()).abs() < 1e-4, "{distribution:?}");
            assert!((variance.sqrt() / distribution.sd() - 1.0).abs() < 2e-3, "{distribution:?}");
        }
    }

    #[test]
    fn parameters_out_of_order_are_refused_in_words() {
        let message = Distribution::beta(-1.0, 0.0, 0.3, 0.2).unwrap_err().to_string();
        assert_eq!(
            message,
            "alpha is -1, it must be above 0; beta is 0, it must be above 0; low (0.3) is not below high (0.2)"
        );
        let message = Distribution::triangular(0.2, 0.1, 0.3).unwrap_err().to_string();
        assert_eq!(message, "mode (0.1) does not lie between low (0.2) and high (0.3)");
        assert!(Distribution::normal(0.0, 0.0).is_err());
        assert!(Distribution::uniform(1.0, 1.0).is_err());
        assert!(Distribution::student_t(0.0, 1.0, 2.0).is_err());
        assert!(Distribution::normal(0.0, f64::NAN).is_err());
        assert!(Distribution::normal(0.0, f64::INFINITY).is_err());
        assert!(Distribution::beta(2.0, 2.0, f64::NEG_INFINITY, 0.0).is_err());
    }
}
