//! The standard normal distribution, behind the normal, the lognormal and the starts of other inverses.

use std::f64::consts::{PI, SQRT_2};

use statrs::function::erf::{erfc, erfc_inv};

/// phi(z) = exp(-z^2 / 2) / sqrt(2 pi).
pub(super) fn density(z: f64) -> f64 {
    (-z * z / 2.0).exp() / (2.0 * PI).sqrt()
}

/// Phi(z) = erfc(-z / sqrt 2) / 2.
pub(super) fn below(z: f64) -> f64 {
    0.5 * erfc(-z / SQRT_2)
}

/// 1 - Phi(z).
pub(super) fn above(z: f64) -> f64 {
    below(-z)
}

/// The inverse of Phi.
pub(crate) fn quantile(p: f64) -> f64 {
    -(SQRT_2 * erfc_inv(2.0 * p))
}

/// The value exceeded with probability `q`.
pub(super) fn upper_quantile(q: f64) -> f64 {
    SQRT_2 * erfc_inv(2.0 * q)
}
