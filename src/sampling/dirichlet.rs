//! The Dirichlet distribution of shares that sum to 1.

use statrs::function::gamma::ln_gamma;

use super::distribution::{Distribution, ParameterError, all, positive, require};
use crate::input::shown;

/// Shares w_1, ..., w_n of a whole with means m_i and concentration c: the larger c, the nearer they stay to their means.
///
/// With alpha_i = c m_i the density is f(w) = Gamma(c) / (Gamma(alpha_1) ... Gamma(alpha_n)) w_1^(alpha_1 - 1) ... w_n^(alpha_n - 1).
/// Each share by itself is beta distributed with shapes alpha_i and c - alpha_i, its variance m_i (1 - m_i) / (c + 1). A draw is
/// a gamma variable of shape alpha_i for each share, divided by their sum.
///
/// ```
/// use kapok::sampling::Dirichlet;
/// let shares = Dirichlet::new(&[0.5, 0.3, 0.2], 99.0)?;
/// assert!((shares.sd(0) - 0.05).abs() < 1e-15);
/// let drawn = shares.draw(&[0.2, 0.5, 0.9]);
/// assert!((drawn.iter().sum::<f64>() - 1.0).abs() < 1e-15 && drawn[2] > 0.2);
/// # Ok::<(), kapok::sampling::ParameterError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Dirichlet {
    means: Vec<f64>,
    concentration: f64,
    /// A gamma variable with mean m_i for each share.
    components: Vec<Distribution>,
}

/// Mean shares may miss 1 by the rounding of their sum.
const ROUNDING: f64 = 1e-9;

impl Dirichlet {
    /// Least c m_i: gamma variables of smaller shapes are 0 too often for shares to be made of them. The standard deviation
    /// of a small share is then three times its mean.
    pub const LEAST_SHAPE: f64 = 0.1;

    /// Shares with the given means, which sum to 1, and concentration.
    ///
    /// # Errors
    /// Fewer than two shares, one that is not above 0, shares that do not sum to 1, or a concentration that is not above 0 or
    /// so small or large against a share that it could not be drawn (c m_i from 0.1 to 10^8 is allowed).
    pub fn new(means: &[f64], concentration: f64) -> Result<Self, ParameterError> {
        require(means.len() >= 2, || format!("found {} shares; a whole has at least two", means.len()))?;
        let above_zero = means.iter().enumerate().map(|(i, mean)| positive(&format!("shares[{i}]"), *mean));
        all(above_zero.chain([positive("concentration", concentration)]))?;
        let sum: f64 = means.iter().sum();
        require((sum - 1.0).abs() <= ROUNDING, || format!("the shares sum to {}; they must sum to 1", shown(sum)))?;
        let least = means.iter().copied().fold(f64::INFINITY, f64::min) * concentration;
        require(least >= Self::LEAST_SHAPE * (1.0 - ROUNDING), || {
            format!(
                "the concentration times the smallest share is {}; it must be at least {}, or draws are one share and nothing else",
                shown(least),
                Self::LEAST_SHAPE
            )
        })?;
        let components: Result<Vec<Distribution>, ParameterError> =
            means.iter().map(|mean| component(*mean, concentration * mean)).collect();
        Ok(Self { means: means.to_vec(), concentration, components: components? })
    }

    /// Density at `shares`, with respect to all but the last of them; 0 where one is not above 0 or they do not sum to 1.
    pub fn density(&self, shares: &[f64]) -> f64 {
        let sum: f64 = shares.iter().sum();
        let inside =
            shares.len() == self.means.len() && shares.iter().all(|w| *w > 0.0) && (sum - 1.0).abs() <= ROUNDING;
        if !inside {
            return 0.0;
        }
        let alphas = self.means.iter().map(|mean| self.concentration * mean);
        let powers: f64 = alphas.zip(shares).map(|(alpha, w)| (alpha - 1.0) * w.ln() - ln_gamma(alpha)).sum();
        (powers + ln_gamma(self.concentration)).exp()
    }

    /// Mean shares m_i.
    pub fn means(&self) -> &[f64] {
        &self.means
    }

    /// Standard deviation sqrt(m_i (1 - m_i) / (c + 1)) of share `i`.
    pub fn sd(&self, i: usize) -> f64 {
        let mean = self.means[i];
        (mean * (1.0 - mean) / (self.concentration + 1.0)).sqrt()
    }

    /// The distribution of share `i` by itself, beta with shapes c m_i and c (1 - m_i).
    ///
    /// # Errors
    /// A shape lies outside what [`Distribution::beta`] takes.
    pub fn marginal(&self, i: usize) -> Result<Distribution, ParameterError> {
        let alpha = self.concentration * self.means[i];
        Distribution::beta(alpha, self.concentration - alpha, 0.0, 1.0)
    }

    /// What is drawn for share `i` of a `whole` before all are divided by their sum: a gamma variable of shape c m_i whose
    /// mean is m_i times the whole.
    ///
    /// # Errors
    /// The whole is not above 0.
    pub fn component(&self, i: usize, whole: f64) -> Result<Distribution, ParameterError> {
        component(self.means[i] * whole, self.concentration * self.means[i])
    }

    /// The shares at one uniform number each.
    ///
    /// # Panics
    /// Not as many uniform numbers as shares.
    pub fn draw(&self, uniforms: &[f64]) -> Vec<f64> {
        assert_eq!(uniforms.len(), self.means.len(), "one uniform number a share");
        let drawn: Vec<f64> = self.components.iter().zip(uniforms).map(|(gamma, u)| gamma.quantile(*u)).collect();
        let sum: f64 = drawn.iter().sum();
        drawn.into_iter().map(|value| value / sum).collect()
    }
}

/// A gamma variable of this shape has standard deviation mean / sqrt(shape).
fn component(mean: f64, shape: f64) -> Result<Distribution, ParameterError> {
    Distribution::gamma(mean, mean / shape.sqrt())
}
