//! The probability distributions an uncertain number may have.
//!
//! Values are drawn as quantiles of uniform numbers, so all that is needed of a distribution is its cumulative
//! distribution function F, its inverse, mean and standard deviation. All come from `statrs`; the PERT distribution
//! (Malcolm et al. 1959) and the scaled beta are its beta on an interval. Only the two-piece triangular is ours.

use statrs::distribution::{Beta, ContinuousCDF, Gamma, LogNormal, Normal, StudentsT, Triangular, Uniform};
use statrs::statistics::Distribution as _;

use super::two_piece::TwoPiece;
use crate::input::shown;

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
pub struct Distribution {
    shape: Shape,
    /// The standard shape is stretched and moved: value = location + scale * standard value.
    location: f64,
    scale: f64,
}

#[derive(Debug, Clone, PartialEq)]
enum Shape {
    Normal(Normal),
    LogNormal(LogNormal),
    StudentsT(StudentsT),
    Uniform(Uniform),
    Triangular(Triangular),
    Beta(Beta),
    Gamma(Gamma),
    TwoPiece(TwoPiece),
}

/// What is wrong with the parameters of a distribution, in words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ParameterError {
    message: String,
}

/// Fails with `message` unless `holds`.
pub(super) fn require(holds: bool, message: impl FnOnce() -> String) -> Result<(), ParameterError> {
    if holds { Ok(()) } else { Err(ParameterError { message: message() }) }
}

/// Fails with the messages of all checks that failed.
fn all<const N: usize>(checks: [Result<(), ParameterError>; N]) -> Result<(), ParameterError> {
    let messages: Vec<String> = checks.into_iter().filter_map(Result::err).map(|error| error.message).collect();
    if messages.is_empty() { Ok(()) } else { Err(ParameterError { message: messages.join("; ") }) }
}

fn finite(name: &str, value: f64) -> Result<(), ParameterError> {
    require(value.is_finite(), || format!("{name} is {value}, it must be a finite number"))
}

fn positive(name: &str, value: f64) -> Result<(), ParameterError> {
    finite(name, value)?;
    require(value > 0.0, || format!("{name} is {}, it must be above 0", shown(value)))
}

fn between(name: &str, value: f64, low: f64, high: f64) -> Result<(), ParameterError> {
    positive(name, value)?;
    let message = || format!("{name} is {}; from {} to {} is allowed", shown(value), shown(low), shown(high));
    require((low..=high).contains(&value), message)
}

/// Turns a rejection by the library into words; the checks before it should leave it nothing to reject.
fn accepted<T, E: std::fmt::Display>(shape: Result<T, E>) -> Result<T, ParameterError> {
    shape.map_err(|error| ParameterError { message: error.to_string() })
}

impl Distribution {
    fn standard(shape: Shape) -> Self {
        Self { shape, location: 0.0, scale: 1.0 }
    }

    /// Normal with the given mean and standard deviation.
    ///
    /// # Errors
    /// `sd` is not above 0.
    pub fn normal(mean: f64, sd: f64) -> Result<Self, ParameterError> {
        all([finite("mean", mean), positive("sd", sd)])?;
        let shape = Shape::Normal(accepted(Normal::new(0.0, 1.0))?);
        Ok(Self { shape, location: mean, scale: sd })
    }

    /// Lognormal with the given mean and standard deviation of the value itself (not of its logarithm).
    ///
    /// # Errors
    /// `mean` or `sd` is not above 0.
    pub fn lognormal(mean: f64, sd: f64) -> Result<Self, ParameterError> {
        all([positive("mean", mean), positive("sd", sd)])?;
        let variance = (sd / mean).powi(2).ln_1p();
        Ok(Self::standard(Shape::LogNormal(accepted(LogNormal::new(mean.ln() - variance / 2.0, variance.sqrt()))?)))
    }

    /// Student's t with `freedom` degrees of freedom, moved to `location` and stretched by `scale`.
    ///
    /// # Errors
    /// `scale` is not above 0, or `freedom` not above 2 (below that it has no standard deviation).
    pub fn student_t(location: f64, scale: f64, freedom: f64) -> Result<Self, ParameterError> {
        let light_tails = require(freedom.is_nan() || freedom > 2.0, || {
            format!("freedom is {}, it must be above 2: below that there is no standard deviation", shown(freedom))
        });
        let not_normal = require(freedom.is_infinite() || freedom.is_nan() || freedom <= 1e6, || {
            format!("freedom is {}; above 1e6 write a normal distribution", shown(freedom))
        });
        let freedom_is_finite = finite("freedom", freedom);
        all([finite("location", location), positive("scale", scale), freedom_is_finite, light_tails, not_normal])?;
        Ok(Self { shape: Shape::StudentsT(accepted(StudentsT::new(0.0, 1.0, freedom))?), location, scale })
    }

    /// Uniform between `low` and `high`.
    ///
    /// # Errors
    /// `low` is not below `high`.
    pub fn uniform(low: f64, high: f64) -> Result<Self, ParameterError> {
        interval(low, high)?;
        Ok(Self::standard(Shape::Uniform(accepted(Uniform::new(low, high))?)))
    }

    /// Triangular between `low` and `high` with its peak at `mode`.
    ///
    /// # Errors
    /// The three numbers are not in order, or `low` is not below `high`.
    pub fn triangular(low: f64, mode: f64, high: f64) -> Result<Self, ParameterError> {
        ordered(low, ("mode", mode), high)?;
        Ok(Self::standard(Shape::Triangular(accepted(Triangular::new(low, high, mode))?)))
    }

    /// Half of the probability on each side of `median`, falling off linearly to `low` and to `high`: a best figure and how
    /// far it may be out on either side.
    ///
    /// # Errors
    /// The three numbers are not in order, or `low` is not below `high`.
    pub fn two_piece(low: f64, median: f64, high: f64) -> Result<Self, ParameterError> {
        ordered(low, ("median", median), high)?;
        Ok(Self::standard(Shape::TwoPiece(TwoPiece { low, median, high })))
    }

    /// PERT between `low` and `high` with its peak at `mode`: a beta with mean (low + 4 mode + high) / 6.
    ///
    /// # Errors
    /// The three numbers are not in order, or `low` is not below `high`.
    pub fn pert(low: f64, mode: f64, high: f64) -> Result<Self, ParameterError> {
        ordered(low, ("mode", mode), high)?;
        let width = high - low;
        Self::beta(1.0 + 4.0 * (mode - low) / width, 1.0 + 4.0 * (high - mode) / width, low, high)
    }

    /// Beta with shape parameters `alpha` and `beta`, stretched from (0, 1) to (`low`, `high`).
    ///
    /// # Errors
    /// `alpha` or `beta` is not above 0, or `low` is not below `high`.
    pub fn beta(alpha: f64, beta: f64, low: f64, high: f64) -> Result<Self, ParameterError> {
        all([between("alpha", alpha, 1e-3, 1e6), between("beta", beta, 1e-3, 1e6), interval(low, high)])?;
        Ok(Self { shape: Shape::Beta(accepted(Beta::new(alpha, beta))?), location: low, scale: high - low })
    }

    /// Gamma with the given mean and standard deviation.
    ///
    /// # Errors
    /// `mean` or `sd` is not above 0.
    pub fn gamma(mean: f64, sd: f64) -> Result<Self, ParameterError> {
        all([positive("mean", mean), positive("sd", sd)])?;
        let shape = (mean / sd).powi(2);
        require((1e-4..=1e8).contains(&shape), || {
            let (sd, mean) = (shown(sd), shown(mean));
            format!("sd is {sd} with a mean of {mean}; from a ten-thousandth to a hundred times the mean is allowed")
        })?;
        Ok(Self { shape: Shape::Gamma(accepted(Gamma::new(shape, 1.0))?), location: 0.0, scale: mean / shape })
    }

    /// Probability that the value is at most `x`.
    pub fn cdf(&self, x: f64) -> f64 {
        let z = (x - self.location) / self.scale;
        match &self.shape {
            Shape::Normal(d) => d.cdf(z),
            Shape::LogNormal(d) => d.cdf(z),
            Shape::StudentsT(d) => d.cdf(z),
            Shape::Uniform(d) => d.cdf(z),
            Shape::Triangular(d) => d.cdf(z),
            Shape::Beta(d) => d.cdf(z.clamp(0.0, 1.0)),
            Shape::Gamma(d) => d.cdf(z.max(0.0)),
            Shape::TwoPiece(d) => d.cdf(z),
        }
    }

    /// The value that is not exceeded with probability `p`, for p between 0 and 1.
    pub fn quantile(&self, p: f64) -> f64 {
        let z = match &self.shape {
            Shape::Normal(d) => d.inverse_cdf(p),
            Shape::LogNormal(d) => d.inverse_cdf(p),
            Shape::StudentsT(d) => d.inverse_cdf(p),
            Shape::Uniform(d) => d.inverse_cdf(p),
            Shape::Triangular(d) => d.inverse_cdf(p),
            Shape::Beta(d) => d.inverse_cdf(p),
            Shape::Gamma(d) => d.inverse_cdf(p),
            Shape::TwoPiece(d) => d.quantile(p),
        };
        self.location + self.scale * z
    }

    /// Expected value.
    pub fn mean(&self) -> f64 {
        let mean = match &self.shape {
            Shape::Normal(d) => d.mean(),
            Shape::LogNormal(d) => d.mean(),
            Shape::StudentsT(d) => d.mean(),
            Shape::Uniform(d) => d.mean(),
            Shape::Triangular(d) => d.mean(),
            Shape::Beta(d) => d.mean(),
            Shape::Gamma(d) => d.mean(),
            Shape::TwoPiece(d) => Some(d.mean()),
        };
        self.location + self.scale * mean.unwrap_or(0.0) // every shape accepted above has a mean
    }

    /// Standard deviation.
    pub fn sd(&self) -> f64 {
        let sd = match &self.shape {
            Shape::Normal(d) => d.std_dev(),
            Shape::LogNormal(d) => d.std_dev(),
            Shape::StudentsT(d) => d.std_dev(),
            Shape::Uniform(d) => d.std_dev(),
            Shape::Triangular(d) => d.std_dev(),
            Shape::Beta(d) => d.std_dev(),
            Shape::Gamma(d) => d.std_dev(),
            Shape::TwoPiece(d) => Some(d.sd()),
        };
        self.scale * sd.unwrap_or(0.0) // every shape accepted above has a standard deviation
    }
}

fn interval(low: f64, high: f64) -> Result<(), ParameterError> {
    all([finite("low", low), finite("high", high)])?;
    require(low < high, || format!("low ({}) is not below high ({})", shown(low), shown(high)))
}

fn ordered(low: f64, (name, middle): (&str, f64), high: f64) -> Result<(), ParameterError> {
    all([interval(low, high), finite(name, middle)])?;
    require(low <= middle && middle <= high, || {
        format!("{name} ({}) does not lie between low ({}) and high ({})", shown(middle), shown(low), shown(high))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
